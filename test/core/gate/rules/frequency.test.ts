import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, policyWith, story, T0, talking, text } from '../../../support/given.ts'

const marketing = { purposes: { marketing: { requires: 'nothing' } } }
const inState = (region: string | undefined, rules: object = {}) =>
  policyWith({
    rules: { ...marketing, ...rules },
    place: { country: 'US', timeZones: [], ...(region !== undefined && { region }) },
  })

const sendTimes = (policy: ReturnType<typeof inState>, count: number, purpose = 'marketing') => {
  const play = story(policy, talking())
  const verdicts = Array.from(
    { length: count },
    () => play.sends(text('News'), { purpose }).verdict,
  )
  return { play, last: verdicts.at(-1) }
}

describe('the law of Florida and Oklahoma', () => {
  it.each(['US-FL', 'US-OK', undefined])('allows three in 24 hours (%s)', (region) => {
    const { play, last } = sendTimes(inState(region), 3)
    expect(last).toEqual({ status: 'accepted' })
    play.wait(HOUR)
    expect(play.sends(text('News'), { purpose: 'marketing' }).verdict).toMatchObject({
      reason: 'frequency_limit',
      purpose: 'marketing',
      max: 3,
      perMs: DAY,
      until: T0 + DAY,
      remedies: [{ do: 'wait_until', at: T0 + DAY }],
      sentence: expect.stringContaining('3 messages'),
    })
    expect(play.sends(text('Your order'), { purpose: 'service' }).verdict.status).toBe('accepted')
  })

  it('doesn’t apply elsewhere, nor to service', () => {
    expect(sendTimes(inState('US-NY'), 5).last).toEqual({ status: 'accepted' })
    expect(sendTimes(inState('US-FL'), 5, 'service').last).toEqual({ status: 'accepted' })
  })
})

it('can be limited further by the organisation, per purpose', () => {
  const frequency = [{ purpose: 'marketing', max: 1, perMs: 2 * HOUR }]
  const { play, last } = sendTimes(inState('US-NY', { frequency }), 2)
  expect(last).toMatchObject({ reason: 'frequency_limit', until: T0 + 2 * HOUR })
  play.wait(2 * HOUR)
  expect(play.sends(text('News'), { purpose: 'marketing' }).verdict.status).toBe('accepted')
})

it('names the morning if the limit ends at night', () => {
  const frequency = [{ purpose: 'marketing', max: 1, perMs: 12 * HOUR }]
  const policy = policyWith({
    rules: { ...marketing, frequency, quietHours: { enabled: true } },
    place: { country: 'US', region: 'US-NY', timeZones: ['America/New_York'] },
  })
  const morning = T0 + 22 * HOUR
  expect(sendTimes(policy, 2).last).toMatchObject({
    until: morning,
    remedies: [{ do: 'wait_until', at: morning }],
  })
})

describe('what already waits', () => {
  const frequency = [{ purpose: 'marketing', max: 2, perMs: DAY }]
  const policy = policyWith({
    rules: { ...marketing, frequency, quietHours: { enabled: true } },
    place: { country: 'CR', timeZones: ['America/New_York'] },
  })
  const morning = T0 + 22 * HOUR
  const news = { purpose: 'marketing' }
  const atNight = () => {
    const play = story(policy, talking({ sessions: {} }))
    play.wait(13 * HOUR)
    return play
  }
  const offer = { kind: 'template', name: 'appointment', variables: { 1: 'May' } } as const

  it('counts, so that everything promised for the morning can be sent then', () => {
    const play = atNight()
    for (let i = 0; i < 2; i++)
      expect(play.sends(offer, news).verdict).toMatchObject({ status: 'held', until: morning })
    expect(play.sends(offer, news).verdict).toMatchObject({
      status: 'refused',
      reason: 'frequency_limit',
      max: 2,
      waiting: 2,
      until: morning + DAY,
      sentence:
        'Counting what is already waiting, the contact gets 2 messages of this kind ("marketing") within 24 hours, which is the limit. Try again on November 18 at 1:00 PM UTC.',
      remedies: [{ do: 'wait_until', at: morning + DAY }],
    })
    expect(play.sends(offer).verdict.status).toBe('accepted')
    play.wait(morning - play.now())
    expect(play.wakes().sent).toHaveLength(2)
  })

  it('counts with what was sent', () => {
    const play = story(policy, talking({ sessions: {} }))
    play.sends(offer, news)
    play.wait(13 * HOUR)
    expect(play.sends(offer, news).verdict).toMatchObject({ status: 'held', until: morning })
    expect(play.sends(offer, news).verdict).toMatchObject({
      waiting: 1,
      until: T0 + DAY,
    })
  })

  it('counts while its purpose is the same, and it has not been withdrawn', () => {
    const play = atNight()
    play.sends(offer, news)
    play.sends(offer, news)
    play.recalls('out1')
    expect(play.sends(offer, news).verdict).toMatchObject({ status: 'held', until: morning })
  })

  it('counts for messages that would wait for consent with it', () => {
    const play = story(policyWith({ rules: { ...marketing, frequency } }))
    for (let i = 0; i < 2; i++)
      expect(play.sends('News', news).verdict).toMatchObject({ status: 'held', until: 'consent' })
    expect(play.sends('News', news).verdict).toMatchObject({
      reason: 'frequency_limit',
      waiting: 2,
    })
    expect(play.sends('Your order').verdict).toMatchObject({ status: 'held' })
    expect(play.writes('YES').sent.filter((one) => one === 'News')).toHaveLength(2)
  })

  it('lets a message go out now, although messages for later then exceed the limit', () => {
    const play = story(policyWith({ rules: { ...marketing, frequency } }), talking())
    for (const hours of [3, 4]) {
      play.sends('Later', { ...news, notBefore: T0 + hours * HOUR })
      play.wait(MINUTE)
    }
    expect(play.sends('Now', news).verdict.status).toBe('accepted')
    expect(play.wakes().events).toEqual(['message.held'])
    expect(play.message('out2')).toMatchObject({
      verdict: {
        sentence: expect.stringContaining(
          "it won't go out then: “Counting what is already waiting",
        ),
      },
    })
  })
})

it('names the limit that lasts longest', () => {
  const frequency = [
    { purpose: 'marketing', max: 1, perMs: 2 * HOUR },
    { purpose: 'marketing', max: 1, perMs: 3 * DAY },
  ]
  expect(sendTimes(inState('US-NY', { frequency }), 2).last).toMatchObject({
    until: T0 + 3 * DAY,
    sentence: expect.stringContaining('1 message of this kind ("marketing") within 3 days'),
  })
})
