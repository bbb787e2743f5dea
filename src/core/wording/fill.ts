/** Replaces `{names}` by values. */

/** A name without a value stays unchanged. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )

/** A sentence and the space after it. A question stays with its answer: `Questions? {support}.` */
const SENTENCE = /[\s\S]+?(?:[.!](?=\s)\s+|$)/g

/** Fills in a text and leaves out each sentence without a value. */
export const fillSentences = (text: string, values: Readonly<Record<string, string>>): string => {
  const isComplete = (sentence: string) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name]) => Object.hasOwn(values, name as string))
  const sentences = (text.match(SENTENCE) ?? []).filter(isComplete)
  return fill(sentences.join('').trim(), values)
}
