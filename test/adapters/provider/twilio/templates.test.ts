import { HttpResponse, http } from 'msw'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Template } from '../../../../src/core/model/message/template.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'
import { ACCOUNT, SENDER, startTwilio } from '../../../support/provider/twilio.ts'
import { createWorld, WHATSAPP } from '../../../support/world.ts'

let server: Awaited<ReturnType<typeof startTwilio>>
let templates: readonly Template[]
beforeAll(async () => {
  server = await startTwilio()
  server.state.pageSize = 4
  templates = await server.provider.templates(SENDER, server.http)
})
afterEach(() => server.server.resetHandlers())
afterAll(() => server.close())

const named = (name: string) => templates.find((template) => template.name === name)

test('all pages are read, only from the configured host', () => {
  expect(templates).toHaveLength(9)
  expect(server.state.requests.map(({ url }) => new URL(url).origin)).toEqual([
    ACCOUNT.contentUrl,
    ACCOUNT.contentUrl,
    ACCOUNT.contentUrl,
  ])
})

test('a template has WhatsApp’s name, its language, category, approval, body and variables', () => {
  expect(named('opt_in_request')).toMatchObject({
    id: `HX${'1'.repeat(32)}`,
    name: 'opt_in_request',
    language: 'en',
    category: 'utility',
    approval: 'approved',
    body: '{{agent}} of {{organisation}} would like to write to you. Reply YES to agree, STOP to decline.',
    variables: ['agent', 'organisation'],
    canOpenSession: true,
  })
})

test('a content keeps its types, samples and dates, and its parts besides text', () => {
  expect(named('opt_in_request')).toMatchObject({
    type: 'twilio/text',
    types: { 'twilio/text': { body: expect.any(String) } },
    samples: { agent: 'Ana', organisation: 'Acme' },
    createdAt: Date.UTC(2026, 2, 1, 10),
    updatedAt: Date.UTC(2026, 2, 2, 10),
    allowsCategoryChange: true,
  })
  expect(named('opt_in_request')).not.toHaveProperty('buttons')
  expect(named('appointment')?.buttons).toEqual([{ type: 'quick_reply', text: 'Confirmar' }])
  expect(Object.keys(named('appointment')?.types ?? {})).toEqual([
    'twilio/text',
    'twilio/quick-reply',
  ])
  expect(named('offer')).toMatchObject({
    type: 'whatsapp/card',
    media: [{ url: 'https://cdn.example.com/{{2}}.jpg' }],
    buttons: [{ type: 'url', text: 'Shop', url: 'https://shop.example.com/{{3}}' }],
  })
  expect(named('receipt')?.media).toEqual([{ url: 'https://cdn.example.com/{{1}}.pdf' }])
  expect(named('new_thing')?.buttons).toEqual([
    { type: 'phone_number', text: 'Call', phone: '+15550001111' },
  ])
  expect(named('code')?.buttons).toEqual([{ type: 'copy_code', text: 'Copy' }])
  expect(named('Choose')?.buttons).toEqual([{ type: 'list', text: 'Days' }])
})

test('variables are found in all places, because Twilio fills missing ones with samples', () => {
  expect(named('appointment')).toMatchObject({
    language: 'pt_BR',
    body: 'Sua visita é {{1}}, às {{2}}.',
    variables: ['1', '2', '3'],
  })
  expect(named('offer')).toMatchObject({
    category: 'marketing',
    body: 'For {{1}}\nEverything must go.\nUntil {{4}}',
    variables: ['1', '4', '2', '3'],
  })
  expect(named('code')).toMatchObject({
    category: 'authentication',
    body: '{{1}} is your verification code.',
    variables: ['1'],
  })
  expect(named('nested')).toMatchObject({ approval: 'rejected', body: 'Hello {{1}}\nBye' })
})

test('a list or a location can’t open a session, and was never submitted', () => {
  expect(named('Choose')).toMatchObject({ canOpenSession: false, approval: 'unsubmitted' })
  expect(named('Office')).toMatchObject({
    canOpenSession: false,
    approval: 'unsubmitted',
    body: 'Office',
  })
})

test('by SMS a content is sent as its text or its file; without either it is left out', async () => {
  const bySms = await server.provider.templates('sms:+15550001111', server.http)
  expect(bySms.map(({ name }) => name)).toEqual(['opt_in_request', 'appointment', 'receipt'])
  expect(bySms[1]).toMatchObject({ body: 'Sua visita é {{1}}.', variables: ['1', '2', '3'] })
})

test('an unknown approval or category counts as the strictest', () => {
  expect(named('new_thing')).toMatchObject({ approval: 'unsubmitted', category: 'marketing' })
  expect(named('receipt')).toMatchObject({ approval: 'paused', category: 'utility' })
})

test('an answer other than 200 is thrown with its status, without secrets', async () => {
  server.server.use(
    http.get(`${ACCOUNT.contentUrl}/v1/ContentAndApprovals`, () =>
      HttpResponse.json({ code: 20003, message: ACCOUNT.authTokens[0] }, { status: 401 }),
    ),
  )
  await expect(server.provider.templates(SENDER, server.http)).rejects.toThrow(
    /^twilio: templates: answered 401$/,
  )
})

test('after a template error the last list stays, as long as Twilio can’t be reached', async () => {
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }))
  const list = async () => (await world.call('GET', `/v1/templates?from=${WHATSAPP}`)).body
  await world.writes('Hello')
  const before = await list()
  expect(before.templates).not.toEqual([])
  await world.writes('YES')
  Object.assign(world.gateway.providers['acme-twilio'] ?? {}, {
    templates: () => Promise.reject(new Error('down')),
  })
  await world.status(world.sent.at(-1)?.sid ?? '', 'failed', { ErrorCode: '63041' })
  expect(await list()).toEqual(before)
})

test('a list that couldn’t be read is requested again soon, not after minutes', async () => {
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }))
  const list = async () =>
    (await world.call('GET', `/v1/templates?from=${WHATSAPP}`)).body.templates
  const provider = world.gateway.providers['acme-twilio']
  const real = provider?.templates
  Object.assign(provider ?? {}, { templates: () => Promise.reject(new Error('down')) })
  expect(await list()).toBeUndefined()
  Object.assign(provider ?? {}, { templates: real })
  await world.advance(15_000)
  expect(await list()).toHaveLength(4)
})
