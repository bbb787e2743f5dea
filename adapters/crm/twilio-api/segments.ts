/** How many SMS segments a text takes: https://www.twilio.com/docs/glossary/what-sms-character-limit */

import { type Address, factsOf } from '../../../src/core/model/address.ts'

// 3GPP TS 23.038: the basic alphabet, and what costs two of its places.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const DOUBLE = new Set('^{}\\[~]|€\f')

/** How many a text takes on the channel of that address. */
export const segmentsOn = (address: Address, text: string): number =>
  factsOf(address).hasSegments ? segmentsOf(text) : 1

/** 160 characters of the basic alphabet or 70 of any other; less in each of several. */
const segmentsOf = (text: string): number => {
  const costs = [...text].map((char) => (BASIC.has(char) ? 1 : DOUBLE.has(char) ? 2 : undefined))
  if (costs.includes(undefined)) return count(text.length, 70, 67)
  return count(
    costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    160,
    153,
  )
}

const count = (length: number, alone: number, each: number) =>
  length <= alone ? 1 : Math.ceil(length / each)

/** What `SmartEncoded` asks for: characters outside the alphabet become those inside that look alike. */
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
