/** Checks of a policy that need the tables of countries: their codes, regions and time zones. */

import { phoneMetadata, regionsOf } from '#places'
import { everOpens } from '../../core/gate/law/hours.ts'
import { COUNTRY_HOURS } from '../../core/gate/law/quiet-hours-data.ts'
import { type Rules, rulesSchema } from '../../core/model/policy/rules.ts'
import { isRegion, wholeCountry } from '../country.ts'
import { isSupportedCountry } from '../phone.ts'

type Layer = Readonly<Record<string, unknown>>
type Problem = {
  readonly path: readonly string[] | readonly [string, number]
  readonly problem: string
}

/** Unknown places, and hours that never allow a message, in one layer of a policy as written. */
export const placeProblems = ({ countries, quietHours }: Layer): readonly Problem[] => [
  ...(countries === undefined ? [] : countryProblems(countries)),
  ...(quietHours === undefined
    ? []
    : hoursProblems(placesIn(quietHours), HOURS.safeParse({ quietHours }).data)),
]

/** The places that rows are for, whatever is in the rows. */
const placesIn = (quietHours: unknown): readonly string[] => {
  const { hours } = (quietHours ?? {}) as { readonly hours?: unknown }
  return Object.keys(hours ?? {}).filter((place) => PLACE.test(place))
}

const CODE = /^[A-Z]{2}$/
const PLACE = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/

const HOURS = rulesSchema.pick({ quietHours: true })

const COUNTRY_WANTED = 'expected an ISO 3166 code, such as US or GB'

/** Text that is no code at all is left to the schema. */
const countryProblems = (countries: unknown): readonly Problem[] =>
  (Array.isArray(countries) ? countries : []).flatMap((country: unknown, i) =>
    typeof country !== 'string' || !CODE.test(country) || isSupportedCountry(country)
      ? []
      : [{ path: ['countries', i] as const, problem: COUNTRY_WANTED }],
  )

const hoursProblems = (
  places: readonly string[],
  { quietHours }: Partial<Rules> = {},
): readonly Problem[] => {
  const unknown = places.flatMap((place) => {
    const problem = placeProblem(place)
    return problem === undefined ? [] : [at(place, problem)]
  })
  if (unknown.length > 0 || !quietHours) return unknown
  const byCountry = Map.groupBy(places, (place) => place.slice(0, 2))
  return [...byCountry].flatMap(([country, [first = country]]) =>
    opensIn(country, quietHours) ? [] : [at(first, neverOpens(country))],
  )
}

const at = (place: string, problem: string): Problem => ({
  path: ['quietHours', 'hours', place],
  problem,
})

const placeProblem = (place: string): string | undefined => {
  const country = place.slice(0, 2)
  if (!isSupportedCountry(country)) return COUNTRY_WANTED
  if (place === country || isRegion(place)) return undefined
  const regions = regionsOf(country)
  if (regions.length === 0 || regions.length > MAX_LISTED)
    return `${country} has no such region: expected one of ISO 3166-2`
  return `${country} has no such region (there are ${regions.join(', ')})`
}

const MAX_LISTED = 60

/** A Monday in winter and one in summer: time zones are furthest apart in one of them. */
const MONDAYS = [Date.UTC(2029, 0, 8), Date.UTC(2029, 6, 9)]

/** Whether somebody whose region and time zone are unknown can be written to. */
const opensIn = (country: string, quietHours: Rules['quietHours']): boolean => {
  const rules = rulesSchema.parse({ quietHours })
  const setting = { rules, place: wholeCountry(country), organisation: {} }
  return MONDAYS.every((monday) => everOpens({}, setting, monday))
}

const neverOpens = (country: string): string => {
  const { timeZones } = wholeCountry(country)
  const zones = timeZones.length > 1 ? ` in each of its ${timeZones.length} time zones` : ''
  return (
    `leaves no time at which a contact in ${country} whose region is unknown may get messages, since the ` +
    `hours of every region must allow it${zones}: give longer hours, or hours that overlap`
  )
}

/** Countries without a row of their own in which the hours of `*` never allow a message. */
export const closedCountries = ({ quietHours }: Rules): readonly string[] => {
  const { enabled, hours } = quietHours
  if (!enabled || hours['*'] === undefined) return []
  return Object.keys(phoneMetadata().countries).filter(
    (country) =>
      hours[country] === undefined &&
      COUNTRY_HOURS[country] === undefined &&
      wholeCountry(country).timeZones.length > 1 &&
      !opensIn(country, quietHours),
  )
}
