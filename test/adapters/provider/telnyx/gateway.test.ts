/** The whole gateway with a number at Telnyx, over HTTP as Telnyx sees it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BusyError } from '../../../../src/ports/errors.ts'
import type { Store } from '../../../../src/ports/store.ts'
import { createApp } from '../../../../src/runtime/app.ts'
import { buildGateway } from '../../../support/build.ts'
import { API_KEY, configOf, SECRETS } from '../../../support/configuration.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'
import { createClient } from '../../../support/http.ts'
import {
  CONNECTION,
  CONTACT,
  eventOf,
  inboundOf,
  type Json,
  NOW,
  outboundOf,
  posted,
  SENDER,
  SECRETS as TELNYX_SECRETS,
} from '../../../support/provider/telnyx.ts'

const OTHER_SENDER = 'sms:+15550100002'
const CONFIG = configOf({
  connections: { 'acme-telnyx': CONNECTION },
  senders: [SENDER, OTHER_SENDER],
  policy: { flow: 'recorded' },
})

/** The disk that outlives its processes, and the world around them. */
const createWorld = () => ({
  store: createMemoryStore({ hashKey: 'k' }),
  now: NOW,
  sends: [] as Json[],
  events: [] as string[],
  /** How the CRM answers. */
  crm: async () => new Response(),
})

let world: ReturnType<typeof createWorld>
beforeEach(() => {
  world = createWorld()
})
afterEach(() => world.store.close())

/** One process on that disk. */
const start = (wrap: (store: Store) => Store = (store) => store) => {
  const gateway = buildGateway({
    config: CONFIG,
    env: { ...SECRETS, ...TELNYX_SECRETS },
    store: wrap(world.store),
    clock: () => world.now,
    fetch: async (url, { body, method }) => {
      const { host, pathname } = new URL(url)
      if (host === 'crm.example.com') {
        const answer = await world.crm()
        world.events.push(JSON.parse(String(body)).type)
        return answer
      }
      if (method !== 'POST') return Response.json({ data: [] })
      expect(pathname).toBe('/v2/messages')
      world.sends.push(JSON.parse(String(body)))
      return Response.json({ data: outboundOf('queued', { id: `out-${world.sends.length}` }) })
    },
  })
  const app = createApp(gateway)
  const post = (body: string, headers: Headers) =>
    app.request('/webhooks/acme-telnyx', { method: 'POST', headers, body })
  return {
    gateway,
    post,
    event: async (type: string, payload: Json, id: string) => {
      const body = JSON.stringify(eventOf(type, payload, { id }))
      const timestamp = String(Math.floor(world.now / 1000))
      return (await post(body, posted(body, { timestamp }).headers)).status
    },
    agree: () =>
      gateway.handle('acme', {
        ...{ kind: 'preference', id: 'consent', at: NOW - 1000, address: CONTACT, source: 'crm' },
        ...{ sender: SENDER, consent: { status: 'granted', channel: 'sms', basis: 'form' } },
      } as Parameters<typeof gateway.handle>[1]),
    call: createClient<Json>(app.request, API_KEY).read,
  }
}
type Process = ReturnType<typeof start>

const hello = (process: Process) => process.event('message.received', inboundOf(), 'e-hello')
const messages = async ({ call }: Process) =>
  (await call('GET', `/v1/contacts/${encodeURIComponent(CONTACT)}/messages`)).messages

