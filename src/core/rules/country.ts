/** Nobody is written to first in a country that the organisation does not serve: such messages are what toll fraud lives on. */

import { channelOf } from '../address.ts'
import { consentOf } from '../consent.ts'
import type { Approach, Rule } from './index.ts'

export const countryRule: Rule<Approach> = (contact, { sender }, policy) => {
  const { country: home } = policy.sender
  const isLimited = channelOf(sender) === 'sms' && home !== undefined
  const { countries = isLimited ? [home] : undefined } = policy.rules
  if (!countries) return undefined
  const isKnown =
    Object.keys(contact.sessions).length > 0 || consentOf(contact, policy).status === 'granted'
  if (isKnown) return undefined
  const { country } = policy.place
  if (country === undefined) return { reason: 'country_not_allowed' }
  return countries.includes(country) ? undefined : { reason: 'country_not_allowed', country }
}
