/** The sentence an agent reads for every reason, by locale. */

import type { Wording } from '../src/core/model/policy.ts'
import { de } from './de/refusals.ts'
import { en } from './en/refusals.ts'
import { es } from './es/refusals.ts'

export type Refusals = Omit<Wording, 'flow'>

const LOCALES: Readonly<Record<string, Refusals>> = { de, en, es }

/** The sentences of a locale such as `es-MX`, else the English ones. */
export const refusalsFor = (locale: string): Refusals =>
  LOCALES[locale.toLowerCase().replace(/[-_].*$/, '')] ?? en
