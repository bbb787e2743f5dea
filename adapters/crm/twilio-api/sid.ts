/**
 * Message SIDs in Twilio's shape, derived from the message's id, so they never change.
 * https://www.twilio.com/docs/glossary/what-is-a-sid
 */

import { createHash } from 'node:crypto'
import type { Message } from '../../../src/core/model/message/message.ts'

type Named = Pick<Message, 'id' | 'content' | 'received'>

/** `SM…`, or `MM…` of a message with media. Twilio's own inbound messages keep the SID they came with. */
export const sidOf = (message: Named): string => {
  const [, own] = /^tw_([SM]M[0-9a-f]{32})$/.exec(message.id) ?? []
  return own ?? `${hasMedia(message) ? 'MM' : 'SM'}${digitsOf(message.id)}`
}

/** The message ids that can have this SID, without a lookup; ids of another form are stored, see `isSpelledOut`. */
export const idsOf = (sid: string): readonly string[] => {
  const [, digits] = /^[SM]M([0-9a-f]{32})$/.exec(sid) ?? []
  return digits === undefined ? [] : [`msg_${digits}`, `tw_${sid}`]
}

/** The SID encodes the message id, so no lookup table is needed. */
export const isSpelledOut = (message: Named): boolean => idsOf(sidOf(message)).includes(message.id)

const hasMedia = ({ content, received }: Named) =>
  content?.kind === 'media' || (received !== undefined && received.media.length > 0)

const digitsOf = (id: string): string => {
  const [, digits] = /^msg_([0-9a-f]{32})$/.exec(id) ?? []
  return digits ?? createHash('sha256').update(id).digest('hex').slice(0, 32)
}
