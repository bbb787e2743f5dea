/** A start with changed rules: held messages are judged again at once. */

import { expect, it } from 'vitest'
import { noticeNewRules } from '../../../src/engine/periodic/new-rules.ts'
import { createMemoryStore } from '../../support/database/memory-store.ts'
import { ACME, createRig, MARIA, type Rig } from '../../support/gateway.ts'

const quietHours = { enabled: true, applyTo: 'all', hours: { DE: { weekdays: [12, 13] } } }
const NIGHTLY = { flow: 'disclaimer', quietHours }
const journalOf = async (rig: Rig) =>
  (await rig.call('GET', `/v1/contacts/${MARIA}/journal`)).body.entries.length

/** A message that waits for noon. */
const waiting = async () => {
  const store = createMemoryStore({ hashKey: 'key' })
  const rig = createRig({ store, policy: NIGHTLY })
  await noticeNewRules(rig.gateway)
  const { body } = await rig.call('POST', '/v1/messages', {
    from: ACME.whatsapp,
    to: MARIA,
    agent: 'ana',
    template: { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } },
  })
  expect(body).toMatchObject({ status: 'held', reason: 'quiet_hours' })
  return { store, id: body.id as string }
}
const restart = async (
  store: ReturnType<typeof createMemoryStore>,
  policy: object,
  changes: { readonly locale?: string } = {},
) => {
  const rig = createRig({ store, policy, ...changes })
  await noticeNewRules(rig.gateway)
  await rig.gateway.pump.drain()
  return rig
}

it('a message that waits for quiet hours leaves at a start without them', async () => {
  const { store, id } = await waiting()
  const rig = await restart(store, { flow: 'disclaimer' })
  expect(rig.sent.map(({ message }) => message?.id)).toEqual([id])
})

it('a message that waits names the later end of quiet hours that start later', async () => {
  const { store, id } = await waiting()
  const { body: before } = await createRig({ store, policy: NIGHTLY }).call(
    'GET',
    `/v1/messages/${id}`,
  )
  const later = { ...quietHours, hours: { DE: { weekdays: [14, 15] } } }
  const rig = await restart(store, { ...NIGHTLY, quietHours: later })
  const { body: after } = await rig.call('GET', `/v1/messages/${id}`)
  expect(after).toMatchObject({ status: 'held', reason: 'quiet_hours' })
  expect(Date.parse(after.until) - Date.parse(before.until)).toBe(2 * 3_600_000)
  expect(rig.events).toContain('message.held')
})

it('a message that waits is told again at a start in another language, in that language', async () => {
  const { store, id } = await waiting()
  const rig = await restart(store, NIGHTLY, { locale: 'de' })
  expect((await rig.call('GET', `/v1/messages/${id}`)).body).toMatchObject({
    status: 'held',
    sentence: expect.stringMatching(/^Beim Kontakt ist es 10:00\./),
  })
  expect(rig.events).toContain('message.held')
})

it('a message that waits is told again at a start with other sentences of the organisation, in these', async () => {
  const { store, id } = await waiting()
  const sentences = { held_quiet_hours: 'Nights are quiet. It goes out at {time}.' }
  const rig = await restart(store, { ...NIGHTLY, sentences })
  expect((await rig.call('GET', `/v1/messages/${id}`)).body).toMatchObject({
    status: 'held',
    sentence: expect.stringMatching(/^Nights are quiet\./),
  })
  expect(rig.events).toContain('message.held')
})

it('a start with the same rules looks at no contact', async () => {
  const { store } = await waiting()
  const before = await journalOf(createRig({ store, policy: NIGHTLY }))
  const rig = await restart(store, NIGHTLY)
  expect(rig.sent).toEqual([])
  expect(await journalOf(rig)).toBe(before)
})

it('a message that waits for the contact’s answer names what the new rules ask for instead, and leaves with it', async () => {
  const store = createMemoryStore({ hashKey: 'key' })
  const asking = createRig({ store })
  await noticeNewRules(asking.gateway)
  const { body: held } = await asking.call('POST', '/v1/messages', {
    from: ACME.whatsapp,
    to: MARIA,
    agent: 'ana',
    template: { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } },
  })
  expect(held).toMatchObject({ status: 'held', reason: 'consent_pending' })
  await asking.gateway.pump.drain()
  const rig = await restart(store, { flow: 'recorded' })
  const { body } = await rig.call('GET', `/v1/messages/${held.id}`)
  expect(body).toMatchObject({
    status: 'held',
    sentence: expect.stringMatching(/^Your message waits\. .*“No consent is on record/),
    remedies: [{ do: 'record_consent' }],
  })
  const consent = { status: 'granted', channel: 'whatsapp', basis: 'web_form' }
  await rig.call('PUT', `/v1/contacts/${MARIA}/consent`, consent)
  await rig.gateway.pump.drain()
  expect(rig.sent.map(({ message }) => message?.id)).toContain(held.id)
})
