/** Splits a text into plain words, with the ends of its sentences and clauses. */

/** No channel allows more; the rest of a longer text is not read. */
const MAX_LENGTH = 8192

export type Tokens = {
  readonly words: readonly string[]
  /** For each word, how many sentences (or lines) end before it. */
  readonly sentences: readonly number[]
  /** The same with commas, brackets, quotes and dashes. */
  readonly segments: readonly number[]
  /** The position of each word in the plain text, for quoting it. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly plain: string
  readonly isQuestion: boolean
}

/** Runs of combining marks are cut to three first: sorting them would take quadratic time. */
export const boundMarks = (text: string): string =>
  HAS_MARKS.test(text) ? text.replace(/(\p{M}{3})\p{M}+/gu, '$1') : text

const HAS_MARKS = /\p{M}{4}/u
const ASCII = /^[\n\r\t -~]*$/

const LETTERS: Readonly<Record<string, string>> = {
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

/** Plain letters in their own case: no accents, invisible characters, or typographic apostrophes. */
const plainOf = (text: string): string => {
  if (ASCII.test(text)) return text.slice(0, MAX_LENGTH)
  const bare = boundMarks(text.replace(/\p{Cf}|\u0640|\ufe0f/gu, ''))
    .slice(0, MAX_LENGTH)
    .replace(/[’‘ʼ`´＇]/g, "'")
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u3099\u309a]/g, '')
    .replace(/[ıłŁøØđĐßæÆœŒ]/g, (letter) => LETTERS[letter.toLowerCase()] ?? letter)
  return JAMO.test(bare) ? bare.normalize('NFC') : bare
}

const JAMO = /[\u1100-\u11ff]/

/** French and Italian write these before an apostrophe; in other words the apostrophe is part of the word (don't). */
const ELIDED = /^(?:[dmlnjstc]|qu|un|all|dell|nell|sull)'/

const HARD = '.!?;…\n。！？؟।'
const QUESTION = '?？؟'
const SOFT = ',،、，:()[]"“”„«»—–'

/** A character's role: unknown yet, ignored, part of a word, a word, or the end of a sentence or clause. */
const UNKNOWN = 0
const NOTHING = 1
const LETTER = 2
const IDEOGRAPH = 3
const HALF = 4
const END = 5

const kinds = new Uint8Array(0x10000)

const kindOf = (unit: number): number => {
  const known = kinds[unit] ?? NOTHING
  if (known !== UNKNOWN) return known
  const kind = classify(String.fromCharCode(unit))
  kinds[unit] = kind
  return kind
}

/** A Chinese, Japanese or Korean character is a word of its own. */
const classify = (letter: string): number => {
  if (HARD.includes(letter)) return END
  if (SOFT.includes(letter)) return HALF
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]/u.test(letter)) return IDEOGRAPH
  // Half of a surrogate pair is no letter by itself.
  return /[\p{L}\p{N}\p{M}]/u.test(letter) ? LETTER : NOTHING
}

const APOSTROPHE = 39
const DOT = 46
const DASH = 45
const SPACE = 32

/** See `Tokens`. */
export const tokenise = (text: string): Tokens => {
  const plain = plainOf(text)
  const lower = plain.toLowerCase()
  const folded = lower.length === plain.length ? lower : plain
  const words: string[] = []
  const sentences: number[] = []
  const segments: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let isQuestion = false
  const isAscii = ASCII.test(plain)
  let sentence = 0
  let segment = 0
  const add = (word: string, start: number, end: number) => {
    words.push(word)
    sentences.push(sentence)
    segments.push(segment)
    starts.push(start)
    ends.push(end)
  }
  for (let at = 0; at < folded.length; ) {
    const unit = folded.charCodeAt(at)
    const kind = kindOf(unit)
    if (kind === LETTER) {
      const end = wordEnd(folded, at)
      let word = folded.slice(at, end)
      if (word.includes("'")) {
        for (let elided = ELIDED.exec(word); elided; elided = ELIDED.exec(word)) {
          add(elided[0].slice(0, -1), at, end)
          word = word.slice(elided[0].length)
        }
        word = word.replaceAll("'", '')
      }
      add(isAscii ? word : fold(word.toLowerCase()), at, end)
      at = end
      continue
    }
    if (kind === IDEOGRAPH) add(folded.charAt(at), at, at + 1)
    else if (kind === END || kind === HALF) {
      if (QUESTION.includes(folded.charAt(at))) isQuestion = true
      if (kind === END && !(unit === DOT && isDotted(plain, at))) sentence += 1
      segment += 1
    } else if (unit === DASH && isSpace(folded, at - 1) && isSpace(folded, at + 1)) segment += 1
    at += 1
  }
  return { words, sentences, segments, starts, ends, plain, isQuestion }
}

/** A word has apostrophes within it, and not at its end. */
const wordEnd = (text: string, from: number): number => {
  let at = from
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (kindOf(unit) === LETTER) at += 1
    else if (unit === APOSTROPHE && kindOf(text.charCodeAt(at + 1)) === LETTER) at += 2
    else break
  }
  return at
}

const isSpace = (text: string, at: number) => text.charCodeAt(at) === SPACE

/** The dots of `S.T.O.P` or `3.50` end no sentence. */
const isDotted = (plain: string, at: number): boolean =>
  /^(?:(?:^|[^\p{L}\p{N}])[\p{L}\p{N}]|\d\d)\.[\p{L}\p{N}]/u.test(around(plain, at))

const around = (plain: string, at: number) =>
  at < 2 ? ` ${plain.slice(0, at + 2)}`.slice(-4) : plain.slice(at - 2, at + 2)

/** Letters of other alphabets, each above the Latin letter it resembles. */
const ALIENS = 'авекмнорстухѕіјԛԁαβεικνορτυχ'
const LATINS = 'abekmhopctyxsijqdabeiknoptux'

/** A word with mixed alphabets is meant to be Latin. */
const fold = (word: string): string =>
  /[a-z]/.test(word) && /[\u0370-\u058f]/.test(word) ? latin(word) : word

/** The Latin word that a word of another alphabet resembles. */
export const latin = (word: string): string =>
  word.replace(/[\u0370-\u058f]/g, (letter) => LATINS[ALIENS.indexOf(letter)] ?? letter)

/** The words of a list, in the form of a message's words. */
export const wordsOf = (text: string): readonly string[] =>
  text.length <= MAX_LENGTH && PLAIN.test(text) ? text.split(' ') : tokenise(text).words

/** Most entries of the lists, which each process compiles anew: `tokenise` would take longer. */
const PLAIN = /^[a-z]+(?: [a-z]+)*$/
