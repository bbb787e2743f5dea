/** Reads what a contact's message means for consent. Pure, and linear in the length of the text. */

import type { Instant } from '../model/instant.ts'
import type { Meaning, Reading } from '../model/message/reading.ts'
import { joined, type Language, type Lexicon, spaced } from './lexicon.ts'
import { findOptOut } from './opt-out.ts'
import { isTapback, ownWords } from './own-words.ts'
import { mended } from './slips.ts'
import { type Tokens, tokenise } from './tokens.ts'

export type { Reading } from '../model/message/reading.ts'

/** The kind of message: typed, tapped, a caption, … Reactions and forwarded messages are not read. */
export type ReadForm = 'text' | 'button' | 'list' | 'caption' | 'reaction' | 'forwarded'

export type Readable = {
  readonly text: string
  readonly form: ReadForm
  /** A button's payload; never the id of a list row. */
  readonly payload?: string
  readonly at: Instant
  /** The message that this one quotes, reacts to, or whose button was tapped. */
  readonly answers?: string
  readonly provider?: 'stop' | 'start' | 'help'
}

/** Settings common to all messages of a sender; compiled once, so pass the same object. */
export type ReadingSettings = {
  readonly lexicon: Lexicon
  readonly locale: string
  /** `plain`: a short, unconditional yes counts. `strict`: only the word as the whole message. */
  readonly optIn: 'strict' | 'plain'
  readonly keywords: {
    readonly optIn: readonly string[]
    readonly optOut: readonly string[]
    readonly help: readonly string[]
    readonly join: readonly string[]
  }
  readonly optOutPayloads: readonly string[]
  readonly stopMarketingPayloads: readonly string[]
}

export type ReadingContext = {
  readonly contactLocale?: string
  /** The request that a yes would answer: when it was sent, and in which messages. */
  readonly openRequest?: { readonly at: Instant; readonly ids: readonly string[] }
  /** Our latest texts, to recognise a message that repeats them. */
  readonly ourTexts?: readonly string[]
}

/** The most words of a yes, a no, a call for help or a join word. */
const MAX_ANSWER = 12

/** Providers stamp messages by the second, so an answer may seem to be a little older than the request. */
const STAMP_MS = 1000

/**
 * The reading, or undefined if the words have no meaning for consent.
 *
 * @example read({ text: 'stop texting me', form: 'message', at }, settings)?.is // 'opt_out'
 */
export const read = (
  message: Readable,
  settings: ReadingSettings,
  context: ReadingContext = {},
): Reading | undefined => {
  const { lexicon } = settings
  const { version } = lexicon
  if (message.provider)
    return { is: PROVIDER_SAYS[message.provider], how: 'provider', words: message.text, version }
  if (message.form === 'reaction' || message.form === 'forwarded') return undefined
  if (message.form === 'button' || message.form === 'list')
    return tapped(message, settings, context)
  if (isTapback(message.text, lexicon)) return undefined
  const own = ownWords(message.text, context.ourTexts ?? [], lexicon)
  const tokens = mended(tokenise(own), lexicon)
  const optOut = optOutIn(tokens, own, settings, context)
  if (optOut?.is === 'opt_out') return { ...optOut, version }
  if (message.form === 'caption') return optOut && { ...optOut, version }
  const answer = answerIn(tokens, own, message, settings, context)
  if (answer) return { ...answer, version }
  return optOut && { ...optOut, version }
}

const PROVIDER_SAYS = { stop: 'opt_out', start: 'opt_in', help: 'help' } as const

type Said = Omit<Reading, 'version'>

/** Emoji that mean stop. */
const STOP_SIGNS = /^(?:[🛑🚫⛔✋]|\s|\ufe0f)+$/u
const THUMB = /^\s*👍[🏻🏼🏽🏾🏿]?\s*$/u

