/** First messages go only to the countries the organisation lists: other countries invite toll fraud. */

import * as z from 'zod'
import { consentOf } from '../../model/consent.ts'
import { defineReasons, type Judge, type OutboundContext, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  country_not_allowed: {
    status: 409,
    title: 'First messages to this country are not allowed',
    meaning:
      "The contact has never written, and their `country` is not in the policy's `countries`. If `country` is absent, the number belongs to no country. An administrator can add the country.",
    evidence: z.strictObject({ country: z.string().exactOptional() }),
  },
})

export const countryRule: Judge<typeof REASONS, OutboundContext> = (contact, _message, policy) => {
  const { countries } = policy.rules
  if (!countries) return undefined
  const isKnown =
    Object.keys(contact.sessions).length > 0 || consentOf(contact, policy).status === 'granted'
  if (isKnown) return undefined
  const { country } = policy.place
  if (country === undefined) return { reason: 'country_not_allowed' }
  return countries.includes(country) ? undefined : { reason: 'country_not_allowed', country }
}

export const country: Rule<typeof REASONS> = {
  about: { name: 'country', sources: [], tested: ['test/core/gate/rules/country.test.ts'] },
  reasons: REASONS,
  judge: countryRule,
  advice: {
    country_not_allowed: {
      remedies: () => [{ do: 'wait_for_contact' }, { do: 'contact_administrator' }],
    },
  },
}
