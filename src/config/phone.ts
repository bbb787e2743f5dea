/** Reads phone numbers as people write them. */

import * as phones from 'libphonenumber-js/core'
import { phoneMetadata } from '#places'

/** `country` is that of a number without `+`; an unknown one counts as none. */
export const parsePhone = (text: string, country = ''): phones.PhoneNumber | undefined =>
  isSupportedCountry(country)
    ? phones.parsePhoneNumberFromString(text, country, phoneMetadata())
    : phones.parsePhoneNumberFromString(text, phoneMetadata())

export const isSupportedCountry = (country: string): country is phones.CountryCode =>
  phones.isSupportedCountry(country as phones.CountryCode, phoneMetadata())
