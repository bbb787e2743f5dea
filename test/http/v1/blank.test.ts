import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ROUTES } from '../../../src/http/v1/routes.ts'
import { interactiveSchema, locationSchema } from '../../../src/wire/content.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

const BLANK = 'is blank: expected at least one visible character'
const CONTROL = 'has a line break or another control character: expected one line of text'
const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
const parties = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }
const URL = 'https://files.example.com/plan.pdf'
const buttons = [{ id: 'yes', title: 'Yes' }]

const problemOf = async (method: 'POST' | 'PUT' | 'PATCH' | 'GET', path: string, body?: object) => {
  const answer = await createRig().call(method, path, body)
  const { errors } = answer.body as { errors?: readonly object[] }
  return [answer.status, errors?.[0]]
}

describe('a blank name is refused with its field', () => {
  it.each([
    ['spaces as the agent', '/v1/messages', { ...hello, agent: ' ' }, 'agent'],
    ['a no-break space', '/v1/messages', { ...hello, agent: '\u00a0' }, 'agent'],
    ['a character without width', '/v1/messages', { ...hello, agent: '\u200b' }, 'agent'],
    ['a Hangul filler', '/v1/messages', { ...hello, agent: '\u3164\u115f' }, 'agent'],
    ['a Braille blank', '/v1/messages', { ...hello, agent: '\u2800' }, 'agent'],
    ['an answer to nothing', '/v1/messages', { ...hello, replyTo: ' ' }, 'replyTo'],
    ['a template', '/v1/messages', { ...parties, template: { name: '  ' } }, 'template.name'],
    [
      "a template's language",
      '/v1/messages',
      { ...parties, template: { name: 'reminder', language: '   ' } },
      'template.language',
    ],
    [
      "a button's title",
      '/v1/messages',
      { ...hello, interactive: { buttons: [{ id: 'yes', title: ' ' }] } },
      'interactive.buttons.0.title',
    ],
    [
      'a footer',
      '/v1/messages',
      { ...hello, interactive: { buttons, footer: ' ' } },
      'interactive.footer',
    ],
    [
      'a file name',
      '/v1/messages',
      { ...parties, media: [{ url: URL, filename: ' ' }] },
      'media.0.filename',
    ],
    [
      'a type',
      '/v1/messages',
      { ...parties, media: [{ url: URL, contentType: ' ' }] },
      'media.0.contentType',
    ],
    [
      'a reaction',
      '/v1/messages',
      { ...parties, reaction: { message: 'in_1', emoji: ' ' } },
      'reaction.emoji',
    ],
    ["a composer token's agent", '/v1/composer-tokens', { ...parties, agent: '\t' }, 'agent'],
    ['the agent of an opt-in request', '/v1/opt-in-requests', { ...parties, agent: ' ' }, 'agent'],
    ['a connection', '/v1/dead-letters/replay', { connection: ' ' }, 'connection'],
  ])('%s', async (_, path, body, field) => {
    expect(await problemOf('POST', path, body)).toEqual([422, { field, problem: BLANK }])
  })

  it.each([
    ['PUT', `/v1/contacts/${MARIA}/owners/advisory`, { agent: ' ' }, 'agent'],
    ['PUT', `/v1/contacts/${MARIA}/consent`, { status: 'revoked', evidence: '\n' }, 'evidence'],
    ['PATCH', `/v1/senders/${ACME.whatsapp}`, { active: true, agent: ' ' }, 'agent'],
    ['PATCH', `/v1/senders/${ACME.whatsapp}`, { active: true, reason: ' ' }, 'reason'],
  ] as const)('%s %s', async (method, path, body, field) => {
    expect(await problemOf(method, path, body)).toEqual([422, { field, problem: BLANK }])
  })

  it.each([
    ['/v1/messages?agent=%20', 'agent'],
    ['/v1/messages?contact=%20', 'contact'],
    ['/v1/contacts?owner=%20', 'owner'],
    ['/v1/dead-letters?connection=%20', 'connection'],
    ['/v1/export?after=%20', 'after'],
    [`/v1/composer?from=${ACME.whatsapp}&to=${MARIA}&agent=%20`, 'agent'],
  ])('GET %s', async (path, field) => {
    expect(await problemOf('GET', path)).toEqual([422, { field, problem: BLANK }])
  })
})

