import { describe, expect, test } from 'vitest'
import { ACME, createRig, MARIA, ZEN } from '../../../support/gateway.ts'
import { hello, send } from './rig.ts'

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
