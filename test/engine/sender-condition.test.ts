/** The provider's reports on a sender: a pause ends by itself, a missing registration affects one country. */

import { describe, expect, it, test } from 'vitest'
import type { Address } from '../../src/core/model/address.ts'
import { senderCondition } from '../../src/ports/settings.ts'
import { ACME, createRig, MARIA, type Rig, SIGNED } from '../support/gateway.ts'

const HOUR = 3_600_000
const AMERICAN = 'whatsapp:+12125550123'
const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }

const agreed = async (): Promise<Rig> => {
  const rig = createRig()
  for (const to of [MARIA, AMERICAN] as const) {
    await rig.call('POST', '/v1/messages', { ...hello, to })
    await rig.writes(to, ACME.whatsapp, 'YES')
  }
  return rig
}
const senderOf = async (rig: Rig) =>
  (await rig.call('GET', '/v1/senders')).body.senders.find(
    ({ address }: { address: string }) => address === ACME.whatsapp,
  )
const statusOf = async (rig: Rig, id: string) =>
  (await rig.call('GET', `/v1/messages/${id}`)).body.status
const reports = (rig: Rig, message: string, code: string, fault: string) =>
  rig.app.request('https://gate.example.com/webhooks/acme-phone/status', {
    method: 'POST',
    headers: SIGNED,
    body: JSON.stringify([
      {
        kind: 'receipt',
        id: `r-${message}`,
        at: rig.now(),
        sender: ACME.whatsapp,
        message,
        providerId: `P-${message}`,
        status: 'failed',
        code,
        fault,
      },
    ]),
  })