describe('a name with a control character is refused with its field', () => {
  it.each([
    ['/v1/messages?agent=ana%00', 'agent'],
    ['/v1/messages?agent=ana%0A', 'agent'],
    ['/v1/contacts?owner=a%1Fb', 'owner'],
    ['/v1/contacts?q=%00%00a', 'q'],
    ['/v1/dead-letters?connection=a%7F', 'connection'],
  ])('GET %s', async (path, field) => {
    expect(await problemOf('GET', path)).toEqual([422, { field, problem: CONTROL }])
  })

  it.each([
    ['PUT', `/v1/contacts/${MARIA}/owners/advisory`, { agent: 'ana\u2028ben' }, 'agent'],
    [
      'PUT',
      `/v1/contacts/${MARIA}/consent`,
      { status: 'revoked', recordedBy: 'ana\0' },
      'recordedBy',
    ],
    [
      'POST',
      '/v1/messages',
      { ...parties, location: { latitude: 1, longitude: 2, label: 'a\nb' } },
      'location.label',
    ],
  ] as const)('%s %s', async (method, path, body, field) => {
    expect(await problemOf(method, path, body)).toEqual([422, { field, problem: CONTROL }])
  })

  it('in a message', async () => {
    expect(await problemOf('POST', '/v1/messages', { ...hello, agent: 'ana\nben' })).toEqual([
      422,
      { field: 'agent', problem: CONTROL },
    ])
  })
})

