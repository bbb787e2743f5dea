/** Observe mode from the outside: sends, lists, counts and events. */

import { Webhook as Verifier } from 'standardwebhooks'
import { expect, test } from 'vitest'
import type { Address } from '../../../../src/core/model/address.ts'
import type { Provider } from '../../../../src/ports/provider.ts'
import { readConfig } from '../../../support/adapters.ts'
import { configOf, SECRETS, TWILIO, WEBHOOK } from '../../../support/configuration.ts'
import { openFace } from '../../../support/crm/twilio-face.ts'
import { SECRET } from '../../../support/crm/webhook-harness.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'
import { ACME, createRig, MARIA, ZEN } from '../../../support/gateway.ts'
import { CUSTOMER, createWorld, WHATSAPP } from '../../../support/world.ts'

const OBSERVE = { policy: { enforce: 'observe' } }
const parties = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }
const template = {
  ...parties,
  template: { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } },
}
const hello = { ...parties, text: 'Hello' }

test('a message that the gate would hold or refuse is sent, and the answer contains the verdict', async () => {
  const rig = createRig(OBSERVE)
  const { status, body } = await rig.call('POST', '/v1/messages', hello)
  expect(status).toBe(202)
  expect(body).toMatchObject({
    status: 'accepted',
    remedies: [],
    observed: { status: 'held', until: 'consent', reason: 'consent_pending' },
  })
  expect(rig.sent.map(({ message }) => message?.rendered)).toEqual(['Hello'])
  expect(rig.events).toEqual(['contact.taken', 'message.observed', 'message.sent'])
  const read = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(read.body).toMatchObject({
    status: 'queued',
    observed: { status: 'held', reason: 'consent_pending', at: '2026-11-24T09:00:00.000Z' },
  })
})

test('the composer shows that all passes, with the objections', async () => {
  const rig = createRig(OBSERVE)
  const query = `from=${ACME.whatsapp}&to=${MARIA}&agent=ana`
  expect((await rig.call('GET', `/v1/composer?${query}`)).body).toMatchObject({
    text: { status: 'accepted', observed: { status: 'held', reason: 'consent_pending' } },
    template: { status: 'accepted', observed: { status: 'held' } },
  })
  expect((await rig.call('GET', '/v1/senders')).body.senders[0]).toMatchObject({
    enforce: 'observe',
  })
})

test('observations are listed newest first, page by page, and counted by reason', async () => {
  const rig = createRig({ policy: { enforce: 'observe', flow: 'disclaimer' } })
  await rig.call('POST', '/v1/messages', hello)
  await rig.advance(60_000)
  await rig.call('POST', '/v1/messages', { ...hello, agent: 'ben' })
  await rig.call('POST', '/v1/messages', { ...hello, from: ACME.sms, to: 'sms:+4915112345678' })
  await rig.advance(60_000)
  await rig.call('POST', '/v1/messages', {
    ...template,
    template: { name: 'reminder', variables: { 1: 'Maria' } },
  })
  const list = async (query = '') => (await rig.call('GET', `/v1/observations${query}`)).body
  const all = await list()
  expect(all.counts).toEqual({ session_closed: 1, contact_taken: 1, template_invalid: 1 })
  expect(all.observations.map(({ reason }: { reason: string }) => reason)).toEqual([
    'template_invalid',
    'contact_taken',
    'session_closed',
  ])
  expect(all.observations[1]).toEqual({
    message: expect.stringMatching(/^msg_/),
    at: '2026-11-24T09:01:00.000Z',
    contact: expect.stringMatching(/^con_/),
    address: MARIA,
    sender: ACME.whatsapp,
    line: 'advisory',
    agent: 'ben',
    verdict: 'refused',
    reason: 'contact_taken',
    sentence: expect.stringContaining('ana'),
    remedies: [{ do: 'ask_owner', owner: 'ana' }, { do: 'contact_administrator' }],
  })
  const first = await list('?limit=2')
  expect(first).toMatchObject({ counts: all.counts, next: expect.any(String) })
  const rest = await list(`?limit=2&cursor=${first.next}`)
  expect([...first.observations, ...rest.observations]).toEqual(all.observations)
  expect(rest.next).toBeUndefined()
  expect((await list(`?from=${ACME.sms}`)).observations).toEqual([])
  expect((await list('?reason=contact_taken')).counts).toEqual({ contact_taken: 1 })
  const minute = 'since=2026-11-24T09:01:00.000Z&until=2026-11-24T09:02:00.000Z'
  expect((await list(`?${minute}`)).counts).toEqual({ contact_taken: 1 })
  expect((await rig.call('GET', '/v1/observations?since=yesterday')).status).toBe(422)
  expect((await rig.call('GET', '/v1/observations?reason=mood')).status).toBe(422)
  expect((await rig.call('GET', '/v1/observations?cursor=mine')).status).toBe(422)
  const zen = await rig.call('GET', '/v1/observations', undefined, {
    Authorization: `Bearer ${ZEN.key}`,
  })
  expect(zen.body).toEqual({ observations: [], counts: {} })
  const { body: metrics } = await rig.call('GET', '/metrics')
  expect(metrics).toContain(
    'postern_observations_total{verdict="refused",reason="contact_taken"} 1\n',
  )
  await rig.call('DELETE', `/v1/contacts/${MARIA}`)
  expect(await list()).toEqual({ observations: [], counts: {} })
})

test('a contact’s message gets no answer, and is remembered for later enforcement', async () => {
  const rig = createRig(OBSERVE)
  for (const text of ['Hello', 'HELP', 'STOP']) await rig.writes(MARIA, ACME.whatsapp, text)
  expect(rig.sent).toEqual([])
  await rig.call('POST', '/v1/messages', hello)
  expect((await rig.call('GET', '/v1/observations')).body.counts).toEqual({ consent_refused: 1 })
})

