/** A stranger writes to a sender that the provider has paused: they are asked when the pause is over. */

import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, policyWith, story, stranger, T0 } from '../../support/given.ts'

const paused = (until = T0 + HOUR, rules = {}) =>
  policyWith({ rules, sender: { pausedUntil: until } })

const during = (policy = paused()) => {
  const play = story(policy)
  return { play, ...play.writes('Hello?') }
}

describe('the request that answers a stranger during a pause', () => {
  it('waits, and counts from when it leaves', () => {
    const { play, sent, events, messages } = during()
    expect(sent).toEqual([])
    expect(events).toEqual(['message.received', 'message.held'])
    const request = messages.find(({ automatic }) => automatic === 'opt_in_request')
    expect(request).toMatchObject({ status: 'held', verdict: { until: T0 + HOUR } })
    expect(request).not.toHaveProperty('agent')
    expect(play.contact().held[0]?.message).not.toHaveProperty('agent')
    expect(play.consent()).toBeUndefined()
    play.wait(HOUR)
    const { events: then, ...left } = play.wakes()
    expect(left.sent).toEqual([expect.stringContaining('Reply YES')])
    expect(then).toEqual(['consent.requested', 'message.released'])
    expect(left.detail('consent.requested')).toMatchObject({ by: 'contact' })
    expect(play.consent()).toMatchObject({ status: 'requested', requestedAt: T0 + HOUR })
    expect(play.consent()).not.toHaveProperty('agentRequestedAt')
  })

  it('has no agent either if an earlier version held it with an empty one', () => {
    const { play } = during()
    const before = play.contact()
    const held = before.held.map((one) => ({ ...one, message: { ...one.message, agent: '' } }))
    const old = story(paused(), { ...before, held })
    old.wait(HOUR)
    const { messages } = old.wakes()
    expect(messages).toMatchObject([{ automatic: 'opt_in_request' }])
    expect(messages[0]).not.toHaveProperty('agent')
    expect(old.consent()).not.toHaveProperty('agentRequestedAt')
  })

  it('is sent once, however often the contact writes', () => {
    const { play } = during()
    play.wait(MINUTE)
    expect(play.writes('Anyone?').events).toEqual(['message.received'])
    play.wait(HOUR)
    expect(play.wakes().sent).toHaveLength(1)
  })

  it('lets an agent’s message wait for the pause, then for the answer, and is not repeated for it', () => {
    const { play } = during()
    expect(play.sends('Hi').verdict).toMatchObject({ status: 'held', reason: 'sender_paused' })
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual([expect.stringContaining('Reply YES')])
    expect(play.message('out2')).toMatchObject({
      verdict: { reason: 'consent_pending', retryAt: T0 + HOUR + DAY },
    })
    expect(play.writes('YES').sent).toContain('Hi')
  })

  it('gives way to the request of an agent', () => {
    const { play, messages } = during()
    expect(play.asks().events).toEqual(['message.status', 'message.held'])
    const [request] = messages.filter(({ automatic }) => automatic)
    expect(play.message(request?.id ?? '')).toMatchObject({ status: 'cancelled' })
    play.wait(HOUR)
    expect(play.wakes().sent).toHaveLength(1)
    expect(play.consent()).toMatchObject({ agentRequestedAt: T0 + HOUR })
  })

  it('is sent once the sender is active again, even if a colleague has the contact', () => {
    const { play } = during()
    play.hands('bob')
    play.change(policyWith())
    play.wait(MINUTE)
    expect(play.wakes().sent).toEqual([expect.stringContaining('Reply YES')])
  })

  it('names the new end of a longer pause, and the morning where that is at night', () => {
    const { play, messages } = during()
    const [request] = messages.filter(({ automatic }) => automatic)
    const end = () => play.message(request?.id ?? '')?.verdict
    play.change(paused(T0 + 2 * HOUR))
    expect(play.wakes().events).toEqual(['message.held'])
    expect(end()).toMatchObject({ until: T0 + 2 * HOUR })
    play.change(paused(T0 + 13 * HOUR, { quietHours: { enabled: true } }))
    play.wakes()
    expect(end()).toMatchObject({ until: T0 + 22 * HOUR })
  })

  it.each<[string, (play: ReturnType<typeof story>) => unknown, string]>([
    ['says no', (play) => play.writes('STOP'), 'failed'],
    [
      'has agreed elsewhere',
      (play) => play.records({ consent: { status: 'granted', channel: 'whatsapp' } }),
      'cancelled',
    ],
  ])('does not go out if the contact %s meanwhile', (_, happens, status) => {
    const { play, messages } = during()
    const [request] = messages.filter(({ automatic }) => automatic)
    happens(play)
    expect(play.message(request?.id ?? '')).toMatchObject({ status })
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual([])
  })

  it('asks a contact again, who was asked before the pause, from when it leaves', () => {
    const play = story()
    play.asks()
    play.wait(DAY)
    play.change(paused(T0 + DAY + HOUR))
    expect(play.writes('Sorry?').events).toContain('message.held')
    expect(play.consent()).toMatchObject({ requestedAt: T0 })
    play.wait(HOUR)
    expect(play.wakes().sent).toHaveLength(1)
    expect(play.consent()).toMatchObject({ requestedAt: T0 + DAY + HOUR, agentRequestedAt: T0 })
  })

  it('waits in the outbox if the policy holds nothing', () => {
    const play = story(paused(T0 + HOUR, { held: { max: 0 } }), stranger())
    expect(play.writes('Hello?').sent).toHaveLength(1)
  })
})
