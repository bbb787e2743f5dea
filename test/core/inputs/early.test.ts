/** A wait that ends early: the held message is sent at once, and before any newer one. */

import { describe, expect, it } from 'vitest'
import type { Instant } from '../../../src/core/model/contact.ts'
import {
  agreed,
  CONTACT,
  HOUR,
  MINUTE,
  OPT_IN,
  policyWith,
  SENDER,
  story,
  T0,
  talking,
  template,
} from '../../support/given.ts'

const quietHours = { enabled: true, applyTo: 'all' } as const
/** Eleven at night in New York, and eight in the morning. */
const NIGHT = T0 + 13 * HOUR
const MORNING = T0 + 22 * HOUR
const RESUMES = T0 + 3 * HOUR

const paused = policyWith({ sender: { pausedUntil: RESUMES } })
const nightly = policyWith({ rules: { quietHours } })
const offer = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
const OFFER = 'Your appointment is on May.'

type Play = ReturnType<typeof story>

/** When the gateway is to look at the contact because of this. */
const wakesAt = ({ effects }: ReturnType<Play['give']>): readonly Instant[] =>
  effects.flatMap((effect) => (effect.kind === 'later' ? [effect.at] : []))
/** The wake-up that was meant for later, brought forward. */
const wakesEarly = (play: Play, wakeAt: Instant) =>
  play.give({ kind: 'due', id: `early${play.now()}`, at: play.now(), contact: 'c1', wakeAt })

const atNight = (policy = nightly) => {
  const play = story(policy, agreed())
  play.wait(NIGHT - T0)
  expect(play.sends(offer).verdict).toMatchObject({ status: 'held', until: MORNING })
  return play
}

describe('a message held by a pause of the sender', () => {
  const during = () => {
    const play = story(paused, talking())
    expect(play.sends('First').verdict).toMatchObject({ status: 'held', until: RESUMES })
    play.wait(MINUTE)
    return play
  }

  it('leaves when the pause is ended, in the order in which it was written', () => {
    const play = during()
    play.sends('Second')
    play.change(policyWith())
    expect(wakesEarly(play, RESUMES)).toMatchObject({
      sent: ['First', 'Second'],
      events: ['message.released', 'message.released'],
    })
    play.wait(RESUMES - play.now())
    expect(play.wakes().sent).toEqual([])
  })

  it('leaves before a newer text to the same contact', () => {
    const play = during()
    play.change(policyWith())
    expect(play.sends('Second').sent).toEqual(['First', 'Second'])
  })

  it('leaves before a newer text that comes just after its time', () => {
    const play = during()
    play.wait(RESUMES - play.now())
    expect(play.sends('Second').sent).toEqual(['First', 'Second'])
  })

  it('waits for its time if it was judged early in vain, and the wake-up is not lost', () => {
    const play = during()
    const early = wakesEarly(play, RESUMES)
    expect(early).toMatchObject({ sent: [], events: [] })
    expect(wakesAt(early)).toEqual([RESUMES])
    play.wait(RESUMES - play.now())
    expect(play.wakes().sent).toEqual(['First'])
  })

  it('waits for a shorter pause', () => {
    const play = during()
    play.change(policyWith({ sender: { pausedUntil: T0 + HOUR } }))
    const early = wakesEarly(play, RESUMES)
    expect(early).toMatchObject({ sent: [], events: ['message.held'] })
    expect(wakesAt(early)).toEqual([T0 + HOUR])
    expect(play.contact().held).toMatchObject([{ until: T0 + HOUR, heldAt: T0 }])
  })

  it('stays when the sender is deactivated for a while, and leaves when it is active again', () => {
    const play = during()
    play.change(policyWith({ sender: { state: 'inactive' } }))
    expect(wakesEarly(play, RESUMES).sent).toEqual([])
    expect(play.message('out1')).toMatchObject({ status: 'held' })
    play.change(policyWith())
    expect(wakesEarly(play, RESUMES).sent).toEqual(['First'])
  })
})

