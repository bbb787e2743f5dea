/** The data that a Worker loads from its static assets before its first answer. */

import { readFileSync } from 'node:fs'
import { getAllCountries } from 'countries-and-timezones'
import { expect, test } from 'vitest'
import { dataAsset, workerAdapters } from '../../scripts/browser.ts'
import * as places from '../../src/config/places.ts'
import {
  areaCodes,
  languages,
  loadData,
  localeFor,
  phoneMetadata,
  reading,
  regionsOf,
  zonesOf,
} from '../../src/runtime/worker/data.ts'
import { LOCALES, READING_LISTS, READING_VERSION } from '../../templates/index.ts'

const FILE = 'src/generated/assets/data.json'

test('word lists, texts and places are those of the sources: npm run build:browser', () => {
  expect(readFileSync(FILE, 'utf8') === dataAsset()).toBe(true)
})

test('it imports the adapters and parts that a process loads: npm run build:browser', () => {
  expect(readFileSync('src/runtime/worker-adapters.ts', 'utf8')).toBe(workerAdapters())
})

test('without them it does not start', async () => {
  const missing = { fetch: async () => new Response('', { status: 404 }) }
  await expect(loadData(missing)).rejects.toThrow('the static asset data.json is missing')
  expect(reading).toThrow('word lists and texts are not loaded')
  expect(languages).toThrow('word lists and texts are not loaded')
  expect(phoneMetadata).toThrow('word lists and texts are not loaded')
})

test('it reads, speaks and finds places as a process on Node does', async () => {
  await loadData({ fetch: async () => new Response(readFileSync(FILE)) })
  expect(reading()).toEqual({ version: READING_VERSION, lists: READING_LISTS })
  for (const [language, { composer, ...ofTheServer }] of Object.entries(LOCALES))
    expect(localeFor(language)).toEqual(ofTheServer)
  expect(localeFor('es-MX')).toBe(languages().es)
  expect(localeFor('constructor')).toBe(languages().en)
  expect(phoneMetadata()).toEqual(places.phoneMetadata())
  expect(areaCodes()).toEqual(places.areaCodes())
  for (const country of Object.keys(getAllCountries())) {
    expect(zonesOf(country)).toEqual(places.zonesOf(country))
    expect(regionsOf(country)).toEqual(places.regionsOf(country))
  }
  expect(regionsOf('DE')).toContain('BE')
  expect(zonesOf('constructor')).toBeUndefined()
  expect(regionsOf('constructor')).toEqual([])
})