const optOutIn = (
  tokens: Tokens,
  own: string,
  settings: ReadingSettings,
  { contactLocale }: ReadingContext,
): Said | undefined => {
  const { lexicon } = settings
  const { optOut } = compiled(settings)
  if (optOut.size > 0 && optOut.has(tokens.words.join('')))
    return { is: 'opt_out', how: 'word', words: own.trim() }
  if (tokens.words.length === 0 && own.trim() !== '' && STOP_SIGNS.test(own))
    return { is: 'doubt', how: 'word', words: own.trim() }
  const found = findOptOut(tokens, lexicon, spokenBy(settings, contactLocale).own)
  if (found?.is === 'opt_out') return found
  const phrase = configuredPhrase(tokens, settings)
  return phrase === undefined ? found : { is: 'opt_out', how: 'phrase', words: phrase }
}

const configuredPhrase = ({ words }: Tokens, settings: ReadingSettings): string | undefined => {
  const { phrases } = compiled(settings)
  if (phrases.length === 0) return undefined
  const text = ` ${words.join(' ')} `
  return phrases.find((phrase) => text.includes(` ${phrase} `))
}

/** A yes, a no or a call for help, as the whole message. */
const answerIn = (
  { words, isQuestion }: Tokens,
  own: string,
  message: Readable,
  settings: ReadingSettings,
  context: ReadingContext,
): Said | undefined => {
  if (words.length > MAX_ANSWER) return undefined
  const { optIn } = settings
  const lists = compiled(settings)
  const text = words.join(' ')
  const { known, begins } = spokenBy(settings, context.contactLocale)
  const isBegun = FORMS.some((drawn) => begins.has((words[0] ?? '').replace(drawn, '$1')))
  const isCourtesy = (one: string) => known.some(({ courtesies }) => courtesies.has(one))
  const isIn = (...answers: readonly ReadonlySet<string>[]) =>
    isBegun && isMadeOf(words, (said) => answers.some((lists) => lists.has(said)), isCourtesy)
  const said = own.trim()
  const word = (is: Meaning, how: Said['how'] = 'word'): Said => ({ is, how, words: said })
  if (words[0] !== undefined && lists.join.has(text)) return word('opt_in', 'join')
  const isAnswer = answersRequest(message, context)
  if (isIn(lists.help, ...known.map(({ help }) => help))) return word('help')
  if (isIn(...known.map(({ declines }) => declines)) && !isQuestion)
    return isOther(message, context) ? undefined : word('decline')
  if (!isAnswer || isQuestion) return undefined
  if (lists.signs.has(said)) return word('opt_in')
  if (optIn === 'strict')
    return isBare(own) && (lists.optIn.has(text) || known.some(({ optIn }) => optIn.has(text)))
      ? word('opt_in')
      : undefined
  if (words.length === 0 && THUMB.test(own)) return word('opt_in')
  const isYes = isIn(lists.optIn, ...known.flatMap(({ optIn, agrees }) => [optIn, agrees]))
  return isYes ? word('opt_in', words.length > 1 ? 'phrase' : 'word') : undefined
}

/** Answers, with courtesies after them: `no thx`, `yes ok yes`; drawn out as well: `yesss`, `siii`. */
const isMadeOf = (
  words: readonly string[],
  isAnswer: (said: string) => boolean,
  isCourtesy: (word: string) => boolean,
): boolean => {
  if (isAnswer(words.join(' '))) return true
  return FORMS.some((drawn) => {
    const plain = words.map((word) => (isCourtesy(word) ? word : word.replace(drawn, '$1')))
    // Where an answer, or a courtesy after one, may end.
    const ends = new Set<number>()
    for (let at = 0; at < plain.length; at += 1) {
      if (at > 0 && !ends.has(at)) continue
      if (at > 0 && isCourtesy(plain[at] ?? '')) ends.add(at + 1)
      for (let end = at + 1; end <= plain.length; end += 1) {
        const part = plain.slice(at, end).join(' ')
        // A single letter (`y`) is an answer only by itself.
        if (part.length > 1 && isAnswer(part)) ends.add(end)
      }
    }
    return ends.has(plain.length)
  })
}

/** As written, and the letters that are drawn out. */
const FORMS = [/(?!)/, /([a-z])\1{2,}/g, /([a-z])\1+/g] as const

/** Only the word, possibly in quotes, with a full stop or exclamation mark. */
const isBare = (own: string): boolean =>
  /^[\s"“”„«»¡]*[\p{L}\p{N}\p{M}'’ ]+[\s"“”„«».!]*$/u.test(own.slice(0, 60)) && own.length <= 60

