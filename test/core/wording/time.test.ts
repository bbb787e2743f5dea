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
