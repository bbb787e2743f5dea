/** The composer's own words; refusals come from the gateway. */

import { localeFor } from '../../../../templates/index.ts'
import type { ComposerWords } from '../../../../templates/locale.ts'

export type Words = ComposerWords

/** The wording of a language such as `de-AT`; English for unknown ones. */
export const wordsFor = (lang: string): Words => localeFor(lang).composer

/** Replaces `{names}` by values. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
