/** A start loads only the adapters that its configuration names, and reports its mistakes as if it had loaded all. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LOADERS, readConfig } from '../../../src/runtime/setup/load-adapters.ts'

const EXAMPLE = JSON.parse(readFileSync('postern.config.example.json', 'utf8'))
const ENV = {
  TWILIO_AUTH_TOKEN: 'a token of 24 characters or more',
  CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ACME_API_KEY: 'a key of 24 characters or more',
}
const [organisation] = EXAMPLE.organisations
const [line] = organisation.lines
const [sender] = line.senders

const problemsOf = (config: object) =>
  readConfig(config, ENV).then(
    () => [],
    ({ problems }) => problems,
  )

test('no other adapter is loaded', async () => {
  const { adapters } = await readConfig(EXAMPLE, ENV)
  expect(adapters.map(({ name }) => name)).toEqual(['twilio', 'webhook'])
})

test('an unknown adapter’s error lists all that exist', async () => {
  const connections = { ...EXAMPLE.connections, 'acme-crm': { adapter: 'owl' } }
  expect(await problemsOf({ ...EXAMPLE, connections })).toEqual([
    `connections.acme-crm.adapter: expected one of ${Object.keys(LOADERS).join(', ')}`,
  ])
  expect(await problemsOf({ ...EXAMPLE, connections: null })).toContainEqual(
    expect.stringContaining('connections'),
  )
})

test('a field of another adapter’s senders is not reported as unknown', async () => {
  const lines = [{ ...line, senders: [{ ...sender, phoneNumberId: '42' }] }]
  expect(await problemsOf({ ...EXAMPLE, organisations: [{ ...organisation, lines }] })).toEqual([
    'organisations[0].lines[0].senders[0].phoneNumberId: senders of "twilio" have no such field',
  ])
})