describe('a sender with a used-up limit', () => {
  const paused = async () => {
    const rig = await agreed()
    rig.sendOutcomes.push({ status: 'rejected', code: '63038', fault: 'sender_paused' })
    const { body } = await rig.call('POST', '/v1/messages', hello)
    return { rig, id: body.id as string }
  }

  it('is shown as paused, with reason and end', async () => {
    const { rig } = await paused()
    expect(await senderOf(rig)).toMatchObject({
      state: 'paused',
      until: new Date(rig.now() + HOUR).toISOString(),
      code: '63038',
    })
  })

  it('leaves the refused message waiting, and says so until it is sent', async () => {
    const { rig, id } = await paused()
    const message = async () => (await rig.call('GET', `/v1/messages/${id}`)).body
    const retryAt = new Date(rig.now() + HOUR).toISOString()
    expect(await message()).toMatchObject({ waiting: { for: 'sender', retryAt } })
    await rig.advance(HOUR)
    expect(await message()).toMatchObject({ status: 'queued' })
    expect(await message()).not.toHaveProperty('waiting')
  })

  it('holds its messages, notifies the CRM, and resumes automatically', async () => {
    const { rig, id } = await paused()
    expect(await statusOf(rig, id)).toBe('accepted')
    expect(rig.events.at(-1)).toBe('message.status')
    const second = await rig.call('POST', '/v1/messages', { ...hello, to: AMERICAN })
    expect(second.body).toMatchObject({
      status: 'held',
      reason: 'sender_paused',
      sentence: expect.stringContaining('Your message waits and goes out on'),
    })
    const before = rig.sent.length
    await rig.advance(HOUR - 1)
    expect(rig.sent).toHaveLength(before)
    await rig.advance(1)
    expect(await statusOf(rig, id)).toBe('queued')
    expect(await statusOf(rig, second.body.id)).toBe('queued')
    expect((await senderOf(rig))?.state).toBe('active')
  })

  it('sends what waits as soon as somebody activates it, in the order of writing', async () => {
    const { rig, id } = await paused()
    const second = await rig.call('POST', '/v1/messages', { ...hello, text: 'Second' })
    expect(second.body).toMatchObject({ status: 'held', reason: 'sender_paused' })
    const before = rig.sent.length
    await rig.advance(60_000)
    await rig.call('PATCH', `/v1/senders/${ACME.whatsapp}`, { active: true })
    await rig.gateway.pump.drain()
    expect(rig.sent.slice(before).map(({ message }) => message?.id)).toEqual([id, second.body.id])
    await rig.advance(HOUR)
    expect(rig.sent).toHaveLength(before + 2)
  })

  it('is activated for a process too that still remembers the pause', async () => {
    const { rig } = await paused()
    const other = createRig({ store: rig.gateway.store })
    await other.advance(rig.now() - other.now())
    const first = await other.call('POST', '/v1/messages', { ...hello, to: AMERICAN })
    expect(first.body).toMatchObject({ status: 'held', reason: 'sender_paused' })
    await rig.gateway.pump.stop()
    await rig.call('PATCH', `/v1/senders/${ACME.whatsapp}`, { active: true })
    await other.gateway.pump.drain()
    expect(await statusOf(other, first.body.id)).toBe('queued')
  })

  it('looks only at contacts with a message that waits', async () => {
    const { rig } = await paused()
    await rig.call('POST', '/v1/messages', { ...hello, text: 'Second' })
    const versions = async (address: string) =>
      (await rig.call('GET', `/v1/contacts/${address}/journal`)).body.entries.length
    const before = await versions(AMERICAN)
    await rig.call('PATCH', `/v1/senders/${ACME.whatsapp}`, { active: true })
    await rig.gateway.pump.drain()
    expect(await versions(AMERICAN)).toBe(before)
  })

  it('is paused again while the limit lasts, for two days at most', async () => {
    const rig = await agreed()
    const again = { status: 'rejected', code: '63038', fault: 'sender_paused' } as const
    rig.sendOutcomes.push(...Array(60).fill(again))
    const template = { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } }
    const { text: _, ...parties } = hello
    const { body } = await rig.call('POST', '/v1/messages', { ...parties, template })
    await rig.advance(HOUR)
    expect((await senderOf(rig))?.state).toBe('paused')
    for (let hour = 0; hour < 40; hour++) await rig.advance(HOUR)
    expect(await statusOf(rig, body.id)).toBe('accepted')
    for (let hour = 0; hour < 10; hour++) await rig.advance(HOUR)
    expect(await statusOf(rig, body.id)).toBe('expired')
  })

  it('doesn’t mention this to contacts, whose texts reach the CRM', async () => {
    const { rig } = await paused()
    const before = rig.sent.length
    const received = rig.events.filter((type) => type === 'message.received').length
    await rig.writes(MARIA, ACME.whatsapp, 'Are you there?')
    expect(rig.sent).toHaveLength(before)
    expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(received + 1)
    await rig.advance(HOUR)
    for (const { message } of rig.sent)
      expect((message as { rendered?: string } | undefined)?.rendered).not.toMatch(/not currently/)
  })

  it('asks a stranger who writes meanwhile at its end, and shows until then that nobody asked', async () => {
    const { rig } = await paused()
    const stranger = 'whatsapp:+4915198765432'
    await rig.writes(stranger, ACME.whatsapp, 'Hello?')
    const contact = async () => (await rig.call('GET', `/v1/contacts/${stranger}`)).body
    const { held } = await contact()
    const until = new Date(rig.now() + HOUR).toISOString()
    expect(held).toEqual([expect.objectContaining({ sender: ACME.whatsapp, until })])
    expect(held[0]).not.toHaveProperty('agent')
    const before = rig.sent.length
    await rig.advance(HOUR - 1)
    expect(rig.sent).toHaveLength(before)
    await rig.advance(1)
    expect(await statusOf(rig, held[0].message)).toBe('queued')
    expect(await contact()).toMatchObject({ held: [] })
  })

  it('sends the opt-in request that it refused once the pause is over, and what waits for the YES', async () => {
    const rig = createRig()
    rig.sendOutcomes.push({ status: 'rejected', code: '63038', fault: 'sender_paused' })
    const { body } = await rig.call('POST', '/v1/messages', hello)
    expect(body).toMatchObject({ status: 'held', reason: 'consent_pending' })
    expect(rig.sent).toHaveLength(1)
    await rig.advance(HOUR)
    expect(rig.sent).toHaveLength(2)
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    expect(await statusOf(rig, body.id)).toBe('queued')
  })

  it('is also reported by a callback; that message has failed', async () => {
    const rig = await agreed()
    const { body } = await rig.call('POST', '/v1/messages', hello)
    await reports(rig, body.id, '63038', 'sender_paused')
    await rig.gateway.pump.drain()
    expect((await rig.call('GET', `/v1/messages/${body.id}`)).body).toMatchObject({
      status: 'failed',
      code: '63038',
      remedies: [{ do: 'wait_until' }],
    })
    expect((await senderOf(rig))?.state).toBe('paused')
  })

  it('resumes at once on an administrator’s decision', async () => {
    const { rig } = await paused()
    const path = `/v1/senders/${encodeURIComponent(ACME.whatsapp)}`
    await rig.call('PATCH', path, { active: true })
    expect((await senderOf(rig))?.state).toBe('active')
  })
})

