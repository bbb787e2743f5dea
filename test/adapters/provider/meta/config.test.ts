/** A connection to Meta as it stands in the configuration. */

import { expect, test } from 'vitest'
import { ConfigError } from '../../../../src/config/schema.ts'
import { readConfig } from '../../../support/adapters.ts'
import { META_CONFIG, META_ENV } from '../../../support/provider/meta-gateway.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test spoils the file in ways that no type allows
type Spoiled = any

const problemsOf = (spoil: (connection: Spoiled, senders: Spoiled) => void) => {
  const config = structuredClone(META_CONFIG) as Spoiled
  spoil(config.connections['acme-meta'], config.organisations[0].lines[0].senders)
  try {
    readConfig(config, META_ENV)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('the ids of account and number are enough', () => {
  expect(problemsOf(() => {})).toEqual([])
  expect(
    problemsOf((connection) => {
      connection.appId = '998100000000001'
      connection.graphUrl = 'https://graph.facebook.com'
      connection.graphVersion = 'v26.0'
    }),
  ).toEqual([])
})

const SENDERS = 'organisations[0].lines[0].senders'
test.each<[string, (connection: Spoiled, senders: Spoiled) => void, string]>([
  [
    'a sender without its id',
    (_, senders) => {
      delete senders[0].phoneNumberId
    },
    `${SENDERS}[0].phoneNumberId`,
  ],
  [
    'an id that is a number',
    (_, senders) => {
      senders[0].phoneNumberId = 1065
    },
    `${SENDERS}[0].phoneNumberId`,
  ],
  [
    'a version without its v',
    (connection) => {
      connection.graphVersion = '26'
    },
    'connections.acme-meta.graphVersion: expected a version such as v26.0',
  ],
  [
    'a private address',
    (connection) => {
      connection.graphUrl = 'http://127.0.0.1:4000'
    },
    'connections.acme-meta.graphUrl',
  ],
  [
    'no app secret',
    (connection) => {
      connection.appSecrets = []
    },
    'connections.acme-meta.appSecrets',
  ],
  [
    'a sender for SMS',
    (_, senders) => {
      senders.push({ ...senders[0], address: 'sms:+15550100002', phoneNumberId: '7' })
    },
    'sms:+15550100002 is not a WhatsApp number; Meta supports nothing else',
  ],
  [
    'one id for two senders',
    (_, senders) => {
      senders.push({ ...senders[0], address: 'whatsapp:+15550100002' })
    },
    'have the same phoneNumberId',
  ],
])('names %s', (_, spoil, problem) => {
  expect(problemsOf(spoil).join('\n')).toContain(problem)
})
