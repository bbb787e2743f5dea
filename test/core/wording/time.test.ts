/** The times that sentences name. */

import { describe, expect, it } from 'vitest'
import {
  agreed,
  CONTACT,
  HOUR,
  MINUTE,
  policyWith,
  SENDER,
  story,
  T0,
} from '../../support/given.ts'

const SECOND = MINUTE / 60
const session = { lastInboundAt: T0 - HOUR, address: CONTACT }
const talking = agreed({ sessions: { [SENDER]: session } })

describe('at the time that a sentence names', () => {
  it('a contact can really be asked again', () => {
    const play = story(policyWith())
    play.wait(19 * SECOND)
    play.asks()
    const { verdict } = play.asks()
    expect(verdict).toMatchObject({
      status: 'refused',
      sentence: expect.stringContaining('ask again on November 17 at 3:01 PM UTC'),
    })
    play.wait(24 * HOUR + MINUTE - 19 * SECOND)
    expect(play.asks().verdict.status).toBe('accepted')
  })

  it.each([
    ['the next minute', T0 + 8 * MINUTE + 44 * SECOND, 'November 16 at 3:09 PM UTC'],
    ['the next day', T0 + 9 * HOUR - 1, 'November 17 at 12:00 AM UTC'],
    ['that very minute', T0 + 9 * MINUTE, 'November 16 at 3:09 PM UTC'],
  ])('a pause is over, even if it ends just before %s', (_, pausedUntil, named) => {
    const play = story(policyWith({ sender: { pausedUntil } }), talking)
    expect(play.sends('Hello').verdict).toMatchObject({
      sentence: `The provider has paused this number for now. Your message waits and goes out on ${named}.`,
    })
  })
})

it('the present time is the one that a clock shows', () => {
  const quietHours = { enabled: true, applyTo: 'all' } as const
  const play = story(policyWith({ rules: { quietHours } }), talking)
  play.wait(13 * HOUR + 59 * SECOND)
  expect(play.sends('Hello', { validUntil: play.now() + MINUTE }).verdict).toMatchObject({
    sentence: expect.stringContaining("It's 11:00 PM for the contact"),
  })
})

describe('a short duration', () => {
  it('isn’t called 0 hours', () => {
    const play = story(policyWith({ rules: { sessionMs: MINUTE } }), agreed())
    play.writes('Hi')
    play.wait(2 * MINUTE)
    expect(play.sends('Hello').verdict).toMatchObject({
      sentence: expect.stringContaining('More than 0.017 hours have passed'),
    })
  })

  it('of 0 between two requests lets agents ask again at once, and says so', () => {
    const play = story(policyWith({ rules: { requestIntervalMs: 0 } }))
    play.asks()
    play.wait(MINUTE)
    expect(play.sends('Hello').verdict).toMatchObject({
      sentence: expect.stringContaining('You can ask again on November 16 at 3:01 PM UTC'),
    })
  })
})
