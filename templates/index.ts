/** The languages. To add one, copy the folder of another and list it here. */

import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { fr } from './fr/index.ts'
import type { Locale } from './locale.ts'
import { pt } from './pt/index.ts'

export const LOCALES: Readonly<Record<string, Locale>> = { en, de, es, fr, pt }

/** `es` of `es-MX`. */
export const languageOf = (locale: string): string => locale.toLowerCase().replace(/[-_].*$/, '')

/** The language of a locale such as `es-MX`, else English. */
export const localeFor = (locale: string): Locale => {
  const language = languageOf(locale)
  return (Object.hasOwn(LOCALES, language) ? LOCALES[language] : undefined) ?? en
}
