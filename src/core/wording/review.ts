/** Checks an organisation's own automatic texts. */

import type { Meaning } from '../model/message/reading.ts'
import type { Rules } from '../model/policy/rules.ts'
import { type ReadingSettings, read } from '../reading/read.ts'
import { fillSentences } from './fill.ts'
import { costlyCharacter, segmentsOf } from './segments.ts'

export type Kind = keyof Rules['wording']

/** A text and everything it depends on. */
export type Draft = {
  readonly kind: Kind
  readonly text: string
  readonly reading: ReadingSettings
  readonly disclosures: Rules['disclosures']
  /** Values in addition to the disclosures. */
  readonly values: Readonly<Record<string, string>>
  readonly hasSegments: boolean
}

/** Each problem as the end of a sentence that begins with the text's name. */
export const reviewText = (draft: Draft): readonly string[] => [
  ...missingValues(draft),
  ...wordProblems(draft),
  ...contactProblems(draft),
  ...advertising(draft),
  ...segmentProblems(draft),
]

/** A sentence without its value is left out, which the configuration doesn't show. */
const missingValues = ({ text, disclosures }: Draft): readonly string[] =>
  (['support', 'terms', 'frequency'] as const)
    .filter((name) => text.includes(`{${name}}`) && disclosures[name] === undefined)
    .map(
      (name) =>
        `has {${name}}, but policy.disclosures.${name} is not set, so the sentence is left out`,
    )

const REQUESTS: readonly Kind[] = ['opt_in_request', 'opt_in_request_by_line']

const wordProblems = ({ kind, text, reading }: Draft): readonly string[] => {
  if (!REQUESTS.includes(kind)) return []
  const meant = meaningsIn(text, reading)
  return [
    ...(meant.has('opt_in') || text.includes('{yes}')
      ? []
      : ['does not say which word means yes, such as YES in capitals or quotes']),
    ...(meant.has('opt_out') || meant.has('decline')
      ? []
      : ['does not say which word means no, such as STOP in capitals or quotes']),
  ]
}

/** The most words of an answer. */
const MAX_ANSWER = 3
const OPEN = { openRequest: { at: 0, ids: [] } }

/** The meaning as answers of the words in capitals or quotes, and of emoji. */
const meaningsIn = (text: string, reading: ReadingSettings): ReadonlySet<Meaning | undefined> => {
  const quoted = [...text.matchAll(/["“„«'‘]\s*([^"”“»'’]{1,40}?)\s*["”“»'’]/g)].map(
    ([, words = '']) => words,
  )
  const words = text.split(/\s+/)
  const standOut = words.flatMap((_, at) =>
    Array.from({ length: MAX_ANSWER }, (_none, more) =>
      words.slice(at, at + more + 1).join(' '),
    ).filter((some) => some === some.toUpperCase()),
  )
  const meaning = (some: string) => read({ text: some, form: 'text', at: 1 }, reading, OPEN)?.is
  return new Set([...quoted, ...standOut].map((some) => meaning(some.replace(EDGES, ''))))
}

const EDGES = /^[\s.,;:!?()[\]"“”„«»'‘’/-]+|[\s.,;:!?()[\]"“”„«»'‘’/-]+$/gu

/** A phone number, an e-mail address or a web page. */
const CONTACT = /\+?\d[\d\s()./-]{4,}\d|[^\s@]+@[^\s@]+\.\w|https?:\/\/|\b[\w-]+\.[a-z]{2,}\b/i

const contactProblems = ({ kind, text }: Draft): readonly string[] =>
  kind !== 'help' || text.includes('{support}') || CONTACT.test(text)
    ? []
    : [
        'does not say how to reach you: add {support}, a phone number, an e-mail address or a web page',
      ]

/** Promotional words, in the languages of the shipped texts. */
const SELLS = new RegExp(
  [
    String.raw`\d+\s?%|[$€£]\s?\d+|\d+\s?[€£]`,
    String.raw`\b(?:offers?|discounts?|deals?|coupons?|promo\w*|bargains?|on sale|free (?:gift|shipping|trial))\b`,
    String.raw`\b(?:angebote?n?|rabatte?|gutscheine?|gratis|gewinnen|sonderpreis\w*|aktionspreis\w*)\b`,
    String.raw`\b(?:ofertas?|descuentos?|cup[oó]n(?:es)?|promociones|rebajas|ahorre)\b`,
    String.raw`\b(?:offres?|remises?|réductions?|soldes|gratuite?s?|bons? d.achat)\b`,
    String.raw`\b(?:descontos?|cupo(?:m|ns)|promoções|grátis|brindes?)\b`,
  ].join('|'),
  'iu',
)

/** The first promotional words, or undefined. */
export const sellingWords = (text: string): string | undefined => SELLS.exec(text)?.[0].trim()

/** 47 CFR 64.1200(a)(12): the confirmation of an opt-out may not sell anything. */
const advertising = ({ kind, text }: Draft): readonly string[] => {
  const found = kind === 'opt_out_confirmation' ? sellingWords(text) : undefined
  return found === undefined
    ? []
    : [`advertises ("${found}"): a confirmation may not (47 CFR 64.1200(a)(12))`]
}

/** As many segments as the shipped texts take, with all disclosures. */
const MAX_SEGMENTS: Readonly<Record<Kind, number>> = {
  opt_in_request: 3,
  opt_in_request_by_line: 3,
  opt_in_confirmation: 2,
  opt_out_confirmation: 2,
  sender_inactive: 1,
  help: 2,
  disclaimer: 1,
  doubt_question: 1,
}

const segmentProblems = (draft: Draft): readonly string[] => {
  const { kind, text, values, disclosures, hasSegments } = draft
  if (!hasSegments) return []
  const full = fillSentences(text, { ...values, ...disclosures })
  const [segments, max] = [segmentsOf(full), MAX_SEGMENTS[kind]]
  if (segments <= max) return []
  const char = costlyCharacter(full)
  const why = char === undefined ? '' : `; "${char}" is not in the SMS alphabet and causes this`
  return [`takes ${segments} SMS segments, more than ${max}${why}`]
}
