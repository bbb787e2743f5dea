/** Consent, handovers and withdrawals by the CRM, and the passing of time. */

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

describe('consent recorded by the CRM', () => {
  it('is stored with its basis and evidence, reported, and releases held messages', () => {
    const play = story()
    play.sends(appointment)
    play.wait(MINUTE)
    const consent = { ...granted, basis: 'web_form', evidence: 'form 7' }
    const { sent, events, detail } = play.records({ consent })
    expect(sent).toEqual(['Your appointment is on May.'])
    expect(events).toEqual(['consent.granted', 'message.released'])
    expect(detail('consent.granted')).toEqual({ by: 'crm', basis: 'web_form' })
    expect(play.consent()).toEqual({
      status: 'granted',
      at: T0 + MINUTE,
      source: 'crm',
      requestedAt: T0,
      agentRequestedAt: T0,
      basis: 'web_form',
      evidence: 'form 7',
    })
  })

  it('doesn’t release text that needs a session', () => {
    const play = story()
    play.sends('In words')
    expect(play.records({ consent: granted }).sent).toEqual([])
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'session_closed' },
    })
  })

  it('cannot undo a STOP of the contact: only the contact can', () => {
    for (const source of ['contact', 'provider'] as const)
      for (const status of ['refused', 'revoked'] as const) {
        const no = { status, at: T0 - HOUR, source }
        const play = story(policyWith(), stranger({ consents: { 'whatsapp *': no } }))
        const { verdict, effects } = play.records({ consent: granted, timeZone: 'Europe/Paris' })
        expect(verdict).toMatchObject({
          status: 'refused',
          reason: `consent_${status}`,
          [`${status}At`]: T0 - HOUR,
          remedies: [{ do: 'wait_for_contact' }],
        })
        expect(effects).toEqual([])
        expect(play.consent()).toBe(no)
        expect(play.contact()).not.toHaveProperty('timeZone')
      }
  })

  it('can undo a withdrawal that the CRM recorded itself', () => {
    const play = story(policyWith(), agreed())
    play.records({ consent: revoked })
    play.wait(MINUTE)
    expect(play.records({ consent: granted }).events).toEqual(['consent.granted'])
  })

  it('counts as the contact’s own if the provider reports it', () => {
    const no = { status: 'revoked', at: T0 - HOUR, source: 'contact' } as const
    const play = story(policyWith(), stranger({ consents: { 'whatsapp *': no } }))
    expect(play.records({ consent: granted, source: 'provider' }).events).toEqual([
      'consent.granted',
    ])
  })

  it('adds its basis to existing consent, without an event', () => {
    const play = story(policyWith(), agreed())
    expect(play.records({ consent: { ...granted, basis: 'contract' } }).effects).toEqual([])
    expect(play.consent()).toEqual({
      status: 'granted',
      at: T0 - DAY,
      source: 'contact',
      basis: 'contract',
    })
  })

  it('doesn’t override newer records', () => {
    const play = story(policyWith(), agreed())
    play.records({ consent: revoked, at: T0 - 2 * DAY })
    expect(play.consent()?.status).toBe('granted')
    play.records({ consent: revoked, at: T0 - DAY })
    expect(play.consent()?.status).toBe('revoked')
  })

  it('only applies to its channel', () => {
    const play = story(policyWith(), talking())
    play.records({ consent: { status: 'revoked', channel: 'sms' } })
    expect(play.contact().consents).toMatchObject({
      'whatsapp *': { status: 'granted' },
      'sms *': { status: 'revoked' },
    })
  })
})

describe('a withdrawal recorded by the CRM', () => {
  it('is reported, and fails the messages held for that consent', () => {
    const play = story()
    play.sends('Hello')
    const { events, detail } = play.records({ consent: { ...revoked, evidence: 'a call' } })
    expect(events).toEqual(['consent.revoked', 'message.status'])
    expect(detail('consent.revoked')).toEqual({ by: 'crm' })
    expect(play.consent()).toMatchObject({ status: 'revoked', source: 'crm', evidence: 'a call' })
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'consent_revoked', revokedAt: T0 },
    })
    expect(play.sends('Hello').verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('leaves messages that wait under another consent', () => {
    const play = story()
    play.sends('Hello')
    play.records({ consent: { status: 'revoked', channel: 'sms' } })
    expect(play.contact().held).toHaveLength(1)
  })

  it('changes nothing after the contact’s own', () => {
    const no = { status: 'refused', at: T0 - HOUR, source: 'contact' } as const
    const play = story(policyWith(), stranger({ consents: { 'whatsapp *': no } }))
    expect(play.records({ consent: revoked })).toMatchObject({
      effects: [],
      verdict: { status: 'accepted' },
    })
    expect(play.consent()).toBe(no)
  })

  it('replaces the text and basis of the consent it ends', () => {
    const play = story(policyWith(), agreed())
    play.records({ consent: { ...granted, basis: 'contract', evidence: 'page 1' } })
    play.records({ consent: revoked })
    expect(play.consent()).toEqual({ status: 'revoked', at: T0, source: 'crm' })
  })
})

