import { expect, it } from 'vitest'
import { problemsOf } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'

type Members = Record<string, unknown>

const BLANK = 'is blank: expected at least one visible character'

const organisation = (members: Members) => {
  const config = structuredClone(EXAMPLE)
  Object.assign(config.organisations[0], members)
  return config
}

it.each([
  ['name', { name: ' ' }],
  ['quickReplies[0].name', { quickReplies: [{ name: '\t', text: 'We are open.' }] }],
  ['quickReplies[0].text', { quickReplies: [{ name: 'hours', text: ' \n' }] }],
  ['variableNames.reminder.1', { variableNames: { reminder: { '1': ' ' } } }],
  ['policy.optInTemplate', { policy: { optInTemplate: ' ' } }],
  ['policy.purposes.news.label', { policy: { purposes: { news: { label: ' ' } } } }],
  ['policy.keywords.joinBasis', { policy: { keywords: { joinBasis: ' ' } } }],
  ['policy.keywords.optOutPayloads[0]', { policy: { keywords: { optOutPayloads: [' '] } } }],
  ['policy.sentences.contact_taken', { policy: { sentences: { contact_taken: ' ' } } }],
  ['policy.wording.help', { policy: { wording: { help: '\u200b' } } }],
])('a configuration with a blank %s is refused with its path', (path, members) => {
  expect(problemsOf(organisation(members), ENV)).toEqual([`organisations[0].${path}: ${BLANK}`])
})

it('a purpose’s label may have marks of direction, a connection’s agent none', () => {
  const config = organisation({ policy: { purposes: { news: { label: '\u05db\u05df!\u200f' } } } })
  expect(problemsOf(config, ENV)).toEqual([])
  config.connections.espo = {
    adapter: 'twilio-api',
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: { env: 'ESPO_TOKEN' },
    agent: 'ana\u200f',
  }
  const env = { ...ENV, ESPO_TOKEN: 't'.repeat(32) }
  expect(problemsOf(config, env)).toEqual([
    expect.stringContaining('connections.espo.agent: has the invisible character U+200F: '),
  ])
})

it('the agent of a Twilio client may not be blank in the configuration', () => {
  const config = organisation({})
  config.connections.espo = {
    adapter: 'twilio-api',
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: { env: 'ESPO_TOKEN' },
    agent: ' ',
  }
  const env = { ...ENV, ESPO_TOKEN: 't'.repeat(32) }
  expect(problemsOf(config, env)).toContain(`connections.espo.agent: ${BLANK}`)
})
