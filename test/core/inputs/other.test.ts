/** What the CRM records, hands over and withdraws, and what happens because time passes. */

import { describe, expect, it } from 'vitest'
import type { Preference } from '../../../src/core/model/message/message.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  policyWith,
  SENDER,
  SMS_SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  talking,
} from '../../support/given.ts'

type Recorded = NonNullable<Preference['consent']>
const granted: Recorded = { status: 'granted', channel: 'whatsapp' }
const revoked: Recorded = { status: 'revoked', channel: 'whatsapp' }
const appointment = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const

describe('consent that the CRM records', () => {
  it('is stored with its basis and evidence, reported, and releases held messages', () => {
    const told = story()
    told.sends(appointment)
    told.wait(MINUTE)
    const consent = { ...granted, basis: 'web_form', evidence: 'form 7' }
    const { sent, told: events, detail } = told.records({ consent })
    expect(sent).toEqual(['Your appointment is on May.'])
    expect(events).toEqual(['consent.granted', 'message.released'])
    expect(detail('consent.granted')).toEqual({ by: 'crm', basis: 'web_form' })
    expect(told.consent()).toEqual({
      status: 'granted',
      at: T0 + MINUTE,
      source: 'crm',
      requestedAt: T0,
      agentRequestedAt: T0,
      basis: 'web_form',
      evidence: 'form 7',
    })
  })

  it('does not release words that need a session', () => {
    const told = story()
    told.sends('In words')
    expect(told.records({ consent: granted }).sent).toEqual([])
    expect(told.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'session_closed' },
    })
  })

  it('cannot undo a STOP of the contact: only the contact can', () => {
    for (const source of ['contact', 'provider'] as const)
      for (const status of ['refused', 'revoked'] as const) {
        const no = { status, at: T0 - HOUR, source }
        const told = story(policyWith(), stranger({ consents: { 'whatsapp *': no } }))
        const { verdict, effects } = told.records({ consent: granted, timeZone: 'Europe/Paris' })
        expect(verdict).toMatchObject({
          status: 'refused',
          reason: `consent_${status}`,
          [`${status}At`]: T0 - HOUR,
          remedies: [{ do: 'wait_for_contact' }],
        })
        expect(effects).toEqual([])
        expect(told.consent()).toBe(no)
        expect(told.contact()).not.toHaveProperty('timeZone')
      }
  })

  it('can undo a withdrawal that the CRM recorded itself', () => {
    const told = story(policyWith(), agreed())
    told.records({ consent: revoked })
    told.wait(MINUTE)
    expect(told.records({ consent: granted }).told).toEqual(['consent.granted'])
  })

  it('counts as the contact’s own when the provider reports it', () => {
    const no = { status: 'revoked', at: T0 - HOUR, source: 'contact' } as const
    const told = story(policyWith(), stranger({ consents: { 'whatsapp *': no } }))
    expect(told.records({ consent: granted, source: 'provider' }).told).toEqual(['consent.granted'])
  })

  it('adds its basis to a consent that is there, without news', () => {
    const told = story(policyWith(), agreed())
    expect(told.records({ consent: { ...granted, basis: 'contract' } }).effects).toEqual([])
    expect(told.consent()).toEqual({
      status: 'granted',
      at: T0 - DAY,
      source: 'contact',
      basis: 'contract',
    })
  })

  it('does not overtake what is newer', () => {
    const told = story(policyWith(), agreed())
    told.records({ consent: revoked, at: T0 - 2 * DAY })
    expect(told.consent()?.status).toBe('granted')
    told.records({ consent: revoked, at: T0 - DAY })
    expect(told.consent()?.status).toBe('revoked')
  })

  it('belongs to its channel', () => {
    const told = story(policyWith(), talking())
    told.records({ consent: { status: 'revoked', channel: 'sms' } })
    expect(told.contact().consents).toMatchObject({
      'whatsapp *': { status: 'granted' },
      'sms *': { status: 'revoked' },
    })
  })
})

