/** The word lists of a process that has its sources beside it; a Worker loads them instead (`#reading`). */

import { loadTemplates } from '../../templates/languages.ts'
import { once } from '../config/once.ts'
import type { ReadingList } from '../core/reading/list.ts'

export type Reading = { readonly version: string; readonly lists: readonly ReadingList[] }

export const reading = once((): Reading => {
  const { READING_LISTS: lists, READING_VERSION: version } = loadTemplates()
  return { version, lists }
})