/** The provider accepts nothing until released. */
const createBusyRig = (policy: object) => {
  const rig = createRig({ policy: { enforce: 'observe', flow: 'disclaimer', ...policy } })
  const provider = rig.gateway.providers['acme-phone'] as { deliver: Provider['deliver'] }
  const { deliver } = provider
  provider.deliver = async () => ({ status: 'retry', code: '429' })
  const recover = () => Object.assign(provider, { deliver })
  return { ...rig, recover }
}

test('a message overtaken by a STOP is sent all the same, and that is observed', async () => {
  const rig = createBusyRig({})
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const { body } = await rig.call('POST', '/v1/messages', hello)
  expect(body).not.toHaveProperty('observed')
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  rig.recover()
  await rig.advance(3_600_000)
  expect(rig.sent).toHaveLength(1)
  const { observations } = (await rig.call('GET', '/v1/observations')).body
  expect(observations).toMatchObject([
    { message: body.id, verdict: 'refused', reason: 'consent_revoked' },
  ])
})

test('quiet hours that begin meanwhile stop nothing, and aren’t reported', async () => {
  const rig = createBusyRig({ quietHours: { enabled: true, applyTo: 'all' } })
  await rig.call('POST', '/v1/messages', template)
  rig.recover()
  await rig.advance(14 * 3_600_000)
  expect(rig.sent).toHaveLength(1)
  expect((await rig.call('GET', '/v1/observations')).body.counts).toEqual({})
})

test('only one of two CRMs may be observed: its sends pass, those through the API are judged', async () => {
  const config = configOf({
    connections: {
      'acme-twilio': TWILIO,
      'acme-crm': { ...WEBHOOK, enforce: 'observe' },
      'new-crm': WEBHOOK,
    },
    crm: ['acme-crm', 'new-crm'],
  })
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }), config)
  const message = { from: WHATSAPP, to: `whatsapp:${CUSTOMER}`, agent: 'ana', text: 'Hello' }
  const event = JSON.stringify({ type: 'message.send', data: message })
  const at = new Date(world.now())
  const answer = await world.app.request('https://gate.example.com/webhooks/acme-crm', {
    method: 'POST',
    headers: {
      'webhook-id': 'one',
      'webhook-timestamp': String(at.getTime() / 1000),
      'webhook-signature': new Verifier(SECRET).sign('one', at, event),
    },
    body: event,
  })
  await world.gateway.pump.drain()
  expect(await answer.json()).toMatchObject({
    results: [{ status: 'accepted', observed: { reason: 'consent_pending' } }],
  })
  expect(world.sent).toMatchObject([{ Body: 'Hello' }])
  expect((await world.call('POST', '/v1/messages', message)).body).toMatchObject({ status: 'held' })
})

test('a CRM that uses Twilio’s API gets Twilio’s answers, and the gate sends nothing itself', async () => {
  const face = await openFace({ policy: { enforce: 'observe' } })
  const parties = { from: WHATSAPP, to: `whatsapp:${CUSTOMER}` }
  const text = await face.client.messages.create({ ...parties, body: 'Hello' })
  const contentSid = `HX${'e'.repeat(32)}`
  const contentVariables = '{"1":"Maria"}'
  await face.client.messages.create({ ...parties, contentSid, contentVariables })
  await face.writes('STOP')
  await face.gateway.pump.drain()
  expect(text.status).toBe('queued')
  expect(face.sent).toMatchObject([
    { Body: 'Hello' },
    { ContentSid: contentSid, ContentVariables: contentVariables },
  ])
  expect((await face.call('GET', '/v1/observations')).body).toMatchObject({
    counts: { consent_pending: 1, template_unavailable: 1 },
  })
  await face.close()
})

const config = (changes: {
  provider?: string
  crms?: readonly (string | undefined)[]
  organisation?: string
  line?: string
  sender?: string
}) => {
  const { provider, crms = [undefined], organisation, line, sender } = changes
  const layer = (enforce: string | undefined) => (enforce ? { enforce } : {})
  const names = crms.map((_, i) => `crm-${i}`)
  const directory = readConfig(
    configOf({
      connections: {
        phone: { ...TWILIO, ...layer(provider) },
        ...Object.fromEntries(names.map((name, i) => [name, { ...WEBHOOK, ...layer(crms[i]) }])),
      },
      crm: names,
      policy: layer(organisation),
      line: { policy: layer(line) },
      senders: [{ address: ACME.sms, policy: layer(sender) }],
    }),
    SECRETS,
  )
  return directory.sender(ACME.sms as Address)?.enforcement
}
const all = (general: string) => ({ general, byOrigin: { 'crm-0': general } })

test.each([
  ['nothing is said', {}, all('enforce')],
  ['the provider is observed', { provider: 'observe' }, all('observe')],
  ['the only CRM is observed', { crms: ['observe'] }, all('observe')],
  [
    'a CRM’s word is nearer than the provider’s',
    { provider: 'observe', crms: ['enforce'] },
    all('enforce'),
  ],
  [
    'a policy’s word is nearer still',
    { crms: ['observe'], organisation: 'enforce' },
    all('enforce'),
  ],
  [
    'a line’s nearer than its organisation’s',
    { organisation: 'observe', line: 'enforce' },
    all('enforce'),
  ],
  ['a sender’s nearest', { line: 'enforce', sender: 'observe' }, all('observe')],
  [
    'one CRM of two is observed',
    { crms: ['observe', undefined] },
    { general: 'enforce', byOrigin: { 'crm-0': 'observe', 'crm-1': 'enforce' } },
  ],
])('where %s', (_, given, expected) => {
  expect(config(given)).toEqual(expected)
})