describe('a withdrawal that the CRM records', () => {
  it('is reported, and fails the messages held for that consent', () => {
    const told = story()
    told.sends('Hello')
    const { told: events, detail } = told.records({ consent: { ...revoked, evidence: 'a call' } })
    expect(events).toEqual(['consent.revoked', 'message.status'])
    expect(detail('consent.revoked')).toEqual({ by: 'crm' })
    expect(told.consent()).toMatchObject({ status: 'revoked', source: 'crm', evidence: 'a call' })
    expect(told.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'consent_revoked', revokedAt: T0 },
    })
    expect(told.sends('Hello').verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('leaves what waits under another consent', () => {
    const told = story()
    told.sends('Hello')
    told.records({ consent: { status: 'revoked', channel: 'sms' } })
    expect(told.contact().held).toHaveLength(1)
  })

  it('changes nothing after the contact’s own', () => {
    const no = { status: 'refused', at: T0 - HOUR, source: 'contact' } as const
    const told = story(policyWith(), stranger({ consents: { 'whatsapp *': no } }))
    expect(told.records({ consent: revoked })).toMatchObject({
      effects: [],
      verdict: { status: 'accepted' },
    })
    expect(told.consent()).toBe(no)
  })

  it('replaces the words and the basis of the consent that it ends', () => {
    const told = story(policyWith(), agreed())
    told.records({ consent: { ...granted, basis: 'contract', evidence: 'page 1' } })
    told.records({ consent: revoked })
    expect(told.consent()).toEqual({ status: 'revoked', at: T0, source: 'crm' })
  })
})

describe('other wishes', () => {
  it('records where the contact lives', () => {
    const told = story()
    told.records({ timeZone: 'America/Chicago', region: 'US-TX' })
    expect(told.contact()).toMatchObject({ timeZone: 'America/Chicago', region: 'US-TX' })
    told.records({ region: 'US-FL' })
    expect(told.contact()).toMatchObject({ timeZone: 'America/Chicago', region: 'US-FL' })
  })

  it('stops and resumes marketing for the contact', () => {
    const told = story()
    told.records({ marketing: 'stop' })
    const stop = { status: 'revoked', at: T0, source: 'crm' }
    expect(told.contact().purposes).toEqual({ 'marketing *': stop })
    told.records({ timeZone: 'UTC' })
    expect(told.contact().purposes).toEqual({ 'marketing *': stop })
    told.records({ marketing: 'resume' })
    expect(told.contact().purposes).toEqual({})
    const before = story(policyWith(), stranger({ marketingStopped: { [SMS_SENDER]: T0 - DAY } }))
    before.records({ marketing: 'resume' })
    expect(before.contact()).toMatchObject({ purposes: {}, marketingStopped: {} })
  })

  it('lifts what the contact stopped only on a basis', () => {
    const told = story()
    told.records({ source: 'provider', marketing: 'stop' })
    expect(told.records({ marketing: 'resume' }).verdict).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'stopped',
    })
    told.wait(1)
    const granted = { name: 'marketing', status: 'granted' } as const
    expect(told.records({ purpose: granted }).verdict.status).toBe('refused')
    told.records({ purpose: { ...granted, basis: 'web_form' } })
    expect(told.contact().purposes?.['marketing *']).toMatchObject({ basis: 'web_form' })
  })
})

describe('a handover', () => {
  it('takes, transfers and releases, regardless of the owner', () => {
    const told = story(policyWith(), talking())
    const taken = told.hands('anna')
    expect(taken.told).toEqual(['contact.taken'])
    expect(taken.detail('contact.taken')).toEqual({ owner: 'anna' })
    expect(told.hands('ben').detail('contact.taken')).toEqual({ owner: 'ben', previous: 'anna' })
    expect(told.contact().owners).toEqual({ advisory: { agent: 'ben', since: T0, activeAt: T0 } })
    expect(told.hands('ben').told).toEqual([])
    expect(told.hands(null).detail('contact.released')).toEqual({ owner: 'ben' })
    expect(told.hands(null).told).toEqual([])
    expect(told.contact().owners).toEqual({})
  })

  it('concerns its own line', () => {
    const told = story(policyWith(), talking())
    const { effects } = told.hands('ben', 'loans')
    expect(effects[0]).toMatchObject({ line: 'loans', address: CONTACT })
    expect(told.sends('Hi').verdict).toEqual({ status: 'accepted' })
    told.hands(null, 'loans')
    expect(Object.keys(told.contact().owners)).toEqual(['advisory'])
  })

  it('forgets an owner that had expired', () => {
    const told = story(policyWith(), talking())
    told.hands('anna')
    told.wait(7 * DAY)
    expect(told.hands('ben').detail('contact.taken')).toEqual({ owner: 'ben' })
    told.wait(7 * DAY)
    expect(told.hands(null).told).toEqual([])
  })

  it('is notified when a held message takes back a contact released meanwhile', () => {
    const told = story()
    told.sends('Hello')
    told.hands(null)
    const { told: events, effects } = told.writes('YES')
    expect(events).toEqual([
      'message.received',
      'consent.granted',
      'contact.taken',
      'message.released',
    ])
    expect(effects).toContainEqual(
      expect.objectContaining({
        type: 'contact.taken',
        line: 'advisory',
        sender: SENDER,
        address: CONTACT,
        detail: { owner: 'anna' },
      }),
    )
    const shared = story(policyWith({ rules: { ownership: { exclusive: false } } }))
    shared.sends('Hello')
    expect(shared.writes('YES').told).not.toContain('contact.taken')
    expect(shared.contact().owners).toEqual({})
  })
})

