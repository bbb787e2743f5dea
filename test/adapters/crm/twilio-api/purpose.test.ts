/** How a client of Twilio's states the purpose of its messages: by a header, or by the messaging service. */

import { afterEach, expect, it } from 'vitest'
import { organisationOf } from '../../../support/configuration.ts'
import { basic } from '../../../support/crm/twilio-face.ts'
import {
  ACCOUNT,
  ENV,
  faceConfig,
  SERVICE,
  TOKEN,
} from '../../../support/crm/twilio-face-config.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'
import { CUSTOMER, createWorld, WHATSAPP, type World } from '../../../support/world.ts'

const OFFERS = `MG${'0'.repeat(30)}0f`
const NUMBER = 'whatsapp:+15550003333'
const TO = `whatsapp:${CUSTOMER}`

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Two lines, one of which is for marketing, with a messaging service each. */
const open = async (policy: object = {}) => {
  const config = faceConfig({
    face: { messagingServices: { [SERVICE]: 'advisory', [OFFERS]: 'offers' } },
    policy,
  })
  const offers = organisationOf({
    line: { id: 'offers', name: 'Offers', policy: { purpose: 'marketing' } },
    senders: [NUMBER],
  })
  config.organisations[0].lines.push(...offers.lines)
  const store = createMemoryStore({ hashKey: 'key' })
  closing.push(() => store.close())
  const world = await createWorld(store, config, undefined, ENV)
  await world.call('PUT', `/v1/contacts/${TO}/consent`, { status: 'granted', basis: 'web_form' })
  await world.writes('Hello')
  await world.writes('Hello', { To: NUMBER })
  return { world, post: (form: object, purpose?: string) => post(world, form, purpose) }
}

const post = async (world: World, form: object, purpose?: string) => {
  const answer = await world.app.request(
    `https://gate.example.com/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
    {
      method: 'POST',
      headers: {
        authorization: basic(ACCOUNT, TOKEN),
        'content-type': 'application/x-www-form-urlencoded',
        ...(purpose !== undefined && { 'X-Postern-Purpose': purpose }),
      },
      body: new URLSearchParams({ To: TO, Body: 'Spring rates', ...form }).toString(),
    },
  )
  await world.gateway.pump.drain()
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const agree = (world: World) =>
  world.call('PUT', `/v1/contacts/${TO}/purposes/marketing`, {
    status: 'granted',
    basis: 'web_form',
  })

it('the header names the purpose, and the marketing rules apply', async () => {
  const { world, post } = await open()
  const refused = await post({ From: WHATSAPP }, 'marketing')
  expect(refused.status).toBe(400)
  expect(refused.body.message).toContain("hasn't agreed to marketing")
  expect((await post({ From: WHATSAPP })).status).toBe(201)
  await agree(world)
  expect((await post({ From: WHATSAPP }, 'marketing')).status).toBe(201)
})

it.each(['lottery', ''])('the purpose "%s" is an error, and nothing is sent', async (purpose) => {
  const { world, post } = await open()
  const sent = world.sent.length
  const answer = await post({ From: WHATSAPP }, purpose)
  expect(answer).toMatchObject({ status: 400, body: { code: 20001 } })
  expect(answer.body.message).toContain('X-Postern-Purpose')
  expect(world.sent).toHaveLength(sent)
})

it('without a header, the messaging service’s line gives the purpose', async () => {
  const { world, post } = await open()
  const refused = await post({ MessagingServiceSid: OFFERS })
  expect(refused.body.message).toContain("hasn't agreed to marketing")
  expect((await post({ MessagingServiceSid: OFFERS }, 'service')).status).toBe(201)
  expect((await post({ MessagingServiceSid: SERVICE })).status).toBe(201)
  await agree(world)
  expect((await post({ MessagingServiceSid: OFFERS })).status).toBe(201)
})

it('a sender beside a messaging service must be in its line, and the message names both', async () => {
  const { post } = await open()
  const both = await post({ From: WHATSAPP, MessagingServiceSid: SERVICE })
  expect(both.body).toMatchObject({ from: WHATSAPP, messaging_service_sid: SERVICE })
  const other = await post({ From: WHATSAPP, MessagingServiceSid: OFFERS })
  expect(other).toMatchObject({ status: 400, body: { code: 21711 } })
  const two = await post({ From: SERVICE, MessagingServiceSid: OFFERS })
  expect(two).toMatchObject({ status: 400, body: { code: 20001 } })
})

it('messages sent this way count towards a marketing limit', async () => {
  const frequency = [{ purpose: 'marketing', max: 1, perMs: 24 * 3_600_000 }]
  const { world, post } = await open({ frequency })
  await agree(world)
  expect((await post({ From: WHATSAPP }, 'marketing')).status).toBe(201)
  const answer = await post({ MessagingServiceSid: OFFERS })
  expect(answer.status).toBe(400)
  expect(answer.body.message).toContain('which is the limit')
})
