/** Keywords that a provider answers itself, and its block after a STOP. */

import { type Address, channelOf } from '../../core/model/address.ts'
import type { Provider } from '../../ports/provider.ts'
import type { PhoneMessage } from '../phones.ts'

const REPLIES = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe.',
}

type Written = Pick<PhoneMessage, 'id' | 'at' | 'from' | 'to' | 'text'>

/** The provider's own reply to a keyword; undefined if it leaves the answer to us. */
export const keywordAnswer = (
  provider: Pick<Provider, 'capabilities'>,
  { id, at, from, to, text }: Written,
  isBlocked: boolean,
): (PhoneMessage & { readonly answered: 'stop' | 'start' }) | undefined => {
  const { answers, answersAfterStop, lifts } = provider.capabilities(channelOf(to)).keywords
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '')
  if (!answers.includes(word) && !(isBlocked && answersAfterStop.includes(word))) return undefined
  const answered = lifts.includes(word) ? 'start' : STOPS.test(word) ? 'stop' : undefined
  if (answered === undefined) return undefined
  return {
    id: `answer-${id}`,
    direction: 'outbound',
    at,
    from: to,
    to: from,
    text: REPLIES[answered],
    answered,
  }
}

/** Everything but a HELP ends the messages. */
const STOPS = /^(?!help|info)/

/** After a STOP that the provider answered, until a START. */
export const isBlocked = (phone: readonly PhoneMessage[], sender: Address): boolean =>
  phone.findLast(({ from, answered }) => from === sender && answered)?.answered === 'stop'
