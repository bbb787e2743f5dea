/** Messages on their way, whose statuses can be merged without reading them. */

import type { Decision } from '../../core/decide.ts'
import type { Input, Message, MessageStatus } from '../../core/model/message/message.ts'
import type { ContactKey, Loaded, Original } from '../../ports/store.ts'

/** For each contact. */
export const MAX_UNDER_WAY = 3

/** A message as it is at the contact's version. */
export type UnderWay = { readonly message: Message; readonly original: Original }

/** No more statuses follow these. */
const ENDED: readonly MessageStatus[] = ['read', 'failed', 'cancelled', 'expired']

export const isEnded = ({ status }: Message): boolean => ENDED.includes(status)

/** The messages under way after a commit; none where a merge or a redaction may have changed one. */
export const underWayAfter = (
  {
    underWay = NONE,
    others,
    message,
    original,
  }: Loaded & { readonly underWay?: readonly UnderWay[] },
  { kind }: Input,
  { messages }: Decision,
  created: readonly Original[],
): readonly UnderWay[] => {
  if (others.length > 0 || kind === 'redaction') return NONE
  const sent = messages.filter(({ direction }) => direction === 'outbound')
  if (sent.length === 0) return underWay
  const originalOf = (id: string): Original | undefined =>
    created.find((one) => one.message.id === id) ??
    underWay.find((one) => one.message.id === id)?.original ??
    (message?.id === id ? original : undefined)
  const changed = sent.flatMap((one) => {
    const first = isEnded(one) ? undefined : originalOf(one.id)
    return first ? [{ message: one, original: first }] : []
  })
  const unchanged = underWay.filter((one) => !sent.some(({ id }) => id === one.message.id))
  return [...unchanged, ...changed].slice(-MAX_UNDER_WAY)
}

export const NONE: readonly UnderWay[] = []

/** The names under which statuses ask for a message. An address has no blank. */
export const namesOf = ({ message: { id, providerId } }: UnderWay): readonly string[] =>
  providerId === undefined ? [`message ${id}`] : [`message ${id}`, `provider ${providerId}`]

export const nameOfMessage = (
  key: Exclude<ContactKey, { readonly contact: string } | { readonly addresses: unknown }>,
): string => ('message' in key ? `message ${key.message}` : `provider ${key.providerId}`)
