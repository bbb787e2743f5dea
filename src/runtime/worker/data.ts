/** Word lists, texts, phone numbers, time zones and regions of a Worker, from its static assets: the bundle stays smaller. */

import {
  isSupportedCountry,
  type MetadataJson,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/core'
import type { ServerLocale } from '../../../templates/languages.ts'
import { localeIn, type Spoken } from '../../../templates/lookup.ts'
import type { Phones } from '../../config/places.ts'
import type { Reading } from '../../engine/reading-lists.ts'
import { type Assets, readAsset } from './assets.ts'

export type Data = {
  readonly reading: Reading
  readonly languages: Spoken<ServerLocale>
  readonly phones: MetadataJson
  /** By state; separated by spaces. */
  readonly areaCodes: Readonly<Record<string, string>>
  /** By country. */
  readonly zones: Readonly<Record<string, readonly string[]>>
  readonly regions: Readonly<Record<string, readonly string[]>>
}

let loaded: Data | undefined

/** Before anything is read or configured. Throws when they are missing: an opt-out must not be overlooked. */
export const loadData = async (assets: Assets): Promise<void> => {
  loaded ??= JSON.parse(await readAsset(assets, 'data.json')) as Data
}

const data = (): Data => {
  if (!loaded) throw new Error('word lists and texts are not loaded')
  return loaded
}

/** `#reading` */
export const reading = (): Reading => data().reading

/** `#languages` */
export const languages = (): Spoken<ServerLocale> => data().languages

export const localeFor = (locale: string): ServerLocale => localeIn(languages(), locale)

/** `#places` */
export const phones = (): Phones => PHONES

// Named one by one, so that the bundle has no more of the library.
const PHONES: Phones = { isSupportedCountry, parsePhoneNumberFromString }

export const phoneMetadata = (): MetadataJson => data().phones

export const areaCodes = (): Data['areaCodes'] => data().areaCodes

export const zonesOf = (country: string) => own(data().zones, country)

export const regionsOf = (country: string) => own(data().regions, country) ?? []

/** `constructor` is no country. */
const own = (lists: Data['zones'], country: string): readonly string[] | undefined =>
  Object.hasOwn(lists, country) ? lists[country] : undefined
