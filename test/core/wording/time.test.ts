/** The times that sentences name. */

import { describe, expect, it } from 'vitest'
import { localeFor } from '../../../templates/index.ts'
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

describe('a duration', () => {
  const closedAfter = (sessionMs: number, locale = 'en') => {
    const usual = policyWith()
    const policy = policyWith({
      rules: { sessionMs },
      organisation: { ...usual.organisation, locale },
      wording: { ...localeFor(locale).refusals, flow: usual.wording.flow },
    })
    const play = story(policy, agreed())
    play.writes('Hi')
    play.wait(sessionMs + MINUTE)
    const { verdict } = play.sends('Hello')
    return verdict.status === 'refused' ? verdict.sentence : ''
  }

  it.each([
    [5 * SECOND, 'More than 5 seconds have passed'],
    [MINUTE, 'More than 1 minute has passed'],
    [90 * SECOND, 'More than 1.5 minutes have passed'],
    [HOUR, 'More than 1 hour has passed'],
    [100 * MINUTE, 'More than 100 minutes have passed'],
    [90 * MINUTE, 'More than 1.5 hours have passed'],
    [24 * HOUR, 'More than 24 hours have passed'],
    [49 * HOUR, 'More than 49 hours have passed'],
    [72 * HOUR, 'More than 3 days have passed'],
  ])('of %i ms is said in the unit that people use', (ms, said) => {
    expect(closedAfter(ms)).toContain(said)
  })

  it.each([
    ['de', HOUR, 'ist mehr als 1 Stunde vergangen'],
    ['de', 72 * HOUR, 'sind mehr als 3 Tage vergangen'],
    ['es', HOUR, 'Ha pasado más de 1 hora desde'],
    ['es', 24 * HOUR, 'Han pasado más de 24 horas desde'],
    ['fr', HOUR, 'remonte à plus de 1 heure.'],
    ['fr', 72 * HOUR, 'remonte à plus de 3 jours.'],
    ['pt', HOUR, 'Já se passou mais de 1 hora desde'],
    ['pt', 24 * HOUR, 'Já se passaram mais de 24 horas desde'],
  ])('in %s agrees with its verb', (locale, ms, said) => {
    expect(closedAfter(ms, locale).replace(/\s/g, ' ')).toContain(said)
  })

  it('in an organisation’s own sentence of earlier days is still in hours', () => {
    const wording = policyWith().wording
    const refusals = { ...wording.refusals, session_closed: 'Closed after {hours} h.' }
    const play = story(policyWith({ wording: { ...wording, refusals } }), agreed())
    play.writes('Hi')
    play.wait(25 * HOUR)
    expect(play.sends('Hello').verdict).toMatchObject({ sentence: 'Closed after 24 h.' })
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
