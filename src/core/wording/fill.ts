/** Replaces `{names}` by values, and `{names|one|more}` by the form that goes with the number, or with a time's hour. */

/** A name, alone or with the forms for one and for more. */
export const NAMED = /\{(\w+)((?:\|[^{}|]*)*)\}/g

/** A name without a value stays unchanged. The language decides which form goes with a number. */
export const fill = (
  text: string,
  values: Readonly<Record<string, string>>,
  language = 'en',
): string =>
  text.replace(NAMED, (placeholder, name: string, forms: string) => {
    if (!Object.hasOwn(values, name)) return placeholder
    const value = String(values[name])
    if (forms === '') return value
    return formFor(Number.parseFloat(value), forms.slice(1).split('|'), language)
  })

/** Fills a text of the organisation's wording, in whose language its forms are chosen. */
export const say = (
  text: string,
  values: Readonly<Record<string, string>>,
  { wording }: { readonly wording: { readonly language: string } },
): string => fill(text, values, wording.language)

/** In these languages there are two; Intl also names one for millions. */
const formFor = (count: number, [one = '', more = one]: readonly string[], language: string) =>
  rulesOf(language).select(count) === 'one' ? one : more

const plurals = new Map<string, Intl.PluralRules>()

const rulesOf = (language: string): Intl.PluralRules => {
  const known = plurals.get(language) ?? new Intl.PluralRules(language)
  plurals.set(language, known)
  return known
}

/** A sentence and the space after it. A question stays with its answer: `Questions? {support}.` */
const SENTENCE = /[\s\S]+?(?:[.!](?=\s)\s+|$)/g

/** Fills in a text and leaves out each sentence without a value. */
export const fillSentences = (text: string, values: Readonly<Record<string, string>>): string => {
  const isComplete = (sentence: string) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name]) => Object.hasOwn(values, name as string))
  const sentences = (text.match(SENTENCE) ?? []).filter(isComplete)
  return fill(sentences.join('').trim(), values)
}