test.each(['30034', '30032'])(
  '%s blocks contacts in the US for a day, and no others',
  async (code) => {
    const rig = await agreed()
    const { body } = await rig.call('POST', '/v1/messages', { ...hello, to: AMERICAN })
    await reports(rig, body.id, code, 'sender_unregistered')
    expect(await senderOf(rig)).toMatchObject({
      state: 'active',
      unregistered: { country: 'US', code },
    })
    expect((await rig.call('POST', '/v1/messages', hello)).status).toBe(202)
    const refused = await rig.call('POST', '/v1/messages', { ...hello, to: AMERICAN })
    expect(refused.body).toMatchObject({
      status: 409,
      reason: 'sender_inactive',
      state: 'unregistered',
      sentence: expect.stringContaining('registered for messages to contacts in the US'),
    })
    await rig.advance(23 * HOUR)
    await rig.writes(AMERICAN, ACME.whatsapp, 'Hi')
    await rig.advance(HOUR)
    const later = await rig.call('POST', '/v1/messages', { ...hello, to: AMERICAN })
    expect(later.status).toBe(202)
  },
)

test('a deactivated sender shows by whom, when and why', async () => {
  const rig = createRig()
  const path = `/v1/senders/${encodeURIComponent(ACME.whatsapp)}`
  const change = { agent: 'Olga', reason: 'The branch has moved.' }
  const at = new Date(rig.now()).toISOString()
  const { body } = await rig.call('PATCH', path, { active: false, ...change })
  expect(body).toMatchObject({ state: 'inactive', changed: { at, by: 'crm', ...change } })
  expect(await senderOf(rig)).toEqual(body)
})

test('a provider’s stop is separate from a person’s deactivation, and doesn’t replace it', async () => {
  const rig = await agreed()
  const { body } = await rig.call('POST', '/v1/messages', hello)
  const second = await rig.call('POST', '/v1/messages', hello)
  await reports(rig, body.id, '63051', 'sender_restricted')
  expect(await senderOf(rig)).toMatchObject({
    state: 'restricted',
    changed: { by: 'provider', reason: '63051' },
  })
  const before = rig.sent.length
  await rig.writes(MARIA, ACME.whatsapp, 'Hello?')
  expect(rig.sent).toHaveLength(before)
  const path = `/v1/senders/${encodeURIComponent(ACME.whatsapp)}`
  await rig.call('PATCH', path, { active: false })
  await reports(rig, second.body.id, '63051', 'sender_restricted')
  expect((await senderOf(rig))?.state).toBe('inactive')
})

test('a state written by an earlier version is read', () => {
  const { read } = senderCondition('acme', ACME.whatsapp as Address)
  expect(read('inactive')).toEqual({ state: 'inactive' })
  expect([read('paused'), read('{"state":"?"}'), read('null'), read('{')]).toEqual(
    Array(4).fill(undefined),
  )
})
