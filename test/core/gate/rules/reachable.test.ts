import { expect, it } from 'vitest'
import { reachableRule } from '../../../../src/core/gate/rules/reachable.ts'
import {
  outbound,
  policyWith,
  SMS_CONTACT,
  SMS_SENDER,
  T0,
  talking,
} from '../../../support/given.ts'

const unreachable = talking({ unreachable: { whatsapp: T0 } })

it('allows a contact without failed deliveries', () => {
  expect(reachableRule(talking(), outbound(), policyWith())).toBeUndefined()
})

it('says no on a channel on which the provider could not reach the contact', () => {
  expect(reachableRule(unreachable, outbound(), policyWith())).toEqual({
    reason: 'contact_unreachable',
    channel: 'whatsapp',
    since: T0,
  })
})

it('says no when the address belongs to another channel than the sender', () => {
  expect(reachableRule(talking(), outbound({ to: SMS_CONTACT }), policyWith())).toEqual({
    reason: 'contact_unreachable',
    channel: 'whatsapp',
  })
})

it('stays quiet about the other channel', () => {
  const message = outbound({ sender: SMS_SENDER, to: SMS_CONTACT })
  expect(reachableRule(unreachable, message, policyWith())).toBeUndefined()
})
