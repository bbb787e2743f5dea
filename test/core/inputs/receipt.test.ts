/** The provider's reports on a message, in any order. */

import { describe, expect, it } from 'vitest'
import { mergeStatus, rankOf } from '../../../src/core/inputs/receipt.ts'
import { PAUSE_MS } from '../../../src/core/model/message/fault.ts'
import type { Fault, MessageStatus, Receipt } from '../../../src/core/model/message/message.ts'
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
} from '../../support/given.ts'

const sent = (policy = policyWith(), contact = talking()) => {
  const play = story(policy, contact)
  play.sends('Hello')
  play.wait(MINUTE)
  return play
}

describe('the rank of statuses', () => {
  const order: MessageStatus[] = [
    'held',
    'accepted',
    'unknown',
    'queued',
    'sent',
    'delivered',
    'read',
  ]

  it('rises from held to read; undelivered ends have none', () => {
    expect(order.map(rankOf)).toEqual([0, 1, 2, 3, 4, 5, 6])
    for (const end of ['failed', 'cancelled', 'expired', 'received'] as const)
      expect(rankOf(end)).toBe(-1)
  })

  it('keeps the better of two', () => {
    for (const [i, current] of order.entries())
      for (const [j, next] of order.entries())
        expect(mergeStatus(current, next)).toBe(order[Math.max(i, j)])
  })

  it('never fails a delivered message, nor delivers one that failed at the provider', () => {
    for (const end of ['failed', 'cancelled', 'expired'] as const) {
      for (const current of order)
        expect(mergeStatus(current, end)).toBe(
          current === 'delivered' || current === 'read' ? current : end,
        )
      for (const next of order) expect(mergeStatus(end, next)).toBe(end)
    }
  })

  it('accepts the provider’s late status of a message that we gave up', () => {
    for (const end of ['failed', 'expired'] as const)
      for (const next of order)
        expect(mergeStatus(end, next, true)).toBe(
          ['sent', 'delivered', 'read'].includes(next) ? next : end,
        )
    expect(mergeStatus('cancelled', 'delivered', true)).toBe('cancelled')
  })
})

describe('a receipt', () => {
  it('reports the send once, with the provider’s id', () => {
    const play = sent()
    const { events, detail } = play.hears('out1', 'queued', { providerId: 'SM1' })
    expect(events).toEqual(['message.sent'])
    expect(detail('message.sent')).toEqual({ status: 'queued', providerId: 'SM1' })
    expect(play.message('out1')).toMatchObject({
      status: 'queued',
      providerId: 'SM1',
      history: [
        { status: 'accepted', at: T0 },
        { status: 'queued', at: T0 + MINUTE },
      ],
    })
    expect(play.hears('out1', 'sent', { providerId: 'SM2' })).toMatchObject({
      events: ['message.status'],
    })
    expect(play.message('out1')?.providerId).toBe('SM1')
  })

  it('reports every better status', () => {
    const play = sent()
    play.hears('out1', 'sent')
    const { events, detail } = play.hears('out1', 'delivered')
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({ status: 'delivered', at: T0 + MINUTE })
    expect(play.hears('out1', 'read').events).toEqual(['message.status'])
  })

  it('may arrive before the send call returns', () => {
    const play = sent()
    const { events, detail } = play.hears('out1', 'delivered', { providerId: 'SM1' })
    expect(events).toEqual(['message.sent', 'message.status'])
    expect(detail('message.sent')).toEqual({ status: 'delivered', providerId: 'SM1' })
    expect(play.hears('out1', 'queued', { providerId: 'SM1' }).events).toEqual([])
    expect(play.message('out1')?.status).toBe('delivered')
  })

  it('for an older message keeps all of the latest ten texts', () => {
    const play = story(policyWith(), { ...talking(), openings: [] })
    for (let i = 1; i <= 11; i++) play.sends(`Number ${i}: this is what we tell you.`)
    const { openings } = play.contact()
    expect(openings).toHaveLength(10)
    play.hears('out1', 'read', { providerId: 'SM1' })
    expect(play.contact().openings).toEqual(openings)
  })

  it('is ignored for an unknown id', () => {
    expect(sent().hears('out1', 'sent').detail('message.sent')).toEqual({ status: 'sent' })
  })

  it('may say `read` first, and a late `sent` never overwrites `delivered`', () => {
    const play = sent()
    play.hears('out1', 'read')
    for (const late of ['delivered', 'sent', 'queued', 'read', 'unknown'] as const)
      expect(play.hears('out1', late)).toMatchObject({ events: [], effects: [] })
    expect(play.message('out1')?.status).toBe('read')
    expect(play.message('out1')?.history.map(({ status }) => status)).toEqual([
      'accepted',
      'read',
      'delivered',
      'sent',
      'queued',
      'read',
      'unknown',
    ])
  })

  it('shows an attempt in doubt', () => {
    const { events, detail } = sent().hears('out1', 'unknown', { code: 'timeout' })
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({
      status: 'unknown',
      at: T0 + MINUTE,
      code: 'timeout',
    })
  })

  it('about an unknown message changes nothing', () => {
    const play = sent()
    const before = play.contact()
    const { verdict, effects, messages, contact } = play.hears('nobody', 'failed')
    expect([verdict, effects, messages]).toEqual([{ status: 'accepted' }, [], []])
    expect(contact).toBe(before)
    expect(play.hears('out1', 'received').messages).toEqual([])
  })

  it('keeps its detail beside the code', () => {
    const play = sent()
    play.hears('out1', 'sent', { code: '63049' })
    expect(play.message('out1')?.history.at(-1)).toEqual({
      status: 'sent',
      at: T0 + MINUTE,
      code: '63049',
    })
    expect(play.message('out1')?.history[0]).not.toHaveProperty('code')
  })
})

