/** Phone numbers and time zones of all countries; a Worker loads them instead (`#places`). */

import { type CountryCode, getCountry } from 'countries-and-timezones'
import type { MetadataJson } from 'libphonenumber-js/core'
import metadata from 'libphonenumber-js/metadata.min'

/** How numbers are written and whose they are. */
export const phoneMetadata = (): MetadataJson => metadata

export const zonesOf = (country: string): readonly string[] | undefined =>
  getCountry(country as CountryCode)?.timezones
