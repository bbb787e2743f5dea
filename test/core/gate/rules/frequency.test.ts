import { describe, expect, it } from 'vitest'
import { DAY, HOUR, policyWith, story, T0, talking, text } from '../../../support/given.ts'

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