describe('a failure', () => {
  const failing = (changes: Partial<Receipt>, tale = sent()) => ({
    tale,
    ...tale.hears('out1', 'failed', changes),
  })

  it('is reported with its code, verdict and remedies', () => {
    const { tale, detail } = failing({ code: '30007', fault: 'carrier_filtered' })
    const verdict = {
      status: 'refused',
      reason: 'provider_rejected',
      code: '30007',
      family: 'carrier_filtered',
      moment: 'not_accepted',
      sentence:
        "The message was not accepted. The carrier's spam filter blocked the message. Change the wording before you send it again.",
      remedies: [{ do: 'change_content' }],
    }
    expect(detail('message.status')).toEqual({
      status: 'failed',
      at: T0 + MINUTE,
      code: '30007',
      verdict,
    })
    expect(tale.message('out1')).toMatchObject({ status: 'failed', code: '30007', verdict })
  })

  it('is named by its fault, or not at all without a code', () => {
    expect(failing({ fault: 'template_invalid' }).detail('message.status')).toMatchObject({
      verdict: { code: 'template_invalid' },
    })
    expect(failing({}).detail('message.status')).toMatchObject({ verdict: { code: 'unknown' } })
  })

  it('of our own carries our own reason', () => {
    const refusal = {
      reason: 'sender_inactive',
      state: 'inactive',
      sentence: 'Off.',
      remedies: [],
    } as const
    expect(failing({ refusal }).detail('message.status')).toMatchObject({
      verdict: { status: 'refused', ...refusal },
    })
  })

  it('after the delivery is ignored', () => {
    const play = sent()
    play.hears('out1', 'delivered')
    expect(failing({ fault: 'opted_out' }, play)).toMatchObject({ effects: [] })
    expect(play.consent()?.status).toBe('granted')
  })

  it('twice is reported once', () => {
    const { tale } = failing({ fault: 'opted_out' })
    expect(tale.hears('out1', 'failed', { fault: 'opted_out' }).events).toEqual([])
  })

  it('releases a contact without any other activity', () => {
    const { tale, effects } = failing({ code: '1' })
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'contact.released', detail: { owner: 'anna' } }),
    )
    expect(tale.contact().owners).toEqual({})
  })

  it('leaves the contact with its agent while another message of theirs waits', () => {
    const play = story(policyWith(), stranger())
    const request = play.sends('Hello').messages.find(({ automatic }) => automatic)?.id ?? ''
    expect(play.hears(request, 'failed').events).toEqual(['message.status'])
    expect(play.contact()).toMatchObject({ held: [{}], owners: { advisory: { agent: 'anna' } } })
  })

  it('leaves the contact with its previous agent, or one with other activity', () => {
    const before = sent()
    before.sends('Again')
    expect(before.hears('out2', 'failed').events).toEqual(['message.status'])
    expect(before.hears('out1', 'failed').events).toEqual(['message.status'])
    const answered = sent()
    answered.writes('Hi')
    expect(answered.hears('out1', 'failed').events).toEqual(['message.status'])
    const handed = sent()
    handed.hands('ben')
    expect(handed.hears('out1', 'failed').events).toEqual(['message.status'])
    expect(handed.contact().owners.advisory?.agent).toBe('ben')
  })

  it('of the message with the notice moves the notice to the next one', () => {
    const policy = policyWith({ rules: { flow: 'disclaimer' } })
    const play = sent(policy, stranger({ sessions: talking().sessions }))
    play.hears('out1', 'failed')
    expect(play.sends('Second').sent[0]).toMatch(/Reply STOP.*\n\nSecond$/)
    play.wait(1)
    expect(play.sends('Third').sent).toEqual(['Third'])
    play.hears('out4', 'failed')
    expect(play.sends('Fourth').sent).toEqual(['Fourth'])
  })
})

