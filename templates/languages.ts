/** The texts of a process that has its sources beside it; a Worker loads them instead (`#languages`). */

import { LOCALES } from './index.ts'
import type { Locale } from './locale.ts'
import { localeIn, type Spoken } from './lookup.ts'

/** All of a language but what only the composer's script shows. */
export type ServerLocale = Omit<Locale, 'composer'>

export const languages = (): Spoken<ServerLocale> => LOCALES

/** The language of a locale such as `es-MX`, else English. */
export const localeFor = (locale: string): ServerLocale => localeIn(languages(), locale)
