/** Text that a person sets: a name on one line, or sentences. Neither may look empty. */

import * as z from 'zod'

/** A letter, a digit, a sign or an emoji: what is neither a space, a filler nor invisible. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u
/** Control characters, and the separators of lines and paragraphs. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u

/** Invisible characters, but not joiners, variants and tags: emoji, Persian and names in Japanese need those. */
const HIDDEN =
  /(?!\u200c|\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])[\p{Default_Ignorable_Code_Point}\u2800]/u

/** The problem of a text for which `isOneLine` is false. */
export const ONE_LINE = 'has a line break or another control character: expected one line of text'

export const isOneLine = (text: string): boolean => !CONTROL.test(text)

/** Whether the text has a visible character. */
export const isVisible = (text: string): boolean => VISIBLE.test(text)

const BLANK = 'is blank: expected at least one visible character'

/** `\S` alone is also in the published schemas; it lets invisible characters pass. */
const visible = (max: number) => [
  z.minLength(1, { abort: true }),
  z.maxLength(max, { abort: true }),
  z.regex(/\S/, { error: BLANK, abort: true }),
  z.refine<string>(isVisible, { error: BLANK, abort: true }),
]

/**
 * Words on one line, such as a button's title: visible and without control characters. In a text from right to left
 * they may need marks of direction.
 */
export const wordsSchema = (max: number) => z.string().check(...words(max))

// All checks at once: each method of a schema makes another schema, and a start makes hundreds of these.
const words = (max: number) => [...visible(max), z.refine<string>(isOneLine, ONE_LINE), z.trim()]

/**
 * A name or an id: words without hidden characters, so that two names that read the same are the same. Spaces around
 * it don't count: ` ana ` is `ana`.
 *
 * @example agent: nameSchema(200)
 */
export const nameSchema = (max: number) =>
  z.string().check(
    ...words(max),
    z.refine((name) => !HIDDEN.test(name), {
      error: ({ input }) =>
        `has the invisible character ${hiddenIn(String(input))}: remove it, since two names that look the same would differ`,
    }),
  )

const hiddenIn = (text: string): string =>
  `U+${HIDDEN.exec(text)?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`

/**
 * A name from another system, trimmed as `nameSchema` does; undefined if `nameSchema` would refuse it. Dropping its
 * hidden characters instead could turn it into somebody else's name, and give this person that one's contacts.
 */
export const nameIn = (value: unknown): string | undefined =>
  typeof value === 'string' && isVisible(value) && isOneLine(value) && !HIDDEN.test(value.trim())
    ? value.trim()
    : undefined

/** A name that may be empty, which then counts as none. */
export const emptyOrNameSchema = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((text) => text === '' || isVisible(text), { error: BLANK, abort: true }),
    z.refine(isOneLine, ONE_LINE),
    z.trim(),
  )

/** Sentences, with line breaks if need be. */
export const proseSchema = (max: number) => z.string().check(...visible(max))
