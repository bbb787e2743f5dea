/** Reads phone numbers as people write them. */

import type { CountryCode, PhoneNumber } from 'libphonenumber-js/core'
import { phoneMetadata, phones } from '#places'

/** `country` is that of a number without `+`; an unknown one counts as none. */
export const parsePhone = (text: string, country = ''): PhoneNumber | undefined =>
  isSupportedCountry(country)
    ? phones().parsePhoneNumberFromString(text, country, phoneMetadata())
    : phones().parsePhoneNumberFromString(text, phoneMetadata())

export const isSupportedCountry = (country: string): country is CountryCode =>
  phones().isSupportedCountry(country as CountryCode, phoneMetadata())
