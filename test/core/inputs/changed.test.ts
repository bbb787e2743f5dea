/** A wait whose reason or end changes: the agent reads the present reason and the present end. */

import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../src/core/model/policy/policy.ts'
import { localeFor } from '../../../templates/index.ts'
import {
  agreed,
  DAY,
  HOUR,
  MINUTE,
  OPT_IN,
  policyWith,
  SENDER,
  story,
  stranger,
  T0,
  talking,
  template,
} from '../../support/given.ts'

const quietHours = { enabled: true, applyTo: 'all' } as const
/** Eleven at night in New York, and eight in the morning. */
const NIGHT = T0 + 13 * HOUR
const MORNING = T0 + 22 * HOUR
const offer = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const

const nightly = policyWith({ rules: { quietHours } })
const pausedUntil = (until: number, rules: Parameters<typeof policyWith>[0] = {}) =>
  policyWith({ ...rules, sender: { pausedUntil: until } })

type Play = ReturnType<typeof story>

const atNight = (contact = agreed()) => {
  const play = story(nightly, contact)
  play.wait(NIGHT - T0)
  return play
}
/** The wake-up that was meant for later, brought forward because the sender or the rules changed. */
const changes = (play: Play, policy: Policy) => {
  play.change(policy)
  return play.give({
    kind: 'due',
    id: `early${play.now()}`,
    at: play.now(),
    contact: 'c1',
    wakeAt: play.contact().wakeAt ?? 0,
  })
}

describe('a message held by a pause', () => {
  const during = () => {
    const play = story(pausedUntil(T0 + HOUR), talking())
    play.sends('First')
    play.sends('Second')
    return play
  }

  it('names the new end of a longer pause, once, and leaves then in the same order', () => {
    const play = during()
    const longer = changes(play, pausedUntil(T0 + 3 * HOUR))
    expect(longer).toMatchObject({ sent: [], events: ['message.held', 'message.held'] })
    expect(longer.detail('message.held')).toMatchObject({ until: T0 + 3 * HOUR })
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      history: [{ status: 'held', at: T0 }],
      verdict: {
        reason: 'sender_paused',
        until: T0 + 3 * HOUR,
        sentence: expect.stringContaining('goes out on November 16 at 6:00 PM UTC'),
      },
    })
    expect(changes(play, pausedUntil(T0 + 3 * HOUR)).events).toEqual([])
    play.wait(3 * HOUR)
    expect(play.wakes().sent).toEqual(['First', 'Second'])
  })

  it('names the new end of a longer pause while there is another obstacle, and waits until then', () => {
    const play = story(pausedUntil(T0 + HOUR), talking())
    play.sends('Hello')
    play.hands('bob')
    play.wakes()
    const told = (until: number) => changes(play, pausedUntil(until)).events
    expect(told(T0 + 3 * HOUR)).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: {
        reason: 'sender_paused',
        until: T0 + 3 * HOUR,
        expiresAt: T0 + 3 * HOUR + 3 * DAY,
        sentence: expect.stringMatching(/waits until November 16 at 6:00 PM UTC\. .*: bob\./),
        remedies: [{ do: 'wait_until', at: T0 + 3 * HOUR }, { do: 'ask_owner' }, {}],
      },
    })
    expect(told(T0 + 3 * HOUR + 5_000)).toEqual([])
    play.wait(HOUR)
    expect(play.wakes().events).toEqual([])
    expect(told(T0 + 2 * HOUR)).toEqual(['message.held'])
    // Nothing delays it any more: it keeps its time, for the colleague to give the contact back.
    expect(changes(play, policyWith()).events).toEqual([])
    play.hands('anna')
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('names the night instead of the pause that was lifted, while there is another obstacle', () => {
    const play = story(pausedUntil(T0 + 15 * HOUR, { rules: { quietHours } }), agreed())
    play.sends(offer)
    play.hands('bob')
    play.wakes()
    play.wait(NIGHT - T0)
    expect(changes(play, nightly).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { reason: 'quiet_hours', until: MORNING, sentence: expect.stringContaining('bob') },
    })
  })

  it('still asks at the end of the pause when the contact, who was never asked, writes meanwhile', () => {
    const play = story(pausedUntil(T0 + HOUR), stranger())
    const { verdict } = play.sends('Hello')
    expect(verdict).toMatchObject({
      sentence: expect.stringContaining('The opt-in request goes out on November 16 at 4:00 PM'),
    })
    expect(play.writes('Hello?')).toMatchObject({ sent: [], events: ['message.received'] })
    expect(play.wakes().events).toEqual([])
    play.wait(HOUR)
    expect(play.wakes()).toMatchObject({
      sent: [expect.stringContaining('Reply YES')],
      events: ['message.held', 'consent.requested'],
    })
    expect(play.consent()).toMatchObject({ requestedAt: T0 + HOUR })
  })

  it.each<[string, Partial<Policy['sender']>, boolean]>([
    ['answers still leave', { pausedUntil: T0 + HOUR, pauseSpares: 'answers' }, true],
    ['the sender is active', {}, false],
  ])('answers a stranger with the request where %s', (_, sender, isHeld) => {
    const play = story(policyWith({ sender }), stranger())
    if (isHeld) play.sends('Hello')
    expect(play.writes('Hello?').events).toContain('consent.requested')
  })

  it('is not told again when the provider renews the pause by seconds', () => {
    const play = during()
    expect(changes(play, pausedUntil(T0 + HOUR + 5_000)).events).toEqual([])
  })

  it('names the night when the sender is activated in the night into which its pause ran', () => {
    const ends = T0 + 15 * HOUR
    const policy = pausedUntil(ends, { rules: { quietHours } })
    const play = story(policy, agreed())
    expect(play.sends(offer).verdict).toMatchObject({ reason: 'sender_paused', until: MORNING })
    play.wait(NIGHT - T0)
    expect(changes(play, nightly).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: {
        reason: 'quiet_hours',
        until: MORNING,
        sentence:
          "It's 11:00 PM for the contact. Your message goes out on November 17 at 8:00 AM, the contact's time.",
      },
    })
  })

  it('does not take the contact again that its agent has released', () => {
    const play = during()
    play.hands(null)
    expect(changes(play, pausedUntil(T0 + 3 * HOUR)).events).not.toContain('contact.taken')
  })
})

