/** All problems of a configuration are reported in one run, without those that only follow from another. */

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSetup } from '../../src/runtime/setup/setup.ts'
import { sentenceProblems } from '../../src/runtime/setup/texts.ts'
import { problemsOf, readConfig } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'

type Values = Readonly<Record<string, unknown>>

/** The example with other values, by the path of the field. */
const spoiled = (values: Values) => {
  const config = structuredClone(EXAMPLE)
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.')
    const parent = names.slice(0, -1).reduce((part, name) => part[name], config)
    parent[names.at(-1) ?? ''] = value
  }
  return config
}
const problems = (values: Values, env: Record<string, string> = ENV) =>
  problemsOf(spoiled(values), env)

const POLICY = 'organisations.0.policy'
const SENDERS = 'organisations.0.lines.0.senders'

it('a misspelt field, a wrong reference, a wrong word and a short key, all in one run', () => {
  const found = problems(
    {
      metric: true,
      'organisations.0.crm': 'acme-crn',
      [`${POLICY}.purpose`]: 'news',
      [`${POLICY}.held`]: { max: -1 },
    },
    { ...ENV, ACME_API_KEY: 'short' },
  )
  expect(found).toEqual([
    'organisations[0].policy.held.max: expected at least 0',
    'metric: unknown field (is metrics meant?)',
    'organisations[0].crm: there is no connection "acme-crn" (there are acme-twilio, acme-crm)',
    'organisations[0].policy.purpose: "news" is not in purposes (there are service, marketing)',
    'organisations[0].apiKeys[0]: ACME_API_KEY is too short: expected 24 characters or more, such as `openssl rand -hex 32` makes',
  ])
})

it.each([
  [
    'a wrong connection is not also missing',
    { 'connections.acme-twilio.accountSid': 'AC' },
    'connections.acme-twilio.accountSid: expected AC and 32 hexadecimal digits',
  ],
  [
    'purposes that are wrong are not also missing',
    { [POLICY]: { purpose: 'news', purposes: { news: { like: 'nothing' } } } },
    'organisations[0].policy.purposes.news.like: expected one of marketing, service',
  ],
  [
    'two organisations without keys have not the same one',
    { 'organisations.0.apiKeys': [] },
    'organisations[0].apiKeys: expected a list of at least 1 entry',
  ],
  [
    'a wrong address is not also foreign to a connection',
    { [`${SENDERS}.0.address`]: '+15550001111' },
    'organisations[0].lines[0].senders[0].address: expected whatsapp:+… or sms:+… (E.164, without spaces)',
  ],
  [
    'a list of senders that is none',
    { [SENDERS]: {} },
    'organisations[0].lines[0].senders: expected a list',
  ],
])('nothing follows: %s', (_, values, problem) => {
  expect(problems(values)).toEqual([problem])
})

it('a list that is empty hides nothing else', () => {
  const { lines, ...other } = EXAMPLE.organisations[0]
  const found = problems({
    'organisations.1': { ...other, lines: [] },
    [`${SENDERS}.0.connection`]: 'acme-twillio',
    'connections.acme-crm.url': 'crm',
  })
  expect(found).toEqual([
    'connections.acme-crm.url: expected https:// or http:// and a host',
    'organisations[1].lines: expected a list of at least 1 entry',
    'organisations[0].lines[0].senders[0].connection: there is no connection "acme-twillio" (there are acme-twilio, acme-crm)',
    'organisations[1].id: "acme" is used twice',
    'organisations[1].apiKeys[0]: this key is configured twice',
  ])
})

it('a wrong row of quiet hours, and one of a place that does not exist', () => {
  const hours = { AT: { weekdays: null }, 'DE-ZZ': { weekdays: [8, 20] } }
  expect(problems({ [POLICY]: { quietHours: { hours } } })).toEqual([
    expect.stringMatching(/hours\.AT: never opens/),
    expect.stringMatching(/hours\.DE-ZZ: DE has no such region/),
  ])
})

it.each([
  [1e20, 'at most 31622400000 (366 days)'],
  [-1e20, 'at least 0'],
])('one error for a number that breaks two limits: %d', (requestIntervalMs, wanted) => {
  expect(problems({ [POLICY]: { requestIntervalMs } })).toEqual([
    `organisations[0].policy.requestIntervalMs: expected ${wanted}`,
  ])
})

it('every wrong country', () => {
  expect(problems({ [POLICY]: { countries: ['UK', 'gb', 'US', 'ZZ'] } })).toEqual(
    [1, 0, 3].map(
      (i) => `organisations[0].policy.countries[${i}]: expected an ISO 3166 code, such as US or GB`,
    ),
  )
})

