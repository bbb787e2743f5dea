import { expect, test } from 'vitest'
import { createRig, SIGNED } from '../../support/gateway.ts'
import { inbound, post } from './rig.ts'

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