describe('a message held by the night', () => {
  it('names the pause that a provider puts beyond the morning', () => {
    const play = atNight()
    play.sends(offer)
    const until = MORNING + 2 * HOUR
    expect(changes(play, pausedUntil(until, { rules: { quietHours } })).events).toEqual([
      'message.held',
    ])
    expect(play.message('out1')).toMatchObject({ verdict: { reason: 'sender_paused', until } })
  })

  it('names the later morning of other quiet hours', () => {
    const play = atNight()
    play.sends(offer)
    const hours = { 'US-NY': { weekdays: [10, 20] } }
    const later = policyWith({ rules: { quietHours: { ...quietHours, hours } } })
    expect(changes(play, later).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { until: MORNING + 2 * HOUR, sentence: expect.stringContaining('at 10:00 AM') },
    })
  })

  it('no longer speaks of an opt-in request once consent is recorded', () => {
    const play = atNight(stranger())
    expect(play.sends(offer).verdict).toMatchObject({
      sentence: expect.stringContaining('The opt-in request goes out'),
    })
    const consent = { status: 'granted', channel: 'whatsapp' } as const
    expect(play.records({ consent }).events).toEqual(['consent.granted', 'message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { until: MORNING, sentence: expect.stringContaining('Your message goes out') },
    })
    play.wait(MORNING - NIGHT)
    expect(play.wakes().sent).toEqual(['Your appointment is on May.'])
  })

  it('fails at once if it was to follow the YES, and consent is recorded without one', () => {
    const play = atNight(stranger())
    expect(play.sends('Hello').verdict).toMatchObject({
      sentence: expect.stringContaining('The opt-in request goes out'),
    })
    play.records({ consent: { status: 'granted', channel: 'whatsapp' } })
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'session_closed', remedies: [{ do: 'choose_template' }, {}] },
    })
  })

  it('waits for the answer once the contact’s own message was answered with the request', () => {
    const play = atNight(stranger())
    play.sends(offer)
    play.writes('Hello?')
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('out1')).toMatchObject({ verdict: { reason: 'consent_pending' } })
  })

  it('waits for a person once the contact has written what may be an opt-out', () => {
    const play = atNight(talking())
    play.sends(offer)
    play.writes('Please stop texting me at night')
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({ verdict: { reason: 'consent_questioned' } })
  })

  it('names a new obstacle, keeps its time, and is sent if the obstacle has gone', () => {
    const play = atNight()
    play.sends(offer)
    play.hands('bob')
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      verdict: {
        reason: 'quiet_hours',
        until: MORNING,
        sentence: expect.stringMatching(
          /^Your message waits until November 17 at 1:00 PM UTC\. As things stand, it won't go out then: “Looks like .*: bob\./,
        ),
        remedies: [{ do: 'wait_until', at: MORNING }, { do: 'ask_owner', owner: 'bob' }, {}],
      },
    })
    expect(play.records({ locale: 'de' }).events).toEqual([])
    expect(play.wakes().events).toEqual([])
    play.hands('anna')
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringContaining('Your message goes out on') },
    })
    play.wait(MORNING - NIGHT)
    expect(play.wakes().sent).toEqual(['Your appointment is on May.'])
  })

  it('fails at its time if the obstacle is still there', () => {
    const play = atNight()
    play.sends(offer)
    changes(play, policyWith({ rules: { quietHours }, sender: { state: 'inactive' } }))
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      verdict: { sentence: expect.stringContaining('has deactivated this number') },
    })
    play.wait(MORNING - NIGHT)
    play.wakes()
    expect(play.message('out1')).toMatchObject({
      status: 'failed',
      verdict: { reason: 'sender_inactive' },
    })
  })

  it('is told once as time passes and other things happen', () => {
    const play = atNight()
    play.sends(offer)
    for (let hour = 0; hour < 3; hour++) {
      play.wait(HOUR)
      expect(play.records({ locale: hour % 2 ? 'de' : 'en' }).events).toEqual([])
      expect(play.wakes().events).toEqual([])
    }
  })
})

