/** What an agent reads about a wait with a known end comes true. */

import { describe, expect, it } from 'vitest'
import { compose } from '../../../../src/core/gate/compose.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  OPT_IN,
  policyWith,
  SENDER,
  SMS_SENDER,
  smsPolicy,
  story,
  stranger,
  T0,
  template,
} from '../../../support/given.ts'

/** 10:00 in New York on the next day is T0 + DAY; the night ends at 8:00. */
const NIGHT = T0 + 13 * HOUR
const MORNING = T0 + 22 * HOUR
const quietHours = { enabled: true, applyTo: 'all' } as const
const nightly = (changes: Parameters<typeof policyWith>[0] = {}) =>
  policyWith({ ...changes, rules: { quietHours, ...changes.rules } })
const wroteAt = (lastInboundAt: number, sender = SENDER) =>
  agreed({ sessions: { [sender]: { lastInboundAt, address: CONTACT } } })

/** A story at eleven at night in New York. */
const atNight = (policy = nightly(), contact = wroteAt(T0 - 3 * HOUR)) => {
  const play = story(policy, contact)
  play.wait(NIGHT - T0)
  return play
}
/** What the composer says before the agent sends. */
const before = (play: ReturnType<typeof story>, policy = nightly()) =>
  compose(play.contact(), { at: play.now(), sender: SENDER, to: CONTACT, agent: 'anna' }, policy)

/** A contact who was never asked gets the request at `until`, and the message after a YES. */
const isAskedFirst = (
  play: ReturnType<typeof story>,
  policy: ReturnType<typeof nightly>,
  wait: { readonly reason: string; readonly until: number; readonly sentence: string },
) => {
  const composer = before(play, policy)
  const { verdict, sent } = play.sends('Hello')
  expect(verdict).toMatchObject({ status: 'held', ...wait })
  expect(composer.text).toEqual(verdict)
  expect(sent).toEqual([])
  play.wait(wait.until - play.now())
  expect(play.wakes().sent).toEqual(['Hello. anna of Acme Wealth asks for your consent.'])
  play.wait(MINUTE)
  expect(play.writes('YES').sent).toContain('Hello')
}

