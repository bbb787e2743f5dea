import { expect, test } from 'vitest'
import { BusyError } from '../../src/ports/errors.ts'
import { deviation } from '../support/documents/openapi.ts'
import { ACME, createRig, MARIA, type Rig, SIGNED, ZEN } from '../support/gateway.ts'

const inbound = (more: object = {}) => ({
  kind: 'inbound',
  id: 'in-1',
  at: Date.parse('2026-11-24T09:00:00Z'),
  sender: ACME.whatsapp,
  from: MARIA,
  aliases: [],
  providerId: 'P-1',
  message: { form: 'message', type: 'text', text: 'Good morning', media: [] },
  ...more,
})
const post = (rig: Rig, path: string, body: unknown, headers: object = SIGNED) =>
  rig.app.request(`http://10.0.0.7:8787/webhooks/${path}`, {
    method: 'POST',
    headers: { Host: 'evil.example.com', 'X-Forwarded-Host': 'evil.example.com', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

test('a provider gets its answer when its message is on disk', async () => {
  const rig = createRig()
  const response = await post(rig, 'acme-phone/messages', [inbound()])
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
  const stored = await rig.gateway.store.load({ organisation: 'acme', addresses: [MARIA] })
  expect(stored?.version).toBe(1)
})

test('a status is accepted, even of an unknown message', async () => {
  const rig = createRig()
  const receipt = {
    kind: 'receipt',
    id: 'r-1',
    at: rig.now(),
    sender: ACME.whatsapp,
    providerId: 'P-none',
    status: 'delivered',
  }
  const response = await post(rig, 'acme-phone/status', [receipt])
  expect(response.status).toBe(200)
})

test('an adapter with its own answer uses its own words', async () => {
  const rig = createRig({
    side: { answer: { status: 201, headers: { 'content-type': 'text/xml' }, body: '<Response/>' } },
  })
  for (const path of ['acme-phone/messages', 'acme-crm']) {
    const response = await post(rig, path, [])
    expect(response.status).toBe(201)
    expect(response.headers.get('content-type')).toBe('text/xml')
    expect(await response.text()).toBe('<Response/>')
  }
})

test('an input that isn’t stored yet is not confirmed in the adapter’s words', async () => {
  const rig = createRig({
    side: { answer: { status: 200, body: 'taken' } },
    wrap: (store) => ({ ...store, commit: () => Promise.reject(new BusyError()) }),
  })
  const response = await post(rig, 'acme-phone/messages', [inbound()])
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('taken')
})

test('the body limit comes from the adapter', async () => {
  const rig = createRig({ side: { maxBodyBytes: 200 * 1024 } })
  const body = (length: number) => `[]${' '.repeat(length - 2)}`
  expect((await post(rig, 'acme-phone', body(200 * 1024))).status).toBe(200)
  expect((await post(rig, 'acme-phone', body(200 * 1024 + 1))).status).toBe(413)
})

test('the verified URL is the configured one with path and query as received', async () => {
  const rig = createRig()
  await post(rig, 'acme-phone/messages?b=2&a=%20x', [])
  await post(rig, 'acme-phone', [])
  await rig.app.request('/webhooks/acme-phone?hub.challenge=1', { headers: SIGNED })
  expect(rig.webhooks.map(({ url, route, method }) => [method, route, url])).toEqual([
    ['POST', 'messages', 'https://gate.example.com/webhooks/acme-phone/messages?b=2&a=%20x'],
    ['POST', 'root', 'https://gate.example.com/webhooks/acme-phone'],
    ['GET', 'root', 'https://gate.example.com/webhooks/acme-phone?hub.challenge=1'],
  ])
})

test('the verified body is the one received, byte for byte', async () => {
  const rig = createRig()
  const bytes = new Uint8Array([0xff, 0x00, 0x5b, 0x5d])
  await rig.app.request('/webhooks/acme-phone/messages', { method: 'POST', body: bytes })
  expect(rig.webhooks[0]?.body).toEqual(bytes)
})

test('unsigned is 403, unreadable is 400: nothing is stored or explained, and both are counted', async () => {
  const rig = createRig()
  const unsigned = await post(rig, 'acme-phone/messages', [inbound()], {})
  expect(unsigned.status).toBe(403)
  expect(unsigned.headers.get('content-type')).toBe('application/problem+json')
  const unreadable = await post(rig, 'acme-phone/messages', 'nonsense')
  expect(unreadable.status).toBe(400)
  expect(await unsigned.json()).toMatchObject({ reason: 'bad_signature' })
  expect(JSON.stringify(await unreadable.json())).not.toContain('secret detail')
  const { items } = await rig.gateway.store.contacts('acme', { limit: 10 })
  expect(items).toEqual([])
  const { body } = await rig.call('GET', '/metrics')
  expect(body).toContain(
    'postern_webhooks_rejected_total{connection="acme-phone",code="bad_signature"} 1\n',
  )
  expect(body).toContain(
    'postern_webhooks_rejected_total{connection="acme-phone",code="malformed"} 1\n',
  )
})

test('a body of more than 64 KiB is 413 and an encoded one 415, before it is verified', async () => {
  const rig = createRig()
  const big = await post(rig, 'acme-phone/messages', 'x'.repeat(64 * 1024 + 1))
  expect(big.status).toBe(413)
  const streamed = new Request('http://localhost/webhooks/acme-phone/messages', {
    method: 'POST',
    headers: SIGNED,
    body: new Blob(['x'.repeat(64 * 1024 + 1)]).stream(),
    duplex: 'half',
  } as RequestInit)
  expect((await rig.app.request(streamed)).status).toBe(413)
  const zipped = await post(rig, 'acme-phone/messages', '[]', {
    ...SIGNED,
    'Content-Encoding': 'gzip',
  })
  expect(zipped.status).toBe(415)
  expect(rig.webhooks).toEqual([])
})

test('a body that ends early is 400, without an error in the log', async () => {
  const rig = createRig()
  const broken = new ReadableStream({
    pull: (controller) => controller.error(new Error('aborted')),
  })
  const request = new Request('http://localhost/webhooks/acme-phone/messages', {
    method: 'POST',
    headers: SIGNED,
    body: broken,
    duplex: 'half',
  } as RequestInit)
  const answer = await rig.app.request(request)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ reason: 'incomplete' })
  expect(rig.log.join()).not.toContain('request_failed')
})

test('a body streamed without a length is read completely', async () => {
  const rig = createRig()
  const streamed = new Request('http://localhost/webhooks/acme-phone/messages', {
    method: 'POST',
    headers: SIGNED,
    body: new Blob([JSON.stringify([inbound()])]).stream(),
    duplex: 'half',
  } as RequestInit)
  expect((await rig.app.request(streamed)).status).toBe(200)
})

test('an unknown connection is 404, even with a name from JavaScript', async () => {
  const rig = createRig()
  for (const connection of ['nobody', '__proto__', 'constructor', 'toString'])
    expect((await post(rig, `${connection}/messages`, [])).status).toBe(404)
})

test('a provider’s account only speaks for its own senders', async () => {
  const rig = createRig()
  const forged = await post(rig, 'acme-phone/messages', [inbound({ sender: ZEN.whatsapp })])
  expect(forged.status).toBe(404)
  const unknown = inbound({ sender: 'whatsapp:+15559999999' })
  expect((await post(rig, 'acme-phone/messages', [unknown, unknown])).status).toBe(404)
  expect((await rig.gateway.store.contacts('zen', { limit: 10 })).items).toEqual([])
  expect((await rig.gateway.store.contacts('acme', { limit: 10 })).items).toEqual([])
  expect(rig.log.some((line) => line.includes('unknown_sender'))).toBe(true)
  expect(rig.log.join()).not.toContain(MARIA)
})

test('a message for a foreign number doesn’t lose the rest of a batch', async () => {
  const rig = createRig()
  const unknown = inbound({ id: 'in-0', sender: 'whatsapp:+15559999999' })
  const foreign = inbound({ id: 'in-2', sender: ZEN.whatsapp })
  const response = await post(rig, 'acme-phone', [unknown, inbound(), foreign])
  expect(response.status).toBe(200)
  const stored = await rig.gateway.store.load({ organisation: 'acme', addresses: [MARIA] })
  expect(stored?.version).toBe(1)
  expect((await rig.gateway.store.contacts('zen', { limit: 10 })).items).toEqual([])
  expect(rig.log.filter((line) => line.includes('unknown_sender'))).toHaveLength(2)
})

test('a partly stored batch is repeated, and its first part counts once', async () => {
  let commits = 0
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      commit: async (change) => {
        commits += 1
        if (commits === 2) throw new BusyError()
        return store.commit(change)
      },
    }),
  })
  const batch = [inbound(), inbound({ id: 'in-2', providerId: 'P-2', from: 'whatsapp:+491702222' })]
  expect((await post(rig, 'acme-phone', batch)).status).toBe(503)
  expect((await post(rig, 'acme-phone', batch)).status).toBe(200)
  await rig.gateway.pump.drain()
  expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(2)
})

