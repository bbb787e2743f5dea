/** Reports on an opt-in request that failed. */

import { describe, expect, it } from 'vitest'
import { PAUSE_MS } from '../../../../src/core/model/message/fault.ts'
import type { Receipt } from '../../../../src/core/model/message/message.ts'
import { DAY, HOUR, MINUTE, story, T0 } from '../../../support/given.ts'

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
