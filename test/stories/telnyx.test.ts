/** The FAQ and STOP over Telnyx: the whole gateway between Telnyx's API and a CRM. */

import { getResponse, HttpResponse, http as route } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fetch } from '../../src/net/http.ts'
import { createApp } from '../../src/runtime/app.ts'
import { buildGateway } from '../support/build.ts'
import { API_KEY, CRM_URL, configOf, SECRETS } from '../support/configuration.ts'
import { createClient } from '../support/http.ts'
import {
  API,
  CONNECTION,
  CONTACT,
  errorOf,
  eventOf,
  inboundOf,
  type Json,
  outboundOf,
  posted,
  SENDER,
  SECRETS as TELNYX_SECRETS,
} from '../support/provider/telnyx.ts'

const CONFIG = configOf({ connections: { 'acme-telnyx': CONNECTION }, senders: [SENDER] })

const createWorld = () => {
  let now = Date.parse('2026-11-24T15:00:00Z')
  let events = 0
  const clock = () => now
  const sent: Json[] = []
  const crmEvents: string[] = []
  const answers: (() => Response)[] = []
  const records: Json[] = []
  const handlers = [
    route.post(`${API}/messages`, async ({ request }) => {
      sent.push((await request.json()) as Json)
      const answer = answers.shift()
      if (answer) return answer()
      return HttpResponse.json({ data: outboundOf('queued', { id: `out-${sent.length}` }) })
    }),
    route.get(`${API}/detail_records`, () => HttpResponse.json({ data: records })),
    route.post(CRM_URL, async ({ request }) => {
      crmEvents.push(((await request.json()) as { type: string }).type)
      return new HttpResponse(null, { status: 204 })
    }),
  ]
  const fetch: Fetch = async (url, init) => {
    const answer = await getResponse(handlers, new Request(url, init))
    if (!answer) throw new Error(`nobody stands for ${new URL(url).host}`)
    return answer
  }
  const gateway = buildGateway({
    config: CONFIG,
    env: { ...SECRETS, ...TELNYX_SECRETS },
    fetch,
    clock,
  })
  const app = createApp(gateway)
  const event = async (type: string, payload: Json, id = `e-${++events}`) => {
    const body = JSON.stringify(eventOf(type, payload, { id }))
    const { headers } = posted(body, { timestamp: String(Math.floor(now / 1000)) })
    const answer = await app.request('/webhooks/acme-telnyx', { method: 'POST', headers, body })
    await gateway.pump.drain()
    return answer.status
  }
  return {
    sent,
    events: crmEvents,
    answers,
    records,
    texts: () => sent.map(({ text }) => String(text)),
    close: () => gateway.store.close(),
    writes: (text: string, parts: Json = {}, id?: string) =>
      event(
        'message.received',
        inboundOf({ id: `in-${events}`, text, received_at: new Date(now).toISOString(), ...parts }),
        id,
      ),
    receipt: (status: string, of: Json | undefined, parts: Json = {}) =>
      event(
        status === 'sent' ? 'message.sent' : 'message.finalized',
        outboundOf(status, { webhook_url: of?.webhook_url, ...parts }),
      ),
    call: createClient<Json>(app.request, API_KEY, gateway.pump.drain).call,
    advance: async (ms: number) => {
      now += ms
      await gateway.pump.drain()
    },
  }
}

let world: ReturnType<typeof createWorld>
beforeEach(() => {
  world = createWorld()
})
afterEach(() => world.close())

const agentSends = (text: string) =>
  world.call('POST', '/v1/messages', { from: SENDER, to: CONTACT, agent: 'ann', text })
const statusOf = async ({ body }: { readonly body: Json }) =>
  (await world.call('GET', `/v1/messages/${body.id}`)).body.status
const agreed = async () => {
  const first = await agentSends('Good morning, this is Ann.')
  await world.writes('YES')
  return first
}

describe('over Telnyx', () => {
  it('a contact is asked before the first message, which is sent after the YES', async () => {
    const first = await agentSends('Good morning, this is Ann.')
    expect(first).toMatchObject({
      status: 202,
      body: { status: 'held', reason: 'consent_pending' },
    })
    expect(world.texts()).toEqual([expect.stringContaining('YES')])
    await world.writes('YES')
    expect(world.texts()).toContain('Good morning, this is Ann.')
    expect(world.events).toContain('consent.granted')
  })

  it('there is no session: text may be sent days later, and receipts lead to delivered', async () => {
    await agreed()
    await world.advance(3 * 86_400_000)
    const message = await agentSends('Are you there?')
    expect(message.body).toMatchObject({ status: 'accepted' })
    await world.receipt('delivered', world.sent.at(-1))
    await world.receipt('sent', world.sent.at(-1))
    expect(await statusOf(message)).toBe('delivered')
  })

  it('Telnyx answers STOP; it is recorded and the CRM is notified', async () => {
    await agreed()
    const before = world.sent.length
    expect(await world.writes('Stop', { autoresponse_type: 'STOP' })).toBe(200)
    expect(world.sent).toHaveLength(before)
    expect(world.events).toContain('consent.revoked')
    expect(await agentSends('One more thing')).toMatchObject({
      status: 409,
      body: { reason: 'consent_revoked' },
    })
    expect(world.sent).toHaveLength(before)
  })

  it('YES doesn’t lift a block that only START lifts', async () => {
    await agreed()
    await world.advance(60_000)
    await world.writes('STOP', { autoresponse_type: 'STOP' })
    await world.advance(60_000)
    await world.writes('YES')
    expect((await agentSends('Hello?')).status).toBe(409)
    await world.advance(60_000)
    await world.writes('START', { autoresponse_type: 'START' })
    expect((await agentSends('Hello again')).body).toMatchObject({ status: 'accepted' })
  })

  it('a STOP known only to Telnyx revokes the consent with the first send', async () => {
    await agreed()
    world.answers.push(() => errorOf('40300', 400, { title: 'Blocked due to STOP message' }))
    const message = await agentSends('Are you there?')
    expect(await statusOf(message)).toBe('failed')
    expect(world.events).toContain('consent.revoked')
    expect(await agentSends('And now?')).toMatchObject({ body: { reason: 'consent_revoked' } })
  })

  it('a lost answer is settled by the receipt, and the message is never sent twice', async () => {
    await agreed()
    world.answers.push(() => new HttpResponse(null, { status: 504 }))
    const message = await agentSends('Are you there?')
    expect(await statusOf(message)).toBe('unknown')
    const count = world.sent.length
    await world.advance(3_600_000)
    expect(await statusOf(message)).toBe('unknown')
    await world.receipt('delivered', world.sent.at(-1), { id: 'out-x' })
    await world.advance(3_600_000)
    expect(await statusOf(message)).toBe('delivered')
    expect(world.sent).toHaveLength(count)
  })

  it('a lost answer is settled by the detail record when no receipt comes', async () => {
    await agreed()
    world.answers.push(() => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 }))
    const message = await agentSends('Are you there?')
    const count = world.sent.length
    world.records.push({
      uuid: 'out-x',
      status: 'delivered',
      delivery_status_webhook_url: world.sent.at(-1)?.webhook_url,
    })
    await world.advance(600_000)
    expect(await statusOf(message)).toBe('delivered')
    expect(world.sent).toHaveLength(count)
  })

  it('a repeated webhook changes nothing', async () => {
    await world.writes('Good morning', { id: 'in-1' }, 'e-once')
    const before = [...world.events]
    expect(before).toContain('message.received')
    expect(await world.writes('Good morning', { id: 'in-1' }, 'e-once')).toBe(200)
    expect(world.events).toEqual(before)
  })
})