describe('an opt-in request held by the night', () => {
  it('is withdrawn when consent is recorded, since there is nothing left to ask', () => {
    const play = atNight(stranger())
    play.asks()
    const consent = { status: 'granted', channel: 'whatsapp' } as const
    expect(play.records({ consent }).events).toEqual(['consent.granted', 'message.status'])
    expect(play.message('ask1')).toMatchObject({
      status: 'cancelled',
      verdict: { reason: 'consent_granted' },
    })
  })

  it('names the colleague who has taken the contact over, once, and goes out if they give it back', () => {
    const play = atNight(stranger())
    play.asks()
    play.hands('bob')
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('ask1')).toMatchObject({
      status: 'held',
      automatic: 'opt_in_request',
      rendered: expect.stringContaining('asks for your consent'),
      verdict: {
        reason: 'quiet_hours',
        until: MORNING,
        sentence: expect.stringMatching(
          /^The opt-in request waits until November 17 at 1:00 PM UTC\. As .*: bob\./,
        ),
        remedies: [{ do: 'wait_until' }, { do: 'ask_owner', owner: 'bob' }, {}],
      },
    })
    expect(play.records({ locale: 'de' }).events).toEqual([])
    expect(play.wakes().events).toEqual([])
    play.hands('anna')
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('ask1')).toMatchObject({
      verdict: { sentence: expect.stringMatching(/^It's .* The opt-in request goes out on/) },
    })
    play.wait(MORNING - NIGHT)
    expect(play.wakes().sent).toHaveLength(1)
  })

  it('names the deactivated number, and fails at its time', () => {
    const play = atNight(stranger())
    play.asks()
    changes(play, policyWith({ rules: { quietHours }, sender: { state: 'inactive' } }))
    expect(play.message('ask1')).toMatchObject({
      status: 'held',
      verdict: { sentence: expect.stringContaining('has deactivated this number') },
    })
    play.wait(MORNING - NIGHT)
    play.wakes()
    expect(play.message('ask1')).toMatchObject({ status: 'failed' })
  })

  it('names the pause that a provider puts beyond the morning', () => {
    const play = atNight(stranger())
    play.asks()
    const until = MORNING + 2 * HOUR
    changes(play, pausedUntil(until, { rules: { quietHours } }))
    expect(play.message('ask1')).toMatchObject({ verdict: { reason: 'sender_paused', until } })
  })
})

