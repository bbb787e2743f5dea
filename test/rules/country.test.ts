import { expect, it } from 'vitest'
import { judge, judgeOptIn } from '../../src/core/judge.ts'
import type { Policy } from '../../src/core/policy.ts'
import { countryRule } from '../../src/core/rules/country.ts'
import {
  outbound,
  policyWith,
  SENDER,
  SMS_CONTACT,
  SMS_SENDER,
  stranger,
  T0,
  talking,
} from '../core/given.ts'

const text = outbound({ sender: SMS_SENDER, to: SMS_CONTACT })
const by = (changes: Partial<Policy['sender']>, country?: string, rules = {}) =>
  policyWith({
    rules,
    sender: { address: SMS_SENDER, ...changes },
    place: { timeZones: [], ...(country !== undefined && { country }) },
  })

it("allows a first message within the sender's own country", () => {
  expect(countryRule(stranger(), text, by({ country: 'US' }, 'US'))).toBeUndefined()
})

it('says no to a first message by SMS to another country, or to a number of none', () => {
  const no = { reason: 'country_not_allowed' }
  expect(countryRule(stranger(), text, by({ country: 'US' }, 'LV'))).toEqual({
    ...no,
    country: 'LV',
  })
  expect(countryRule(stranger(), text, by({ country: 'US' }))).toEqual(no)
})

it('says no on WhatsApp too where the organisation lists its countries, and the list counts alone', () => {
  const listed = { countries: ['CA'] }
  const policy = by({ address: SENDER, country: 'US' }, 'US', listed)
  expect(countryRule(stranger(), outbound(), policy)).toMatchObject({ country: 'US' })
  expect(countryRule(stranger(), text, by({ country: 'US' }, 'CA', listed))).toBeUndefined()
})

it('stays quiet on WhatsApp without a list, and about a sender whose country cannot be told', () => {
  const policy = by({ address: SENDER, country: 'US' }, 'LV')
  expect(countryRule(stranger(), outbound(), policy)).toBeUndefined()
  expect(countryRule(stranger(), text, by({}, 'LV'))).toBeUndefined()
})

it('stays quiet about a contact who wrote, or whose consent is on record', () => {
  const policy = by({ country: 'US' }, 'LV')
  expect(countryRule(talking(), text, policy)).toBeUndefined()
  const consent = { status: 'granted', at: T0, source: 'crm' } as const
  const agreed = { ...stranger(), consents: { 'sms *': consent } }
  expect(countryRule(agreed, text, policy)).toBeUndefined()
})

it('keeps the message and the opt-in request of an agent from leaving', () => {
  const policy = by({ country: 'US' }, 'LV')
  const refusal = {
    status: 'refused',
    reason: 'country_not_allowed',
    remedies: [{ do: 'wait_for_contact' }, { do: 'contact_administrator' }],
  }
  expect(judge(stranger(), text, policy)).toMatchObject(refusal)
  expect(judgeOptIn(stranger(), text, policy)).toMatchObject(refusal)
})
