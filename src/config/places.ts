/** Phone numbers, time zones and regions of all countries, and US area codes; a Worker loads them instead (`#places`). */

import { createRequire } from 'node:module'
import type { CountryCode } from 'countries-and-timezones'
import type { MetadataJson } from 'libphonenumber-js/core'
import { AREA_CODES } from './area-codes.ts'
import { once } from './once.ts'

const require = createRequire(import.meta.url)

/** Loads at the first use: a start needs none of these 70 files. */
const lazily = <T>(name: string): (() => T) => once(() => require(name) as T)

/** The part of the library that we use. */
export type Phones = Pick<
  typeof import('libphonenumber-js/core'),
  'isSupportedCountry' | 'parsePhoneNumberFromString'
>

export const phones = lazily<Phones>('libphonenumber-js/core')

/** How numbers are written and whose they are. */
export const phoneMetadata = lazily<MetadataJson>('libphonenumber-js/metadata.min')

/** By state; separated by spaces. */
export const areaCodes = (): Readonly<Record<string, string>> => AREA_CODES

const zones = lazily<typeof import('countries-and-timezones')>('countries-and-timezones')

export const zonesOf = (country: string): readonly string[] | undefined =>
  zones().getCountry(country as CountryCode)?.timezones

const regions = lazily<typeof import('iso-3166')>('iso-3166')

/** The codes of a country's regions by ISO 3166-2, without the country; none for an unknown country. */
export const regionsOf = (country: string): readonly string[] =>
  regions().iso31662.flatMap(({ code }) => (code.startsWith(`${country}-`) ? [code.slice(3)] : []))
