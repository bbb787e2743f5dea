/** A gateway with two CRMs that speak Twilio, on real servers. */

import twilio from 'twilio'
import { afterEach, beforeEach } from 'vitest'
import { createNodeFetch } from '../../../../../src/net/http-node.ts'
import type { Store } from '../../../../../src/ports/store.ts'
import { configOf, TWILIO } from '../../../../support/configuration.ts'
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  openTwilioCrmServer,
  type TwilioCrmServer,
} from '../../../../support/crm/twilio-harness.ts'
import { createMemoryStore } from '../../../../support/database/memory-store.ts'
import { createWorld, type World } from '../../../../support/world.ts'

export let crm: TwilioCrmServer
export let other: TwilioCrmServer

/** A second CRM next to `acme-crm` gets the events too. */
export const openWorld = (store: Store = memory()): Promise<World> => {
  const connectionOf = ({ origin }: TwilioCrmServer, accountSid: string) => ({
    adapter: 'twilio-api',
    accountSid,
    authToken: { env: 'ISSUED_TOKEN' },
    inboundUrl: `${origin}/sms`,
    agent: 'bot',
    allowPrivate: true,
  })
  const config = configOf({
    connections: {
      'acme-twilio': TWILIO,
      'acme-crm': connectionOf(crm, ACCOUNT_SID),
      'other-crm': connectionOf(other, `AC${'d1'.repeat(16)}`),
    },
    crm: ['acme-crm', 'other-crm'],
  })
  return createWorld(store, config, createNodeFetch(), { ISSUED_TOKEN: AUTH_TOKEN })
}

export const memory = () => createMemoryStore({ hashKey: 'the hash key of the test' })

/** The CRM answers the messages that come now by these. */
export const answers = (...messages: readonly string[]) => {
  const response = new twilio.twiml.MessagingResponse()
  for (const text of messages) response.message({ action: '/status' }, text)
  crm.says(response.toString())
}

export const agreed = async (world: World) => {
  await world.writes('Hello')
  await world.writes('YES')
}
export const callbacks = () =>
  crm.arrived
    .filter(({ path }) => path === '/status')
    .map(({ form }) => [form.MessageSid, form.MessageStatus])

/** Each test has two CRMs, which answer nothing at first. */
export const useCrms = () => {
  beforeEach(async () => {
    crm = await openTwilioCrmServer()
    other = await openTwilioCrmServer()
    for (const server of [crm, other]) server.says('<Response/>')
  })
  afterEach(async () => {
    await crm.close()
    await other.close()
  })
}
