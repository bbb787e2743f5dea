import { describe, expect, test } from 'vitest'
import { BusyError } from '../../../src/ports/errors.ts'
import { ACME, createRig, MARIA, ZEN } from '../../support/gateway.ts'

const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
const send = (body: unknown, headers: object = {}) =>
  createRig().call('POST', '/v1/messages', body, headers)

describe('an invalid request is 422 and names each field', () => {
  test.each([
    ['an unknown field', { ...hello, colour: 'red' }, 'colour', 'is not a field of this request'],
    ['a missing field', { from: ACME.whatsapp, to: MARIA, text: 'x' }, 'agent', 'is required'],
    ['a number for a text', { ...hello, text: 1 }, 'text', 'must be text'],
    ['an empty agent', { ...hello, agent: '' }, 'agent', 'must be text of at least 1 character'],
    ['a text for a list', { ...hello, media: 'x' }, 'media', 'must be a list'],
    [
      'a text for a web address',
      { ...hello, media: [{ url: 'map.png' }] },
      'media.0.url',
      'must be a web address, such as https://example.com/a.pdf',
    ],
    [
      'a bad address',
      { ...hello, to: '+4915112345678' },
      'to',
      'is not an address: whatsapp:+… or sms:+… in E.164',
    ],
    [
      'an unknown channel in from',
      { ...hello, from: 'rcs:+4915112345678' },
      'from',
      'is not an address: whatsapp:+… or sms:+… in E.164',
    ],
    [
      'an unknown channel in to',
      { ...hello, to: 'rcs:+4915112345678' },
      'to',
      'is not an address: whatsapp:+… or sms:+… in E.164',
    ],
    [
      'another channel',
      { ...hello, to: 'sms:+4915112345678' },
      'to',
      'must be on the same channel as from',
    ],
    ['a message to itself', { ...hello, to: ACME.whatsapp }, 'to', 'must not be the same as from'],
    [
      'two kinds of content',
      { ...hello, template: { name: 'reminder' } },
      'body',
      'needs exactly one of text, template, media, location, interactive and reaction (media may have a text as its caption; interactive needs a text)',
    ],
    [
      'an unknown field inside',
      { ...hello, text: undefined, template: { name: 'x', colour: 'red' } },
      'template.colour',
      'is not a field of this request',
    ],
  ])('%s', async (_, body, field, problem) => {
    const answer = await send(body)
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ reason: 'invalid_request', errors: [{ field, problem }] })
    expect(answer.body.detail).toContain(field)
  })

  test.each([
    ['PATCH', `/v1/contacts/${MARIA}`, { colour: 'red' }],
    ['POST', '/v1/messages', { ...hello, text: undefined, colour: 'red' }],
  ] as const)('%s %s: without a rule that only follows from it', async (method, path, body) => {
    const answer = await createRig().call(method, path, body)
    expect(answer.body.errors).toEqual([
      { field: 'colour', problem: 'is not a field of this request' },
    ])
  })

  test('no field at all', async () => {
    const { body } = await createRig().call('PATCH', `/v1/contacts/${MARIA}`, {})
    expect(body.errors).toEqual([{ field: 'body', problem: 'needs at least one field' }])
  })

  test.each(['+02:00', '-0530', 'UTC+2', 'Berlin', ''])(
    'a time zone that is no name: %j',
    async (timeZone) => {
      const { status, body } = await createRig().call('PATCH', `/v1/contacts/${MARIA}`, {
        timeZone,
      })
      expect([status, body.errors]).toEqual([
        422,
        [{ field: 'timeZone', problem: 'is not an IANA time zone, such as Europe/Berlin' }],
      ])
    },
  )

  test('several at once', async () => {
    const { body } = await send({ from: 'x', colour: 1 })
    expect(body.errors.map((one: { field: string }) => one.field).sort()).toEqual([
      'agent',
      'colour',
      'from',
      'to',
    ])
  })

  test('no content at all', async () => {
    const { text: _, ...nothing } = hello
    expect((await send(nothing)).body.errors[0].field).toBe('body')
  })

  test('a body that isn’t an object', async () => {
    expect((await send('[]')).body.errors[0].field).toBe('body')
  })

  test('a template variable that isn’t text, and a name that is special in JavaScript', async () => {
    const body = `{"from":"${ACME.whatsapp}","to":"${MARIA}","agent":"ana","template":{"name":"reminder","variables":{"1":5}},"__proto__":{"text":"x"}}`
    const answer = await send(body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((one: { field: string }) => one.field)).toContain(
      'template.variables.1',
    )
    expect(answer.body.errors.map((one: { field: string }) => one.field)).toContain('__proto__')
  })

  test.each([
    ['a field', JSON.stringify(hello).replace('}', ',"text":"Bye"}'), 'text'],
    [
      'a variable of a template',
      '{"template":{"name":"reminder","variables":{"1":"Maria","1":"Ana"}}}',
      'template.variables.1',
    ],
    ['a field in a list', '{"media":[{"url":"a"},{"url":"b","url":"c"}]}', 'media.1.url'],
  ])('%s that is given twice: which one counts would be a guess', async (_, body, field) => {
    expect(await send(body)).toMatchObject({
      status: 422,
      body: { reason: 'invalid_request', errors: [{ field, problem: 'is given twice' }] },
    })
  })

  test('lists in lists without end', async () => {
    const { status, body } = await send(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    expect([status, body.errors]).toEqual([
      422,
      [{ field: 'body', problem: 'nests lists or objects more than 100 levels deep' }],
    ])
  })

  test('a query parameter', async () => {
    const rig = createRig()
    const unknown = await rig.call('GET', '/v1/contacts?colour=red')
    expect(unknown.body.errors).toEqual([
      { field: 'colour', problem: 'is not a field of this request' },
    ])
    const limit = await rig.call('GET', '/v1/contacts?limit=1000')
    expect(limit.body.errors[0].field).toBe('limit')
    const cursor = await rig.call('GET', '/v1/contacts?cursor=nonsense')
    expect(cursor.status).toBe(422)
    expect(cursor.body.errors[0].field).toBe('cursor')
  })

  test('an address in the path', async () => {
    const answer = await createRig().call('GET', '/v1/contacts/maria')
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].field).toBe('address')
  })
})

test('an unknown sender is 422 and names from', async () => {
  for (const from of ['whatsapp:+15559999999', ZEN.whatsapp]) {
    const answer = await send({ ...hello, from })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ reason: 'unknown_sender', errors: [{ field: 'from' }] })
  }
})

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
