/** The order of the thread: by the time of sending, not of writing. */

import type { Message } from './wire.ts'

const LEFT = new Set(['sent', 'delivered', 'read'])

/** When the message left; when it was written or received where it has not left, or not yet. */
export const shownAt = ({ direction, history, at }: Message): string =>
  (direction === 'outbound' && history.find(({ status }) => LEFT.has(status))?.at) || at

/** Oldest first. Messages of the same moment keep their order. */
export const inOrder = (messages: readonly Message[]): readonly Message[] =>
  messages.toSorted((a, b) => Date.parse(shownAt(a)) - Date.parse(shownAt(b)))