describe('free text at night', () => {
  it('is refused at once if the session closes before the morning, and a template can wait', () => {
    const play = atNight()
    const composer = before(play)
    const { verdict, sent, events } = play.sends('Hello')
    expect(verdict).toEqual({
      status: 'refused',
      reason: 'session_closed',
      closesAt: T0 + 21 * HOUR,
      earliestAt: MORNING,
      sentence:
        'Your message would have to wait until November 17 at 1:00 PM UTC, and the session (24 hours) closes before that. WhatsApp then allows only templates: choose one from the list.',
      remedies: [
        { do: 'choose_template', templates: [{ name: 'appointment', language: 'en' }] },
        { do: 'wait_for_contact' },
      ],
    })
    expect(sent).toEqual([])
    expect(events).toEqual([])
    expect(composer.text).toEqual(verdict)
    expect(composer.template).toMatchObject({ status: 'held', until: MORNING })
    play.sends({ kind: 'template', name: 'appointment', variables: { 1: 'May' } })
    play.wait(MORNING - NIGHT)
    expect(play.wakes().sent).toEqual(['Your appointment is on May.'])
  })

  it('waits for the morning if the session is open then', () => {
    const play = atNight(nightly(), wroteAt(MORNING - DAY + 1))
    expect(play.sends('Hello').verdict).toMatchObject({ status: 'held', until: MORNING })
    play.wait(MORNING - NIGHT)
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('has no session to lose by SMS', () => {
    const policy = smsPolicy({ rules: { quietHours } })
    const consents = { 'sms *': { status: 'granted', at: T0 - DAY, source: 'contact' } } as const
    const play = atNight(policy, stranger({ consents }))
    expect(play.sends('Hello').verdict).toMatchObject({ status: 'held', until: MORNING })
  })

  it('advises no template that could be sent only in the session', () => {
    const pending = template({ name: 'new_one', approval: 'pending' })
    const policy = nightly({ templates: [OPT_IN, pending] })
    const play = atNight(policy)
    expect(play.sends('Hello').verdict).toMatchObject({
      reason: 'session_closed',
      sentence:
        'Your message would have to wait until November 17 at 1:00 PM UTC, and the session (24 hours) closes before that. WhatsApp then allows only templates, and none is available. Wait until the contact writes.',
      remedies: [{ do: 'wait_for_contact' }],
    })
    expect(before(play, policy).templates).toEqual([])
    const content = { kind: 'template', name: 'new_one', variables: { 1: 'May' } } as const
    expect(play.sends(content).verdict).toMatchObject({
      status: 'refused',
      reason: 'template_unavailable',
    })
  })

  it('is refused at once if the contact’s words no longer stand in for consent in the morning', () => {
    const session = { lastInboundAt: T0 - 3 * HOUR, address: CONTACT }
    const play = atNight(
      smsPolicy({ rules: { quietHours, flow: 'recorded' } }),
      stranger({ sessions: { [SMS_SENDER]: session } }),
    )
    expect(play.sends('Hello').verdict).toMatchObject({
      status: 'refused',
      reason: 'consent_missing',
    })
  })

  it('is refused at once if it isn’t valid until the morning', () => {
    const play = atNight(nightly(), wroteAt(MORNING - DAY + 1))
    expect(play.sends('Hello', { validUntil: NIGHT + HOUR }).verdict).toMatchObject({
      status: 'refused',
      reason: 'quiet_hours',
      until: MORNING,
      remedies: [{ do: 'wait_until', at: MORNING }],
    })
  })
})

describe('a paused number', () => {
  const pausedUntil = T0 + 12 * HOUR
  const paused = (changes: Parameters<typeof policyWith>[0] = {}) =>
    policyWith({ sender: { pausedUntil }, ...changes })

  it('refuses free text at once if the session closes during the pause', () => {
    const play = story(paused(), wroteAt(pausedUntil - DAY))
    expect(play.sends('Hello').verdict).toMatchObject({
      status: 'refused',
      reason: 'session_closed',
      closesAt: pausedUntil,
      earliestAt: pausedUntil,
    })
  })

  const bySms = { do: 'use_channel', channel: 'sms', sender: SMS_SENDER } as const
  const alternatives = [{ channel: 'sms', sender: SMS_SENDER }] as const

  it('that resumes at night says that it is paused, until the morning, and offers SMS', () => {
    const policy = paused({ rules: { quietHours }, alternatives })
    const play = story(policy, wroteAt(T0 - HOUR))
    const composer = before(play, policy)
    const { verdict } = play.sends('Hello')
    expect(verdict).toMatchObject({
      status: 'held',
      reason: 'sender_paused',
      until: MORNING,
      sentence:
        'The provider has paused this number for now. Your message waits and goes out on November 17 at 1:00 PM UTC.',
      remedies: [{ do: 'wait_until', at: MORNING }, bySms],
    })
    expect(composer.text).toEqual(verdict)
    play.wait(MORNING - T0)
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('that resumes at night says so where nothing may wait, with the morning to try again', () => {
    const rules = { quietHours, held: { max: 0 } }
    expect(
      story(paused({ rules, alternatives }), wroteAt(T0 - HOUR)).sends('Hello').verdict,
    ).toMatchObject({
      status: 'refused',
      reason: 'sender_paused',
      sentence:
        'The provider has paused this number for now. It resumes automatically: try again on November 17 at 1:00 PM UTC.',
      remedies: [{ do: 'wait_until', at: MORNING }, bySms],
    })
  })

  it('that resumes at night asks a contact who was never asked in the morning, and says so', () => {
    const policy = paused({ rules: { quietHours } })
    isAskedFirst(story(policy), policy, {
      reason: 'sender_paused',
      until: MORNING,
      sentence:
        'The provider has paused this number for now. The opt-in request goes out on November 17 at 1:00 PM UTC, and your message follows if the contact agrees.',
    })
  })

  it('that resumes at night lets an opt-in request wait for the morning, like a message', () => {
    const play = story(paused({ rules: { quietHours } }))
    expect(play.asks().verdict).toMatchObject({
      status: 'held',
      reason: 'sender_paused',
      until: MORNING,
      sentence:
        'The provider has paused this number for now. The opt-in request goes out on November 17 at 1:00 PM UTC.',
      remedies: [{ do: 'wait_until', at: MORNING }],
    })
    play.wait(MORNING - T0)
    expect(play.wakes().sent).toHaveLength(1)
  })

  it('refuses an opt-in request where nothing may wait, with the time to try again', () => {
    expect(story(paused({ rules: { held: { max: 0 } } })).asks().verdict).toMatchObject({
      status: 'refused',
      reason: 'sender_paused',
      sentence: expect.stringContaining('try again on November 17 at 3:00 AM UTC'),
    })
  })

  it('lets no opt-in request wait that will have no template when the pause is over', () => {
    const asked = { ...stranger(), sessions: wroteAt(T0 - HOUR).sessions }
    const play = story(paused({ templates: [], sender: { pausedUntil: T0 + 2 * DAY } }), asked)
    expect(play.asks().verdict).toMatchObject({ status: 'refused' })
    expect(play.contact().held).toEqual([])
  })

  it.each([
    ['before the morning', NIGHT + HOUR],
    ['in the morning', MORNING],
  ])('that resumes %s isn’t the reason why messages of the night wait', (_, until) => {
    const policy = nightly({ sender: { pausedUntil: until }, alternatives })
    const play = atNight(policy, wroteAt(MORNING - DAY + 1))
    const composer = before(play, policy)
    const { verdict } = play.sends('Hello')
    expect(verdict).toMatchObject({
      status: 'held',
      reason: 'quiet_hours',
      until: MORNING,
      remedies: [{ do: 'wait_until', at: MORNING }],
    })
    expect(composer.text).toEqual(verdict)
    play.wait(MORNING - NIGHT)
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('that resumes before the morning lets a first message and a request of the night wait for it', () => {
    const policy = nightly({ sender: { pausedUntil: NIGHT + HOUR } })
    const sentence =
      "It's 11:00 PM for the contact. The opt-in request goes out on November 17 at 8:00 AM, the contact's time"
    const request = atNight(policy, stranger()).asks()
    expect(request.verdict).toMatchObject({
      status: 'held',
      reason: 'quiet_hours',
      until: MORNING,
      sentence: `${sentence}.`,
    })
    isAskedFirst(atNight(policy, stranger()), policy, {
      reason: 'quiet_hours',
      until: MORNING,
      sentence: `${sentence}, and your message follows if they agree.`,
    })
  })

  it('that resumes after the morning is the reason at night too', () => {
    const until = MORNING + HOUR
    const play = atNight(
      nightly({ sender: { pausedUntil: until } }),
      wroteAt(MORNING - DAY + 2 * HOUR),
    )
    expect(play.sends('Hello').verdict).toMatchObject({ reason: 'sender_paused', until })
    expect(story(nightly({ sender: { pausedUntil: until } })).asks().verdict).toMatchObject({
      status: 'held',
      reason: 'sender_paused',
      until,
    })
  })

  it('lets an opt-in request of the night wait on, instead of failing it', () => {
    const play = atNight(nightly(), stranger())
    expect(play.asks().verdict).toMatchObject({ status: 'held', until: MORNING })
    const until = MORNING + 2 * HOUR
    play.change(nightly({ sender: { pausedUntil: until } }))
    play.wait(MORNING - NIGHT)
    expect(play.wakes()).toMatchObject({ sent: [], events: ['message.held'] })
    expect(play.message('ask1')).toMatchObject({
      status: 'held',
      verdict: {
        reason: 'sender_paused',
        until,
        sentence:
          'The provider has paused this number for now. The opt-in request goes out on November 17 at 3:00 PM UTC.',
      },
    })
    play.wait(2 * HOUR)
    expect(play.wakes().sent).toHaveLength(1)
  })

  it('names no time within the pause for the next opt-in request', () => {
    const play = story(policyWith())
    play.asks()
    const until = T0 + 2 * DAY
    play.change(policyWith({ sender: { pausedUntil: until } }))
    play.wait(HOUR)
    expect(play.sends('Hello').verdict).toMatchObject({
      reason: 'consent_pending',
      sentence: expect.stringContaining('You can ask again on November 18 at 3:00 PM UTC.'),
      remedies: [{ do: 'wait_for_contact' }, { do: 'request_opt_in', from: until }],
    })
  })

  it('asks a contact who was never asked when the pause is over, and says so', () => {
    isAskedFirst(story(paused()), paused(), {
      reason: 'sender_paused',
      until: pausedUntil,
      sentence:
        'The provider has paused this number for now. The opt-in request goes out on November 17 at 3:00 AM UTC, and your message follows if the contact agrees.',
    })
  })

  it('lets a message for a time within the pause wait, since the contact may write', () => {
    const play = story(paused(), wroteAt(pausedUntil - DAY))
    const { verdict } = play.sends('Hello', { notBefore: T0 + HOUR })
    expect(verdict).toMatchObject({
      status: 'held',
      reason: 'scheduled',
      until: T0 + HOUR,
      sentence: expect.stringContaining('would have to wait until November 17 at 3:00 AM UTC'),
    })
  })

  it('that resumes at night names the morning as the earliest time', () => {
    const play = story(paused({ rules: { quietHours } }), wroteAt(pausedUntil - DAY))
    expect(play.sends('Hello').verdict).toMatchObject({
      reason: 'session_closed',
      closesAt: pausedUntil,
      earliestAt: MORNING,
    })
  })

  it('isn’t the reason why a message for after its end waits', () => {
    const play = story(paused(), wroteAt(T0 - HOUR))
    const { verdict } = play.sends('Hello', { notBefore: pausedUntil + HOUR })
    expect(verdict).toMatchObject({ reason: 'scheduled', until: pausedUntil + HOUR })
  })
})

describe('a first message at night', () => {
  it('says that the request goes out in the morning, and the message after the YES', () => {
    isAskedFirst(atNight(nightly(), stranger()), nightly(), {
      reason: 'quiet_hours',
      until: MORNING,
      sentence:
        "It's 11:00 PM for the contact. The opt-in request goes out on November 17 at 8:00 AM, the contact's time, and your message follows if they agree.",
    })
  })

  it.each([
    ['Germany', 'DE', ['Europe/Berlin', 'Europe/Zurich'], '11:00 PM'],
    ['Austria', 'AT', ['Europe/Vienna'], '11:00 PM'],
  ] as const)(
    'says what time it is in %s, whose zones all have the same',
    (_, country, timeZones, now) => {
      const policy = nightly({ place: { country, timeZones } })
      const play = story(policy, stranger())
      play.wait(7 * HOUR)
      const sentence = `It's ${now} for the contact. The opt-in request goes out on November 17 at 8:00 AM, the contact's time`
      expect(play.sends('Hello').verdict).toMatchObject({
        sentence: `${sentence}, and your message follows if they agree.`,
      })
      expect(play.asks().verdict).toMatchObject({ sentence: `${sentence}.` })
    },
  )

  it('says that it may be night where the zones differ at that moment, as Phoenix in summer', () => {
    const timeZones = ['America/Phoenix', 'America/Denver']
    const place = { country: 'US', region: 'US-AZ', timeZones }
    const read = (at: number) => {
      const play = story(nightly({ place }), agreed())
      play.wait(at - T0)
      const content = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
      const { verdict } = play.sends(content)
      return verdict.status === 'accepted' ? '' : verdict.sentence
    }
    expect(read(Date.UTC(2026, 11, 1, 12))).toContain("It's 5:00 AM for the contact.")
    expect(read(Date.UTC(2027, 6, 1, 11))).toContain('It may be too early')
  })

  it('names the agent’s time if the contact’s isn’t known', () => {
    const place = { country: 'US', timeZones: ['America/New_York', 'America/Chicago'] }
    const play = atNight(nightly({ place }), stranger())
    expect(play.sends('Hello').verdict).toMatchObject({
      sentence:
        'It may be too early or too late where the contact is. The opt-in request goes out on November 17 at 4:00 PM UTC, and your message follows if they agree.',
    })
  })

  it('is refused if the request will have no template when the session has closed', () => {
    const session = { lastInboundAt: T0 - 3 * HOUR, address: CONTACT }
    const policy = nightly({ templates: [] })
    const play = atNight(policy, stranger({ sessions: { [SENDER]: session } }))
    const refusal = { status: 'refused', reason: 'template_unavailable' }
    expect(play.sends('Hello').verdict).toMatchObject(refusal)
    expect(play.asks().verdict).toMatchObject(refusal)
  })
})

describe('a message for later', () => {
  it('waits, but says that the session closes in the night that its time is in', () => {
    const play = story(nightly(), wroteAt(T0 - 3 * HOUR))
    const { verdict } = play.sends('Hello', { notBefore: NIGHT })
    expect(verdict).toMatchObject({
      status: 'held',
      reason: 'scheduled',
      until: NIGHT,
      sentence:
        "The message is scheduled for November 17 at 4:00 AM UTC. As things stand, it won't go out then: “Your message would have to wait until November 17 at 1:00 PM UTC, and the session (24 hours) closes before that. WhatsApp then allows only templates: choose one from the list.”",
      remedies: [
        { do: 'wait_until', at: NIGHT },
        { do: 'choose_template', templates: [{ name: 'appointment', language: 'en' }] },
        { do: 'wait_for_contact' },
      ],
    })
  })

  it('waits, but says that the session will have closed', () => {
    const play = story(policyWith(), wroteAt(T0 - HOUR))
    const { verdict } = play.sends('Hello', { notBefore: T0 + DAY })
    expect(verdict).toMatchObject({
      status: 'held',
      reason: 'scheduled',
      until: T0 + DAY,
      sentence:
        "The message is scheduled for November 17 at 3:00 PM UTC. As things stand, it won't go out then: “Your message would have to wait until November 17 at 3:00 PM UTC, and the session (24 hours) closes before that. WhatsApp then allows only templates: choose one from the list.”",
      remedies: [
        { do: 'wait_until', at: T0 + DAY },
        { do: 'choose_template', templates: [{ name: 'appointment', language: 'en' }] },
        { do: 'wait_for_contact' },
      ],
    })
    play.wait(HOUR)
    play.writes('Tomorrow is fine')
    play.wait(DAY - HOUR)
    expect(play.wakes().sent).toEqual(['Hello'])
  })

  it('names the morning if its time is at night', () => {
    const play = story(nightly(), agreed())
    const content = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const
    expect(play.sends(content, { notBefore: NIGHT }).verdict).toMatchObject({
      reason: 'scheduled',
      until: NIGHT,
      sentence:
        "The message is scheduled for November 17 at 4:00 AM UTC. As things stand, it won't go out then: “It's 11:00 PM for the contact. Your message goes out on November 17 at 8:00 AM, the contact's time.”",
      remedies: [{ do: 'wait_until', at: NIGHT }],
    })
  })
})
