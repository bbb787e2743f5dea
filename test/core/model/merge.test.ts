import { describe, expect, it } from 'vitest'
import type { Consent, ConsentStatus, Contact } from '../../../src/core/model/contact.ts'
import { mergeContacts } from '../../../src/core/model/merge.ts'
import {
  CONTACT,
  DAY,
  HOUR,
  outbound,
  SENDER,
  SMS_CONTACT,
  SMS_SENDER,
  stranger,
  T0,
} from '../../support/given.ts'

const other = (changes: Partial<Contact> = {}) => stranger({ id: 'c2', ...changes })
const consent = (status: ConsentStatus, changes: Partial<Consent> = {}) => ({
  'whatsapp *': { status, at: T0, source: 'contact', ...changes } as const,
})
const merge = (a: Partial<Contact>, b: Partial<Contact>) => mergeContacts(stranger(a), [other(b)])

it('keeps the first contact’s id and all addresses', () => {
  const third = other({ id: 'c3', addresses: ['whatsapp:US.1349'] })
  const merged = mergeContacts(stranger(), [other({ addresses: [CONTACT, SMS_CONTACT] }), third])
  expect(merged.id).toBe('c1')
  expect(merged.addresses).toEqual([CONTACT, SMS_CONTACT, 'whatsapp:US.1349'])
})

it('changes nothing without other contacts', () => {
  const contact = stranger()
  expect(mergeContacts(contact, [])).toBe(contact)
})

describe('consent', () => {
  const order: ConsentStatus[] = ['granted', 'unasked', 'requested', 'refused', 'revoked']

  it('is the most restrictive', () => {
    for (const [i, a] of order.entries())
      for (const [j, b] of order.entries())
        expect(
          merge({ consents: consent(a) }, { consents: consent(b) }).consents['whatsapp *']?.status,
        ).toBe(order[Math.max(i, j)])
  })

  it('is the later of two equal ones', () => {
    const at = (a: number, b: number) =>
      merge(
        { consents: consent('refused', { at: a, words: 'a' }) },
        { consents: consent('refused', { at: b, words: 'b' }) },
      ).consents['whatsapp *']?.words
    expect([at(1, 2), at(2, 1), at(1, 1)]).toEqual(['b', 'a', 'a'])
  })

  it('prefers the contact’s own no over one that the CRM recorded and may undo', () => {
    const own = consent('refused', { at: 1 })
    const crm = consent('revoked', { at: 2, source: 'crm' })
    expect(merge({ consents: own }, { consents: crm }).consents).toEqual(own)
    expect(merge({ consents: crm }, { consents: own }).consents).toEqual(own)
    const granted = consent('granted', { at: 3 })
    expect(merge({ consents: crm }, { consents: granted }).consents).toEqual(crm)
    expect(
      merge({ consents: consent('unasked') }, { consents: granted }).consents['whatsapp *']?.status,
    ).toBe('unasked')
  })

  it('keeps the latest request and notice of both', () => {
    const merged = merge(
      { consents: consent('requested', { requestedAt: 5, agentRequestedAt: 1, noticedAt: 3 }) },
      { consents: consent('granted', { requestedAt: 2, agentRequestedAt: 4 }) },
    )
    expect(merged.consents['whatsapp *']).toEqual({
      status: 'requested',
      at: T0,
      source: 'contact',
      requestedAt: 5,
      agentRequestedAt: 4,
      noticedAt: 3,
    })
    expect(
      merge({ consents: consent('granted') }, { consents: consent('granted') }).consents[
        'whatsapp *'
      ],
    ).toEqual({ status: 'granted', at: T0, source: 'contact' })
  })

  it('given by only one of them stays under its key', () => {
    const sms = { 'sms *': { status: 'granted', at: T0, source: 'contact' } as const }
    expect(merge({ consents: consent('refused') }, { consents: sms }).consents).toEqual({
      ...consent('refused'),
      ...sms,
    })
  })
})

it('takes the later inbound message for the session, and the latest close', () => {
  const at = (lastInboundAt: number, changes = {}): Contact['sessions'] => ({
    [SENDER]: { lastInboundAt, address: CONTACT, ...changes },
  })
  expect(merge({ sessions: at(1) }, { sessions: at(2) }).sessions).toEqual(at(2))
  expect(merge({ sessions: at(2) }, { sessions: at(1) }).sessions).toEqual(at(2))
  expect(merge({ sessions: at(2) }, { sessions: at(1, { closedAt: 3 }) }).sessions).toEqual(
    at(2, { closedAt: 3 }),
  )
  expect(
    merge({ sessions: at(2, { closedAt: 4 }) }, { sessions: at(1, { closedAt: 3 }) }).sessions,
  ).toEqual(at(2, { closedAt: 4 }))
  const equal = merge(
    { sessions: at(1) },
    { sessions: { [SENDER]: { lastInboundAt: 1, address: SMS_CONTACT } } },
  )
  expect(equal.sessions[SENDER]?.address).toBe(CONTACT)
})

it('leaves the contact with the agent who had it first', () => {
  const owned = (agent: string, since: number) => ({
    owners: { advisory: { agent, since, activeAt: T0 } },
  })
  const owner = (a: number, b: number) => merge(owned('a', a), owned('b', b)).owners.advisory?.agent
  expect([owner(1, 2), owner(2, 1), owner(1, 1)]).toEqual(['a', 'b', 'a'])
  expect(merge({}, owned('b', 1)).owners.advisory?.agent).toBe('b')
})

it('keeps every held message once, in the original order', () => {
  const held = (id: string, heldAt: number) => ({
    message: outbound({ id }),
    until: 'consent' as const,
    heldAt,
    expiresAt: T0 + DAY,
  })
  const merged = merge(
    { held: [held('a', 1), held('c', 3)] },
    { held: [held('b', 2), held('a', 1)] },
  )
  expect(merged.held.map(({ message }) => message.id)).toEqual(['a', 'b', 'c'])
})

it('unites automatic messages and provider reports', () => {
  const merged = merge(
    {
      replies: { lastAt: { x: 1, y: 5 }, recent: { [SENDER]: [1, 10] } },
      unreachable: { whatsapp: 1 },
      marketingStopped: { [SENDER]: 2 },
    },
    {
      replies: { lastAt: { x: 3 }, recent: { [SENDER]: [2], [SMS_SENDER]: [4] } },
      unreachable: { whatsapp: 2, sms: 3 },
      marketingStopped: { [SENDER]: 1 },
    },
  )
  expect(merged.replies).toEqual({
    lastAt: { x: 3, y: 5 },
    recent: { [SENDER]: [1, 2, 10], [SMS_SENDER]: [4] },
  })
  expect(merged.unreachable).toEqual({ whatsapp: 2, sms: 3 })
  expect(merged.marketingStopped).toEqual({ [SENDER]: 2 })
})

it('takes missing data from the other', () => {
  expect(merge({ region: 'US-TX' }, { region: 'US-FL', profileName: 'Zoe' })).toMatchObject({
    region: 'US-TX',
    profileName: 'Zoe',
  })
})

it('schedules its own wake-up, because the other’s won’t find this contact', () => {
  expect(merge({}, { wakeAt: T0 })).not.toHaveProperty('wakeAt')
  expect(merge({ wakeAt: T0 + HOUR }, { wakeAt: T0 }).wakeAt).toBe(T0 + HOUR)
})
