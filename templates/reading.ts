/** The word lists of every language that is read; `createLexicon` compiles them, once a process. */

import type { ReadingList } from '../src/core/reading/list.ts'
import { ar } from './ar/reading.ts'
import { de } from './de/reading.ts'
import { en } from './en/reading.ts'
import { es } from './es/reading.ts'
import { fr } from './fr/reading.ts'
import { he } from './he/reading.ts'
import { hi } from './hi/reading.ts'
import { id } from './id/reading.ts'
import { it } from './it/reading.ts'
import { ja } from './ja/reading.ts'
import { ko } from './ko/reading.ts'
import { nl } from './nl/reading.ts'
import { pl } from './pl/reading.ts'
import { pt } from './pt/reading.ts'
import { ru } from './ru/reading.ts'
import { sv } from './sv/reading.ts'
import { tr } from './tr/reading.ts'
import { uk } from './uk/reading.ts'
import { zh } from './zh/reading.ts'

/** Changes with every change of a list; the journal keeps it with each reading. */
export const READING_VERSION = '2026-11.1'

/** An opt-out counts in each of them; only some have texts and a flow of their own. */
export const READING_LISTS: readonly ReadingList[] = [
  ar,
  de,
  en,
  es,
  fr,
  he,
  hi,
  id,
  it,
  ja,
  ko,
  nl,
  pl,
  pt,
  ru,
  sv,
  tr,
  uk,
  zh,
]