describe('a message held for consent', () => {
  it('names the time of the next request after a new one, and expires when it said', () => {
    const play = story()
    const { verdict } = play.sends('Hello')
    play.wait(DAY)
    play.asks()
    play.wait(1)
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('out1')).toMatchObject({
      verdict: {
        reason: 'consent_pending',
        sentence: expect.stringContaining('ask again on November 18 at 3:00 PM UTC'),
        expiresAt: verdict.status === 'held' && verdict.expiresAt,
      },
    })
    expect(play.records({ locale: 'de' }).events).toEqual([])
    expect(play.wakes().events).toEqual([])
  })

  it('names the missing consent after a start with recorded consent, and leaves once it is recorded', () => {
    const play = story()
    play.sends(offer)
    const recorded = policyWith({ rules: { flow: 'recorded' } })
    expect(changes(play, recorded)).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      verdict: {
        reason: 'consent_pending',
        until: 'consent',
        expiresAt: T0 + 3 * DAY,
        sentence: expect.stringMatching(/^Your message waits\. As .*: “No consent is on record/),
        remedies: [{ do: 'record_consent' }],
      },
    })
    expect(play.contact().wakeAt).toBe(T0 + 3 * DAY)
    play.wait(DAY)
    expect(play.wakes().events).toEqual([])
    const consent = { status: 'granted', channel: 'whatsapp' } as const
    expect(play.records({ consent }).sent).toEqual(['Your appointment is on May.'])
  })

  it('leaves with the YES to the request that went out before such a start', () => {
    const play = story()
    play.sends('Hello')
    changes(play, policyWith({ rules: { flow: 'recorded' } }))
    expect(play.writes('YES').sent).toContain('Hello')
  })

  it('names the closed session after a start without requests, and leaves when the contact writes', () => {
    const play = story()
    play.sends('Hello')
    const { events } = changes(play, policyWith({ rules: { flow: 'disclaimer' } }))
    expect(events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      verdict: {
        sentence: expect.stringMatching(/^Your message waits\. As .* won't go out: “/),
        remedies: [{ do: 'choose_template' }, { do: 'wait_for_contact' }],
      },
    })
    play.writes('Who is this?')
    expect(play.wakes().sent).toEqual([expect.stringContaining('Hello')])
  })

  it('goes out if they agree, and says so, once the old rules are back', () => {
    const play = story()
    play.sends('Hello')
    changes(play, policyWith({ rules: { flow: 'recorded' } }))
    expect(changes(play, policyWith()).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: {
        sentence: expect.stringContaining('Your message is waiting and goes out if they agree'),
      },
    })
    expect(play.writes('YES').sent).toContain('Hello')
  })

  it('names the colleague who has taken the contact over, once, until they give it back', () => {
    const play = story()
    play.sends('Hello')
    for (const colleague of ['bob', 'carla']) {
      play.hands(colleague)
      expect(play.wakes().events).toEqual(['message.held'])
      expect(play.message('out1')).toMatchObject({
        verdict: {
          sentence: expect.stringMatching(RegExp(`^Your message waits\\. As .*: ${colleague}\\.`)),
        },
      })
      expect(play.records({ locale: 'de' }).events).toEqual([])
      expect(play.wakes().events).toEqual([])
    }
    play.hands('anna')
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.writes('YES').sent).toContain('Hello')
  })

  it('says nothing new after a start from which no other message may wait', () => {
    const play = story()
    play.sends('Hello')
    expect(changes(play, policyWith({ rules: { held: { max: 0 } } })).events).toEqual([])
    expect(play.writes('YES').sent).toContain('Hello')
  })

  it('is not told again when the request fails', () => {
    const play = story()
    const { messages } = play.sends('Hello')
    const [request] = messages.filter(({ automatic }) => automatic)
    play.hears(request?.id ?? '', 'failed', { code: '63024' })
    expect(play.consent()).toMatchObject({ status: 'unasked' })
    play.wait(HOUR)
    expect(play.wakes().events).toEqual([])
  })

  it('says once that the contact may be asked again, when that time comes', () => {
    const play = story()
    play.sends('Hello')
    expect(play.contact().wakeAt).toBe(T0 + DAY)
    play.wait(DAY)
    const { events, verdict: _, ...told } = play.wakes()
    expect(events).toEqual(['message.held'])
    expect(told.sent).toEqual([])
    expect(play.message('out1')).toMatchObject({
      verdict: {
        sentence: expect.stringMatching(
          /for more than 24 hours\. You can try .* Your message waits/,
        ),
        retryAt: T0 + DAY,
        remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: T0 + DAY }],
        expiresAt: T0 + 3 * DAY,
      },
    })
    expect(play.contact().wakeAt).toBe(T0 + 3 * DAY)
    play.wait(HOUR)
    expect(play.records({ locale: 'de' }).events).toEqual([])
    expect(play.wakes().events).toEqual([])
  })

  it('says so again a day after a new request', () => {
    const play = story()
    play.sends('Hello')
    play.wait(DAY)
    play.wakes()
    play.asks()
    play.wakes()
    expect(play.contact().wakeAt).toBe(T0 + 2 * DAY)
    play.wait(DAY)
    expect(play.wakes().events).toEqual(['message.held'])
  })

  it('names the morning as the time to ask when the interval ends at night', () => {
    const play = story(policyWith({ rules: { quietHours, requestIntervalMs: 2 * HOUR } }))
    play.wait(10 * HOUR)
    play.sends('Hello')
    play.wait(2 * HOUR)
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: {
        sentence: expect.stringContaining('for more than 2 hours'),
        remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: MORNING }],
      },
    })
  })

  it.each<[string, Policy]>([
    ['the request can only answer the contact', policyWith({ templates: [template()] })],
    ['no time has to pass', policyWith({ rules: { requestIntervalMs: 0 } })],
    ['it expires before', policyWith({ rules: { held: { ttlMs: HOUR } } })],
  ])('wakes nobody to ask again where %s', (_, policy) => {
    const play = story(policy, stranger({ sessions: talking().sessions }))
    play.sends('Hello')
    const { ttlMs } = policy.rules.held
    expect(play.contact()).toMatchObject({ held: [{ until: 'consent', expiresAt: T0 + ttlMs }] })
    // The session's close, or the expiry.
    expect(play.contact().wakeAt).toBe(T0 + Math.min(23 * HOUR, ttlMs))
    play.wait(23 * HOUR)
    play.wakes()
    if (ttlMs > DAY) expect(play.contact().wakeAt).toBe(T0 + ttlMs)
    play.wait(HOUR)
    expect(play.wakes().events).toEqual([])
  })

  it('names the end of a pause as the time to ask again, and of a longer one, but no end that passes', () => {
    const play = story()
    play.sends('Hello')
    play.wait(DAY)
    play.wakes()
    const end = T0 + DAY + HOUR
    const told = (until: number) => {
      const { events } = changes(play, pausedUntil(until))
      return [events, play.message('out1')?.verdict]
    }
    expect(told(end)).toMatchObject([['message.held'], { retryAt: end }])
    expect(told(end + 5_000)[0]).toEqual([])
    expect(told(end + HOUR)).toMatchObject([
      ['message.held'],
      { retryAt: end + HOUR, remedies: [{}, { do: 'request_opt_in', from: end + HOUR }] },
    ])
    expect(told(end)).toMatchObject([['message.held'], { retryAt: end }])
    play.wait(2 * HOUR)
    expect(play.wakes().events).toEqual([])
  })

  it('names the end of a pause, too, while there is another obstacle', () => {
    const play = story(pausedUntil(T0 + DAY + HOUR), stranger({ sessions: talking().sessions }))
    play.change(policyWith())
    play.sends('Hello')
    play.hands('bob')
    changes(play, pausedUntil(T0 + DAY + HOUR))
    expect(play.message('out1')).toMatchObject({ verdict: { retryAt: T0 + DAY + HOUR } })
  })

  it('names the end of a pause and of a longer one, and no pause, while there is another obstacle', () => {
    const play = story()
    play.sends('Hello')
    play.hands('bob')
    play.wakes()
    const told = (policy: Policy) => [changes(play, policy).events, play.message('out1')?.verdict]
    const held = (retryAt: number) => [
      ['message.held'],
      { retryAt, sentence: expect.stringContaining('bob') },
    ]
    const end = T0 + DAY + HOUR
    expect(told(pausedUntil(end))).toMatchObject(held(end))
    expect(told(pausedUntil(end + 5_000))[0]).toEqual([])
    expect(told(pausedUntil(end + HOUR))).toMatchObject(held(end + HOUR))
    expect(told(policyWith())).toMatchObject(held(T0 + DAY))
    expect(changes(play, policyWith()).events).toEqual([])
    play.wait(2 * DAY)
    expect(play.wakes().events).toEqual([])
  })

  it('names the new time to ask again after a start with another interval', () => {
    const play = story()
    play.sends('Hello')
    const weekly = policyWith({ rules: { requestIntervalMs: 2 * DAY } })
    expect(changes(play, weekly).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({ verdict: { retryAt: T0 + 2 * DAY } })
    expect(play.contact().wakeAt).toBe(T0 + 2 * DAY)
    expect(changes(play, weekly).events).toEqual([])
  })

  it('names the night once consent is recorded by hand', () => {
    const play = story(nightly)
    play.sends(offer)
    play.wait(NIGHT - T0)
    play.records({ consent: { status: 'granted', channel: 'whatsapp' } })
    expect(play.message('out1')).toMatchObject({
      verdict: { reason: 'quiet_hours', until: MORNING },
    })
  })
})

