/** The configuration of a connection to Meta. */

import { expect, test } from 'vitest'
import { problemsOf } from '../../../support/adapters.ts'
import type { Configuration, Part } from '../../../support/configuration.ts'
import { META_CONFIG, META_ENV } from '../../../support/provider/meta-gateway.ts'

type Spoil = (
  connection: Part,
  senders: Configuration['organisations'][0]['lines'][0]['senders'],
) => void

const problems = (spoil: Spoil) => {
  const config = structuredClone(META_CONFIG)
  spoil(config.connections['acme-meta'] as Part, config.organisations[0].lines[0].senders)
  return problemsOf(config, META_ENV)
}

test('the ids of account and number are enough', () => {
  expect(problems(() => {})).toEqual([])
  expect(
    problems((connection) => {
      connection.appId = '998100000000001'
      connection.graphUrl = 'https://graph.facebook.com'
      connection.graphVersion = 'v26.0'
    }),
  ).toEqual([])
})

const SENDERS = 'organisations[0].lines[0].senders'
test.each<[string, Spoil, string]>([
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
  expect(problems(spoil).join('\n')).toContain(problem)
})
