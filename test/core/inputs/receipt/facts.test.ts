/** What the provider reports about the contact overrides our own facts. */

import { describe, expect, it } from 'vitest'
import { PAUSE_MS } from '../../../../src/core/model/message/fault.ts'
import type { Fault } from '../../../../src/core/model/message/message.ts'
import {
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  policyWith,
  SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  talking,
} from '../../../support/given.ts'
import { sent, smsConsent } from './setup.ts'

describe('the provider’s report overrides our own facts', () => {
  const fault = (name: Fault, tale = sent()) => ({
    tale,
    ...tale.hears('out1', 'failed', { fault: name }),
  })

  it('session closed: closes it here, notifies the CRM, and advises a template', () => {
    const { tale, detail, effects } = fault('session_closed')
    expect(tale.contact().sessions[SENDER]).toMatchObject({
      closedAt: T0 + MINUTE,
      closeToldFor: T0 - HOUR,
    })
    expect(effects).toContainEqual(
      expect.objectContaining({
        type: 'session.closed',
        sender: SENDER,
        address: CONTACT,
        detail: { closedAt: T0 + MINUTE },
      }),
    )
    expect(detail('message.status')).toMatchObject({
      verdict: {
        reason: 'session_closed',
        closedAt: T0 + MINUTE,
        remedies: [{ do: 'choose_template' }, { do: 'wait_for_contact' }],
      },
    })
    expect(tale.sends('Again').verdict).toMatchObject({ reason: 'session_closed' })
    tale.writes('Hello')
    expect(tale.sends('Again').verdict).toMatchObject({ reason: 'session_closed' })
    tale.wait(1)
    tale.writes('Hello')
    expect(tale.sends('Again').verdict).toEqual({ status: 'accepted' })
  })

  it('session closed: ignored if the contact has written since the message was sent', () => {
    const play = sent()
    play.writes('Hello')
    const { events } = play.hears('out1', 'failed', { fault: 'session_closed' })
    expect(events).not.toContain('session.closed')
    expect(play.sends('Again').verdict).toEqual({ status: 'accepted' })
  })

  it('session closed: ignored for a contact that never wrote', () => {
    const play = story(policyWith(), stranger({ consents: talking().consents }))
    play.sends({ kind: 'template', name: 'appointment', variables: { 1: 'May' } })
    expect(play.hears('out1', 'failed', { fault: 'session_closed' }).events).not.toContain(
      'session.closed',
    )
    expect(play.contact().sessions).toEqual({})
  })

  it('session closed: compares with the time a held message was sent, not written', () => {
    const play = story()
    play.sends('Hello')
    play.wait(HOUR)
    play.writes('YES')
    play.wait(MINUTE)
    expect(play.hears('out1', 'failed', { fault: 'session_closed' }).events).toContain(
      'session.closed',
    )
  })

  it('opted out: revokes consent, notifies the CRM, fails held messages', () => {
    const play = sent(smsPolicy(), stranger({ consents: smsConsent('granted', T0 - DAY) }))
    const quiet = smsPolicy({ rules: { quietHours: { enabled: true, applyTo: 'all' } } })
    play.change(quiet)
    play.wait(13 * HOUR)
    expect(play.sends('Later').verdict.status).toBe('held')
    const { events, detail } = play.hears('out1', 'failed', {
      fault: 'opted_out',
      code: '21610',
    })
    expect(events).toEqual(['consent.revoked', 'message.status', 'message.status'])
    expect(detail('consent.revoked')).toEqual({ by: 'provider' })
    expect(play.consent()).toMatchObject({ status: 'revoked', source: 'provider', at: play.now() })
    expect(play.contact().held).toEqual([])
    expect(play.message('out2')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'consent_revoked' },
    })
    expect(detail('message.status')).toMatchObject({ status: 'failed' })
    expect(play.message('out1')).toMatchObject({
      code: '21610',
      verdict: { reason: 'consent_revoked', revokedAt: play.now() },
    })
  })

  it('opted out: ignored if the contact said YES after the message was sent', () => {
    const play = sent(smsPolicy(), stranger({ consents: smsConsent('granted', T0 - DAY) }))
    play.writes('STOP')
    play.wait(MINUTE)
    play.writes('START')
    const { events } = play.hears('out1', 'failed', { fault: 'opted_out' })
    expect(events).toEqual(['message.status'])
    expect(play.consent()?.status).toBe('granted')
  })

  it('opted out: applies even if the CRM recorded consent after the message was sent', () => {
    const play = story(smsPolicy())
    play.asks()
    play.wait(MINUTE)
    play.records({ consent: { status: 'granted', channel: 'sms', basis: 'web_form' } })
    expect(play.hears('ask1', 'failed', { fault: 'opted_out' }).events).toContain('consent.revoked')
    expect(play.consent()).toMatchObject({ status: 'revoked', source: 'provider' })
  })

  it('opted out: an existing no stays unchanged', () => {
    const play = sent(smsPolicy(), stranger({ consents: smsConsent('granted', T0 - DAY) }))
    play.writes('STOP')
    const stopped = play.consent()
    const { detail } = play.hears('out1', 'failed', { fault: 'opted_out' })
    expect(play.consent()).toBe(stopped)
    expect(detail('message.status')).toMatchObject({
      verdict: { reason: 'consent_revoked', revokedAt: T0 + MINUTE },
    })
  })

  it('opted out: blocks like a STOP after a mere NO', () => {
    const play = story(smsPolicy())
    play.asks()
    play.wait(MINUTE)
    play.writes('NO')
    const no = play.consent()?.at
    play.wait(MINUTE)
    const asked = play.writes('Hello?').messages.find(({ automatic }) => automatic)
    const { events } = play.hears(asked?.id ?? '', 'failed', { fault: 'opted_out' })
    expect(events).toEqual(['message.status'])
    expect(play.consent()).toMatchObject({ status: 'refused', at: no, source: 'provider' })
    play.wait(HOUR)
    expect(play.writes('Hello?').events).toEqual(['message.received'])
    expect(play.writes('START').events).toContain('consent.granted')
  })

  it('opted out: the CRM can’t undo it, even after recording a withdrawal', () => {
    const play = sent(smsPolicy(), stranger({ consents: smsConsent('granted', T0 - DAY) }))
    play.records({ consent: { status: 'revoked', channel: 'sms' } })
    play.hears('out1', 'failed', { fault: 'opted_out' })
    expect(play.consent()).toMatchObject({ status: 'revoked', source: 'provider' })
    const granted = { status: 'granted', channel: 'sms', basis: 'web_form' } as const
    expect(play.records({ consent: granted }).verdict).toMatchObject({ reason: 'consent_revoked' })
  })

  it('opted out: ends any open request', () => {
    const play = story(smsPolicy())
    play.asks()
    play.hears('ask1', 'failed', { fault: 'opted_out' })
    expect(play.consent()).toMatchObject({ status: 'revoked', source: 'provider' })
  })

  it('opted out: drops redacted text', () => {
    const play = story(smsPolicy())
    play.asks()
    play.writes('YES')
    play.wait(MINUTE)
    play.sends('Hello')
    play.hears('out3', 'failed', { fault: 'opted_out' })
    expect(play.consent()).not.toHaveProperty('words')
  })

  it('unreachable: remembered until the contact writes on that channel', () => {
    const { tale, detail } = fault('recipient_unreachable')
    expect(detail('message.status')).toMatchObject({
      verdict: { reason: 'contact_unreachable', channel: 'whatsapp', since: T0 + MINUTE },
    })
    expect(tale.sends('Again').verdict).toMatchObject({ reason: 'contact_unreachable' })
    tale.writes('Hello')
    expect(tale.contact().unreachable).toEqual({})
  })

  it('unreachable: ignored if the contact has written since', () => {
    const play = sent()
    play.writes('Hello')
    expect(fault('recipient_unreachable', play).tale.contact().unreachable).toEqual({})
  })

  it('marketing stopped: remembered for the contact, with no other change', () => {
    const { tale, detail } = fault('marketing_stopped')
    expect(tale.contact().purposes).toEqual({
      'marketing *': { status: 'revoked', at: T0 + MINUTE, source: 'provider' },
    })
    expect(detail('message.status')).toMatchObject({
      verdict: { reason: 'marketing_not_allowed', because: 'stopped' },
    })
    expect(tale.consent()?.status).toBe('granted')
  })

  it('number paused: names when the provider takes messages again', () => {
    const until = T0 + MINUTE + PAUSE_MS
    expect(fault('sender_paused').detail('message.status')).toMatchObject({
      verdict: {
        reason: 'provider_rejected',
        family: 'sender_paused',
        until,
        remedies: [{ do: 'wait_until', at: until }],
      },
    })
  })

  it('marketing throttled: retried a day later', () => {
    const { tale, detail } = fault('marketing_throttled')
    expect(tale.contact().purposes).toBeUndefined()
    expect(detail('message.status')).toMatchObject({
      verdict: {
        reason: 'marketing_not_allowed',
        because: 'throttled',
        until: T0 + MINUTE + DAY,
        remedies: [{ do: 'wait_until', at: T0 + MINUTE + DAY }],
      },
    })
  })
})