describe('a message held until a doubt is settled', () => {
  const doubtful = 'Please stop texting me at night'
  const inDoubt = () => {
    const play = story(policyWith(), talking())
    const { messages } = play.writes(doubtful)
    play.sends(offer, { purpose: 'service', notBefore: T0 + MINUTE })
    return { play, words: messages[0]?.id }
  }

  it('names the colleague who has taken the contact over, once, and leaves if they give it back', () => {
    const { play, words } = inDoubt()
    expect(play.message('out2')).toMatchObject({ verdict: { reason: 'consent_questioned' } })
    play.hands('bob')
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('out2')).toMatchObject({
      status: 'held',
      verdict: {
        reason: 'consent_questioned',
        until: 'doubt',
        message: words,
        sentence: expect.stringMatching(/^Your message waits\. As .*: bob\./),
        remedies: [{ do: 'settle_doubt', message: words }, { do: 'ask_owner', owner: 'bob' }, {}],
      },
    })
    expect(play.records({ locale: 'de' }).events).toEqual([])
    expect(play.wakes().events).toEqual([])
    play.hands('anna')
    expect(play.wakes().events).toEqual(['message.held'])
    play.wait(HOUR)
    play.records({ doubt: { is: 'other', agent: 'anna' }, sender: SENDER })
    expect(play.message('out2')).toMatchObject({ status: 'accepted' })
  })

  it('names the deactivated number, and fails once the doubt is settled', () => {
    const { play } = inDoubt()
    const { events } = changes(play, policyWith({ sender: { state: 'inactive' } }))
    expect(events).toEqual(['message.held'])
    expect(play.message('out2')).toMatchObject({
      verdict: { sentence: expect.stringContaining('has deactivated this number') },
    })
    play.wait(HOUR)
    play.records({ doubt: { is: 'other', agent: 'anna' }, sender: SENDER })
    expect(play.message('out2')).toMatchObject({ status: 'failed' })
  })

  it.each(['anna', 'bob'])(
    'asks about the later words if the contact repeats them (%s)',
    (owner) => {
      const { play } = inDoubt()
      play.hands(owner)
      play.wakes()
      play.wait(MINUTE)
      const { messages } = play.writes(doubtful)
      expect(play.wakes().events).toEqual(['message.held'])
      const message = messages[0]?.id
      expect(play.message('out2')).toMatchObject({
        verdict: {
          message,
          remedies: [{ do: 'settle_doubt', message }, {}, ...(owner === 'bob' ? [{}] : [])],
        },
      })
      expect(play.wakes().events).toEqual([])
    },
  )
})

