/** Consent and DND, owners and assigned users, deletion and merging: kept in sync, without a loop. */

import { HttpResponse } from 'msw'
import { afterEach, describe, expect, test } from 'vitest'
import { createHlWorld } from '../../../support/crm/highlevel-world.ts'
import { CUSTOMER } from '../../../support/world.ts'

const TO = `whatsapp:${CUSTOMER}`

let violations: readonly string[] = []
afterEach(() => {
  expect(violations).toEqual([])
})

const talking = async (...parts: Parameters<typeof createHlWorld>) => {
  const world = await createHlWorld(...parts)
  violations = world.crm.violations
  await world.writes('Good morning')
  await world.writes('YES')
  return world
}
type World = Awaited<ReturnType<typeof talking>>

const consentOf = async ({ gateway }: World) => {
  const loaded = await gateway.store.load({ organisation: 'acme', addresses: [TO] })
  return Object.values(loaded?.contact.consents ?? {})[0]
}
const dndOf = ({ crm }: World) => crm.contacts[0]?.dndSettings
const puts = ({ crm }: World) => crm.calls('PUT /contacts/:id').length
const dndEvent = (world: World, status: string, more: object = {}) =>
  world.crm.event('ContactDndUpdate', {
    id: world.crm.contacts[0]?.id,
    phone: CUSTOMER,
    dnd: false,
    dndSettings: {
      WhatsApp: { status, code: '103', message: "Updated by 'Ana'" },
      RCS: { status },
    },
    ...more,
  })

describe('consent', () => {
  test('a STOP only blocks its own channel in HighLevel', async () => {
    const world = await talking()
    const [contact] = world.crm.contacts
    Object.assign(contact ?? {}, {
      dndSettings: { Email: { status: 'permanent' }, RCS: { status: 'inactive' } },
    })
    await world.writes('STOP')
    expect(dndOf(world)).toEqual({
      Email: { status: 'permanent' },
      WhatsApp: { status: 'active', message: expect.any(String), code: 'postern' },
    })
    expect(world.crm.notes.map(({ body }) => body).join()).toMatch(/opted out of messages/)
  })

  test('a new yes only lifts our own block', async () => {
    const world = await talking()
    await world.writes('STOP')
    await world.advance(1_000)
    await world.writes('YES')
    expect(dndOf(world)).toMatchObject({ WhatsApp: { status: 'inactive', code: 'postern' } })
    const other = { WhatsApp: { status: 'permanent', code: '103', message: 'STOP' } }
    await world.advance(1_000)
    await world.writes('STOP')
    Object.assign(world.crm.contacts[0] ?? {}, { dndSettings: other })
    await world.advance(1_000)
    await world.writes('YES')
    expect(dndOf(world)).toEqual(other)
  })

  test.each(['active', 'permanent'])('DND %s in HighLevel revokes consent here', async (status) => {
    const world = await talking()
    const before = puts(world)
    expect((await world.post(dndEvent(world, status))).status).toBe(200)
    expect(await consentOf(world)).toMatchObject({
      status: 'revoked',
      source: 'crm',
      basis: 'highlevel_dnd_on',
    })
    expect(puts(world)).toBe(before)
    const { message, ...signed } = world.crm.types('Hello')
    await world.post(signed)
    expect(message).toMatchObject({ status: 'failed', error: { code: 'consent_revoked' } })
  })

  test('lifting DND in HighLevel only restores an earlier yes', async () => {
    const world = await talking()
    await world.post(dndEvent(world, 'active'))
    await world.post(dndEvent(world, 'inactive'))
    expect(await consentOf(world)).toMatchObject({ status: 'granted', basis: 'highlevel_dnd_off' })
    await world.writes('STOP')
    await world.post(dndEvent(world, 'inactive'))
    expect(await consentOf(world)).toMatchObject({ status: 'revoked', source: 'contact' })
  })

  test('lifting DND is no consent for a contact who was never asked', async () => {
    const world = await createHlWorld({}, { policy: { flow: 'recorded' } })
    violations = world.crm.violations
    await world.writes('Good morning')
    await world.post(dndEvent(world as World, 'active'))
    await world.post(dndEvent(world as World, 'inactive'))
    expect((await consentOf(world as World))?.status).not.toBe('granted')
  })

  test('the echo of our own change is ignored', async () => {
    const world = await talking()
    await world.writes('STOP')
    const settings = dndOf(world)
    const before = world.crm.requests.length
    await world.post(dndEvent(world, 'active', { dndSettings: settings }))
    expect(world.crm.requests.length).toBe(before)
  })

  test('`dnd: "off"` separates the two', async () => {
    const world = await talking({ dnd: 'off' })
    await world.writes('STOP')
    expect(dndOf(world)).toBeUndefined()
    await world.post(dndEvent(world, 'active'))
    expect(await consentOf(world)).toMatchObject({ source: 'contact' })
  })
})

