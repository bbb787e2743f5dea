/** The lists of all contacts and all messages: filters and search. */

import { expect, test } from 'vitest'
import type { Body } from '../../support/documents/answers.ts'
import { ACME, createRig, MARIA, type Rig } from '../../support/gateway.ts'

const HOUR = 3_600_000
const ANA = 'whatsapp:+5215512345678'

/** Every page of a list, put together. */
const all = async <L extends 'contacts' | 'messages'>(rig: Rig, path: string, list: L) => {
  const found: Body[L][number][] = []
  let cursor: string | undefined
  do {
    const more = cursor ? `&cursor=${cursor}` : ''
    const { status, body } = await rig.call('GET', `${path}${more}`)
    expect(status).toBe(200)
    found.push(...body[list])
    cursor = body.next
  } while (cursor)
  return found
}
const found = async (rig: Rig, query: string, limit = 50) =>
  (await all(rig, `/v1/contacts?limit=${limit}&${query}`, 'contacts'))
    .map(({ addresses }) => addresses[0])
    .sort()

const imported = async (file: string) => {
  const rig = createRig()
  await rig.call('POST', '/v1/imports', file, { 'Content-Type': 'text/csv' })
  return rig
}

test('contacts are filtered by consent, channel, purpose, owner, held messages and last message', async () => {
  const sms = 'sms:+4915112345670'
  const rig = await imported(
    `address,status,basis,owner\n${MARIA},granted,contract,ana\n${ANA},revoked,,\n${sms},granted,contract,ben\n`,
  )
  await rig.call('PUT', `/v1/contacts/${MARIA}/purposes/marketing`, { status: 'revoked' })
  await rig.call('POST', '/v1/messages', {
    ...{ from: ACME.whatsapp, to: 'whatsapp:+4915112345600', agent: 'ana', text: 'Hello' },
  })
  await rig.advance(HOUR)
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  expect(await found(rig, 'consent=revoked')).toEqual([ANA])
  expect(await found(rig, 'consent=granted', 1)).toEqual([sms, MARIA])
  expect(await found(rig, 'consent=granted&channel=sms')).toContain(sms)
  expect(await found(rig, 'consent=revoked&purpose=marketing')).toEqual([MARIA])
  expect(await found(rig, 'owner=ben')).toEqual([sms])
  expect(await found(rig, 'held=true')).toEqual(['whatsapp:+4915112345600'])
  expect(await found(rig, 'wroteSince=2026-11-24T10:00:00Z')).toEqual([MARIA])
  expect(await found(rig, 'wroteSince=2026-11-24T10:00:00.001Z')).toEqual([])
  expect((await rig.call('GET', '/v1/contacts?consent=perhaps')).status).toBe(422)
})

test.each([
  ['E.164', '+4915112345678', MARIA],
  ['spaces and brackets', '+49 (151) 1234-5678', MARIA],
  ['two zeros', '0049 151 12345678', MARIA],
  ['no plus', '4915112345678', MARIA],
  ['another channel', 'sms:+4915112345678', MARIA],
  ['the area code in brackets', '(0151) 12345678', MARIA],
  ['the (0) of a letterhead', '+49 (0) 151 12345678', MARIA],
  ['hyphens that do not break', '0151\u20111234\u20115678', MARIA],
  [
    'full-width digits',
    '\uff0b\uff14\uff19\uff11\uff15\uff11\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18',
    MARIA,
  ],
  ['invisible marks of a copied number', '\u202a+49 151 12345678\u202c', MARIA],
  ['the last digits', '345678', MARIA],
  ['another spelling of a Mexican mobile', '+52 55 1234 5678', ANA],
])('a contact is found by its number: %s', async (_, q, expected) => {
  const rig = await imported(`address,status\n${MARIA},revoked\n${ANA},revoked\n`)
  const addresses = await found(rig, `q=${encodeURIComponent(q)}`)
  expect(addresses).toContain(expected)
  if (q !== '345678') expect(addresses).toHaveLength(1)
})

test('a contact without a number is found by the whole address', async () => {
  const nobody = 'whatsapp:US.13491208655302741918'
  const rig = await imported(`address,status\n${MARIA},revoked\n${nobody},revoked\n`)
  expect(await found(rig, `q=${nobody}`)).toEqual([nobody])
})

