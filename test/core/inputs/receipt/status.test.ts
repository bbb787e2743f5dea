/** The provider’s reports on a message, in any order, and failures. */

import { describe, expect, it } from 'vitest'
import { mergeStatus, rankOf } from '../../../../src/core/inputs/receipt.ts'
import type { MessageStatus, Receipt } from '../../../../src/core/model/message/message.ts'
import { HOUR, MINUTE, policyWith, story, stranger, T0, talking } from '../../../support/given.ts'
import { NOTICED, sent } from './setup.ts'

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
