/** Where a contact may be, as far as its number tells. */

import { expect, it } from 'vitest'
import { phoneMetadata } from '#places'
import { placeOf } from '../../src/config/country.ts'
import { parsePhone } from '../../src/config/phone.ts'

it.each([
  ['whatsapp:+14155550100', 'US'],
  ['whatsapp:+14165550100', 'CA'],
  ['sms:+4915112345678', 'DE'],
  ['whatsapp:MX.1234567890', 'MX'],
  // Kosovo and Ascension are in no table of time zones.
  ['sms:+38344123456', 'XK'],
  ['sms:+24762889', 'AC'],
] as const)('places %s in %s, with its time zones', (address, country) => {
  const place = placeOf(address)
  expect(place.country).toBe(country)
  expect(place.timeZones.length).toBeGreaterThan(0)
})

it('applies US law to a +1 number with an unknown area code', () => {
  const { region, ...place } = placeOf('whatsapp:+14155550100')
  expect(region).toBe('US-CA')
  expect(placeOf('whatsapp:+14364445555')).toMatchObject(place)
})

it('uses the calling code for a number in an unknown range', () => {
  expect(placeOf('sms:+447700900123')).toEqual({ country: 'GB', timeZones: ['Europe/London'] })
})

it('finds the country of a number as the library does, parsed or not', () => {
  for (const code of Object.keys(phoneMetadata().country_calling_codes))
    for (const rest of ['1234567', '301234567', '7912345678']) {
      const parsed = parsePhone(`+${code}${rest}`)
      const main = code === '1' ? 'US' : parsed?.getPossibleCountries()[0]
      expect(placeOf(`sms:+${code}${rest}`).country, code).toBe(parsed?.country ?? main)
    }
})

it('has no hint for an unassigned number', () => {
  expect(placeOf('whatsapp:+9991234567')).toEqual({ timeZones: [] })
})