describe('a name that reads the same as another is refused, and the problem names the character', () => {
  it.each([
    ['a zero-width space', 'ana\u200b', 'U+200B'],
    ['a word joiner', 'a\u2060na', 'U+2060'],
    ['a Hangul filler', 'ana\u3164', 'U+3164'],
    ['a Braille blank', 'ana\u2800', 'U+2800'],
    ['a grapheme joiner', 'ana\u034f', 'U+034F'],
    ['a byte order mark', 'a\ufeffna', 'U+FEFF'],
    ['a soft hyphen', 'a\u00adna', 'U+00AD'],
    ['a right-to-left override', '\u202eana', 'U+202E'],
    ['an isolate', '\u2066ana\u2069', 'U+2066'],
    ['a direction mark', 'ana\u200f', 'U+200F'],
    ['an Arabic letter mark', 'ana\u061c', 'U+061C'],
  ])('%s', async (_, agent, character) => {
    const problem = `has the invisible character ${character}: remove it, since two names that look the same would differ`
    const refused = [422, { field: 'agent', problem }]
    expect(await problemOf('POST', '/v1/messages', { ...hello, agent })).toEqual(refused)
    const query = new URLSearchParams({ agent })
    expect(await problemOf('GET', `/v1/messages?${query}`)).toEqual(refused)
    const path = `/v1/contacts/${MARIA}/owners/advisory`
    expect(await problemOf('PUT', path, { agent })).toEqual(refused)
  })

  it.each([
    ['an emoji of several', 'ana \u{1f469}\u200d\u{1f4bb}'],
    ['a flag', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['a Persian name', '\u0645\u06cc\u200c\u0646\u0627'],
  ])('but not %s', async (_, agent) => {
    const rig = createRig()
    expect((await rig.call('POST', '/v1/messages', { ...hello, agent })).status).toBe(202)
    const { body } = await rig.call('GET', `/v1/messages?${new URLSearchParams({ agent })}`)
    expect(body.messages.at(-1)).toMatchObject({ agent })
  })

  it('nor words that a contact reads from right to left', async () => {
    const title = '\u05db\u05df!\u200f'
    const interactive = { footer: title, buttons: [{ id: title, title }] }
    expect(interactiveSchema.parse(interactive)).toEqual(interactive)
    const place = { latitude: 32, longitude: 35, label: title }
    expect(locationSchema.parse(place)).toEqual(place)
    const query = new URLSearchParams({ ...parties, name: `${title}.txt` })
    const { status, body } = await createRig().call('POST', `/v1/files?${query}`, 'x', {
      'Content-Type': 'text/plain',
    })
    expect({ status, body }).toMatchObject({ status: 200, body: { filename: `${title}.txt` } })
  })
})

it('spaces around a name don’t make another one', async () => {
  const rig = createRig()
  const held = await rig.call('POST', '/v1/messages', { ...hello, agent: ' ana ' })
  expect(held.status).toBe(202)
  const found = await rig.call('GET', '/v1/messages?agent=%20ana')
  expect(found.body.messages).toMatchObject([{ agent: 'ana' }, { agent: 'ana', text: 'Hello' }])
  const taken = await rig.call('PUT', `/v1/contacts/${MARIA}/owners/advisory`, { agent: ' ana' })
  expect(taken.body.senders).toMatchObject([{ owner: 'ana' }, {}])
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const sent = await rig.call('POST', '/v1/messages', { ...hello, agent: 'ana\u00a0' })
  expect(sent.body.status).toBe('accepted')
})

it('a legal hold without a visible reason is refused', async () => {
  const body = { status: 'set', agent: 'ana', reason: '\u200b' }
  const path = `/v1/contacts/${MARIA}/legal-hold`
  expect(await problemOf('PUT', path, body)).toEqual([422, { field: 'reason', problem: BLANK }])
})

it.each([' ', '\u200b', '\u00ad', '\u180e', '\ufe0f'])(
  'a file that is uploaded without a visible name is refused (%j)',
  async (fileName) => {
    const query = new URLSearchParams({ ...parties, name: fileName })
    const { status, body } = await createRig().call('POST', `/v1/files?${query}`, 'x', {
      'Content-Type': 'text/plain',
    })
    expect([status, body.errors]).toEqual([422, [{ field: 'name', problem: BLANK }]])
  },
)

it.each(['\u200b', '\ufe0f', '\0', '\ud83d'])(
  'a message or a template variable without a visible character is refused (%j)',
  async (unseen) => {
    const rig = createRig()
    await rig.writes(MARIA, ACME.whatsapp, 'Hi')
    const text = await rig.call('POST', '/v1/messages', { ...hello, text: unseen })
    expect(text.body).toMatchObject({ reason: 'content_invalid' })
    const template = { name: 'reminder', variables: { 1: unseen, 2: 'N' } }
    const named = await rig.call('POST', '/v1/messages', { ...parties, template })
    expect(named.body).toMatchObject({ reason: 'template_invalid' })
  },
)

it.each([' ', '\u200b', '\u3164', '\u2800 \n'])(
  'a caption without a visible character is none, and the file goes out (%j)',
  async (unseen) => {
    const rig = createRig()
    for (const text of ['Hi', 'YES']) await rig.writes(MARIA, ACME.whatsapp, text)
    const media = [{ url: URL }]
    const file = { ...parties, media, text: unseen }
    const { body } = await rig.call('POST', '/v1/messages', file)
    expect(body.status).toBe('accepted')
    expect(rig.sent.at(-1)?.message?.content).toEqual({ kind: 'media', media })
    expect((await rig.call('GET', `/v1/messages/${body.id}`)).body).toMatchObject({ text: '' })
  },
)

/** What is trimmed first, or looked up among what exists. */
const OTHERWISE = ['cursor']

const textsIn = (schema: unknown, path = ''): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, minLength, pattern, enum: values, format } = schema as Record<string, unknown>
  const isOpen = type === 'string' && minLength === 1 && !pattern && !values && !format
  return [
    ...(isOpen ? [path] : []),
    ...Object.entries(schema).flatMap(([name, inner]) => textsIn(inner, `${path}/${name}`)),
  ]
}

it('the schemas of all routes say that a name may not be blank', () => {
  const open = ROUTES.flatMap(({ operationId, params, query, body }) =>
    [params, query, body].flatMap((schema) =>
      schema ? textsIn(z.toJSONSchema(schema, { io: 'input' }), operationId) : [],
    ),
  )
  expect(open.filter((path) => !OTHERWISE.includes(path.split('/').at(-1) ?? ''))).toEqual([])
})
