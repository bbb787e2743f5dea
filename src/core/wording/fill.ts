/** Puts values in the place of `{names}`. */

/** A name without a value stays as it is. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )

/** A sentence and the space behind it. A question goes with what follows it: `Questions? {support}.` */
const SENTENCE = /[\s\S]+?(?:[.!](?=\s)\s+|$)/g

/** Fills a text in and leaves out each sentence that lacks a value. */
export const fillSentences = (text: string, values: Readonly<Record<string, string>>): string => {
  const isComplete = (sentence: string) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name]) => Object.hasOwn(values, name as string))
  const sentences = (text.match(SENTENCE) ?? []).filter(isComplete)
  return fill(sentences.join('').trim(), values)
}