describe('other preferences', () => {
  it('record where the contact lives', () => {
    const play = story()
    play.records({ timeZone: 'America/Chicago', region: 'US-TX' })
    expect(play.contact()).toMatchObject({ timeZone: 'America/Chicago', region: 'US-TX' })
    play.records({ region: 'US-FL' })
    expect(play.contact()).toMatchObject({ timeZone: 'America/Chicago', region: 'US-FL' })
  })

  it('stop and resume marketing for the contact', () => {
    const play = story()
    play.records({ marketing: 'stop' })
    const stop = { status: 'revoked', at: T0, source: 'crm' }
    expect(play.contact().purposes).toEqual({ 'marketing *': stop })
    play.records({ timeZone: 'UTC' })
    expect(play.contact().purposes).toEqual({ 'marketing *': stop })
    play.records({ marketing: 'resume' })
    expect(play.contact().purposes).toEqual({})
    const before = story(policyWith(), stranger({ marketingStopped: { [SMS_SENDER]: T0 - DAY } }))
    before.records({ marketing: 'resume' })
    expect(before.contact()).toMatchObject({ purposes: {}, marketingStopped: {} })
  })

  it('lift the contact’s own stop only with a basis', () => {
    const play = story()
    play.records({ source: 'provider', marketing: 'stop' })
    expect(play.records({ marketing: 'resume' }).verdict).toMatchObject({
      reason: 'marketing_not_allowed',
      because: 'stopped',
    })
    play.wait(1)
    const granted = { name: 'marketing', status: 'granted' } as const
    expect(play.records({ purpose: granted }).verdict.status).toBe('refused')
    play.records({ purpose: { ...granted, basis: 'web_form' } })
    expect(play.contact().purposes?.['marketing *']).toMatchObject({ basis: 'web_form' })
  })
})

describe('a handover', () => {
  it('takes, transfers and releases, regardless of the owner', () => {
    const play = story(policyWith(), talking())
    const taken = play.hands('anna')
    expect(taken.events).toEqual(['contact.taken'])
    expect(taken.detail('contact.taken')).toEqual({ owner: 'anna' })
    expect(play.hands('ben').detail('contact.taken')).toEqual({ owner: 'ben', previous: 'anna' })
    expect(play.contact().owners).toEqual({ advisory: { agent: 'ben', since: T0, activeAt: T0 } })
    expect(play.hands('ben').events).toEqual([])
    expect(play.hands(null).detail('contact.released')).toEqual({ owner: 'ben' })
    expect(play.hands(null).events).toEqual([])
    expect(play.contact().owners).toEqual({})
  })

  it('only affects its own line', () => {
    const play = story(policyWith(), talking())
    const { effects } = play.hands('ben', 'loans')
    expect(effects[0]).toMatchObject({ line: 'loans', address: CONTACT })
    expect(play.sends('Hi').verdict).toEqual({ status: 'accepted' })
    play.hands(null, 'loans')
    expect(Object.keys(play.contact().owners)).toEqual(['advisory'])
  })

  it('clears an expired owner', () => {
    const play = story(policyWith(), talking())
    play.hands('anna')
    play.wait(7 * DAY)
    expect(play.hands('ben').detail('contact.taken')).toEqual({ owner: 'ben' })
    play.wait(7 * DAY)
    expect(play.hands(null).events).toEqual([])
  })

  it('is reported when a held message takes back a contact released meanwhile', () => {
    const play = story()
    play.sends('Hello')
    play.hands(null)
    const { events, effects } = play.writes('YES')
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
    expect(shared.writes('YES').events).not.toContain('contact.taken')
    expect(shared.contact().owners).toEqual({})
  })
})

