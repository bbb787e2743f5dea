/** What contacts read and which of their words count, by locale. */

import type { Keywords, Wording } from '../src/core/model/policy.ts'
import { de } from './de/flow.ts'
import { en } from './en/flow.ts'
import { es } from './es/flow.ts'
import { fr } from './fr/flow.ts'
import { pt } from './pt/flow.ts'

export type Flow = { readonly keywords: Keywords; readonly wording: Wording['flow'] }

const FLOWS: Readonly<Record<string, Flow>> = { de, en, es, fr, pt }
const ALL = Object.values(FLOWS)

/**
 * The flow of a locale such as `pt-BR`, else the English one. An opt-out counts in every language; a
 * YES and a plain NO in English and in the organisation's own.
 */
export const flowFor = (locale: string): Flow => {
  const { keywords, wording } = FLOWS[locale.toLowerCase().replace(/[-_].*$/, '')] ?? en
  return {
    wording,
    keywords: {
      optIn: unite([en.keywords.optIn, keywords.optIn]),
      optOut: unite(ALL.map((flow) => flow.keywords.optOut)),
      decline: unite([en.keywords.decline, keywords.decline]),
      help: unite([en.keywords.help, keywords.help]),
    },
  }
}

const unite = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())]
