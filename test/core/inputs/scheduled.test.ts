/** A scheduled message, or one with a latest time: it waits, is judged when it is due, or expires. */

import { describe, expect, it } from 'vitest'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  policyWith,
  story,
  T0,
  talking,
} from '../../support/given.ts'

const ORIGIN = { connection: 'espo', callback: 'https://crm.example.com/status' }

describe('a scheduled message', () => {
  it('waits for its time, and says so', () => {
    const play = story(policyWith(), talking())
    const { verdict, sent, effects } = play.sends('Hello', { notBefore: T0 + HOUR, origin: ORIGIN })
    expect(verdict).toEqual({
      status: 'held',
      reason: 'scheduled',
      until: T0 + HOUR,
      expiresAt: T0 + HOUR + 3 * DAY,
      sentence: expect.stringMatching(
        /^The message is scheduled and goes out on \w+ \d+ at .*UTC\.$/,
      ),
      remedies: [{ do: 'wait_until', at: T0 + HOUR }],
    })
    expect(sent).toEqual([])
    expect(effects.at(-1)).toMatchObject({ kind: 'later', at: T0 + HOUR })
    expect(play.message('out1')).toMatchObject({ status: 'held', origin: ORIGIN })
  })

  it('is sent at its time, with all its content', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { notBefore: T0 + HOUR, validUntil: T0 + 2 * HOUR, origin: ORIGIN })
    play.wait(HOUR - 1)
    expect(play.wakes().sent).toEqual([])
    play.wait(1)
    expect(play.wakes()).toMatchObject({ sent: ['Hello'], events: ['message.released'] })
    expect(play.message('out1')).toMatchObject({
      status: 'accepted',
      origin: ORIGIN,
      validUntil: T0 + 2 * HOUR,
    })
  })

  it('is refused where nothing may wait, with the time to send it and whom to ask', () => {
    const play = story(policyWith({ rules: { held: { max: 0 } } }), talking())
    const { verdict, sent } = play.sends('Hello', { notBefore: T0 + HOUR })
    expect(verdict).toEqual({
      status: 'refused',
      reason: 'held_full',
      limit: 0,
      until: T0 + HOUR,
      sentence:
        "Your organization doesn't hold messages, so they can't be scheduled. Send yours on November 16 at 4:00 PM UTC, or contact your administrator.",
      remedies: [{ do: 'wait_until', at: T0 + HOUR }, { do: 'contact_administrator' }],
    })
    expect(sent).toEqual([])
    play.wait(HOUR)
    expect(play.sends('Hello').sent).toEqual(['Hello'])
  })

  it('fails with the reason if the rules forbid it then', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { notBefore: T0 + 2 * DAY })
    play.wait(2 * DAY)
    expect(play.wakes().sent).toEqual([])
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'session_closed' },
    })
  })

  it('needs no open session before, since the contact may write until then', () => {
    const play = story(policyWith(), agreed())
    expect(play.sends('Hello', { notBefore: T0 + HOUR }).verdict.status).toBe('held')
    play.wait(MINUTE)
    expect(play.writes('Hi').sent).toEqual([])
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('asks for consent at once, and still waits for its time after the YES', () => {
    const play = story()
    const { verdict, sent } = play.sends('Hello', { notBefore: T0 + 5 * DAY })
    expect(verdict).toMatchObject({
      status: 'held',
      until: 'consent',
      expiresAt: T0 + 8 * DAY,
      sentence: expect.stringMatching(
        /^We've asked .* Your message is scheduled and goes out on November 21 at 3:00 PM UTC at the earliest\.$/,
      ),
    })
    expect(sent).toHaveLength(1)
    play.wait(HOUR)
    expect(play.writes('YES').sent).not.toContain('Hello')
    expect(play.contact().held).toMatchObject([{ until: T0 + 5 * DAY }])
  })

  it('names its time, too, where the request waits for the morning, or there is an obstacle', () => {
    const play = story(policyWith({ rules: { quietHours: { enabled: true } } }))
    play.wait(13 * HOUR)
    const { verdict } = play.sends('Hello', { notBefore: T0 + 5 * DAY })
    expect(verdict).toMatchObject({
      reason: 'quiet_hours',
      sentence: expect.stringMatching(
        /opt-in request goes out on November 17 .* scheduled .* 21 at/,
      ),
    })
    play.wait(9 * HOUR)
    play.wakes()
    play.hands('bob')
    play.wakes()
    expect(play.message('out1')).toMatchObject({
      verdict: {
        until: 'consent',
        sentence: expect.stringMatching(/: bob\..* scheduled .* 21 at/),
      },
    })
  })

  it('asks for consent when the sender’s pause is over, and no request counts as sent before', () => {
    const play = story(policyWith({ sender: { pausedUntil: T0 + HOUR } }))
    const { verdict, sent } = play.sends('Hello', { notBefore: T0 + 5 * DAY })
    expect(verdict).toMatchObject({ reason: 'sender_paused', until: T0 + HOUR })
    expect(sent).toEqual([])
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual([expect.stringContaining('asks for your consent')])
    expect(play.consent()).toMatchObject({ requestedAt: T0 + HOUR })
    play.writes('YES')
    expect(play.contact().held).toMatchObject([{ until: T0 + 5 * DAY }])
  })

  it('is refused at once if waiting can’t help', () => {
    const play = story(policyWith(), talking())
    play.writes('STOP')
    const { verdict } = play.sends('Hello', { notBefore: T0 + HOUR })
    expect(verdict).toMatchObject({ status: 'refused', reason: 'consent_revoked' })
  })

  it('ends unsent if its sender is no longer configured, which also schedules a wake-up', () => {
    const play = story(policyWith(), agreed())
    play.sends('Hello', { notBefore: T0 + HOUR })
    play.change(policyWith({ sender: { address: 'whatsapp:+15550003333' } }))
    play.wait(HOUR)
    const end = T0 + HOUR + 3 * DAY
    expect(play.wakes().effects).toMatchObject([{ kind: 'later', at: end }])
    play.wait(3 * DAY)
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.status'] })
    expect(play.message('out1')).toMatchObject({ status: 'expired' })
  })

  it('can be withdrawn until then', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { notBefore: T0 + HOUR })
    expect(play.recalls('out1').verdict.status).toBe('accepted')
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual([])
    expect(play.message('out1')).toMatchObject({ status: 'cancelled', address: CONTACT })
  })

  it('becomes an ordinary message at its time', () => {
    const play = story(policyWith(), talking())
    expect(play.sends('Hello', { notBefore: T0 }).sent).toEqual(['Hello'])
  })
})

it('doesn’t wait beyond its latest time', () => {
  const play = story()
  const { verdict } = play.sends('Hello', { validUntil: T0 + HOUR })
  expect(verdict).toMatchObject({ status: 'held', until: 'consent', expiresAt: T0 + HOUR })
  play.wait(HOUR)
  play.wakes()
  expect(play.message('out1')).toMatchObject({ status: 'expired' })
})