/** Typed after the open request, or quoting it. */
const answersRequest = ({ at, answers }: Readable, { openRequest }: ReadingContext): boolean =>
  openRequest !== undefined &&
  (answers === undefined ? at > openRequest.at - STAMP_MS : openRequest.ids.includes(answers))

/** It quotes a message that is not the open request. */
const isOther = ({ answers }: Readable, { openRequest }: ReadingContext): boolean =>
  answers !== undefined && !openRequest?.ids.includes(answers)

/** A button's label is the business's wording, so it has to be unambiguous. */
const tapped = (
  message: Readable,
  settings: ReadingSettings,
  context: ReadingContext,
): Reading | undefined => {
  const { lexicon, optOutPayloads, stopMarketingPayloads } = settings
  const { version } = lexicon
  const { text, payload } = message
  const said = (is: Meaning): Reading => ({ is, how: 'button', words: text, version })
  if (payload !== undefined && stopMarketingPayloads.includes(payload))
    return said('stop_marketing')
  const plain = spaced(text)
  if (lexicon.stopMarketing.has(plain)) return said('stop_marketing')
  if (payload !== undefined && optOutPayloads.includes(payload)) return said('opt_out')
  if (lexicon.solid.has(joined(text))) return said('opt_out')
  if (!answersRequest(message, context)) return undefined
  const { known } = spokenBy(settings, context.contactLocale)
  if (known.some(({ optIn, agrees }) => optIn.has(plain) || agrees.has(plain)))
    return said('opt_in')
  return known.some(({ declines }) => declines.has(plain)) ? said('decline') : undefined
}

type Spoken = {
  /** The languages of the organisation and of the contact. */
  readonly own: ReadonlySet<string>
  /** The lists for a yes, a no and a call for help: English always included. */
  readonly known: readonly Language[]
  /** The first words of all answers. */
  readonly begins: ReadonlySet<string>
}

const spokenBy = (settings: ReadingSettings, contactLocale: string | undefined): Spoken => {
  const { languages } = settings.lexicon
  const { spoken, optIn, help } = compiled(settings)
  const contact = contactLocale === undefined ? '' : language(contactLocale)
  const name = Object.hasOwn(languages, contact) ? contact : ''
  const before = spoken.get(name)
  if (before) return before
  const own = new Set([language(settings.locale), name].filter((one) => one !== ''))
  const known = [...new Set(['en', ...own])].flatMap((one) => languages[one] ?? [])
  const answers = known.flatMap((one) => [one.optIn, one.agrees, one.declines, one.help])
  const begins = new Set(
    [optIn, help, ...answers].flatMap((said) => [...said].map((one) => one.replace(/ .*/, ''))),
  )
  const found = { own, known, begins }
  spoken.set(name, found)
  return found
}

/** `es` of `es-MX`. */
const language = (locale: string): string => locale.toLowerCase().replace(/[-_].*$/, '')

/** See `ReadingSettings`; `spoken` by the contact's language. */
type Compiled = {
  readonly spoken: Map<string, Spoken>
  readonly optIn: ReadonlySet<string>
  /** Opt-ins without letters, such as an emoji: matched exactly. */
  readonly signs: ReadonlySet<string>
  readonly optOut: ReadonlySet<string>
  readonly phrases: readonly string[]
  readonly help: ReadonlySet<string>
  readonly join: ReadonlySet<string>
}

const COMPILED = new WeakMap<ReadingSettings, Compiled>()

const compiled = (settings: ReadingSettings): Compiled => {
  const known = COMPILED.get(settings)
  if (known) return known
  const { optIn, optOut, help, join } = settings.keywords
  // As a message's words are.
  const said = (text: string) => mended(tokenise(text), settings.lexicon).words.join(' ')
  const result: Compiled = {
    spoken: new Map(),
    optIn: new Set(optIn.map(said).filter((word) => word !== '')),
    signs: new Set(optIn.filter((word) => said(word) === '')),
    optOut: new Set(optOut.map((word) => said(word).replaceAll(' ', ''))),
    phrases: optOut.map(said).filter((phrase) => phrase.includes(' ')),
    help: new Set(help.map(said)),
    join: new Set(join.map(said)),
  }
  COMPILED.set(settings, result)
  return result
}