describe('a scheduled message', () => {
  const scheduled = (policy = policyWith()) => {
    const play = story(policy, talking())
    play.sends('Hello', { notBefore: T0 + 2 * DAY })
    return play
  }

  it('no longer names the closed session once the contact has written again', () => {
    const play = scheduled()
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringContaining("it won't go out then") },
    })
    play.wait(DAY + 12 * HOUR)
    play.writes('When?')
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: {
        reason: 'scheduled',
        until: T0 + 2 * DAY,
        sentence: 'The message is scheduled and goes out on November 18 at 3:00 PM UTC.',
        remedies: [{ do: 'wait_until', at: T0 + 2 * DAY }],
      },
    })
  })

  it('names the colleague who has taken the contact over, and goes out if they give it back', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { notBefore: T0 + HOUR })
    play.hands('bob')
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('out1')).toMatchObject({
      status: 'held',
      verdict: {
        reason: 'scheduled',
        sentence: expect.stringMatching(/it won't go out then: “Looks like .*: bob\./),
        remedies: [{ do: 'wait_until' }, { do: 'ask_owner', owner: 'bob' }, {}],
      },
    })
    play.hands('anna')
    expect(play.wakes().events).toEqual(['message.held'])
    play.wait(HOUR)
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('names a deactivated number, and fails only at its time', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { notBefore: T0 + HOUR })
    expect(changes(play, policyWith({ sender: { state: 'inactive' } })).events).toEqual([
      'message.held',
    ])
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringContaining('has deactivated this number') },
    })
    play.wait(HOUR)
    play.wakes()
    expect(play.message('out1')).toMatchObject({ status: 'failed' })
  })

  it('names a new pause, with its end', () => {
    const play = story(policyWith(), talking())
    play.sends('Hello', { notBefore: T0 + HOUR })
    changes(play, pausedUntil(T0 + 3 * HOUR))
    expect(play.message('out1')).toMatchObject({
      verdict: {
        reason: 'scheduled',
        sentence: expect.stringContaining('goes out on November 16 at 6:00 PM UTC'),
      },
    })
    changes(play, policyWith())
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: 'The message is scheduled and goes out on November 16 at 4:00 PM UTC.' },
    })
  })
})