test('a CRM may send through its own webhook, only for its own organisation, and gets the verdicts', async () => {
  const rig = createRig()
  const outbound = {
    kind: 'outbound',
    id: 'crm-1',
    at: rig.now(),
    sender: ACME.whatsapp,
    to: MARIA,
    agent: 'ana',
    content: { kind: 'text', text: 'Hello' },
  }
  const handover = {
    kind: 'handover',
    id: 'crm-2',
    at: rig.now(),
    address: MARIA,
    line: 'advisory',
    agent: 'ben',
  }
  const response = await post(rig, 'acme-crm', [outbound, handover])
  expect(response.status).toBe(202)
  expect(await response.json()).toMatchObject({
    results: [
      { id: 'crm-1', status: 'held', reason: 'consent_pending' },
      { id: 'crm-2', status: 'accepted' },
    ],
  })
  const toOurselves = await post(rig, 'acme-crm', [{ ...outbound, id: 'crm-4', to: ACME.sms }])
  expect([toOurselves.status, await toOurselves.json()]).toMatchObject([
    422,
    { errors: [{ field: 'data.to', problem: 'is a sender, not a contact' }] },
  ])
  const foreign = await post(rig, 'zen-crm', [{ ...outbound, id: 'crm-3' }])
  expect(foreign.status).toBe(422)
  const problem = await foreign.json()
  expect(problem).toMatchObject({ reason: 'unknown_sender' })
  expect(deviation('POST', '/webhooks/zen-crm', 422, problem)).toBeUndefined()
})

