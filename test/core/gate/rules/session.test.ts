import { expect, it } from 'vitest'
import { sessionRule } from '../../../../src/core/gate/rules/session.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  outbound,
  policyWith,
  SENDER,
  smsPolicy,
  T0,
  talking,
} from '../../../support/given.ts'

const closedAt = T0 - HOUR + DAY

it('allows free text until the last moment of the 24 hours', () => {
  expect(sessionRule(talking(), outbound({ at: closedAt - 1 }), policyWith())).toBeUndefined()
})

it('"After 24 hours of inactive chat, WhatsApp requires businesses to use the template feature to initiate conversations with customers."', () => {
  expect(sessionRule(talking(), outbound({ at: closedAt }), policyWith())).toEqual({
    reason: 'session_closed',
    closedAt,
  })
})

it('says no to free text for a contact that never wrote', () => {
  expect(sessionRule(agreed(), outbound(), policyWith())).toEqual({ reason: 'session_closed' })
})

it('ends early by the margin of a provider whose webhooks carry no time', () => {
  const policy = policyWith({ limits: { sessionMarginMs: 60_000 } })
  expect(sessionRule(talking(), outbound({ at: closedAt - 60_000 }), policy)).toEqual({
    reason: 'session_closed',
    closedAt: closedAt - 60_000,
  })
})

it('trusts the provider’s report that it is closed, until the contact writes again', () => {
  const session = { lastInboundAt: T0 - HOUR, address: CONTACT }
  const ask = (at: number) =>
    sessionRule(
      agreed({ sessions: { [SENDER]: { ...session, closedAt: at } } }),
      outbound(),
      policyWith(),
    )
  expect(ask(T0 - 1)).toEqual({ reason: 'session_closed', closedAt: T0 - 1 })
  expect(ask(T0 - HOUR)).toEqual({ reason: 'session_closed', closedAt: T0 - HOUR })
  expect(ask(T0 - HOUR - 1)).toBeUndefined()
})

it('stays quiet about templates, and about SMS', () => {
  const content = { kind: 'template', name: 'appointment', variables: {} } as const
  expect(sessionRule(agreed(), outbound({ content }), policyWith())).toBeUndefined()
  expect(sessionRule(agreed(), outbound(), smsPolicy())).toBeUndefined()
})
