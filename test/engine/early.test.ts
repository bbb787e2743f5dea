/** Through the API: a wait that ends early, and one that changes, of which the CRM is told. */

import { expect, it } from 'vitest'
import type { Address } from '../../src/core/model/address.ts'
import { startSchedule } from '../../src/engine/periodic/schedule.ts'
import { STATE_MS } from '../../src/engine/policies/conditions.ts'
import { ACME, createRig, MARIA, type Rig } from '../support/gateway.ts'

/** Quiet in Germany but for an hour at noon; it is ten there. */
const quietHours = { enabled: true, applyTo: 'all', hours: { DE: { weekdays: [12, 13] } } }
const message = {
  from: ACME.whatsapp,
  to: MARIA,
  agent: 'ana',
  template: { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } },
}

const waiting = async (): Promise<{ rig: Rig; id: string }> => {
  const rig = createRig({ policy: { flow: 'disclaimer', quietHours } })
  const { body } = await rig.call('POST', '/v1/messages', message)
  expect(body).toMatchObject({ status: 'held', reason: 'quiet_hours' })
  return { rig, id: body.id }
}
const sentBy = async (rig: Rig) => {
  await rig.gateway.pump.drain()
  return rig.sent.map(({ message }) => message?.id)
}

it('a time zone in which it is noon, recorded by the CRM', async () => {
  const { rig, id } = await waiting()
  await rig.call('PATCH', `/v1/contacts/${MARIA}`, { timeZone: 'Asia/Riyadh' })
  expect(await sentBy(rig)).toEqual([id])
})

it('the contact’s own message', async () => {
  const { rig, id } = await waiting()
  await rig.writes(MARIA, ACME.whatsapp, 'Are you there?')
  expect(await sentBy(rig)).toContain(id)
})

const path = `/v1/senders/${encodeURIComponent(ACME.whatsapp)}`
const PAUSED = { status: 'rejected', code: '63038', fault: 'sender_paused' } as const
const OTHER = 'whatsapp:+4915112345679'

/** A message that waits for a time, and a provider that then pauses the sender for longer. */
it('a pause of the sender is the reason that the API names, with its end', async () => {
  const rig = createRig({ policy: { flow: 'disclaimer' } })
  const sendAt = new Date(rig.now() + 60_000).toISOString()
  const { body } = await rig.call('POST', '/v1/messages', { ...message, sendAt })
  expect(body).toMatchObject({ status: 'held', reason: 'scheduled' })
  rig.sendOutcomes.push(PAUSED)
  await rig.call('POST', '/v1/messages', { ...message, to: OTHER })
  await rig.gateway.pump.drain()
  const { body: now } = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(now.sentence).toMatch(/scheduled for .*“The provider has paused this number/)
  await rig.call('PATCH', path, { active: true })
  await rig.gateway.pump.drain()
  const { body: then } = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(then.sentence).toMatch(/^The message is scheduled and goes out on/)
  await rig.call('PATCH', path, { active: false })
  await rig.gateway.pump.drain()
  const { body: stopped } = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(stopped.sentence).toMatch(/“Your administrator has deactivated this number/)
})

/** A template that the provider withdraws, and approves again, while a message waits for noon. */
it.each<[string, (rig: Rig) => Promise<void>]>([
  [
    'a webhook says so',
    async ({ gateway }) => {
      const sender = gateway.directory.sender(ACME.whatsapp as Address)
      if (sender) await gateway.policies.refresh(sender)
    },
  ],
  [
    'another message has the list read again',
    async (rig) => {
      await rig.advance(5 * 60_000)
      await rig.call('POST', '/v1/messages', { ...message, to: OTHER })
    },
  ],
])(
  'a template that is withdrawn is named, and no longer once it is approved: %s',
  async (_, notice) => {
    const { rig, id } = await waiting()
    const provider = rig.gateway.providers['acme-phone']
    const real = provider?.templates
    const told = async () => {
      await notice(rig)
      await rig.gateway.pump.drain()
      await rig.gateway.pump.drain()
      return (await rig.call('GET', `/v1/messages/${id}`)).body.sentence
    }
    Object.assign(provider ?? {}, { templates: async () => [] })
    expect(await told()).toMatch(/^Your message waits until .*“/)
    Object.assign(provider ?? {}, { templates: real })
    expect(await told()).toMatch(/^It's 10:\d\d AM for the contact/)
  },
)

it('an activation by another process, for what was held while this one still remembered the pause', async () => {
  const rig = createRig({ policy: { flow: 'disclaimer' } })
  rig.sendOutcomes.push(PAUSED)
  await rig.call('POST', '/v1/messages', { ...message, to: OTHER })
  const other = createRig({ store: rig.gateway.store, policy: { flow: 'disclaimer' } })
  await other.advance(rig.now() - other.now())
  await other.call('GET', '/v1/senders')
  await rig.call('PATCH', path, { active: true })
  await rig.gateway.pump.drain()
  const { body } = await other.call('POST', '/v1/messages', message)
  expect(body).toMatchObject({ status: 'held', reason: 'sender_paused' })
  const looks: (() => Promise<void>)[] = []
  startSchedule(other.gateway, (ms, look) => {
    if (ms === STATE_MS) looks.push(look)
    return { stop: () => {} }
  })
  await other.advance(STATE_MS)
  for (const look of looks) await look()
  await other.gateway.pump.drain()
  expect(other.sent.map(({ message: sent }) => sent?.id)).toContain(body.id)
})