test('the same webhook twice changes nothing', async () => {
  const rig = createRig()
  for (let i = 0; i < 2; i++) {
    const response = await post(rig, 'acme-phone/messages', [inbound()])
    expect(response.status).toBe(200)
    await rig.gateway.pump.drain()
  }
  expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(1)
})

test('a failure is 500 and a busy store 503, so that the provider retries', async () => {
  for (const [error, status] of [
    [new Error('a bug'), 500],
    [new BusyError(), 503],
  ] as const) {
    const rig = createRig({
      wrap: (store) => ({
        ...store,
        commit: async () => {
          throw error
        },
      }),
    })
    const response = await post(rig, 'acme-phone/messages', [inbound()])
    expect(response.status).toBe(status)
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null)
  }
})

test('another method is 405', async () => {
  const rig = createRig()
  const response = await rig.app.request('/webhooks/acme-phone/messages', { method: 'PUT' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST, GET')
})

test('a CRM learns which member of its webhook is wrong, a provider’s caller doesn’t', async () => {
  const rig = createRig()
  const detailOf = async (path: string) => {
    const response = await post(rig, path, 'nonsense')
    expect(response.status).toBe(400)
    return ((await response.json()) as { detail: string }).detail
  }
  expect(await detailOf('acme-crm')).toBe('a secret detail.')
  expect(await detailOf('acme-phone/messages')).toBe('The webhook cannot be read.')
})

test('a message to a sender of an unknown channel is refused, and its address is masked in the log', async () => {
  const rig = createRig()
  const response = await post(rig, 'acme-phone/messages', [inbound({ sender: 'rcs:+15550001111' })])
  expect(response.status).toBe(404)
  expect(rig.log.join()).toContain('unknown_sender')
  expect(rig.log.join()).not.toContain('15550001111')
})

test('a message that can’t be carried is counted, and logged as a warning with its type', async () => {
  const rig = createRig({ side: { unsupported: ['sms_from_name'] } })
  expect((await post(rig, 'acme-phone/messages', [])).status).toBe(200)
  const group = { ...inbound().message, form: 'group' }
  expect((await post(rig, 'acme-phone/messages', [inbound({ message: group })])).status).toBe(200)
  const warned = rig.log.map((line) => JSON.parse(line)).filter(({ event }) => event === EVENT)
  expect(warned.map(({ level, kind }) => [level, kind])).toEqual([
    ['warn', 'sms_from_name'],
    ['warn', 'sms_from_name'],
    ['warn', 'group'],
  ])
  const metrics = rig.gateway.metrics.text()
  expect(metrics).toContain(
    'postern_inbound_uncarried_total{connection="acme-phone",kind="sms_from_name"} 2',
  )
  expect(metrics).toContain(
    'postern_inbound_uncarried_total{connection="acme-phone",kind="group"} 1',
  )
})

const EVENT = 'inbound_uncarried'
