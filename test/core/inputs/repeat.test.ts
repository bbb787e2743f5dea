/** What was accepted and did not leave is sent again, and what we had given up may have arrived. */

import { describe, expect, it } from 'vitest'
import { toReceipt } from '../../../adapters/provider/twilio/status.ts'
import type { Receipt } from '../../../src/core/model/message/message.ts'
import { CONTACT, MINUTE, policyWith, SENDER, story, T0, talking } from '../../support/given.ts'

const sent = (validUntil?: number) => {
  const told = story(policyWith(), talking())
  told.sends('Hello', validUntil === undefined ? {} : { validUntil })
  told.wait(1)
  told.hears('out1', 'queued', { providerId: 'SM1' })
  return told
}
const callback = (ErrorCode: string, MessageStatus = 'failed'): Partial<Receipt> => {
  const fields = { MessageSid: 'SM1', MessageStatus, From: SENDER, To: CONTACT, ErrorCode }
  const receipt = toReceipt(new Map(Object.entries(fields)), 'out1', T0)
  if (!receipt) throw new Error('no receipt')
  const { kind: _, id: __, at: ___, sender: ____, status: _____, ...evidence } = receipt
  return evidence
}

describe('63018 by callback', () => {
  it('is sent again later, and the CRM is told why', () => {
    const told = sent()
    const again = told.hears('out1', 'failed', callback('63018'))
    expect(again.effects.map(({ kind }) => kind)).toEqual(['send', 'tell'])
    expect(again.detail('message.status')).toEqual({
      status: 'accepted',
      at: T0 + 1,
      code: '63018',
    })
    const message = told.message('out1')
    expect(message).toMatchObject({ status: 'accepted', repeatAt: T0 + 1 + MINUTE })
    expect(message).not.toHaveProperty('providerId')
    expect(told.hears('out1', 'queued', { providerId: 'SM2' }).told).toEqual(['message.sent'])
    expect(told.message('out1')).toMatchObject({ status: 'queued', providerId: 'SM2' })
    told.hears('out1', 'sent', { providerId: 'SM2' })
    told.hears('out1', 'failed', { ...callback('63018'), providerId: 'SM2' })
    expect(told.message('out1')).toMatchObject({ repeatAt: T0 + 1 + 5 * MINUTE })
  })

  it('ignores what comes late of the attempt that failed, but not a delivery', () => {
    const told = sent()
    told.hears('out1', 'failed', callback('63018'))
    expect(told.hears('out1', 'sent', { providerId: 'SM1' }).effects).toEqual([])
    expect(told.message('out1')?.status).toBe('accepted')
    told.hears('out1', 'delivered', { providerId: 'SM1' })
    expect(told.message('out1')?.status).toBe('delivered')
  })

  it('ends with its validity', () => {
    const told = sent(T0 + MINUTE)
    told.hears('out1', 'failed', callback('63018'))
    expect(told.message('out1')).toMatchObject({
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
    'nothing else that was accepted is: %s',
    (code) => {
      const told = sent()
      const { effects } = told.hears('out1', 'failed', callback(code))
      expect(effects.filter(({ kind }) => kind === 'send')).toEqual([])
      expect(told.message('out1')?.status).toBe('failed')
    },
  )

  it('does not bring back what was delivered', () => {
    const told = sent()
    told.hears('out1', 'delivered', { providerId: 'SM1' })
    expect(told.hears('out1', 'failed', callback('63018')).effects).toEqual([])
  })
})

describe('a message that we had given up', () => {
  it.each(['sent', 'delivered', 'read'] as const)("is lifted by the provider's `%s`", (status) => {
    const told = story(policyWith(), talking())
    told.sends('Hello')
    told.wait(1)
    told.hears('out1', 'failed', { code: '63003', fault: 'recipient_not_on_channel' })
    expect(told.contact().unreachable).toHaveProperty('whatsapp')
    const { told: events } = told.hears('out1', status, { providerId: 'SM1' })
    expect(events).toContain('message.sent')
    const message = told.message('out1')
    expect(message).toMatchObject({ status, providerId: 'SM1' })
    expect(message).not.toHaveProperty('verdict')
    expect(message).not.toHaveProperty('code')
    expect(told.contact().unreachable).toEqual({})
  })

  it('counts as asked where it was the request for consent', () => {
    const told = story()
    told.asks()
    told.wait(1)
    told.hears('ask1', 'failed', { code: 'http_400' })
    expect(told.consent()?.status).toBe('unasked')
    told.hears('ask1', 'delivered', { providerId: 'SM1' })
    expect(told.consent()).toMatchObject({ status: 'requested', requestedAt: T0 })
    expect(told.writes('YES').told).toContain('consent.granted')
  })

  it("stays failed where the provider's own `failed` came first", () => {
    const told = story(policyWith(), talking())
    told.sends('Hello')
    told.hears('out1', 'failed', { code: '30007', providerId: 'SM1' })
    expect(told.hears('out1', 'delivered', { providerId: 'SM1' }).effects).toEqual([])
    expect(told.message('out1')?.status).toBe('failed')
  })
})
