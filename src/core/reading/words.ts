/** Recognises keywords: opt-out tolerantly, opt-in strictly. Every step is linear in the text. */

import type { Keywords } from '../model/keywords.ts'
import { boundMarks } from './tokens.ts'

export type Keyword = 'opt_in' | 'opt_out' | 'decline' | 'help'

/** The longest message, in words, in which an opt-out phrase is looked for. */
const MAX_PHRASE_WORDS = 12

/** What the text says, if it is a keyword. An opt-out wins over everything. */
export const findKeyword = (text: string, keywords: Keywords): Keyword | undefined => {
  const lists = compile(keywords)
  const said = plain(text)
  const words = lettersOf(said)
  if (isOptOut(fold(words), lists)) return 'opt_out'
  if (lists.optIn.has(unquoted(said))) return 'opt_in'
  if (lists.help.has(words)) return 'help'
  return lists.decline.has(words) ? 'decline' : undefined
}

/** Lower case without accents, invisible characters, quotes, punctuation and emoji. */
export const normalise = (text: string): string => lettersOf(plain(text))

const lettersOf = (said: string) => said.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

const plain = (text: string) =>
  boundMarks(text)
    .replace(/['’‘ʼ`´＇]/g, '')
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .toLowerCase()

/** For a strict match: quotes around the word may go, and a full stop or exclamation mark behind it. */
const unquoted = (said: string) =>
  said
    .replace(/^[\s"“”„«»¡]+/, '')
    // Without the look back, the end of every run of spaces would be looked for from each of them.
    .replace(/(?<![\s"“”„«».!])[\s"“”„«».!]+$/, '')

/** Letters of other alphabets, each above the Latin one that it looks like. */
const ALIENS = 'авекмнорстухѕіјԛԁαβεικνορτυχ'
const LATINS = 'abekmhopctyxsijqdabeiknoptux'

const fold = (words: string) =>
  words.replace(/[\u0370-\u058f]/g, (letter) => LATINS[ALIENS.indexOf(letter)] ?? letter)

type Lists = {
  readonly optIn: ReadonlySet<string>
  readonly optOut: ReadonlySet<string>
  /** By their first word. */
  readonly phrases: Readonly<Record<string, readonly string[] | undefined>>
  readonly decline: ReadonlySet<string>
  readonly help: ReadonlySet<string>
}

const compiled = new WeakMap<Keywords, Lists>()

const compile = (keywords: Keywords): Lists => {
  const known = compiled.get(keywords)
  if (known) return known
  const optOut = keywords.optOut.map((word) => fold(normalise(word)))
  const lists = {
    optIn: new Set(keywords.optIn.map((word) => unquoted(plain(word)))),
    optOut: new Set(optOut.map((word) => word.replaceAll(' ', ''))),
    phrases: Object.groupBy(
      optOut.filter((word) => word.includes(' ')),
      firstWord,
    ),
    decline: new Set(keywords.decline.map(normalise)),
    help: new Set(keywords.help.map(normalise)),
  }
  compiled.set(keywords, lists)
  return lists
}

/** Joined, so that "s t o p" and "opt out" are words too; "stooop" counts, "12345" doesn't. */
const isOptOut = (text: string, { optOut, phrases }: Lists): boolean => {
  const words = text.split(' ')
  if (optOut.has(words.join(''))) return true
  const meant = words.filter((word) => !FILLERS.has(word) && !/^\d+$/.test(word))
  // "STOP STOP" is meant twice as much.
  if (meant.length > 0 && meant.every((word) => optOut.has(word))) return true
  const core = meant.join('')
  if (optOut.has(core) || optOut.has(core.replace(/(.)\1{2,}/gu, '$1'))) return true
  if (words.length > MAX_PHRASE_WORDS || NOT_MEANT.test(text)) return false
  return words.some((word) => phrases[word]?.some((phrase) => ` ${text} `.includes(` ${phrase} `)))
}

const firstWord = (phrase: string) => phrase.slice(0, phrase.indexOf(' '))

/** "Don't stop texting me" is the opposite. */
const NOT_MEANT = /\b(?:dont|do not|never|not) (?:ever |want to |wish to |mean to )?stop\b/

/** Words that change nothing when they stand beside an opt-out word. */
const FILLERS: ReadonlySet<string> = new Set(
  [
    'please pls plz thanks thank you thx now immediately hi hello hey ok okay just sir madam',
    'por favor gracias ya hola bitte danke sofort hallo jetzt',
    'sil vous te plait svp merci maintenant bonjour obrigado obrigada ola agora',
  ].flatMap((words) => words.split(' ')),
)
