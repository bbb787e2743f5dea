import { expect, it } from 'vitest'
import { judge } from '../../../../src/core/gate/judge.ts'
import { judgeOptIn } from '../../../../src/core/gate/judge-opt-in.ts'
import { countryRule } from '../../../../src/core/gate/rules/country.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import {
  outbound,
  policyWith,
  SMS_CONTACT,
  SMS_SENDER,
  stranger,
  T0,
  talking,
} from '../../../support/given.ts'

const text = outbound({ sender: SMS_SENDER, to: SMS_CONTACT })
const HOME = ['US', 'CA']
const to = (country?: string, countries?: readonly string[]): Policy =>
  policyWith({
    rules: { ...(countries && { countries: [...countries] }) },
    sender: { address: SMS_SENDER },
    place: { timeZones: [], ...(country !== undefined && { country }) },
  })

it('allows a first message anywhere without a list of countries', () => {
  expect(countryRule(stranger(), text, to('LV'))).toBeUndefined()
  expect(countryRule(stranger(), text, to())).toBeUndefined()
})

it('allows a first message to a listed country', () => {
  expect(countryRule(stranger(), text, to('CA', HOME))).toBeUndefined()
})

it('refuses a first message to another country, or to a number without one, on WhatsApp too', () => {
  const no = { reason: 'country_not_allowed' }
  expect(countryRule(stranger(), text, to('LV', HOME))).toEqual({ ...no, country: 'LV' })
  expect(countryRule(stranger(), outbound(), to('LV', HOME))).toMatchObject(no)
  expect(countryRule(stranger(), text, to(undefined, HOME))).toEqual(no)
})

it('stays quiet about a contact who wrote, or with consent on record', () => {
  const policy = to('LV', HOME)
  expect(countryRule(talking(), text, policy)).toBeUndefined()
  const consent = { status: 'granted', at: T0, source: 'crm' } as const
  const agreed = { ...stranger(), consents: { 'sms *': consent } }
  expect(countryRule(agreed, text, policy)).toBeUndefined()
})

it('stops an agent’s message and opt-in request', () => {
  const policy = to('LV', HOME)
  const refusal = {
    status: 'refused',
    reason: 'country_not_allowed',
    remedies: [{ do: 'wait_for_contact' }, { do: 'contact_administrator' }],
  }
  expect(judge(stranger(), text, policy)).toMatchObject(refusal)
  expect(judgeOptIn(stranger(), text, policy)).toMatchObject(refusal)
})
