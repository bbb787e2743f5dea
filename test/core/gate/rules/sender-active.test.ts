import { expect, it } from 'vitest'
import { senderActiveRule } from '../../../../src/core/gate/rules/sender-active.ts'
import { outbound, policyWith, story, talking } from '../../../support/given.ts'

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

it('says who stopped the number: the administrator, or the provider', () => {
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