it('every wrong sentence', () => {
  const sentences = { frequency_limit: '{x}', session_closed: '' }
  expect(
    problemsOf(spoiled({ [`${POLICY}.sentences`]: sentences }), ENV, (config, env) =>
      readConfig(config, env, sentenceProblems),
    ),
  ).toEqual([
    'organisations[0].policy.sentences.session_closed: expected text of at least 1 character',
    expect.stringMatching(/^organisations\[0]\.policy\.sentences\.frequency_limit: \{x} is not/),
  ])
})

it.each([
  [
    'a CRM given twice',
    { 'organisations.0.crm': ['acme-crm', 'acme-crm'] },
    'crm[1]: is given twice',
  ],
  [
    'two quick replies of one name',
    { 'organisations.0.quickReplies': ['a', 'b'].map((text) => ({ name: 'hours', text })) },
    'quickReplies[1].name: "hours" is used twice',
  ],
  [
    'a time zone that is an offset',
    { 'organisations.0.timeZone': '+02:00' },
    'timeZone: expected an IANA time zone, such as Europe/Berlin',
  ],
  [
    'a brace that is never closed',
    { [POLICY]: { wording: { help: 'Ask {agent. STOP ends messages.' } } },
    'policy.wording.help: has an unmatched brace: placeholders are written as {line}',
  ],
  [
    'a brace too many',
    { [POLICY]: { sentences: { quiet_hours: 'It goes out {day}} {time}.' } } },
    'policy.sentences.quiet_hours: has an unmatched brace: placeholders are written as {line}',
  ],
])('what was meant otherwise stops the start: %s', (_, values, problem) => {
  const found = problemsOf(spoiled(values), ENV, (config, env) =>
    readConfig(config, env, sentenceProblems),
  )
  expect(found).toEqual([`organisations[0].${problem}`])
})

it('two keys that are not set are not also the same', () => {
  const apiKeys = [{ env: 'KEY_A' }, { env: 'KEY_B' }]
  expect(problems({ 'organisations.0.apiKeys': apiKeys })).toEqual([
    'organisations[0].apiKeys[0]: the environment variable KEY_A is not set',
    'organisations[0].apiKeys[1]: the environment variable KEY_B is not set',
  ])
})

it('one sender is wrong, and another is configured twice', () => {
  const [, sms] = EXAMPLE.organisations[0].lines[0].senders
  const found = problems({ [`${SENDERS}.0.address`]: 'whatsapp', [`${SENDERS}.2`]: sms })
  expect(found).toEqual([
    'organisations[0].lines[0].senders[0].address: expected whatsapp:+… or sms:+… (E.164, without spaces)',
    'organisations[0].lines[0].senders[2].address: sms:+15550001111 is configured twice, first at organisations[0].lines[0].senders[1].address',
  ])
})

it('which purpose of a list, and which CRM, is unknown', () => {
  const purposes = { service: { label: 'your order' } }
  const frequency = ['marketing', 'news'].map((purpose) => ({ purpose, max: 1, perMs: 1000 }))
  const policy = { purposes, optInPurposes: ['marketing', 'offers'], frequency }
  expect(problems({ [POLICY]: policy, 'organisations.0.crm': ['acme-crm', 'crn'] })).toEqual([
    expect.stringMatching(/^organisations\[0]\.crm\[1]: there is no connection "crn"/),
    'organisations[0].policy.optInPurposes[1]: "offers" is not in purposes (there are service, marketing)',
    'organisations[0].policy.frequency[1].purpose: "news" is not in purposes (there are service, marketing)',
  ])
})

it('the environment, the file and its sentences', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'postern-')), 'postern.config.json')
  const config = spoiled({
    [`${POLICY}.sentences`]: { nope: 'x' },
    'organisations.0.lines.0.policy': { purpose: 'news' },
  })
  writeFileSync(file, JSON.stringify(config).replace('{', '{"metrics": true, "metrics": true,'))
  const env = { PORT: 'http', LOG_LEVEL: 'loud', POSTERN_SECRET: 'short', POSTERN_CONFIG: file }
  await expect(readSetup({ ...ENV, ...env })).rejects.toMatchObject({
    problems: [
      'PORT: expected a number from 0 to 65535',
      'metrics: is given twice, in line 1 and in line 1; keep one of them',
      'LOG_LEVEL: expected one of debug, info, warn, error, silent',
      expect.stringMatching(/^POSTERN_SECRET is too short/),
      'organisations[0].lines[0].policy.purpose: "news" is not in purposes (there are service, marketing)',
      expect.stringMatching(/^organisations\[0]\.policy\.sentences\.nope: there is no sentence/),
    ],
  })
})
