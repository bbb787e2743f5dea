import { expect, test } from 'vitest'
import { BusyError } from '../../../../src/ports/errors.ts'
import { ACME, createRig, MARIA, ZEN } from '../../../support/gateway.ts'
import { hello, send } from './rig.ts'

test('a missing or wrong key, or another scheme, is 401 without details', async () => {
  const rig = createRig()
  for (const Authorization of ['', 'Bearer nonsense', 'Basic a2V5', `Bearer ${ACME.key} more`]) {
    const { status, body, headers } = await rig.call('GET', '/v1/senders', undefined, {
      Authorization,
    })
    expect(status).toBe(401)
    expect(body.reason).toBe('unauthenticated')
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="postern"/)
    expect(headers.get('ratelimit')).toBeNull()
  }
})

test('an unknown route is 404, another method 405 with the allowed ones', async () => {
  const rig = createRig()
  const unknown = await rig.call('GET', '/v1/nothing')
  expect(unknown.status).toBe(404)
  expect(unknown.headers.get('content-type')).toBe('application/problem+json')
  expect(unknown.body.reason).toBe('not_found')
  const method = await rig.call('DELETE', '/v1/messages')
  expect(method.status).toBe(405)
  expect(method.headers.get('allow')).toBe('POST, GET')
  const several = await rig.call('POST', `/v1/contacts/${encodeURIComponent(MARIA)}`)
  expect(several.headers.get('allow')).toBe('GET, PATCH, DELETE')
})

test('resources in the path must exist', async () => {
  const rig = createRig()
  for (const [method, path, body] of [
    ['GET', `/v1/contacts/${MARIA}`],
    ['GET', '/v1/messages/msg_none'],
    ['POST', '/v1/messages/msg_none/cancel'],
    ['POST', '/v1/messages/msg_none/resend'],
    ['POST', '/v1/messages/msg_none/discard'],
    ['POST', '/v1/dead-letters/none/replay'],
    ['PUT', `/v1/contacts/${MARIA}/owners/nowhere`, { agent: 'ana' }],
    ['PATCH', '/v1/senders/whatsapp:+15559999999', { active: true }],
  ] as const) {
    const answer = await rig.call(method, path, body)
    expect(answer.status, path).toBe(404)
    expect(answer.body.reason).toBe('not_found')
  }
})

test('a body of more than 256 KiB is 413, announced or not', async () => {
  const big = JSON.stringify({ ...hello, text: 'x'.repeat(256 * 1024) })
  expect((await send(big)).status).toBe(413)
  const rig = createRig()
  const request = new Request('https://gate.example.com/v1/messages', {
    method: 'POST',
    headers: { Authorization: `Bearer ${ACME.key}`, 'Content-Type': 'application/json' },
    body: new Blob([big]).stream(),
    duplex: 'half',
  } as RequestInit)
  expect(request.headers.get('content-length')).toBeNull()
  expect((await rig.app.request(request)).status).toBe(413)
})

test('invalid JSON is 400, and another content type is 415', async () => {
  expect((await send('{"from":')).body).toMatchObject({ status: 400, reason: 'not_json' })
  const form = await send('from=a&to=b', { 'Content-Type': 'application/x-www-form-urlencoded' })
  expect(form.body).toMatchObject({ status: 415, reason: 'unsupported_media_type' })
  const zipped = await send(hello, { 'Content-Encoding': 'gzip' })
  expect(zipped.status).toBe(415)
})

test('too many requests are 429, per key, until time passes', async () => {
  const rig = createRig({ rateLimit: { perSecond: 1, burst: 2 } })
  const first = await rig.call('GET', '/v1/senders')
  expect(first.headers.get('ratelimit-policy')).toBe('"key";q=2;w=2')
  expect(first.headers.get('ratelimit')).toBe('"key";r=1;t=1')
  await rig.call('GET', '/v1/senders')
  const third = await rig.call('GET', '/v1/senders')
  expect(third.status).toBe(429)
  expect(third.body.reason).toBe('rate_limited')
  expect(third.headers.get('retry-after')).toBe('1')
  expect(third.headers.get('ratelimit')).toBe('"key";r=0;t=2')
  const zen = { Authorization: `Bearer ${ZEN.key}` }
  expect((await rig.call('GET', '/v1/senders', undefined, zen)).status).toBe(200)
  await rig.advance(1000)
  expect((await rig.call('GET', '/v1/senders')).status).toBe(200)
})

test('a bug is 500 without details, and logged with the caller’s request id', async () => {
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      contacts: async () => {
        throw new Error('table missing')
      },
    }),
  })
  const answer = await rig.call('GET', '/v1/contacts', undefined, { 'X-Request-Id': 'crm-42' })
  expect(answer.status).toBe(500)
  expect(answer.headers.get('x-request-id')).toBe('crm-42')
  expect(answer.body.instance).toBe('crm-42')
  expect(JSON.stringify(answer.body)).not.toContain('table missing')
  const line = rig.log.find((one) => one.includes('request_failed'))
  expect(line).toContain('table missing')
  expect(line).toContain('crm-42')
})

test('a busy store is 503 with the time to retry, and the log says why', async () => {
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      commit: async () => {
        throw new BusyError('database or disk is full')
      },
    }),
  })
  const answer = await rig.call('POST', '/v1/messages', hello)
  expect(answer.status).toBe(503)
  expect(rig.log.some((line) => line.includes('disk is full'))).toBe(true)
  expect(answer.headers.get('retry-after')).toBe('1')
  expect(answer.body.reason).toBe('busy')
})

test('a malformed request id is replaced by ours', async () => {
  const rig = createRig()
  for (const given of ['', 'a b', '<script>', 'x'.repeat(200)]) {
    const { headers } = await rig.call('GET', '/v1/senders', undefined, { 'X-Request-Id': given })
    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{20}$/)
  }
})

test('every answer forbids sniffing, framing and caching', async () => {
  const rig = createRig()
  for (const path of ['/v1/senders', '/v1/nothing', '/healthz', '/docs', '/openapi.json']) {
    const { headers } = await rig.call('GET', path)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control'), path).toBe('no-store')
  }
})

test('each request logs one line with its route, without addresses or text', async () => {
  const rig = createRig()
  await rig.call('GET', `/v1/contacts/${MARIA}`, undefined, { 'X-Request-Id': 'crm-7' })
  await rig.call('POST', '/v1/messages', hello)
  const lines = rig.log.filter((line) => line.includes('"event":"request"'))
  expect(lines).toHaveLength(2)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    requestId: 'crm-7',
    method: 'GET',
    route: '/v1/contacts/:address',
    status: 404,
  })
  expect(rig.log.join()).not.toContain('4915112345678')
  expect(rig.log.join()).not.toContain(hello.text)
})
