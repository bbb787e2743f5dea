/** The texts of a process that has its sources beside it; a Worker loads them instead (`#languages`). */

import { createRequire } from 'node:module'
import type { Locale } from './locale.ts'
import { localeIn, type Spoken } from './lookup.ts'

/** All of a language but what only the composer's script shows. */
export type ServerLocale = Omit<Locale, 'composer'>

type Templates = Pick<typeof import('./index.ts'), 'LOCALES' | 'READING_LISTS' | 'READING_VERSION'>

const require = createRequire(import.meta.url)

let loaded: Templates | undefined

/** Loads all languages at the first use: a start needs none of these 55 files. */
export const loadTemplates = (): Templates => {
  if (loaded) return loaded
  // By name, so that the search for unused exports finds them.
  const { LOCALES, READING_LISTS, READING_VERSION }: Templates = require('./index.ts')
  loaded = { LOCALES, READING_LISTS, READING_VERSION }
  return loaded
}

export const languages = (): Spoken<ServerLocale> => loadTemplates().LOCALES

/** The language of a locale such as `es-MX`, else English. */
export const localeFor = (locale: string): ServerLocale => localeIn(languages(), locale)
