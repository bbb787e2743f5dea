/** What retention deletes, and what it never deletes. */

import { expect, test } from 'vitest'
import { applyRetention } from '../../../src/engine/periodic/retention.ts'
import { ACME, createRig, MARIA, type Rig } from '../../support/gateway.ts'

const DAY = 86_400_000
const ANA = 'whatsapp:+4915112345679'
const BEN = 'whatsapp:+4915112345670'

const create = (retention: object) => createRig({ policy: { retention } })

const after = async (rig: Rig, days: number) => {
  await rig.advance(days * DAY)
  await applyRetention(rig.gateway)
}
const statusOf = async (rig: Rig, address: string) =>
  (await rig.call('GET', `/v1/contacts/${encodeURIComponent(address)}`)).status
const textsOf = async (rig: Rig) =>
  (await rig.call('GET', '/v1/messages?direction=inbound')).body.messages.map(
    ({ text, status }: { text: string; status: string }) => [text, status],
  )

test('a message’s text is deleted after its time; the message itself stays', async () => {
  const rig = create({ wordsDays: 30 })
  await rig.writes(MARIA, ACME.whatsapp, 'an old secret')
  await after(rig, 20)
  await rig.writes(MARIA, ACME.whatsapp, 'a new secret')
  expect(await textsOf(rig)).toEqual([
    ['a new secret', 'received'],
    ['an old secret', 'received'],
  ])
  await after(rig, 11)
  expect(await textsOf(rig)).toEqual([
    ['a new secret', 'received'],
    [undefined, 'received'],
  ])
  await after(rig, 20)
  expect(await textsOf(rig)).toEqual([
    [undefined, 'received'],
    [undefined, 'received'],
  ])
  expect((await rig.call('GET', `/v1/contacts/${MARIA}/journal`)).body.chain).toEqual({ ok: true })
})

test('a silent contact is deleted, one with consent later, and a no outlives both', async () => {
  const rig = create({ contactDays: 100, evidenceDays: 1_000 })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(ANA, ACME.whatsapp, 'STOP')
  await rig.call('PATCH', `/v1/contacts/${BEN}`, { region: 'US-FL' })
  await after(rig, 99)
  for (const one of [MARIA, ANA, BEN]) expect(await statusOf(rig, one)).toBe(200)
  await after(rig, 2)
  expect(await statusOf(rig, BEN)).toBe(404)
  expect(await statusOf(rig, ANA)).toBe(200)
  await after(rig, 900)
  expect(await statusOf(rig, ANA)).toBe(404)
  await rig.advance(4_000 * DAY)
  const hello = { from: ACME.whatsapp, to: ANA, agent: 'ana', text: 'Hello' }
  expect((await rig.call('POST', '/v1/messages', hello)).body.reason).toBe('consent_refused')
})

test('without a setting nothing is deleted', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await after(rig, 10_000)
  expect(await textsOf(rig)).toEqual([['Hello', 'received']])
})