describe('a withdrawal of a message', () => {
  it('cancels a waiting one', () => {
    const play = story()
    play.sends('Hello')
    play.sends('Hello again')
    play.wait(MINUTE)
    const { verdict, events, detail } = play.recalls('out1')
    expect(verdict).toEqual({ status: 'accepted' })
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({ status: 'cancelled', at: T0 + MINUTE })
    expect(play.message('out1')).toMatchObject({
      status: 'cancelled',
      history: [
        { status: 'held', at: T0 },
        { status: 'cancelled', at: T0 + MINUTE },
      ],
    })
    expect(play.message('out1')).not.toHaveProperty('verdict')
    expect(play.writes('YES').sent).not.toContain('Hello')
    expect(play.message('out2')?.status).toBe('accepted')
  })

  it('cancels only the given one', () => {
    const play = story()
    play.sends('First')
    play.sends('Second')
    play.recalls('out2')
    expect(play.contact().held.map(({ message }) => message.id)).toEqual(['out1'])
  })

  it('is refused once the message no longer waits', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello')
    expect(play.recalls('out1')).toMatchObject({
      effects: [],
      verdict: {
        status: 'refused',
        reason: 'not_held',
        messageStatus: 'accepted',
        sentence: "This message is no longer waiting, so it can't be withdrawn.",
        remedies: [],
      },
    })
    const { verdict } = play.recalls('nothing')
    expect(verdict).toMatchObject({ reason: 'not_held' })
    expect(verdict).not.toHaveProperty('messageStatus')
  })
})

describe('when time has passed', () => {
  const quiet = policyWith({ rules: { quietHours: { enabled: true, applyTo: 'all' } } })

  it('held messages are judged again and sent when quiet hours end', () => {
    const play = story(quiet, agreed())
    play.wait(13 * HOUR)
    play.sends(appointment)
    play.wait(9 * HOUR - 1)
    expect(play.wakes().sent).toEqual([])
    play.wait(1)
    const { sent, events } = play.wakes()
    expect(sent).toEqual(['Your appointment is on May.'])
    expect(events).toEqual(['message.released'])
    expect(play.message('out1')).toMatchObject({ status: 'accepted' })
  })

  it('messages that may no longer be sent fail with the reason', () => {
    const play = story(quiet, agreed())
    play.wait(13 * HOUR)
    play.sends(appointment)
    play.change(policyWith({ templates: [] }))
    play.wait(9 * HOUR)
    expect(play.wakes().detail('message.status')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'template_unavailable' },
    })
    // What it would have said is still to be read.
    expect(play.message('out1')?.rendered).toBe('Your appointment is on May.')
  })

  it('a held message doesn’t outlive its end, even if the YES comes before the wake-up', () => {
    const pending = () => {
      const play = story()
      play.sends('Hello')
      play.wait(72 * HOUR)
      return play
    }
    const late = pending()
    const { sent, events } = late.writes('YES')
    expect(sent).toHaveLength(1)
    expect(sent).not.toContain('Hello')
    expect(events).toEqual(['message.received', 'consent.granted', 'message.status'])
    expect(late.message('out1')).toMatchObject({ status: 'expired' })
    expect(late.contact().held).toEqual([])
    const { events: recorded } = pending().records({ consent: granted })
    expect(recorded).toEqual(['consent.granted', 'message.status'])
    const inTime = story()
    inTime.sends('Hello')
    inTime.wait(72 * HOUR - 1)
    expect(inTime.writes('YES').sent).toContain('Hello')
  })

  it('messages that wait for consent, or for a later time, stay', () => {
    const play = story(quiet, agreed())
    play.wait(13 * HOUR)
    play.sends(appointment)
    play.records({ consent: { status: 'revoked', channel: 'sms' } })
    play.wait(HOUR)
    expect(play.wakes().messages).toEqual([])
    const pending = story()
    pending.sends('Hello')
    pending.wait(DAY - 1)
    expect(pending.wakes().messages).toEqual([])
    expect(pending.contact().held).toHaveLength(1)
  })

  it('a close doesn’t affect the contact’s other sessions', () => {
    const sessions = {
      [SENDER]: { lastInboundAt: T0 - DAY, address: CONTACT },
      [SMS_SENDER]: { lastInboundAt: T0 - DAY, address: CONTACT },
    }
    const play = story(policyWith(), agreed({ sessions }))
    play.wakes()
    expect(play.contact().sessions).toMatchObject(sessions)
  })

  it('held messages expire', () => {
    const play = story()
    play.sends('Hello')
    play.wait(3 * DAY - 1)
    expect(play.wakes().events).toEqual(['message.held'])
    play.wait(1)
    const { events, detail } = play.wakes()
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({ status: 'expired', at: T0 + 3 * DAY })
    expect(play.message('out1')?.status).toBe('expired')
    expect(play.contact().held).toEqual([])
  })

  it('an expired message isn’t sent, even if it was due before', () => {
    const play = story(quiet, agreed())
    play.wait(13 * HOUR)
    play.sends(appointment)
    play.wait(9 * HOUR + 3 * DAY)
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.status'] })
  })

  it('a closed session is reported once', () => {
    const play = story(policyWith({ limits: { sessionMarginMs: MINUTE } }), agreed())
    const wrote = play.writes('Hello')
    const closesAt = T0 + DAY - MINUTE
    expect(wrote.effects.at(-1)).toEqual({ kind: 'later', id: 'in1:2', at: closesAt })
    play.wait(DAY - MINUTE - 1)
    expect(play.wakes().events).toEqual([])
    play.wait(1)
    const { effects } = play.wakes()
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
    expect(play.wakes().effects).toEqual([])
    play.writes('Back')
    play.wait(DAY)
    expect(play.wakes().events).toEqual(['session.closed'])
  })

  it('the event for a closed session names its line', () => {
    const other = 'whatsapp:+15550003333'
    const loans = policyWith({
      sender: { address: other },
      line: { id: 'loans', name: 'Loans', senders: [] },
      rules: { sessionMs: HOUR },
    })
    const sessions = { [other]: { lastInboundAt: T0 - HOUR, address: CONTACT } } as const
    const looks = (policy: typeof loans) => story(policy, agreed({ sessions })).wakes()
    expect(looks(policyWith({ elsewhere: { [other]: loans } })).effects[0]).toMatchObject({
      line: 'loans',
      sender: other,
      detail: { closedAt: T0 },
    })
    expect(looks(policyWith()).events).toEqual([])
    const short = policyWith({ rules: { sessionMs: HOUR } })
    expect(looks(short).effects[0]).toMatchObject({ line: 'advisory', sender: other })
  })

  it('SMS has no sessions to close', () => {
    const play = story(smsPolicy(), stranger())
    play.writes('Hello')
    expect(play.contact().sessions[SMS_SENDER]).toMatchObject({ lastInboundAt: T0 })
    expect(play.contact()).not.toHaveProperty('wakeAt')
    play.wait(2 * DAY)
    expect(play.wakes().events).toEqual([])
  })
})

