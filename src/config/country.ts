/** Where a contact may be, from the country of the number or of the scoped id. */

import { type CountryCode, getCountry } from 'countries-and-timezones'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { type Address, identityOf, phoneOf } from '../core/model/address.ts'
import type { Place } from '../core/model/policy.ts'

/** The country, and every time zone it has: an area code says nothing about a ported number. */
export const placeOf = (address: Address): Place => {
  const phone = phoneOf(address)
  const country = phone
    ? // The library does not know every area code; what it does not place is held to the strictest law.
      (parsePhoneNumberFromString(phone)?.country ?? (phone.startsWith('+1') ? 'US' : undefined))
    : /^[A-Z]{2}\./.exec(identityOf(address))?.[0].slice(0, 2)
  if (!country) return { timeZones: [] }
  return {
    country,
    timeZones: getCountry(country as CountryCode)?.timezones ?? UNLISTED[country] ?? [],
  }
}

/** Numbered countries that the table of time zones lacks: without a zone it would never be night there. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {
  AC: ['Atlantic/St_Helena'],
  TA: ['Atlantic/St_Helena'],
  XK: ['Europe/Belgrade'],
}
