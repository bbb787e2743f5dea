/** Advice in words beside a sentence that may give the same advice. */

/** Whether the sentence already gives this advice in the same words, so that it isn't said twice. */
export const advises = (sentence: string, advice: string): boolean =>
  bare(sentence).includes(bare(advice))

/** A sentence can end with the advice, or go on after it: "…, or contact your administrator." */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim()