describe('the owner', () => {
  test('the first agent to write gets the contact assigned, and the echo changes nothing', async () => {
    const world = await talking()
    await world.post(world.crm.types('Hello'))
    expect(world.crm.contacts[0]).toMatchObject({ assignedTo: 'us1' })
    const before = world.crm.requests.length
    await world.post(
      world.crm.event('ContactUpdate', { id: world.crm.contacts[0]?.id, assignedTo: 'us1' }),
    )
    expect(world.crm.requests.length).toBe(before)
  })

  test('the assigned user owns the contact here; other agents are refused', async () => {
    const world = await talking()
    const before = puts(world)
    await world.post(
      world.crm.event('ContactUpdate', { id: world.crm.contacts[0]?.id, assignedTo: 'us2' }),
    )
    expect(puts(world)).toBe(before)
    const { message, ...signed } = world.crm.types('Hello', { userId: 'us1' })
    await world.post(signed)
    expect(message).toMatchObject({
      status: 'failed',
      error: { code: 'contact_taken', message: expect.stringContaining('us2') },
    })
    // Who is logged in is not who has the contact.
    expect(puts(world)).toBe(before)
  })

  test('unassigning the user releases the contact; an update without changes does nothing', async () => {
    const world = await talking()
    const id = world.crm.contacts[0]?.id
    await world.post(world.crm.event('ContactUpdate', { id, assignedTo: ' us2 ' }))
    const { body } = await world.call('GET', '/v1/contacts?owner=us2')
    expect(body.contacts).toHaveLength(1)
    await world.post(world.crm.event('ContactUpdate', { id }))
    await world.post(world.crm.types('Hello', { userId: 'us1' }))
    expect(world.sent.at(-1)).toMatchObject({ Body: 'Hello' })
    expect(world.crm.contacts[0]).toMatchObject({ assignedTo: 'us1' })
  })

  test('a workflow’s message assigns no user', async () => {
    const world = await talking()
    await world.post(world.crm.types('Hello', { userId: null }))
    expect(world.sent.at(-1)).toMatchObject({ Body: 'Hello' })
    expect(world.crm.contacts[0]?.assignedTo).toBeUndefined()
  })

  test('an agent unknown to HighLevel is not assigned', async () => {
    const world = await talking()
    await world.call('PUT', `/v1/contacts/${TO}/owners/advisory`, { agent: 'ann' })
    expect(world.crm.contacts[0]?.assignedTo).toBeUndefined()
  })
})

describe('a contact deleted in HighLevel', () => {
  const remove = (world: World) => {
    const [contact] = world.crm.contacts.splice(0, 1)
    world.crm.conversations.length = 0
    return world.crm.event('ContactDelete', { id: contact?.id, phone: CUSTOMER })
  }
  const find = ({ gateway }: World) => gateway.store.load({ organisation: 'acme', addresses: [TO] })

  test('is erased here', async () => {
    const world = await talking()
    expect((await find(world))?.version).toBeGreaterThan(0)
    expect((await world.post(remove(world))).status).toBe(200)
    expect((await find(world))?.version).toBe(0)
  })

  test('stays here if configured, and is created again when it writes', async () => {
    const world = await talking({ onContactDelete: 'keep' })
    await world.post(remove(world))
    expect((await find(world))?.version).toBeGreaterThan(0)
    await world.writes('Hello again')
    expect(world.crm.contacts).toHaveLength(1)
    expect(world.crm.messages.at(-1)).toMatchObject({ body: 'Hello again' })
  })

  test('was merged into another: later messages go to the other, and no contact is erased', async () => {
    const world = await talking()
    const event = remove(world)
    world.crm.contacts.push({ id: 'winner', phone: CUSTOMER })
    await world.post(event)
    expect((await find(world))?.version).toBeGreaterThan(0)
    await world.writes('Hello again')
    expect(world.crm.messages.at(-1)).toMatchObject({ contactId: 'winner', body: 'Hello again' })
  })

  test('is not erased while HighLevel can’t be asked: the webhook must be repeated', async () => {
    const world = await talking()
    world.crm.fails('GET /contacts/search/duplicate', () => new HttpResponse(null, { status: 503 }))
    expect((await world.post(remove(world))).status).toBe(429)
    expect((await find(world))?.version).toBeGreaterThan(0)
  })
})

test('other types of event are acknowledged and do nothing', async () => {
  const world = await talking()
  const before = world.crm.requests.length
  for (const type of [
    'INSTALL',
    'InboundMessage',
    'OutboundMessage',
    'ContactCreate',
    'TaskCreate',
  ])
    expect((await world.post(world.crm.event(type, { id: 'x', source: 'api' }))).status).toBe(200)
  expect(world.crm.requests.length).toBe(before)
})
