/** A message as one text for a CRM's thread, and its kind. */

import type { Message, Received } from '../../../src/core/model/message/message.ts'
import { plain } from '../../../src/wire/plain.ts'
import type { Notes } from './notes.ts'

/** The text of a message; `''` when it only has files. */
export const messageText = (message: Message, notes: Notes): string => {
  const { received, rendered, content } = message
  const text = received
    ? receivedText(received, notes)
    : (rendered ?? (content && 'text' in content ? content.text : undefined) ?? '')
  return plain(text)
}

/** The author, unless it was this CRM's agent: for the line above the text. */
export const authorLine = ({ automatic, agent }: Message, notes: Notes): string => {
  if (automatic) return notes.say('automatic')
  return agent === undefined ? notes.say('elsewhere') : notes.say('sentBy', { agent })
}

const receivedText = (received: Received, notes: Notes): string => {
  const said = wordsOf(received, notes)
  switch (received.form) {
    case 'reaction':
      return notes.say('reaction', { text: said })
    case 'edit':
      return notes.say('edited', { text: said })
    case 'revoke':
      return notes.say('revoked')
    default:
      return said === '' && received.media.length === 0
        ? notes.say('unsupported', { type: received.type })
        : said
  }
}

const wordsOf = ({ text, button, list, location, flow }: Received, notes: Notes): string =>
  [
    ...(text === undefined ? [] : [text]),
    ...(button && button.text !== text ? [notes.say('chose', { text: button.text })] : []),
    ...(list ? [notes.say('chose', { text: list.title ?? list.id })] : []),
    ...(location ? [notes.say('location', { place: placeOf(location) })] : []),
    ...(flow ? [flow.data] : []),
  ].join('\n')

const placeOf = (location: NonNullable<Received['location']>): string => {
  const { latitude, longitude, label, address } = location
  const named = [label, address].filter((part) => part !== undefined && part !== '').join(', ')
  const link = `https://maps.google.com/?q=${latitude},${longitude}`
  return named === '' ? link : `${named} ${link}`
}
