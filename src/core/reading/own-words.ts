/** Leaves only the contact's own, new words of a message: no quotation, signature or text of ours. */

import type { Lexicon } from './lexicon.ts'
import { spaced } from './lexicon.ts'

/** A shorter text of ours may as well be the contact's own (STOP). */
const MIN_OUR_WORDS = 4
/** How many of our texts are looked for, and how long a line a signature begins. */
const MAX_OUR_TEXTS = 10
const MAX_SIGNATURE = 80

/** The text without quoted lines, signatures, and what repeats a text of ours. */
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

/** What mail programs write above the message that they quote. */
const QUOTED_BELOW =
  /^\s*(?:-{3,} ?\S.{0,40}-{3,}|(?:on|am|le|el|em) .{5,80}(?:wrote|schrieb|a écrit|escribió|escreveu) ?:)\s*$/i

const isSignature = (line: string, { signatures }: Lexicon): boolean => {
  if (line.length > MAX_SIGNATURE) return false
  const plain = spaced(line)
  return signatures.some((start) => plain.startsWith(start))
}

/** Without the passages that are ours to the letter, whatever the spaces between them. */
const withoutOurs = (text: string, ourTexts: readonly string[]): string =>
  ourTexts
    .slice(-MAX_OUR_TEXTS)
    .filter((ours) => ours.trim().split(/\s+/).length >= MIN_OUR_WORDS)
    .reduce((rest, ours) => rest.replaceAll(ours.trim(), '\n'), text)

/** What a phone names instead of quoting it; the verb alone is a message of its own. */
const OBJECT = /\b(?:image|photo|video|movie|attachment|audio message|imagen|imagem)$/i

/** `Liked “…”`, `👍 to “…”`: a reaction that a phone wrote out as a text. */
export const isTapback = (text: string, { tapbacks }: Lexicon): boolean => {
  const trimmed = text.trim()
  const quoteAt = trimmed.search(/[“"„«「『]/)
  if (quoteAt < 0)
    return trimmed.length <= MAX_SIGNATURE && OBJECT.test(trimmed) && tapbacks.has(spaced(trimmed))
  // A quote that nothing follows closes what was never opened.
  if (quoteAt >= trimmed.length - 1) return false
  if (quoteAt > MAX_SIGNATURE || !/[”"“»」』…]$/.test(trimmed)) return false
  const before = trimmed.slice(0, quoteAt)
  if (tapbacks.has(spaced(before))) return true
  // "👍 to “…”", "Reacted 👍 to “…”", in any language: an emoji and at most two short words.
  return /\p{Extended_Pictographic}/u.test(before) && spaced(before).split(' ').length <= 3
}
