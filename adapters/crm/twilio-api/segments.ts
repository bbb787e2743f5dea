/** Counts a text's segments as Twilio does, and applies its `SmartEncoded`. */

import { type Address, factsOf } from '../../../src/core/model/address.ts'
import { segmentsOf } from '../../../src/core/wording/segments.ts'

/** The number of segments on the address's channel. */
export const segmentsOn = (address: Address, text: string): number =>
  factsOf(address).hasSegments ? segmentsOf(text) : 1

/** `SmartEncoded`: replaces characters outside the alphabet with similar ones inside it. */
export const smartEncoded = (to: Address, text: string | undefined): string | undefined =>
  factsOf(to).hasSegments
    ? ALIKE.reduce((plain, [characters, like]) => plain?.replace(characters, like), text)
    : text

// https://www.twilio.com/docs/messaging/services/smart-encoding-char-list
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [
    /[\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02c8\u02ca\u02cb\u00b4\u0060\u275b\u275c\uff07]/g,
    "'",
  ],
  [
    /[\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\u02ee\u275d\u275e\u301d\u301e\uff02]/g,
    '"',
  ],
  [/[\u2010-\u2015\u2043\u2212\u02d7\ufe58\ufe63\uff0d]/g, '-'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u200b\u2060\ufeff]/g, ''],
  [/\u2026/g, '...'],
  [/\u2022/g, '*'],
  [/[\u2044\u2215\uff0f]/g, '/'],
  [/\u00bc/g, '1/4'],
  [/\u00bd/g, '1/2'],
  [/\u00be/g, '3/4'],
]
