/** A wrong filter of a list is refused by its name, so an empty list always means that nothing matched. */

import { expect, test } from 'vitest'
import { createMemoryStore } from '../../support/database/memory-store.ts'
import type { Body } from '../../support/documents/answers.ts'
import { ACME, createRig, MARIA, type Rig, ZEN } from '../../support/gateway.ts'

const HOUR = 3_600_000
const ANA = 'whatsapp:+5215512345678'
const ofZen = { Authorization: `Bearer ${ZEN.key}` }
const message = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }

/** A contact at each organisation, with messages. */
const withContacts = async (options: Parameters<typeof createRig>[0] = {}) => {
  const rig = createRig(options)
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  await rig.writes(ANA, ZEN.whatsapp, 'a word for Zen')
  const idOf = async (headers: object) =>
    (await rig.call('GET', '/v1/contacts', undefined, headers)).body.contacts[0]?.id as string
  return { rig, own: await idOf({}), foreign: await idOf(ofZen) }
}

const wrongField = async ({ call }: Rig, path: string): Promise<string | undefined> => {
  const { status, body } = await call('GET', path)
  expect(status, path).toBe(422)
  return body.errors[0].field
}

test.each([
  ['/v1/messages?purpose=nope', 'purpose'],
  [`/v1/messages?sender=${ZEN.whatsapp}`, 'sender'],
  ['/v1/messages?sender=whatsapp:%2B15559990000', 'sender'],
  ['/v1/messages?contact=con_nobody', 'contact'],
  [`/v1/messages?contact=${ACME.whatsapp}`, 'contact'],
  ['/v1/messages?direction=inbound&agent=ana', 'agent'],
  ['/v1/messages?direction=inbound&purpose=service', 'purpose'],
  ['/v1/messages?direction=inbound&status=delivered', 'status'],
  ['/v1/messages?direction=outbound&status=received', 'status'],
  ['/v1/messages?status=received&agent=ana', 'agent'],
  ['/v1/messages?since=2026-11-24T10:00:00Z&until=2026-11-24T09:00:00Z', 'until'],
  ['/v1/messages?since=2026-11-24T10:00:00', 'since'],
  ['/v1/messages?since=2030-01-01T00:00:00Z', 'since'],
  ['/v1/messages?until=1970-01-20T00:00:00Z', 'until'],
  ['/v1/contacts?wroteSince=2030-01-01T00:00:00Z', 'wroteSince'],
  ['/v1/observations?since=2030-01-01T00:00:00Z', 'since'],
  ['/v1/observations?until=0001-01-01T00:00:00Z', 'until'],
  ['/v1/contacts?consent=requested&purpose=marketing', 'consent'],
  [`/v1/observations?from=${ZEN.whatsapp}`, 'from'],
  ['/v1/observations?reason=not_json', 'reason'],
  ['/v1/observations?since=2026-11-24T10:00:00Z&until=2026-11-24T10:00:00Z', 'until'],
  ['/v1/dead-letters?connection=nope', 'connection'],
  ['/v1/dead-letters?connection=zen-phone', 'connection'],
  ['/v1/events?after=2030-01-01T00:00:00Z', 'after'],
  ['/v1/export?after=nope', 'after'],
  ['/v1/export?after=', 'after'],
  ['/v1/audit?limit=0x10', 'limit'],
  ['/v1/audit?limit=1e1', 'limit'],
  ['/v1/audit?limit=%205', 'limit'],
  ['/v1/audit?limit=', 'limit'],
  ['/v1/audit?limit=0', 'limit'],
  ['/v1/audit?limit=101', 'limit'],
])('a filter that nothing could match is refused by its name: %s', async (path, field) => {
  const { rig } = await withContacts()
  expect(await wrongField(rig, path)).toBe(field)
})

test('another organisation’s contact is as unknown as one that does not exist', async () => {
  const { rig, own, foreign } = await withContacts()
  for (const id of [foreign, 'con_nobody']) {
    expect(await wrongField(rig, `/v1/messages?contact=${id}`)).toBe('contact')
    expect(await wrongField(rig, `/v1/export?after=${id}`)).toBe('after')
  }
  expect((await rig.call('GET', `/v1/messages?contact=${own}`)).body.messages).not.toEqual([])
  expect((await rig.call('GET', `/v1/export?after=${own}`)).status).toBe(200)
})

test('a channel without a sender is refused as a filter', async () => {
  const { rig } = await withContacts({ without: ACME.sms })
  expect(await wrongField(rig, '/v1/contacts?consent=granted&channel=sms')).toBe('channel')
})

test('an address and a search both count, whatever the spelling of the number', async () => {
  const { rig } = await withContacts()
  await rig.writes(ANA, ACME.whatsapp, 'Hello')
  const found = async (query: string) =>
    (await rig.call('GET', `/v1/contacts?${query}`)).body.contacts.length
  expect(await found(`address=${MARIA}&q=0151 12345678`)).toBe(1)
  expect(await found(`address=${MARIA}&q=345678`)).toBe(1)
  expect(await found(`address=${ANA}&q=${encodeURIComponent('+52 55 1234 5678')}`)).toBe(1)
  expect(await found(`address=${MARIA}&q=0151 999999`)).toBe(0)
  expect(await found(`address=${MARIA}&q=jose`)).toBe(0)
})