describe('a withdrawal of a message', () => {
  it('cancels one that waits', () => {
    const told = story()
    told.sends('Hello')
    told.sends('Hello again')
    told.wait(MINUTE)
    const { verdict, told: events, detail } = told.recalls('out1')
    expect(verdict).toEqual({ status: 'accepted' })
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({ status: 'cancelled', at: T0 + MINUTE })
    expect(told.message('out1')).toMatchObject({
      status: 'cancelled',
      history: [
        { status: 'held', at: T0 },
        { status: 'cancelled', at: T0 + MINUTE },
      ],
    })
    expect(told.message('out1')).not.toHaveProperty('verdict')
    expect(told.writes('YES').sent).not.toContain('Hello')
    expect(told.message('out2')?.status).toBe('accepted')
  })

  it('cancels the one that is meant', () => {
    const told = story()
    told.sends('First')
    told.sends('Second')
    told.recalls('out2')
    expect(told.contact().held.map(({ message }) => message.id)).toEqual(['out1'])
  })

  it('is refused once it does not wait any more', () => {
    const told = story(policyWith(), talking())
    told.sends('Hello')
    expect(told.recalls('out1')).toMatchObject({
      effects: [],
      verdict: {
        status: 'refused',
        reason: 'not_held',
        messageStatus: 'accepted',
        sentence: "This message is no longer waiting, so it can't be withdrawn.",
        remedies: [],
      },
    })
    const { verdict } = told.recalls('nothing')
    expect(verdict).toMatchObject({ reason: 'not_held' })
    expect(verdict).not.toHaveProperty('messageStatus')
  })
})

