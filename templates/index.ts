/** The languages. To add one, copy the folder of another and list it here. */

import type { ReadingList } from '../src/core/reading/list.ts'
import { ar } from './ar/reading.ts'
import { de, deReading } from './de/index.ts'
import { en, enReading } from './en/index.ts'
import { es, esReading } from './es/index.ts'
import { fr, frReading } from './fr/index.ts'
import { he } from './he/reading.ts'
import { hi } from './hi/reading.ts'
import { id } from './id/reading.ts'
import { it } from './it/reading.ts'
import { ja } from './ja/reading.ts'
import { ko } from './ko/reading.ts'
import type { Locale } from './locale.ts'
import { localeIn, type Spoken } from './lookup.ts'
import { nl } from './nl/reading.ts'
import { pl } from './pl/reading.ts'
import { pt, ptReading } from './pt/index.ts'
import { ru } from './ru/reading.ts'
import { sv } from './sv/reading.ts'
import { tr } from './tr/reading.ts'
import { uk } from './uk/reading.ts'
import { zh } from './zh/reading.ts'

/** Languages with texts for contacts and agents. */
export const LOCALES: Spoken<Locale> = { en, de, es, fr, pt }

/** The version of the word lists: change it with every change of a list. The journal keeps it with each reading. */
export const READING_VERSION = '2026-12.3'

/** Word lists of all languages, since an opt-out counts in each; `createLexicon` compiles the lists, once a process. */
export const READING_LISTS: readonly ReadingList[] = [
  ar,
  deReading,
  enReading,
  esReading,
  frReading,
  he,
  hi,
  id,
  it,
  ja,
  ko,
  nl,
  pl,
  ptReading,
  ru,
  sv,
  tr,
  uk,
  zh,
]

/**
 * The language of a locale such as `es-MX`, else English.
 *
 * @example localeFor('es-MX').refusals.refusals.consent_revoked
 */
export const localeFor = (locale: string): Locale => localeIn(LOCALES, locale)