test('a message without a purpose is found under the one that the gate assumes', async () => {
  const { rig } = await withContacts()
  const send = async (more: object) =>
    (await rig.call('POST', '/v1/messages', { ...message, ...more })).body.id as string
  const none = await send({ text: 'no purpose' })
  const service = await send({ text: 'a purpose', purpose: 'service' })
  const ids = async (query: string) =>
    (await rig.call('GET', `/v1/messages?${query}`)).body.messages
      .filter(({ automatic }: Body['messages'][number]) => !automatic)
      .map(({ id }: Body['messages'][number]) => id)
  expect(await ids('purpose=service')).toEqual([service, none])
  expect(await ids('purpose=marketing')).toEqual([])
})

test('a policy’s own default purpose holds for messages without one', async () => {
  const purposes = { reminders: { like: 'service', requires: 'nothing' } }
  const { rig } = await withContacts({ policy: { purpose: 'reminders', purposes } })
  await rig.call('POST', '/v1/messages', { ...message, text: 'no purpose' })
  const texts = async (purpose: string) =>
    (await rig.call('GET', `/v1/messages?purpose=${purpose}&agent=ana`)).body.messages.map(
      ({ text }: Body['messages'][number]) => text,
    )
  expect(await texts('reminders')).toEqual(['no purpose'])
  expect(await texts('service')).toEqual([])
})

test('an earlier sender’s messages and observations are still found', async () => {
  const store = createMemoryStore({ hashKey: 'key of the hashes' })
  const observing = { policy: { enforce: 'observe' } }
  const before = createRig({ store, ...observing })
  const sms = { from: ACME.sms, to: 'sms:+4915112345678', agent: 'ana', text: 'Hello' }
  await before.call('POST', '/v1/messages', sms)
  const rig = createRig({ store, without: ACME.sms, ...observing })
  const { body } = await rig.call('GET', `/v1/messages?sender=${ACME.sms}`)
  expect(body.messages).toHaveLength(1)
  const observed = await rig.call('GET', `/v1/observations?from=${ACME.sms}`)
  expect(observed.body.observations).toHaveLength(1)
})

test('an unknown sender or purpose is refused however many messages there are', async () => {
  const store = createMemoryStore({ hashKey: 'key of the hashes' })
  const before = createRig({ store })
  const sms = { from: ACME.sms, to: 'sms:+4915112345678', agent: 'ana', text: 'Hello' }
  await before.call('POST', '/v1/messages', sms)
  const rig = createRig({ store, without: ACME.sms })
  await rig.advance(HOUR)
  for (let i = 0; i < 60; i++) await rig.writes(MARIA, ACME.whatsapp, `Hello ${i}`)
  // Fifty pages are read at most for one answer.
  const problemOf = async (query: string) => {
    const { status, body } = await rig.call('GET', `/v1/messages?limit=1&${query}`)
    return [status, body.errors?.[0].problem]
  }
  const nor =
    ', and none of the messages read for this page has it: to find an earlier one, set until to a time when it was in use'
  expect(await problemOf('purpose=nope')).toEqual([422, `must be one of service, marketing${nor}`])
  const unknown = [422, `is not a sender of this organisation${nor}`]
  expect(await problemOf('sender=whatsapp:%2B15559990000')).toEqual(unknown)
  expect(await problemOf(`sender=${ACME.sms}`)).toEqual(unknown)
  const until = new Date(before.now() + HOUR / 2).toISOString()
  const { body } = await rig.call('GET', `/v1/messages?sender=${ACME.sms}&until=${until}`)
  expect(body.messages.map(({ sender }) => sender)).toContain(ACME.sms)
})

test('a caller whose clock is a minute ahead may ask for what comes', async () => {
  const rig = createRig()
  const since = new Date(rig.now() + 60_000).toISOString()
  expect((await rig.call('GET', `/v1/messages?since=${since}`)).status).toBe(200)
})

test('dead letters of an unknown connection can’t be tried again', async () => {
  const { rig } = await withContacts()
  const { status, body } = await rig.call('POST', '/v1/dead-letters/replay', { connection: 'nope' })
  expect(status).toBe(422)
  expect(body.errors[0]).toMatchObject({
    field: 'connection',
    problem: expect.stringContaining('acme-phone'),
  })
})

test('a cursor belongs to its list', async () => {
  const { rig } = await withContacts()
  await rig.advance(HOUR)
  await rig.writes(ANA, ACME.whatsapp, 'Hello')
  const after = 'after=2026-11-24T09:00:00Z'
  const lists = {
    '/v1/contacts': 'limit=1',
    '/v1/messages': 'limit=1',
    [`/v1/contacts/${MARIA}/messages`]: 'limit=1',
    [`/v1/contacts/${MARIA}/journal`]: 'limit=1',
    '/v1/events': `${after}&limit=1`,
    '/v1/observations': '',
    '/v1/dead-letters': '',
    '/v1/audit': '',
  }
  await rig.advance(HOUR)
  let given = 0
  for (const [from, query] of Object.entries(lists)) {
    const { next } = (await rig.call('GET', `${from}?${query}`)).body
    if (next === undefined) continue
    given += 1
    for (const [to, own] of Object.entries(lists))
      if (to !== from) expect(await wrongField(rig, `${to}?${own}&cursor=${next}`)).toBe('cursor')
  }
  expect(given).toBe(5)
  const { next } = (await rig.call('GET', '/v1/contacts?limit=1')).body
  expect(await wrongField(rig, `/v1/contacts?address=${MARIA}&cursor=${next}`)).toBe('cursor')
})
