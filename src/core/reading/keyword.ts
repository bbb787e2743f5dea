/** Which keyword an inbound message is, and who answers it. */

import { isNo } from '../model/consent.ts'
import type { Consent } from '../model/contact.ts'
import type { Inbound, Received } from '../model/message.ts'
import type { Policy } from '../model/policy.ts'
import { findKeyword, type Keyword, normalise } from './words.ts'

/** The keyword, by the provider's word or by ours. */
export const keywordOf = (input: Inbound, policy: Policy): Keyword | undefined => {
  if (input.optOut) return PROVIDER_SAYS[input.optOut]
  const found = textsOf(input.message).map((text) => findKeyword(text, policy.keywords))
  if (found.includes('opt_out')) return 'opt_out'
  // A file with a YES under it may mean anything.
  return input.message.media.length > 0 ? undefined : found.find((keyword) => keyword)
}

const PROVIDER_SAYS = { stop: 'opt_out', start: 'opt_in', help: 'help' } as const

/** After a STOP, not after a plain no: that one leaves the contact free to write again. */
export const saidStop = (consent: Consent, policy: Policy): boolean =>
  isNo(consent) &&
  (consent.words === undefined || findKeyword(consent.words, policy.keywords) !== 'decline')

/** What can be a keyword: the text, or the button or list row that was tapped. */
export const textsOf = ({ text, button, list }: Received): readonly string[] =>
  [text, button?.text, button?.payload, list?.title, list?.id].filter((part) => part !== undefined)

/** The provider has answered this keyword itself, so that a word of ours would be the second. */
export const isHandledByProvider = (input: Inbound, before: Consent, policy: Policy): boolean => {
  if (input.optOut) return true
  if (policy.sender.optOutHandling === 'gateway') return false
  const word = normalise(input.message.text ?? '')
  // YES lifts a block and is answered then; as the answer to our own request it is not.
  return PROVIDER_WORDS.has(word) || (word === 'yes' && isNo(before))
}

/** The words that Twilio answers when nothing else is set up, as the whole message. */
const PROVIDER_WORDS: ReadonlySet<string> = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'optout',
  'start',
  'unstop',
  'help',
  'info',
])