test('a contact is found by part of the name, ignoring accents', async () => {
  const rig = createRig()
  const text = { form: 'message', type: 'text', media: [] }
  const input = {
    ...{ kind: 'inbound', id: 'in-1', at: rig.now(), sender: ACME.whatsapp, from: MARIA },
    ...{ aliases: [], providerId: 'P-1' },
    message: { ...text, text: 'Hola', profileName: 'María José Ñúñez' },
  } as const
  await rig.gateway.handle('acme', input as never)
  await rig.writes(ANA, ACME.whatsapp, 'Hello')
  expect(await found(rig, 'q=jose')).toEqual([MARIA])
  expect(await found(rig, `q=${encodeURIComponent('ÑÚÑEZ')}`, 1)).toEqual([MARIA])
  expect(await found(rig, 'q=joseph')).toEqual([])
})

test('messages are filtered by sender, contact, agent, direction, status and time', async () => {
  const rig = createRig()
  const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
  const { body: held } = await rig.call('POST', '/v1/messages', hello)
  await rig.advance(HOUR)
  await rig.writes(ANA, ACME.whatsapp, 'a question')
  const ids = async (query: string) =>
    (await all(rig, `/v1/messages?limit=1&${query}`, 'messages')).map(({ id }) => id)
  expect(await ids('status=held')).toEqual([held.id])
  expect(await ids('agent=ana')).toContain(held.id)
  expect(await ids('agent=ben')).toEqual([])
  expect(await ids('direction=inbound')).toEqual(['in-1'])
  expect(await ids(`sender=${ACME.sms}`)).toEqual([])
  expect(await ids('since=2026-11-24T09:30:00Z')).toContain('in-1')
  expect(await ids('since=2026-11-24T09:30:00Z')).not.toContain(held.id)
  expect(await ids('until=2026-11-24T09:30:00Z')).toContain(held.id)
  const { body: message } = await rig.call('GET', `/v1/messages/${held.id}`)
  expect(await ids(`contact=${message.contact}&direction=outbound`)).toContain(held.id)
  expect(await ids(`contact=${message.contact}`)).not.toContain('in-1')
  expect(await ids(`contact=${MARIA}&direction=outbound`)).toContain(held.id)
  expect(await ids(`contact=${MARIA}`)).not.toContain('in-1')
  expect(await ids('contact=whatsapp:%2B15550109999')).toEqual([])
})

test('contacts are filtered by a purpose that only one sender has', async () => {
  const sms = 'sms:+4915112345670'
  const rig = createRig({ smsPolicy: { purposes: { newsletter: {} } } })
  await rig.call('POST', '/v1/imports', `address,status,basis\n${sms},granted,contract\n`, {
    'Content-Type': 'text/csv',
  })
  const wish = { from: ACME.sms, status: 'granted', basis: 'written' }
  const { status } = await rig.call('PUT', `/v1/contacts/${sms}/purposes/newsletter`, wish)
  expect(status).toBe(200)
  expect(await found(rig, 'consent=granted&purpose=newsletter')).toEqual([sms])
})

test('one contact by address has to match the other filters too', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  expect(await found(rig, `address=${MARIA}`)).toEqual([MARIA])
  expect(await found(rig, `address=${MARIA}&held=true`)).toEqual([])
  expect(await found(rig, `address=${MARIA}&wroteSince=2026-11-24T09:02:00Z`)).toEqual([])
})

test.each([
  ['/v1/messages?contact=Maria', 'contact'],
  ['/v1/messages?colour=red', 'colour'],
  ['/v1/messages?status=sent&status=failed', 'status'],
  ['/v1/contacts?channel=sms', 'channel'],
  ['/v1/contacts?purpose=marketing', 'purpose'],
  ['/v1/contacts?consent=granted&purpose=marketng', 'purpose'],
  ['/v1/dead-letters?connections=acme-crm', 'connections'],
  ['/v1/audit?who=ana', 'who'],
  ['/v1/observations?since=yesterday', 'since'],
  [`/v1/contacts/${MARIA}/messages?direction=inbound`, 'direction'],
])('a filter that would filter nothing is refused by its name: %s', async (path, field) => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const { status, body } = await rig.call('GET', path)
  expect(status).toBe(422)
  expect(body.errors).toEqual([expect.objectContaining({ field })])
})
