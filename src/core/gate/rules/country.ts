/** Nobody is written to first outside of the countries that the organisation lists: such messages are what toll fraud lives on. */

import { consentOf } from '../../model/consent.ts'
import type { Approach, Rule } from './index.ts'

export const countryRule: Rule<Approach> = (contact, _message, policy) => {
  const { countries } = policy.rules
  if (!countries) return undefined
  const isKnown =
    Object.keys(contact.sessions).length > 0 || consentOf(contact, policy).status === 'granted'
  if (isKnown) return undefined
  const { country } = policy.place
  if (country === undefined) return { reason: 'country_not_allowed' }
  return countries.includes(country) ? undefined : { reason: 'country_not_allowed', country }
}
