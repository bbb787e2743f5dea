import { expect, it } from 'vitest'
import { senderActiveRule } from '../../../../src/core/gate/rules/sender-active.ts'
import { outbound, policyWith, story, T0, talking } from '../../../support/given.ts'

const ask = (state: 'active' | 'inactive' | 'restricted') =>
  senderActiveRule(talking(), outbound(), policyWith({ sender: { state } }))

it('stays quiet while the number is active', () => {
  expect(ask('active')).toBeUndefined()
})

it('"The MultiLine administrator at your company has deactivated WhatsApp for your number."', () => {
  expect(ask('inactive')).toEqual({ reason: 'sender_inactive', state: 'inactive' })
})

it('objects too when the provider has restricted the number', () => {
  expect(ask('restricted')).toEqual({ reason: 'sender_inactive', state: 'restricted' })
})

it('names who stopped the number: the administrator or the provider', () => {
  const sentence = (state: 'inactive' | 'restricted') =>
    story(policyWith({ sender: { state } }), talking()).sends().verdict
  expect(sentence('inactive')).toMatchObject({
    sentence: expect.stringContaining('Your administrator has deactivated this number'),
  })
  expect(sentence('restricted')).toMatchObject({
    sentence: 'The provider has stopped this number for messages. Contact your administrator.',
    remedies: [{ do: 'contact_administrator' }],
  })
})

it('holds messages while the provider has paused the number, and gives the end', () => {
  const policy = policyWith({ sender: { pausedUntil: T0 + 60_000 } })
  const { verdict, events } = story(policy, talking()).sends('Hello')
  expect(verdict).toMatchObject({ status: 'held', reason: 'sender_paused', until: T0 + 60_000 })
  expect(events).toContain('message.held')
  expect(senderActiveRule(talking(), outbound({ at: T0 + 60_000 }), policy)).toBeUndefined()
})

it.each(['inactive', 'restricted', 'paused'] as const)(
  'tells contacts of a number given up, but not of one %s by the provider',
  (state) => {
    const sender = state === 'paused' ? { pausedUntil: T0 + 60_000 } : { state }
    const { sent, detail } = story(policyWith({ sender }), talking()).writes('Hello')
    expect(sent.some((text) => text?.includes('not currently using'))).toBe(state === 'inactive')
    expect(detail('message.received')).toEqual(
      state === 'paused' ? { senderPaused: { until: T0 + 60_000 } } : { senderInactive: true },
    )
  },
)

it('only objects for contacts in the country the number isn’t registered for', () => {
  const unregistered = { country: 'US', until: T0 + 60_000 }
  const judge = (country: string, at = T0) =>
    senderActiveRule(
      talking(),
      outbound({ at }),
      policyWith({ sender: { unregistered }, place: { country, timeZones: [] } }),
    )
  expect(judge('US')).toEqual({ reason: 'sender_inactive', state: 'unregistered' })
  expect(judge('DE')).toBeUndefined()
  expect(judge('US', T0 + 60_000)).toBeUndefined()
})
