/** What the composer itself says; why something is refused comes from the gateway. */

import { de } from '../../../templates/de/composer.ts'
import { en } from '../../../templates/en/composer.ts'
import { es } from '../../../templates/es/composer.ts'

export type Words = typeof en

const WORDS: readonly Words[] = [en, de, es]

/** The wording of a language such as `de-AT`; English for those that we have not got. */
export const wordsFor = (lang: string): Words =>
  WORDS.find((words) => words.lang === lang.toLowerCase().split('-')[0]) ?? en

/** Puts values in the place of `{names}`. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
