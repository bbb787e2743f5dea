/** A message that the provider accepted but did not send is sent again; one that we gave up may have arrived. */

import { describe, expect, it } from 'vitest'
import { toReceipt } from '../../../adapters/provider/twilio/status.ts'
import type { Receipt } from '../../../src/core/model/message/message.ts'
import { CONTACT, MINUTE, policyWith, SENDER, story, T0, talking } from '../../support/given.ts'

const sent = (validUntil?: number) => {
  const play = story(policyWith(), talking())
  play.sends('Hello', validUntil === undefined ? {} : { validUntil })
  play.wait(1)
  play.hears('out1', 'queued', { providerId: 'SM1' })
  return play
}
const callback = (ErrorCode: string, MessageStatus = 'failed'): Partial<Receipt> => {
  const fields = { MessageSid: 'SM1', MessageStatus, From: SENDER, To: CONTACT, ErrorCode }
  const receipt = toReceipt(new Map(Object.entries(fields)), 'out1', T0)
  if (!receipt) throw new Error('no receipt')
  const { kind: _, id: __, at: ___, sender: ____, status: _____, ...evidence } = receipt
  return evidence
}

describe('63018 by callback', () => {
  it('is retried later, and the CRM gets the reason', () => {
    const play = sent()
    const again = play.hears('out1', 'failed', callback('63018'))
    expect(again.effects.map(({ kind }) => kind)).toEqual(['send', 'tell'])
    expect(again.detail('message.status')).toEqual({
      status: 'accepted',
      at: T0 + 1,
      code: '63018',
    })
    const message = play.message('out1')
    expect(message).toMatchObject({ status: 'accepted', repeatAt: T0 + 1 + MINUTE })
    expect(message).not.toHaveProperty('providerId')
    expect(play.hears('out1', 'queued', { providerId: 'SM2' }).events).toEqual(['message.sent'])
    expect(play.message('out1')).toMatchObject({ status: 'queued', providerId: 'SM2' })
    play.hears('out1', 'sent', { providerId: 'SM2' })
    play.hears('out1', 'failed', { ...callback('63018'), providerId: 'SM2' })
    expect(play.message('out1')).toMatchObject({ repeatAt: T0 + 1 + 5 * MINUTE })
  })

  it('ignores late statuses of the failed attempt, except a delivery', () => {
    const play = sent()
    play.hears('out1', 'failed', callback('63018'))
    expect(play.hears('out1', 'sent', { providerId: 'SM1' }).effects).toEqual([])
    expect(play.message('out1')?.status).toBe('accepted')
    play.hears('out1', 'delivered', { providerId: 'SM1' })
    expect(play.message('out1')?.status).toBe('delivered')
  })

  it('ends with the validity period', () => {
    const play = sent(T0 + MINUTE)
    play.hears('out1', 'failed', callback('63018'))
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { family: 'rate_limited', moment: 'not_delivered', remedies: [{ do: 'try_later' }] },
    })
    const patient = sent()
    for (let attempt = 1; patient.message('out1')?.status !== 'failed'; attempt++) {
      expect(attempt).toBeLessThan(20)
      patient.hears('out1', 'failed', { ...callback('63018'), providerId: `SM${attempt}` })
      patient.wait(16 * MINUTE)
    }
    expect(patient.message('out1')?.formerIds?.length).toBeGreaterThan(10)
  })

  it.each(['63016', '63038', '30003', '30008', '63017', '20429', '30001'])(
    'no other accepted message is: %s',
    (code) => {
      const play = sent()
      const { effects } = play.hears('out1', 'failed', callback(code))
      expect(effects.filter(({ kind }) => kind === 'send')).toEqual([])
      expect(play.message('out1')?.status).toBe('failed')
    },
  )

  it('doesn’t revive a delivered message', () => {
    const play = sent()
    play.hears('out1', 'delivered', { providerId: 'SM1' })
    expect(play.hears('out1', 'failed', callback('63018')).effects).toEqual([])
  })
})

describe('a message that we gave up', () => {
  it.each(['sent', 'delivered', 'read'] as const)('is revived by the provider’s `%s`', (status) => {
    const play = story(policyWith(), talking())
    play.sends('Hello')
    play.wait(1)
    play.hears('out1', 'failed', { code: '63003', fault: 'recipient_not_on_channel' })
    expect(play.contact().unreachable).toHaveProperty('whatsapp')
    const { events } = play.hears('out1', status, { providerId: 'SM1' })
    expect(events).toContain('message.sent')
    const message = play.message('out1')
    expect(message).toMatchObject({ status, providerId: 'SM1' })
    expect(message).not.toHaveProperty('verdict')
    expect(message).not.toHaveProperty('code')
    expect(play.contact().unreachable).toEqual({})
  })

  it('counts as asked if it was the request for consent', () => {
    const play = story()
    play.asks()
    play.wait(1)
    play.hears('ask1', 'failed', { code: 'http_400' })
    expect(play.consent()?.status).toBe('unasked')
    play.hears('ask1', 'delivered', { providerId: 'SM1' })
    expect(play.consent()).toMatchObject({ status: 'requested', requestedAt: T0 })
    expect(play.writes('YES').events).toContain('consent.granted')
  })

  it('stays failed if the provider’s own `failed` came first', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello')
    play.hears('out1', 'failed', { code: '30007', providerId: 'SM1' })
    expect(play.hears('out1', 'delivered', { providerId: 'SM1' }).effects).toEqual([])
    expect(play.message('out1')?.status).toBe('failed')
  })
})
