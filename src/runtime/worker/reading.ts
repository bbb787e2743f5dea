/** The word lists of a Worker, from its static assets: they would be a seventh of what is deployed. */

import type { Reading } from '../../engine/reading-lists.ts'
import { type Assets, readAsset } from './assets.ts'

let loaded: Reading | undefined

/** Before anything is read or configured. Throws when they are missing: an opt-out must not be overlooked. */
export const loadReading = async (assets: Assets): Promise<void> => {
  loaded ??= JSON.parse(await readAsset(assets, 'reading.json')) as Reading
}

export const reading = (): Reading => {
  if (!loaded) throw new Error('the word lists are not loaded')
  return loaded
}