describe('after a start with another language or time zone', () => {
  const german = { wording: { ...localeFor('de').refusals, flow: localeFor('de').flow.wording } }
  const berlin = { organisation: { ...policyWith().organisation, timeZone: 'Europe/Berlin' } }

  it.each<[string, object, Play, RegExp]>([
    ['for the answer', german, story(), /^Der Kontakt wurde um Einwilligung gebeten/],
    ['for the morning', { ...german, rules: { quietHours } }, atNight(), /^Beim Kontakt ist es/],
    ['for the morning', { ...berlin, rules: { quietHours } }, atNight(), /8:00 AM/],
  ])('what waits %s is told again, once', (_, other, play, sentence) => {
    play.sends(offer)
    expect(changes(play, policyWith(other)).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringMatching(sentence) },
    })
    expect(changes(play, policyWith(other)).events).toEqual([])
  })

  it('the obstacle of a message is told again, once', () => {
    const play = story()
    play.sends('Hello')
    play.hands('bob')
    play.wakes()
    expect(changes(play, policyWith(german)).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringMatching(/^Ihre Nachricht wartet\. .*bob/) },
    })
    expect(changes(play, policyWith(german)).events).toEqual([])
  })

  it('the time of a message with an obstacle is told again', () => {
    const play = atNight()
    play.sends(offer)
    play.hands('bob')
    play.wakes()
    const other = policyWith({ ...berlin, rules: { quietHours } })
    expect(changes(play, other).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringContaining('waits until November 17 at 2:00 PM.') },
    })
    expect(changes(play, other).events).toEqual([])
  })

  it('an opt-in request that waits is told again, once', () => {
    const play = atNight(stranger())
    play.asks()
    const other = policyWith({ ...german, rules: { quietHours } })
    expect(changes(play, other).events).toEqual(['message.held'])
    expect(play.message('ask1')).toMatchObject({
      verdict: { sentence: expect.stringContaining('Die Einwilligungsanfrage wird') },
    })
    expect(changes(play, other).events).toEqual([])
  })
})

