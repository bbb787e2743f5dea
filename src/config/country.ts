/** A contact's possible places, from the country of the number or of the scoped id. */

import { areaCodes, phoneMetadata, regionsOf, zonesOf } from '#places'
import { type Address, identityOf, phoneOf } from '../core/model/address.ts'
import type { Place } from '../core/model/policy/policy.ts'
import { isTimeZone } from './fields.ts'
import { once } from './once.ts'
import { parsePhone } from './phone.ts'

/** Each place once, so that all its contacts share what is kept for it. */
const places = new Map<string, Place>()

/**
 * The country and all its time zones, since an area code says little about a ported number; it is
 * passed on as a hint to the state.
 */
export const placeOf = (address: Address): Place => {
  const phone = phoneOf(address)
  const country = phone ? countryOf(phone) : scopeOf(address)
  if (!country) return NOWHERE
  const region = phone && country === 'US' ? regionOfAreaCode(phone) : undefined
  const known = places.get(region ?? country)
  if (known) return known
  const place = { ...wholeCountry(country), ...(region !== undefined && { region }) }
  places.set(region ?? country, place)
  return place
}

const regionsByAreaCode = once(
  () =>
    new Map(
      Object.entries(areaCodes()).flatMap(([state, codes]) =>
        codes.split(' ').map((code) => [code, `US-${state}`] as const),
      ),
    ),
)

/** The state of a US area code: only a hint, since people keep their numbers when they move. */
const regionOfAreaCode = (phone: string): string | undefined =>
  regionsByAreaCode().get(phone.slice(2, 5))

/** A country with all its time zones. */
export const wholeCountry = (country: string): Place => ({
  country,
  timeZones: zonesOf(country) ?? UNLISTED[country] ?? [],
})

const NOWHERE: Place = { timeZones: [] }

/** Loads the tables, and those of Intl, before the first contact needs them. */
export const warmPlaces = (): void => {
  placeOf('sms:+14155550100')
  isTimeZone('UTC')
}

/**
 * The library does not know every range of numbers. One that it can't assign to one of the countries that
 * share a calling code gets the code's main country: +44 7700 900123 gets the hours of GB.
 */
const countryOf = (phone: string): string | undefined => {
  const only = onlyCountryOf(phone)
  if (only) return only
  const parsed = parsePhone(phone)
  if (parsed?.country) return parsed.country
  return phone.startsWith('+1') ? 'US' : parsed?.getPossibleCountries()[0]
}

/** With a calling code that no countries share, the number need not be parsed, which is slow. */
const onlyCountryOf = (phone: string): string | undefined => {
  const { country_calling_codes: countries } = phoneMetadata()
  const [first, ...others] = countries[phone.slice(1, 3)] ?? countries[phone.slice(1, 4)] ?? []
  return others.length === 0 && first !== NO_COUNTRY ? first : undefined
}

/** The library's name for codes of services, such as +800. */
const NO_COUNTRY: string = '001'

const scopeOf = (address: Address): string | undefined =>
  /^[A-Z]{2}\./.exec(identityOf(address))?.[0].slice(0, 2)

/** Countries missing from the table of time zones: without a zone quiet hours would never apply there. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {
  AC: ['Atlantic/St_Helena'],
  TA: ['Atlantic/St_Helena'],
  XK: ['Europe/Belgrade'],
}

/** Whether a country has this region by ISO 3166-2. */
export const isRegion = (region: string): boolean =>
  regionsOf(region.slice(0, 2)).includes(region.slice(3))
