/** Cuts a text into plain words, and says where its sentences and half-sentences end. */

/** Nothing longer can be sent on any channel; the rest of a longer text is not read. */
const MAX_LENGTH = 8192

export type Tokens = {
  readonly words: readonly string[]
  /** For each word, how many sentences (or lines) end before it. */
  readonly sentences: readonly number[]
  /** The same with commas, brackets, quotes and dashes. */
  readonly segments: readonly number[]
  /** Where each word stands in the plain text, for quoting it. */
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
  const cut = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text
  if (ASCII.test(cut)) return cut
  const bare = boundMarks(cut.replace(/\p{Cf}|\u0640|\ufe0f/gu, ''))
    .replace(/[’‘ʼ`´＇]/g, "'")
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u3099\u309a]/g, '')
    .replace(/[ıłŁøØđĐßæÆœŒ]/g, (letter) => LETTERS[letter.toLowerCase()] ?? letter)
  return JAMO.test(bare) ? bare.normalize('NFC') : bare
}

const JAMO = /[\u1100-\u11ff]/

/** A Chinese, Japanese or Korean character is a word of its own. */
const PIECE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{N}\p{M}])+(?:'(?=[\p{L}])(?:[\p{L}\p{M}])+)*|[.!?;…\n。！？؟।]|[,،、，:()[\]"“”„«»—–]| - /gu
const ASCII_PIECE = /[a-zA-Z0-9]+(?:'[a-zA-Z]+)*|[.!?;\n]|[,:()[\]"]| - /g

/** French and Italian write these before an apostrophe; elsewhere both halves are one word (don't). */
const ELIDED = /^(?:[dmlnjstc]|qu|un|all|dell|nell|sull)'/

const HARD = new Set(['.', '!', '?', ';', '…', '\n', '。', '！', '？', '؟', '।'])

/** See `Tokens`. */
export const tokenise = (text: string): Tokens => {
  const plain = plainOf(text)
  const words: string[] = []
  const sentences: number[] = []
  const segments: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let sentence = 0
  let segment = 0
  const add = (word: string, start: number, end: number) => {
    words.push(word)
    sentences.push(sentence)
    segments.push(segment)
    starts.push(start)
    ends.push(end)
  }
  for (const { 0: piece, index } of plain.matchAll(ASCII.test(plain) ? ASCII_PIECE : PIECE)) {
    if (/^[\p{L}\p{N}\p{M}]/u.test(piece)) {
      const end = index + piece.length
      let word = piece.toLowerCase()
      for (let elided = ELIDED.exec(word); elided; elided = ELIDED.exec(word)) {
        add(elided[0].slice(0, -1), index, end)
        word = word.slice(elided[0].length)
      }
      add(fold(word.replaceAll("'", '')), index, end)
    } else {
      if (HARD.has(piece) && !isDotted(plain, index)) sentence += 1
      segment += 1
    }
  }
  return { words, sentences, segments, starts, ends, plain, isQuestion: /[?？؟]/.test(plain) }
}

/** The dots of `S.T.O.P` or `3.50` end no sentence. */
const isDotted = (plain: string, at: number): boolean =>
  plain[at] === '.' &&
  /^(?:(?:^|[^\p{L}\p{N}])[\p{L}\p{N}]|\d\d)\.[\p{L}\p{N}]/u.test(around(plain, at))

const around = (plain: string, at: number) =>
  at < 2 ? ` ${plain.slice(0, at + 2)}`.slice(-4) : plain.slice(at - 2, at + 2)

/** Letters of other alphabets, each above the Latin one that it looks like. */
const ALIENS = 'авекмнорстухѕіјԛԁαβεικνορτυχ'
const LATINS = 'abekmhopctyxsijqdabeiknoptux'

/** Where alphabets are mixed within a word, all of it is meant to be Latin. */
const fold = (word: string): string =>
  /[a-z]/.test(word) && /[\u0370-\u058f]/.test(word) ? latin(word) : word

/** The Latin word that a word of another alphabet looks like. */
export const latin = (word: string): string =>
  word.replace(/[\u0370-\u058f]/g, (letter) => LATINS[ALIENS.indexOf(letter)] ?? letter)

/** The words of a list, as a message would have them. */
export const wordsOf = (text: string): readonly string[] => tokenise(text).words