describe('a customer’s message', () => {
  test('is acknowledged only when on disk, and accepted again when repeated', async () => {
    const full = start((store) => ({ ...store, commit: () => Promise.reject(new BusyError()) }))
    expect(await hello(full)).toBe(503)
    const process = start()
    expect(await hello(process)).toBe(200)
    expect(await messages(process)).toHaveLength(1)
  })

  test('is acknowledged while the CRM is slow, and its repeats change nothing', async () => {
    let release = () => {}
    const open = new Promise<void>((resolve) => {
      release = resolve
    })
    world.crm = async () => {
      await open
      return new Response()
    }
    const process = start()
    expect(await hello(process)).toBe(200)
    const delivering = process.gateway.pump.drain()
    expect(await hello(process)).toBe(200)
    expect(world.events).toEqual([])
    release()
    await delivering
    await process.gateway.pump.drain()
    expect(world.events.filter((type) => type === 'message.received')).toHaveLength(1)
  })

  test('is one message when repeated while still being written', async () => {
    const waiting: (() => void)[] = []
    const process = start((store) => ({
      ...store,
      commit: async (...change) => {
        await new Promise<void>((resolve) => waiting.push(resolve))
        return store.commit(...change)
      },
    }))
    const answers = [hello(process), hello(process), hello(process)]
    let isDone = false
    const all = Promise.all(answers).finally(() => {
      isDone = true
    })
    while (!isDone) {
      for (const write of waiting.splice(0)) write()
      await new Promise(setImmediate)
    }
    expect(await all).toEqual([200, 200, 200])
    expect(await messages(process)).toHaveLength(1)
  })

  test('reaches the CRM although the process was killed after its answer', async () => {
    let calls = 0
    world.crm = () => {
      calls += 1
      return new Promise<never>(() => {})
    }
    const killed = start()
    expect(await hello(killed)).toBe(200)
    void killed.gateway.pump.drain()
    await expect.poll(() => calls).toBe(1)
    world.crm = async () => new Response()
    const next = start()
    world.now += 3_600_000
    await next.gateway.pump.drain()
    expect(world.events).toContain('message.received')
  })

  test('without a signature is refused, whatever proxy is in front', async () => {
    const process = start()
    const body = JSON.stringify(eventOf('message.received', inboundOf()))
    const { headers } = posted(body)
    headers.delete('telnyx-signature-ed25519')
    const answer = await process.post(body, headers)
    expect(answer.status).toBe(403)
    expect((await world.store.contacts('acme', { limit: 10 })).items).toEqual([])
  })
})

test('from one of our numbers to another creates no contact and gets no answer', async () => {
  const process = start()
  const ours = { phone_number: '+15550100002' }
  const theirs = { phone_number: '+15550100001' }
  expect(
    await process.event('message.received', inboundOf({ from: ours, to: [theirs] }), 'e-in'),
  ).toBe(200)
  const sent = outboundOf('sent', { from: ours, to: [{ ...theirs, status: 'sent' }] })
  expect(await process.event('message.sent', sent, 'e-out')).toBe(200)
  await process.gateway.pump.drain()
  expect(world.sends).toEqual([])
  expect(world.events).toEqual([])
  expect((await world.store.contacts('acme', { limit: 10 })).items).toEqual([])
})

describe('a message of ours', () => {
  const send = async (process: Process) => {
    await process.agree()
    const parties = { from: SENDER, to: CONTACT, agent: 'ana' }
    const { id } = await process.call('POST', '/v1/messages', { ...parties, text: 'On our way' })
    await process.gateway.pump.drain()
    return {
      finalized: (status: string, parts: Json = {}) =>
        process.event(
          'message.finalized',
          outboundOf(status, { id: 'out-1', webhook_url: world.sends[0]?.webhook_url, ...parts }),
          'e-final',
        ),
      read: () => process.call('GET', `/v1/messages/${id}`),
    }
  }

  test('is delivered by its final event, even without the others', async () => {
    const { finalized, read } = await send(start())
    expect(await read()).toMatchObject({ status: 'queued' })
    expect(await finalized('delivered')).toBe(200)
    expect(await read()).toMatchObject({ status: 'delivered' })
  })

  test.each([
    ['40008', 'Undeliverable', false],
    ['40008', 'Blocked due to STOP message', false],
    ['40300', 'Undeliverable', false],
    ['40300', 'Blocked due to STOP message', true],
  ])('that failed with %s (%s) ends the consent: %s', async (code, title, isStop) => {
    const process = start()
    const { finalized, read } = await send(process)
    await finalized('delivery_failed', { errors: [{ code, title, detail: 'x' }] })
    await process.gateway.pump.drain()
    expect(await read()).toMatchObject({ status: 'failed', code })
    expect(world.events.includes('consent.revoked')).toBe(isStop)
  })
})
