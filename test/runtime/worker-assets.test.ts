/** What a Worker loads from its static assets before it answers anything. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readingAsset } from '../../scripts/browser.ts'
import { loadReading, reading } from '../../src/runtime/worker/reading.ts'
import { READING_LISTS, READING_VERSION } from '../../templates/index.ts'

const FILE = 'src/generated/assets/reading.json'

test('the word lists are those of the sources: npm run build:browser', () => {
  expect(readFileSync(FILE, 'utf8') === readingAsset()).toBe(true)
})

test('without the word lists it does not start', async () => {
  const missing = { fetch: async () => new Response('', { status: 404 }) }
  await expect(loadReading(missing)).rejects.toThrow('the static asset reading.json is missing')
  expect(reading).toThrow('the word lists are not loaded')
})

test('it reads by the same lists, under the same version', async () => {
  await loadReading({ fetch: async () => new Response(readFileSync(FILE)) })
  expect(reading()).toEqual({ version: READING_VERSION, lists: READING_LISTS })
})
