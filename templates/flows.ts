/** What contacts read and which of their words count, by locale. */

import { LOCALES, localeFor } from './index.ts'
import type { Flow } from './locale.ts'

/**
 * The flow of a locale such as `pt-BR`, else the English one. An opt-out counts in every language; a
 * YES and a plain NO in English and in the organisation's own.
 */
export const flowFor = (locale: string): Flow => {
  const { keywords, wording, smsWording } = localeFor(locale).flow
  const { keywords: english } = localeFor('en').flow
  return {
    wording,
    smsWording,
    keywords: {
      optIn: unite([english.optIn, keywords.optIn]),
      optOut: unite(Object.values(LOCALES).map(({ flow }) => flow.keywords.optOut)),
      decline: unite([english.decline, keywords.decline]),
      help: unite([english.help, keywords.help]),
    },
  }
}

const unite = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())]
