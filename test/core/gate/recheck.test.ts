import { describe, expect, it } from 'vitest'
import { recheck } from '../../../src/core/gate/recheck.ts'
import type { Consent, Contact } from '../../../src/core/model/contact.ts'
import type { AutomaticKind, Message } from '../../../src/core/model/message/message.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  policyWith,
  SENDER,
  SMS_CONTACT,
  SMS_SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  talking,
} from '../../support/given.ts'

const message = (changes: Partial<Message> = {}): Message => ({
  id: 'm',
  contact: 'c1',
  direction: 'outbound',
  at: T0,
  line: 'advisory',
  sender: SENDER,
  address: CONTACT,
  status: 'accepted',
  history: [],
  content: { kind: 'text', text: 'Hello' },
  rendered: 'Hello',
  ...changes,
})
const inactive = policyWith({ sender: { state: 'inactive' } })
const reason = (contact: Contact, changes: Partial<Message> = {}, policy = policyWith(), at = T0) =>
  recheck(contact, message(changes), policy, at)?.reason

describe('the last check of an agent’s message', () => {
  const ask = (contact: Contact, policy = policyWith(), at = T0) =>
    reason(contact, { agent: 'anna' }, policy, at)

  it('passes when nothing has changed', () => {
    expect(ask(talking())).toBeUndefined()
  })

  it('stops it when something has changed, with sentence and remedies', () => {
    expect(ask(talking(), inactive)).toBe('sender_inactive')
    expect(ask(talking({ unreachable: { whatsapp: T0 } }))).toBe('contact_unreachable')
    expect(ask(stranger({ sessions: talking().sessions }))).toBe('consent_pending')
    expect(ask(agreed())).toBe('session_closed')
    expect(ask(talking(), policyWith(), T0 + DAY)).toBe('session_closed')
    const quiet = policyWith({ rules: { quietHours: { enabled: true, applyTo: 'all' } } })
    const night = T0 + 13 * HOUR
    expect(
      reason(
        agreed(),
        { agent: 'a', content: { kind: 'template', name: 'appointment', variables: {} } },
        quiet,
        night,
      ),
    ).toBe('quiet_hours')
    expect(recheck(agreed(), message({ agent: 'anna' }), policyWith(), T0)).toMatchObject({
      sentence: expect.stringContaining('template'),
      remedies: [{ do: 'choose_template' }, { do: 'wait_for_contact' }],
    })
  })

  it('ignores rules that only apply on acceptance', () => {
    const owners = { advisory: { agent: 'ben', since: T0, activeAt: T0 } }
    expect(ask(talking({ owners }))).toBeUndefined()
  })

  it('judges it as text if only its text is known', () => {
    const { content: _, ...row } = message({ agent: 'anna' })
    expect(recheck(agreed(), row, policyWith(), T0)?.reason).toBe('session_closed')
    const { rendered: __, ...bare } = row
    expect(recheck(talking(), bare, policyWith(), T0)).toBeUndefined()
  })
})

describe('the last check of an automatic message', () => {
  const having = (status: Consent['status'], at = T0, sms = false) =>
    stranger({
      consents: { [sms ? 'sms *' : 'whatsapp *']: { status, at, source: 'contact' } },
      sessions: talking().sessions,
    })
  const ask = (
    automatic: AutomaticKind,
    contact: Contact,
    changes: Partial<Message> = {},
    policy = policyWith(),
  ) => reason(contact, { automatic, ...changes }, policy)

  it('an opt-out confirmation may go after a no, even from a deactivated number', () => {
    for (const policy of [policyWith(), inactive]) {
      expect(ask('opt_out_confirmation', having('refused'), {}, policy)).toBeUndefined()
      expect(ask('opt_out_confirmation', having('revoked'), {}, policy)).toBeUndefined()
    }
    expect(ask('opt_out_confirmation', having('granted'))).toBe('consent_granted')
  })

  it('an opt-in confirmation is sent unless a no has come since', () => {
    expect(ask('opt_in_confirmation', having('granted'))).toBeUndefined()
    expect(ask('opt_in_confirmation', having('revoked'))).toBe('consent_revoked')
    expect(ask('opt_in_confirmation', having('refused'))).toBe('consent_refused')
    expect(ask('opt_in_confirmation', having('granted'), {}, inactive)).toBe('sender_inactive')
  })

  it('an opt-in request is sent while consent is still needed', () => {
    expect(ask('opt_in_request', having('requested'))).toBeUndefined()
    expect(ask('opt_in_request', having('requested'), { agent: 'anna' })).toBeUndefined()
    expect(ask('opt_in_request', having('granted'))).toBe('consent_granted')
  })

  it('an opt-in request after a no is only sent if the contact’s own message caused it', () => {
    expect(ask('opt_in_request', having('refused', T0))).toBeUndefined()
    expect(ask('opt_in_request', having('refused', T0 + 1))).toBe('consent_refused')
    expect(ask('opt_in_request', having('revoked', T0 - 1))).toBeUndefined()
    expect(ask('opt_in_request', having('revoked', T0 - 1), { agent: 'anna' })).toBe(
      'consent_revoked',
    )
  })

  it('a deactivated number sends its own notice', () => {
    expect(ask('sender_inactive', having('unasked'), {}, inactive)).toBeUndefined()
    expect(ask('help', having('unasked'), {}, inactive)).toBe('sender_inactive')
  })

  it('help and notice are sent after a no on WhatsApp, but not on SMS', () => {
    for (const kind of ['help', 'sender_inactive'] as const) {
      expect(ask(kind, having('revoked'))).toBeUndefined()
      const sms = { sender: SMS_SENDER, address: SMS_CONTACT }
      expect(ask(kind, having('revoked', T0, true), sms, smsPolicy())).toBe('consent_revoked')
      expect(ask(kind, having('granted', T0, true), sms, smsPolicy())).toBeUndefined()
    }
  })

  it('requires a reachable contact, and a session for free text', () => {
    const lost = { ...having('granted'), unreachable: { whatsapp: T0 } }
    expect(ask('help', lost)).toBe('contact_unreachable')
    expect(ask('help', { ...having('granted'), sessions: {} })).toBe('session_closed')
    expect(ask('opt_out_confirmation', { ...having('revoked'), sessions: {} })).toBe(
      'session_closed',
    )
    const content = { kind: 'template', name: 'opt_in_request', variables: {} } as const
    expect(ask('opt_in_request', stranger(), { content })).toBeUndefined()
  })
})

it('passes every message that a decision has just sent', () => {
  const play = story()
  const steps = [
    () => play.sends('Hello'),
    () => play.writes('YES'),
    () => play.sends('Hi'),
    () => play.writes('help'),
    () => play.writes('STOP'),
    () => play.writes('Hm'),
  ]
  for (const step of steps) {
    play.wait(20 * 60_000)
    const { messages, effects, contact } = step()
    for (const effect of effects) {
      if (effect.kind !== 'send') continue
      const row = messages.find(({ id }) => id === effect.message)
      expect(row && recheck(contact, row, policyWith(), play.now())).toBeUndefined()
    }
  }
})