describe('when time has passed', () => {
  const quiet = policyWith({ rules: { quietHours: { enabled: true, applyTo: 'all' } } })

  it('held messages leave when quiet hours end, judged again', () => {
    const told = story(quiet, agreed())
    told.wait(13 * HOUR)
    told.sends(appointment)
    told.wait(9 * HOUR - 1)
    expect(told.looks().sent).toEqual([])
    told.wait(1)
    const { sent, told: events } = told.looks()
    expect(sent).toEqual(['Your appointment is on May.'])
    expect(events).toEqual(['message.released'])
    expect(told.message('out1')).toMatchObject({ status: 'accepted' })
  })

  it('what may not leave any more fails with the reason', () => {
    const told = story(quiet, agreed())
    told.wait(13 * HOUR)
    told.sends(appointment)
    told.change(policyWith({ templates: [] }))
    told.wait(9 * HOUR)
    expect(told.looks().detail('message.status')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'template_unavailable' },
    })
    // What it would have said is still to be read.
    expect(told.message('out1')?.rendered).toBe('Your appointment is on May.')
  })

  it('a held message does not outlive its end, though the YES comes before the look', () => {
    const pending = () => {
      const told = story()
      told.sends('Hello')
      told.wait(72 * HOUR)
      return told
    }
    const late = pending()
    const { sent, told: events } = late.writes('YES')
    expect(sent).toHaveLength(1)
    expect(sent).not.toContain('Hello')
    expect(events).toEqual(['message.received', 'consent.granted', 'message.status'])
    expect(late.message('out1')).toMatchObject({ status: 'expired' })
    expect(late.contact().held).toEqual([])
    const { told: recorded } = pending().records({ consent: granted })
    expect(recorded).toEqual(['consent.granted', 'message.status'])
    const inTime = story()
    inTime.sends('Hello')
    inTime.wait(72 * HOUR - 1)
    expect(inTime.writes('YES').sent).toContain('Hello')
  })

  it('what waits for consent, or for a later hour, is left alone', () => {
    const told = story(quiet, agreed())
    told.wait(13 * HOUR)
    told.sends(appointment)
    told.records({ consent: { status: 'revoked', channel: 'sms' } })
    told.wait(HOUR)
    expect(told.looks().messages).toEqual([])
    const pending = story()
    pending.sends('Hello')
    pending.wait(DAY)
    expect(pending.looks().messages).toEqual([])
    expect(pending.contact().held).toHaveLength(1)
  })

  it('a close changes nothing else about the contact’s sessions', () => {
    const sessions = {
      [SENDER]: { lastInboundAt: T0 - DAY, address: CONTACT },
      [SMS_SENDER]: { lastInboundAt: T0 - DAY, address: CONTACT },
    }
    const told = story(policyWith(), agreed({ sessions }))
    told.looks()
    expect(told.contact().sessions).toMatchObject(sessions)
  })

  it('held messages expire', () => {
    const told = story()
    told.sends('Hello')
    told.wait(3 * DAY - 1)
    expect(told.looks().told).toEqual([])
    told.wait(1)
    const { told: events, detail } = told.looks()
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({ status: 'expired', at: T0 + 3 * DAY })
    expect(told.message('out1')?.status).toBe('expired')
    expect(told.contact().held).toEqual([])
  })

  it('what has expired does not leave, even if it was due before', () => {
    const told = story(quiet, agreed())
    told.wait(13 * HOUR)
    told.sends(appointment)
    told.wait(9 * HOUR + 3 * DAY)
    expect(told.looks()).toMatchObject({ sent: [], told: ['message.status'] })
  })

  it('a closed session is reported once', () => {
    const told = story(policyWith({ limits: { sessionMarginMs: MINUTE } }), agreed())
    const wrote = told.writes('Hello')
    const closesAt = T0 + DAY - MINUTE
    expect(wrote.effects.at(-1)).toEqual({ kind: 'later', id: 'in1:2', at: closesAt })
    told.wait(DAY - MINUTE - 1)
    expect(told.looks().told).toEqual([])
    told.wait(1)
    const { effects } = told.looks()
    expect(effects).toEqual([
      {
        kind: 'tell',
        id: 'due3:1',
        type: 'session.closed',
        at: closesAt,
        line: 'advisory',
        sender: SENDER,
        address: CONTACT,
        detail: { closedAt: closesAt },
      },
    ])
    expect(told.looks().effects).toEqual([])
    told.writes('Back')
    told.wait(DAY)
    expect(told.looks().told).toEqual(['session.closed'])
  })

  it('names the line of the session that closed', () => {
    const other = 'whatsapp:+15550003333'
    const loans = policyWith({
      sender: { address: other },
      line: { id: 'loans', name: 'Loans', senders: [] },
      rules: { sessionMs: HOUR },
    })
    const sessions = { [other]: { lastInboundAt: T0 - HOUR, address: CONTACT } } as const
    const looks = (policy: typeof loans) => story(policy, agreed({ sessions })).looks()
    expect(looks(policyWith({ elsewhere: { [other]: loans } })).effects[0]).toMatchObject({
      line: 'loans',
      sender: other,
      detail: { closedAt: T0 },
    })
    expect(looks(policyWith()).told).toEqual([])
    const short = policyWith({ rules: { sessionMs: HOUR } })
    expect(looks(short).effects[0]).toMatchObject({ line: 'advisory', sender: other })
  })

  it('SMS has no sessions to close', () => {
    const told = story(smsPolicy(), stranger())
    told.writes('Hello')
    expect(told.contact().sessions[SMS_SENDER]).toMatchObject({ lastInboundAt: T0 })
    expect(told.contact()).not.toHaveProperty('wakeAt')
    told.wait(2 * DAY)
    expect(told.looks().told).toEqual([])
  })
})

describe('the next look', () => {
  it('is asked for only when it must come earlier than the one under way', () => {
    const told = story(policyWith(), agreed())
    const later = (effects: readonly { readonly kind: string }[]) =>
      effects.filter(({ kind }) => kind === 'later')
    expect(later(told.writes('Hello').effects)).toHaveLength(1)
    told.wait(HOUR)
    expect(later(told.writes('Hello').effects)).toEqual([])
    expect(later(told.sends('Hello').effects)).toEqual([])
    expect(told.contact().wakeAt).toBe(T0 + DAY)
  })

  it('follows the look before, as long as something is to come', () => {
    const told = story(policyWith(), agreed())
    told.writes('Hello')
    told.wait(HOUR)
    told.writes('Hello')
    told.wait(DAY - HOUR)
    expect(told.looks().effects).toEqual([{ kind: 'later', id: 'due3:1', at: T0 + HOUR + DAY }])
    told.wait(HOUR)
    expect(told.looks().told).toEqual(['session.closed'])
    expect(told.contact()).not.toHaveProperty('wakeAt')
  })

  it('is not doubled by a look that comes twice', () => {
    const told = story(policyWith(), agreed())
    told.writes('Hello')
    told.wait(HOUR)
    expect(told.looks().effects).toEqual([])
    expect(told.contact().wakeAt).toBe(T0 + DAY)
  })

  it('comes at whichever is first: the end of quiet hours, an expiry or a close', () => {
    const held = story()
    held.sends('Hello')
    expect(held.contact().wakeAt).toBe(T0 + 3 * DAY)
    held.writes('What?')
    expect(held.contact().wakeAt).toBe(T0 + DAY)
  })
})
