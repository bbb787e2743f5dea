/** The word lists of a process that has its sources beside it; a Worker loads them instead (`#reading`). */

import { READING_LISTS, READING_VERSION } from '../../templates/index.ts'
import type { ReadingList } from '../core/reading/list.ts'

export type Reading = { readonly version: string; readonly lists: readonly ReadingList[] }

const READING: Reading = { version: READING_VERSION, lists: READING_LISTS }

export const reading = (): Reading => READING