describe('after a start with other sentences of the organisation', () => {
  const worded = (sentences: Record<string, string>, rules: object = {}) => {
    const { wording } = policyWith()
    return policyWith({
      rules: { ...rules, sentences },
      wording: { ...wording, refusals: { ...wording.refusals, ...sentences } },
    })
  }

  it.each<[string, Play, Record<string, string>, object]>([
    ['for the answer', story(), { consent_pending_asked: 'Other', consent_pending: 'New' }, {}],
    ['for the morning', atNight(), { held_quiet_hours: 'New' }, { quietHours }],
    ['for the sender', story(pausedUntil(T0 + HOUR), talking()), { held_sender_paused: 'New' }, {}],
  ])('what waits %s is told again, once', (_, play, sentences, rules) => {
    play.sends(offer)
    play.wait(1)
    const { sender } =
      play.contact().held[0]?.reason === 'sender_paused' ? pausedUntil(T0 + HOUR) : policyWith()
    const other = { ...worded(sentences, rules), sender }
    expect(changes(play, other).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({ verdict: { sentence: 'New' } })
    expect(changes(play, other).events).toEqual([])
  })

  it('the obstacle of a message is told again, once', () => {
    const play = story()
    play.sends('Hello')
    play.hands('bob')
    play.wakes()
    const other = worded({ held_consent_obstacle: 'On hold: {why}' })
    expect(changes(play, other).events).toEqual(['message.held'])
    expect(play.message('out1')).toMatchObject({
      verdict: { sentence: expect.stringMatching(/^On hold: .*bob/) },
    })
    expect(changes(play, other).events).toEqual([])
  })
})

it('a message held while the gate enforced is not told anew while it observes', () => {
  const play = story(pausedUntil(T0 + HOUR), talking())
  play.sends('Hello')
  const observing = { general: 'observe', byOrigin: {} } as const
  const changed = changes(
    play,
    pausedUntil(T0 + 3 * HOUR, { enforcement: observing, templates: [OPT_IN, template()] }),
  )
  expect(changed.events).toEqual([])
})