describe('the next wake-up', () => {
  it('is only requested if earlier than the scheduled one', () => {
    const play = story(policyWith(), agreed())
    const later = (effects: readonly { readonly kind: string }[]) =>
      effects.filter(({ kind }) => kind === 'later')
    expect(later(play.writes('Hello').effects)).toHaveLength(1)
    play.wait(HOUR)
    expect(later(play.writes('Hello').effects)).toEqual([])
    expect(later(play.sends('Hello').effects)).toEqual([])
    expect(play.contact().wakeAt).toBe(T0 + DAY)
  })

  it('follows the previous one while work is pending', () => {
    const play = story(policyWith(), agreed())
    play.writes('Hello')
    play.wait(HOUR)
    play.writes('Hello')
    play.wait(DAY - HOUR)
    expect(play.wakes().effects).toEqual([{ kind: 'later', id: 'due3:1', at: T0 + HOUR + DAY }])
    play.wait(HOUR)
    expect(play.wakes().events).toEqual(['session.closed'])
    expect(play.contact()).not.toHaveProperty('wakeAt')
  })

  it('is not doubled by a repeated wake-up', () => {
    const play = story(policyWith(), agreed())
    play.writes('Hello')
    play.wait(HOUR)
    expect(play.wakes().effects).toEqual([])
    expect(play.contact().wakeAt).toBe(T0 + DAY)
  })

  it('is the earliest of quiet hours’ end, a time to ask again, an expiry or a close', () => {
    const held = story()
    held.sends('Hello')
    expect(held.contact().wakeAt).toBe(T0 + DAY)
    held.wait(DAY)
    held.wakes()
    expect(held.contact().wakeAt).toBe(T0 + 3 * DAY)
    held.writes('What?')
    held.wakes()
    expect(held.contact().wakeAt).toBe(T0 + 2 * DAY)
  })
})