it('of a message with a notice doesn’t affect a request, nor the reverse', () => {
  const asked = { requestedAt: T0 - HOUR, agentRequestedAt: T0 - HOUR }
  const consent = { status: 'requested', at: T0 - HOUR, source: 'agent', ...asked } as const
  const contact = stranger({ consents: { 'whatsapp *': consent }, sessions: talking().sessions })
  const noticed = sent(policyWith({ rules: { flow: 'disclaimer' } }), contact)
  noticed.hears('out1', 'queued')
  expect(noticed.consent()).toEqual({ ...consent, noticedAt: T0 })
  noticed.hears('out1', 'failed')
  expect(noticed.consent()).toEqual(consent)

  const play = story(policyWith(), stranger({ consents: { 'whatsapp *': NOTICED } }))
  play.asks()
  play.hears('ask1', 'failed')
  expect(play.consent()).toMatchObject({ status: 'unasked', noticedAt: T0 - HOUR })
})

const NOTICED = { status: 'unasked', at: 0, source: 'agent', noticedAt: T0 - HOUR } as const

describe('an opt-in request that failed', () => {
  it('counts as not asked: an agent may retry at once', () => {
    const play = story()
    play.asks()
    play.wait(MINUTE)
    expect(play.hears('ask1', 'failed', { code: '63024' }).events).toEqual(['message.status'])
    expect(play.consent()).toEqual({ status: 'unasked', at: T0, source: 'agent' })
    expect(play.asks().sent).toHaveLength(1)
    play.hears('ask1', 'failed')
    expect(play.consent()?.status).toBe('requested')
  })

  it('counts as not asked, too, when it was not sent in time', () => {
    const play = story()
    play.asks()
    const { events, detail } = play.hears('ask1', 'expired', { code: 'validity_expired' })
    expect(events).toEqual(['message.status'])
    expect(detail('message.status')).toEqual({
      status: 'expired',
      at: T0,
      code: 'validity_expired',
    })
    expect(play.message('ask1')).toMatchObject({ status: 'expired', code: 'validity_expired' })
    expect(play.message('ask1')).not.toHaveProperty('verdict')
    expect(play.asks().sent).toHaveLength(1)
  })

  it('counts as not asked, too, when the provider refused it for a pause until it was too late', () => {
    const play = story()
    play.asks()
    play.wait(MINUTE)
    for (let attempt = 0; attempt < 2; attempt++) {
      play.hears('ask1', 'accepted', { code: '63038', fault: 'sender_paused' })
      play.wait(HOUR)
    }
    play.hears('ask1', 'expired', { code: '63038' })
    expect(play.consent()).toMatchObject({ status: 'unasked' })
    expect(play.consent()).not.toHaveProperty('requestedAt')
    expect(play.asks().sent).toHaveLength(1)
  })

  it('counts from the last attempt while the provider has paused the sender, and outlasts the pause', () => {
    const play = story()
    play.asks()
    play.wait(MINUTE)
    play.hears('ask1', 'accepted', { code: '63038', fault: 'sender_paused' })
    const requestedAt = T0 + MINUTE
    expect(play.consent()).toMatchObject({ requestedAt, agentRequestedAt: requestedAt })
    expect(play.message('ask1')?.validUntil).toBeGreaterThan(T0 + MINUTE + PAUSE_MS)
    play.wait(HOUR)
    play.hears('ask1', 'queued')
    expect(play.writes('YES').events).toContain('consent.granted')
  })

  it('counts from when it leaves, after a pause or an outage, for agents and for the contact’s next message', () => {
    const sent = { connection: 'twilio' }
    const play = story()
    play.asks()
    play.wait(1)
    for (let attempt = 0; attempt < 2; attempt++) {
      play.hears('ask1', 'accepted', { code: '63038', fault: 'sender_paused', ...sent })
      play.wait(HOUR)
    }
    play.hears('ask1', 'queued', sent)
    const requestedAt = T0 + 2 * HOUR + 1
    expect(play.consent()).toMatchObject({ requestedAt, agentRequestedAt: requestedAt })
    play.wait(DAY - 1)
    expect(play.asks().verdict).toMatchObject({
      reason: 'consent_pending',
      retryAt: requestedAt + DAY,
    })
    play.wait(1)
    expect(play.asks().verdict.status).toBe('accepted')

    const answer = story()
    const [request] = answer.writes('Hello?').messages.filter(({ automatic }) => automatic)
    answer.wait(HOUR / 2)
    answer.hears(request?.id ?? '', 'queued', sent)
    answer.wait(DAY - MINUTE)
    expect(answer.writes('Anybody there?').sent).toEqual([])
    answer.wait(MINUTE)
    expect(answer.writes('Hello?').sent).toHaveLength(1)
  })

  it('tells a message that waits for the answer the later time to ask again', () => {
    const play = story()
    const [request] = play.sends('Hello').messages.filter(({ automatic }) => automatic)
    play.wait(HOUR / 2)
    play.hears(request?.id ?? '', 'queued', { connection: 'twilio' })
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({ verdict: { retryAt: T0 + HOUR / 2 + DAY } })
  })

  it.each<[string, readonly Partial<Receipt>[]]>([
    ['within a minute', [{ status: 'queued', connection: 'twilio', at: T0 + MINUTE - 1 }]],
    ['as only its report shows', [{ status: 'delivered', at: T0 + HOUR }]],
    [
      'as a look-up shows',
      [
        { status: 'unknown', connection: 'twilio', at: T0 + 10_000 },
        { status: 'queued', connection: 'twilio', at: T0 + HOUR },
      ],
    ],
  ])('counts from when it was let through if it left %s', (_, receipts) => {
    const play = story()
    play.asks()
    for (const receipt of receipts) play.hears('ask1', receipt.status ?? 'queued', receipt)
    expect(play.consent()).toMatchObject({ requestedAt: T0 })
  })

  it('counts as not asked, however late it left and how often it was repeated', () => {
    const play = story()
    play.asks()
    play.wait(HOUR / 2)
    play.hears('ask1', 'queued', { connection: 'twilio', providerId: 'SM1' })
    play.hears('ask1', 'failed', { mayRepeat: true, providerId: 'SM1' })
    play.wait(MINUTE)
    play.hears('ask1', 'queued', { connection: 'twilio', providerId: 'SM2' })
    play.hears('ask1', 'failed', { providerId: 'SM2' })
    expect(play.message('ask1')?.status).toBe('failed')
    expect(play.consent()).toMatchObject({ status: 'unasked' })
    expect(play.asks().sent).toHaveLength(1)
  })

  it('keeps an agent’s earlier request open when the gateway’s own repeat fails', () => {
    const play = story()
    play.asks()
    play.wait(MINUTE)
    const { messages } = play.writes('Who?')
    const repeat = messages.find(({ automatic }) => automatic === 'opt_in_request')
    play.hears(repeat?.id ?? '', 'failed')
    expect(play.consent()).toMatchObject({ status: 'requested', requestedAt: T0 })
    expect(play.asks().verdict).toMatchObject({ status: 'refused', reason: 'consent_pending' })
    expect(play.writes('YES').events).toContain('consent.granted')
  })

  it('changes nothing after another request or an answer', () => {
    const play = story()
    play.asks()
    play.wait(MINUTE)
    play.writes('Who?')
    play.hears('ask1', 'failed')
    expect(play.consent()).toMatchObject({ status: 'requested', requestedAt: T0 + MINUTE })
    const refused = story()
    refused.asks()
    refused.writes('NO')
    refused.hears('ask1', 'failed')
    expect(refused.consent()).toMatchObject({ status: 'refused', requestedAt: T0 })
  })

  it('isn’t confused with another message sent at that time', () => {
    const play = story()
    play.sends('Hello')
    play.hears('out1', 'failed')
    expect(play.consent()).toMatchObject({ status: 'requested', agentRequestedAt: T0 })
  })
})

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

const smsConsent = (status: 'granted', at: number) => ({
  'sms *': { status, at, source: 'contact' } as const,
})
