import { expect, it } from 'vitest'
import { takenRule } from '../../../../src/core/gate/rules/taken.ts'
import { DAY, outbound, policyWith, T0, talking } from '../../../support/given.ts'

const owner = { agent: 'ben', since: T0 - DAY, activeAt: T0 - DAY }
const taken = talking({ owners: { advisory: owner } })

it('allows the owner, and any agent if there is none', () => {
  expect(takenRule(taken, outbound({ agent: 'ben' }), policyWith())).toBeUndefined()
  expect(takenRule(talking(), outbound(), policyWith())).toBeUndefined()
})

it('"If someone in the same line of business as you is talking with a client, WhatsApp will not allow you to message the client."', () => {
  expect(takenRule(taken, outbound(), policyWith())).toEqual({
    reason: 'contact_taken',
    owner: 'ben',
    line: 'advisory',
    since: T0 - DAY,
  })
})

it('stays quiet about another line of business', () => {
  const policy = policyWith({ line: { id: 'loans', name: 'Loans', senders: [] } })
  expect(takenRule(taken, outbound(), policy)).toBeUndefined()
})

it('stays quiet when the owner has been idle for the configured time', () => {
  const policy = policyWith({ rules: { ownership: { idleMs: 2 * DAY } } })
  expect(takenRule(taken, outbound({ at: T0 + DAY - 1 }), policy)).toBeDefined()
  expect(takenRule(taken, outbound({ at: T0 + DAY }), policy)).toBeUndefined()
})

it('stays quiet if contacts are shared', () => {
  const policy = policyWith({ rules: { ownership: { exclusive: false } } })
  expect(takenRule(taken, outbound(), policy)).toBeUndefined()
})
