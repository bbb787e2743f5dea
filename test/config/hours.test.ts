import { describe, expect, it } from 'vitest'
import { wholeCountry } from '../../src/config/country.ts'
import { everOpens } from '../../src/core/gate/law/hours.ts'
import { rulesSchema } from '../../src/core/model/policy/rules.ts'
import { textWarnings } from '../../src/runtime/setup/texts.ts'
import { problemsOf, readConfig } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'

type Members = Record<string, unknown>

const withPolicy = (policy: Members) => {
  const config = structuredClone(EXAMPLE)
  config.organisations[0].policy = policy
  return config
}
const problems = (policy: Members) => problemsOf(withPolicy(policy), ENV)
const quiet = (hours: Members) => ({ quietHours: { enabled: true, hours } })
const AT = 'organisations[0].policy.quietHours.hours'

describe('hours that never open stop the start', () => {
  it.each([
    ['no weekday', { weekdays: null }],
    ['no day', { weekdays: null, saturday: null, sunday: null }],
  ])('%s', (_, row) => {
    expect(problems(quiet({ DE: row }))).toEqual([
      `${AT}.DE: never opens: give weekdays, saturday or sunday hours, such as [8, 20]`,
    ])
  })

  it('but not those that open on Saturdays alone', () => {
    expect(problems(quiet({ DE: { weekdays: null, saturday: [8, 12], sunday: null } }))).toEqual([])
  })

  it('too short for a country of many time zones', () => {
    expect(problems(quiet({ RU: { weekdays: [9, 18] } })).join()).toMatch(
      /hours\.RU: leaves no time at which a contact in RU whose region is unknown may get messages, .*time zones: give longer hours/,
    )
    expect(problems(quiet({ RU: { weekdays: [8, 21] } }))).toEqual([])
  })

  it('in two regions that are never open together', () => {
    const hours = { 'AT-1': { weekdays: [8, 12] }, 'AT-9': { weekdays: [14, 20] } }
    expect(problems(quiet(hours))).toEqual([
      `${AT}.AT-1: leaves no time at which a contact in AT whose region is unknown may get messages, since the hours of every region must allow it: give longer hours, or hours that overlap`,
    ])
  })

  it('of the row * in a country of many time zones: a warning, since all others are open', () => {
    const directory = readConfig(withPolicy(quiet({ '*': { weekdays: [9, 18] } })), ENV)
    const [warning, ...others] = textWarnings(directory)
    expect(warning).toMatch(/^acme: policy\.quietHours\.hours\["\*"] leaves no time .*\bRU\b/)
    expect(others).toEqual([])
    expect(
      textWarnings(readConfig(withPolicy(quiet({ '*': { weekdays: [8, 21] } })), ENV)),
    ).toEqual([])
  })

  it('none of the shipped ones', () => {
    const rules = rulesSchema.parse({ quietHours: { enabled: true } })
    const closed = ['US', 'CA', 'RU', 'AU', 'BR', 'MX', 'DE', 'FR', 'GB', 'IN', 'ID', 'KZ'].filter(
      (country) =>
        !everOpens(
          {},
          { rules, place: wholeCountry(country), organisation: {} },
          Date.UTC(2027, 0, 4),
        ),
    )
    expect(closed).toEqual([])
  })
})

it.each([
  [
    'DE-ZZ',
    /^organisations\[0]\.policy\.quietHours\.hours\.DE-ZZ: DE has no such region \(there are BB, BE, /,
  ],
  ['FR-ABC', /FR-ABC: FR has no such region: expected one of ISO 3166-2$/],
  ['XX-YY', /XX-YY: expected an ISO 3166 code, such as US or GB$/],
  ['US-ZZ', /US-ZZ: US has no such region \(there are AK, AL, /],
])('hours of the region %s, which does not exist, stop the start', (place, problem) => {
  expect(problems(quiet({ [place]: { weekdays: [8, 20] } })).join()).toMatch(problem)
})

it.each(['DE-BY', 'CA-QC', 'US-PR', 'IN-OD', 'LU-D', 'MX-CMX'])('%s is a region', (place) => {
  expect(problems(quiet({ [place]: { weekdays: [8, 21] } }))).toEqual([])
})

it.each([
  ['sessionMs', { sessionMs: 9e15 }, '259200000 (3 days)'],
  ['requestIntervalMs', { requestIntervalMs: 1e14 }, '31622400000 (366 days)'],
  ['held.ttlMs', { held: { ttlMs: 1e14 } }, '31622400000 (366 days)'],
  ['held.max', { held: { max: 1e9 } }, '1000'],
  ['ownership.idleMs', { ownership: { idleMs: 1e14 } }, '316224000000 (3660 days)'],
  ['automatic.cooldownMs', { automatic: { cooldownMs: 1e14 } }, '31622400000 (366 days)'],
  ['automatic.perMs', { automatic: { perMs: 1e14 } }, '31622400000 (366 days)'],
  ['automatic.max', { automatic: { max: 1e9 } }, '1000'],
  ['quietHours.answerMs', { quietHours: { answerMs: 1e12 } }, '604800000 (7 days)'],
  [
    'frequency[0].perMs',
    { frequency: [{ purpose: 'marketing', max: 1, perMs: 1e14 }] },
    '31622400000 (366 days)',
  ],
  ['retention.wordsDays', { retention: { wordsDays: 1e9 } }, '36600'],
])('a %s that nobody can mean stops the start', (field, policy, bound) => {
  expect(problems(policy)).toEqual([`organisations[0].policy.${field}: expected at most ${bound}`])
})
