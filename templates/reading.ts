/** The word lists of every language that is read, compiled once. */

import { createLexicon } from '../src/core/reading/lexicon.ts'
import { de } from './de/reading.ts'
import { en } from './en/reading.ts'
import { es } from './es/reading.ts'
import { fr } from './fr/reading.ts'
import { it } from './it/reading.ts'
import { nl } from './nl/reading.ts'
import { pl } from './pl/reading.ts'
import { pt } from './pt/reading.ts'

/** Changes with every change of a list; the journal keeps it with each reading. */
export const READING_VERSION = '2026-11.1'

/** An opt-out counts in each of them; only some have texts and a flow of their own. */
export const READING_LISTS = [en, es, de, fr, pt, it, nl, pl]

export const LEXICON = createLexicon(READING_VERSION, READING_LISTS)
