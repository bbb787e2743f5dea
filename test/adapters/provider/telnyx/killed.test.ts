/** A process is killed while Telnyx has its request: the next one looks the message up, and never sends it again. */

import { expect, test } from 'vitest'
import type { Http } from '../../../../src/ports/http.ts'
import { buildGateway } from '../../../support/build.ts'
import { configOf, SECRETS } from '../../../support/configuration.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'
import {
  CONNECTION,
  CONTACT,
  type Json,
  NOW,
  SENDER,
  SECRETS as TELNYX_SECRETS,
} from '../../../support/provider/telnyx.ts'

const CONFIG = configOf({
  connections: { 'acme-telnyx': CONNECTION },
  senders: [SENDER],
  policy: { flow: 'recorded' },
})
const ENV = { ...SECRETS, ...TELNYX_SECRETS }

/** One process after the other on one database; the first is killed with its request at Telnyx. */
const killed = async () => {
  const store = createMemoryStore({ hashKey: 'k' })
  const state = { now: NOW, sends: [] as Json[], records: [] as Json[] }
  const answer = (json: object) => ({
    status: 200,
    headers: new Headers(),
    body: new TextEncoder().encode(JSON.stringify(json)),
  })
  const netOf = (isKilled: boolean): Http => {
    const exchange = async ({ url, method, body }: Parameters<Http>[0]) => {
      if (method !== 'POST' || !url.endsWith('/v2/messages')) return answer({ data: state.records })
      state.sends.push(JSON.parse(String(body)))
      return isKilled ? new Promise<never>(() => {}) : answer({ data: { id: 'out-2' } })
    }
    return Object.assign(exchange, { stream: async () => new Response() })
  }
  const start = (isKilled: boolean) =>
    buildGateway({
      ...{ config: CONFIG, env: ENV, store, http: netOf(isKilled), clock: () => state.now },
    })
  const first = start(true)
  await first.handle('acme', {
    ...{ kind: 'preference', id: 'consent', at: NOW - 1000, address: CONTACT, source: 'crm' },
    ...{ sender: SENDER, consent: { status: 'granted', channel: 'sms', basis: 'form' } },
  } as Parameters<typeof first.handle>[1])
  const handled = await first.handle('acme', {
    ...{ kind: 'outbound', id: 'msg_1', at: NOW, sender: SENDER, to: CONTACT, agent: 'ana' },
    ...{ content: { kind: 'text', text: 'Your table is ready' } },
  } as Parameters<typeof first.handle>[1])
  expect(handled?.verdict).toMatchObject({ status: 'accepted' })
  await expect.poll(() => state.sends.length).toBe(1)
  const [message] = handled?.messages ?? []
  const second = start(false)
  return {
    state,
    after: async (ms: number) => {
      state.now = NOW + ms
      await second.pump.drain()
      return second.store.message('acme', message?.id ?? '')
    },
  }
}

const MINUTE = 60_000

test('it is found by its detail record', async () => {
  const { state, after } = await killed()
  expect(await after(2 * MINUTE)).toMatchObject({ status: 'unknown' })
  state.records.push({
    ...{ uuid: 'out-1', status: 'delivered', direction: 'outbound' },
    delivery_status_webhook_url: state.sends[0]?.webhook_url,
  })
  expect(await after(20 * MINUTE)).toMatchObject({ status: 'delivered', providerId: 'out-1' })
  expect(state.sends).toHaveLength(1)
})

test('without evidence it is not sent again', async () => {
  const { state, after } = await killed()
  for (let hour = 1; hour < 30; hour++) await after(hour * 60 * MINUTE)
  expect(state.sends).toHaveLength(1)
})
