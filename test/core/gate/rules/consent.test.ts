import { expect, it } from 'vitest'
import { consentRule } from '../../../../src/core/gate/rules/consent.ts'
import type { Consent } from '../../../../src/core/model/contact.ts'
import { DAY, HOUR, outbound, policyWith, stranger, T0 } from '../../../support/given.ts'

const ask = (consent: Partial<Consent> | undefined, flow = 'consent', key = 'whatsapp *') => {
  const full = { status: 'unasked', at: T0 - HOUR, source: 'contact', ...consent } as const
  const contact = stranger(consent ? { consents: { [key]: full } } : {})
  return consentRule(contact, outbound(), policyWith({ rules: { flow } }))
}

it('"If accepted, you’ll be able to message with the customer."', () => {
  for (const flow of ['consent', 'disclaimer', 'recorded'])
    expect(ask({ status: 'granted' }, flow)).toBeUndefined()
})

it('"In order for you to message with a client, they must accept your opt-in request."', () => {
  const unasked = { reason: 'consent_pending', requestedAt: T0, retryAt: T0 + DAY }
  expect(ask(undefined)).toEqual(unasked)
  expect(ask({ status: 'granted' }, 'consent', 'sms *')).toEqual(unasked)
})

it('says no while a request is open, and from when an agent may ask again', () => {
  const requested = { status: 'requested', requestedAt: T0 - HOUR } as const
  expect(ask({ ...requested, agentRequestedAt: T0 - 2 * HOUR })).toEqual({
    reason: 'consent_pending',
    requestedAt: T0 - HOUR,
    retryAt: T0 - HOUR + DAY,
  })
  expect(ask(requested)).toEqual({
    reason: 'consent_pending',
    requestedAt: T0 - HOUR,
    retryAt: T0 - HOUR + DAY,
  })
})

it('"If it’s rejected, we’ll let you know, and you won’t be able to send any more opt-in requests to the customer."', () => {
  for (const flow of ['consent', 'disclaimer', 'recorded']) {
    expect(ask({ status: 'refused' }, flow)).toEqual({
      reason: 'consent_refused',
      refusedAt: T0 - HOUR,
    })
    expect(ask({ status: 'revoked' }, flow)).toEqual({
      reason: 'consent_revoked',
      revokedAt: T0 - HOUR,
    })
  }
})

it('stays quiet before a YES where the first message carries the notice', () => {
  expect(ask(undefined, 'disclaimer')).toBeUndefined()
  expect(ask({ status: 'requested', requestedAt: T0 }, 'disclaimer')).toBeUndefined()
})

it('asks for a record where the CRM asserts consent', () => {
  expect(ask(undefined, 'recorded')).toEqual({ reason: 'consent_missing' })
})
