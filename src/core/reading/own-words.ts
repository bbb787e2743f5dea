/** Keeps only the contact's own, new words of a message: no quotation, signature or repeated text of ours. */

import type { Lexicon } from './lexicon.ts'
import { spaced } from './lexicon.ts'

/** Shorter texts of ours could also be the contact's own (STOP). */
const MIN_OUR_WORDS = 4
/** How many of our latest texts are compared. */
export const MAX_OUR_TEXTS = 10
/** The longest first line of a signature. */
const MAX_SIGNATURE = 80

/** The text without quoted lines, signatures, and passages that repeat our texts. */
export const ownWords = (text: string, ourTexts: readonly string[], lexicon: Lexicon): string => {
  const lines: string[] = []
  for (const line of withoutOurs(text, ourTexts).split('\n')) {
    if (/^\s*[>＞]/.test(line)) continue
    if (/^--\s?$/.test(line) || QUOTED_BELOW.test(line)) break
    if (lines.length > 0 && isSignature(line, lexicon)) break
    lines.push(line)
  }
  return lines.join('\n')
}

/** The line that mail programs write above a quoted message. */
const QUOTED_BELOW =
  /^\s*(?:-{3,} ?\S.{0,40}-{3,}|(?:on|am|le|el|em) .{5,80}(?:wrote|schrieb|a écrit|escribió|escreveu) ?:)\s*$/i

const isSignature = (line: string, { signatures }: Lexicon): boolean => {
  if (line.length > MAX_SIGNATURE) return false
  const plain = spaced(line)
  return signatures.some((start) => plain.startsWith(start))
}

/** Whether it is long enough to be recognised as ours. */
export const isComparable = (ours: string): boolean =>
  ours.trim().split(/\s+/).length >= MIN_OUR_WORDS

/** Removes passages identical to our texts, ignoring spaces. */
const withoutOurs = (text: string, ourTexts: readonly string[]): string =>
  ourTexts.filter(isComparable).reduce((rest, ours) => rest.replaceAll(ours.trim(), '\n'), text)

/** The object that a phone names instead of quoting it; the verb alone is an ordinary message. */
const OBJECT = /\b(?:image|photo|video|movie|attachment|audio message|imagen|imagem)$/i

/** `Liked “…”`, `👍 to “…”`: a reaction that a phone wrote out as a text. */
export const isTapback = (text: string, { tapbacks }: Lexicon): boolean => {
  const trimmed = text.trim()
  const quoteAt = trimmed.search(/[“"„«「『]/)
  if (quoteAt < 0)
    return trimmed.length <= MAX_SIGNATURE && OBJECT.test(trimmed) && tapbacks.has(spaced(trimmed))
  // A quote at the end closes one that was never opened.
  if (quoteAt >= trimmed.length - 1) return false
  if (quoteAt > MAX_SIGNATURE || !/[”"“»」』…]$/.test(trimmed)) return false
  const before = trimmed.slice(0, quoteAt)
  if (tapbacks.has(spaced(before))) return true
  // "👍 to “…”", "Reacted 👍 to “…”", in any language: an emoji and at most two short words.
  return /\p{Extended_Pictographic}/u.test(before) && spaced(before).split(' ').length <= 3
}
