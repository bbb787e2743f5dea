/** How our texts begin, as numbers: enough to rule out that a message repeats one of them. */

import type { Contact } from '../model/contact.ts'
import type { Message } from '../model/message/message.ts'
import { isComparable, MAX_OUR_TEXTS } from './own-words.ts'

/** Long enough to rarely begin another text as well. */
const MAX_LENGTH = 24
const BASE = 31

/** The hash and length of the opening of each text that a message may repeat. */
export const openingsOf = (texts: readonly string[]): readonly number[] =>
  texts.filter(isComparable).flatMap((text) => {
    const opening = text.trim().slice(0, MAX_LENGTH)
    return passagesOf(opening, opening.length)
  })

/** False only if none of these openings is anywhere in the text. */
export const mayContain = (text: string, openings: readonly number[]): boolean =>
  openings.some((opening) => passagesOf(text, opening % 32).includes(opening))

/** A number that hardly any other text has. */
export const hashOf = (text: string): number => passagesOf(text, text.length)[0] ?? 0

/** All passages of that length, each hash from the one before. */
const passagesOf = (text: string, length: number): readonly number[] => {
  const found: number[] = []
  let [hash, weight] = [0, 1]
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash, BASE) + text.charCodeAt(i)
    if (i < length) weight = Math.imul(weight, BASE)
    else hash -= Math.imul(weight, text.charCodeAt(i - length))
    if (i >= length - 1) found.push((hash >>> 0) * 32 + length)
  }
  return found
}

/** The contact with the openings of these texts, the latest first; a merged contact may have more than ten. */
export const withOpenings = (contact: Contact, messages: readonly Message[]): Contact => {
  const { openings: before } = contact
  const fresh = openingsOf(messages.flatMap(({ rendered = [] }) => rendered)).toReversed()
  if (!before || fresh.every((one, i) => one === before[i])) return contact
  const most = Math.max(MAX_OUR_TEXTS, before.length)
  return { ...contact, openings: [...new Set([...fresh, ...before])].slice(0, most) }
}
