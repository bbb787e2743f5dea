/** Finds a language among those with texts. */

/** By language; English is always among them. */
export type Spoken<T> = { readonly en: T } & Readonly<Record<string, T>>

/** `es` of `es-MX`. */
export const languageOf = (locale: string): string => locale.toLowerCase().replace(/[-_].*$/, '')

/** The language of a locale such as `es-MX`, else English. */
export const localeIn = <T>(spoken: Spoken<T>, locale: string): T => {
  const language = languageOf(locale)
  return (Object.hasOwn(spoken, language) ? spoken[language] : undefined) ?? spoken.en
}