describe('a message held by the night', () => {
  it('leaves when the contact writes, as an answer may', () => {
    const play = atNight()
    play.wait(HOUR)
    expect(wakesAt(play.writes('Are you there?'))).toContain(play.now())
    expect(play.wakes().sent).toEqual([OFFER])
  })

  it('leaves before the answer to what the contact wrote', () => {
    const play = atNight()
    play.writes('Are you there?')
    expect(play.sends('I am').sent).toEqual([OFFER, 'I am'])
  })

  it('leaves when the contact’s time zone is recorded and it is day there', () => {
    const play = atNight()
    expect(wakesAt(play.records({ timeZone: 'Asia/Tokyo' }))).toEqual([NIGHT])
    expect(play.wakes().sent).toEqual([OFFER])
  })

  it('waits for the morning of a recorded time zone, if that is earlier', () => {
    const play = atNight()
    play.records({ timeZone: 'America/Halifax', region: 'US-NY' })
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.contact().held).toMatchObject([{ until: MORNING - HOUR }])
  })

  it('is left alone while nothing has changed', () => {
    const play = atNight()
    const recorded = play.records({ locale: 'de' })
    expect(wakesAt(recorded)).toEqual([])
    expect(recorded.events).toEqual([])
  })

  it('leaves when the rules have changed after a restart', () => {
    const play = atNight()
    play.change(policyWith())
    expect(wakesEarly(play, MORNING).sent).toEqual([OFFER])
  })

  it('is not sent because a message of the evening arrives late at night', () => {
    const play = atNight()
    play.wait(2 * HOUR)
    play.writes('See you', { at: NIGHT - 6 * HOUR })
    expect(play.wakes().sent).toEqual([])
  })

  it('is not sent early only because the gate begins to observe', () => {
    const play = story(policyWith(), agreed({ consents: {} }))
    play.sends('Hello')
    play.change(policyWith({ enforcement: { general: 'observe', byOrigin: {} } }))
    expect(play.writes('Who is this?').sent).toEqual([])
    expect(play.wakes().sent).toEqual([])
  })
})

describe('an opt-in request held by the night', () => {
  it('leaves when it is day where the contact is', () => {
    const play = story(nightly)
    play.wait(NIGHT - T0)
    expect(play.asks().verdict).toMatchObject({ status: 'held', until: MORNING })
    play.records({ timeZone: 'Asia/Tokyo' })
    expect(play.wakes().sent).toHaveLength(1)
  })

  it('leaves when the contact writes, and the message that it comes before waits for the YES', () => {
    const play = story(nightly)
    play.wait(NIGHT - T0)
    expect(play.sends('Hello').verdict).toMatchObject({ until: MORNING })
    // The contact's own message is answered with a request.
    expect(play.writes('Hi').sent).toHaveLength(1)
    expect(play.wakes().sent).toEqual([])
    expect(play.writes('YES').sent).toContain('Hello')
  })
})

describe('what else waits', () => {
  it('leaves when no consent is required any more', () => {
    const play = story(policyWith(), talking({ consents: {} }))
    play.sends('Hello')
    play.change(policyWith({ rules: { flow: 'recorded' } }))
    expect(wakesEarly(play, play.contact().wakeAt ?? 0).sent).toEqual(['Hello'])
  })

  it('is not overtaken by an answer: marketing may leave then too, and was first', () => {
    const marketing = template({
      name: 'offer',
      category: 'marketing',
      body: 'An offer',
      variables: [],
    })
    const rules = {
      quietHours: { enabled: true },
      purposes: { marketing: { requires: 'nothing' } },
    }
    const place = { country: 'CR', timeZones: ['America/New_York'] }
    const policy = policyWith({ rules, place, templates: [OPT_IN, template(), marketing] })
    const session = { [SENDER]: { lastInboundAt: T0, address: CONTACT } }
    const play = story(policy, agreed({ sessions: session }))
    play.wait(NIGHT - T0)
    play.sends({ kind: 'template', name: 'offer', variables: {} })
    play.writes('Do you have my papers?')
    expect(play.sends('Yes').sent).toEqual(['An offer', 'Yes'])
  })
})
