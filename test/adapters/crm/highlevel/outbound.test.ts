/** Agents' messages in HighLevel: judged by the gate, with the outcome at the bubble. */

import { HttpResponse } from 'msw'
import { afterEach, describe, expect, test } from 'vitest'
import { createHlWorld } from '../../../support/crm/highlevel-world.ts'

const HOUR = 3_600_000

let violations: readonly string[] = []
afterEach(() => {
  expect(violations).toEqual([])
})

/** A contact that has written and agreed. */
const talking = async (...parts: Parameters<typeof createHlWorld>) => {
  const world = await createHlWorld(...parts)
  violations = world.crm.violations
  await world.writes('Good morning')
  await world.writes('YES')
  return world
}

const notesOf = ({ crm }: Awaited<ReturnType<typeof createHlWorld>>) =>
  crm.notes.map(({ body }) => String(body))

describe('a message', () => {
  test.each([
    [' ', 'workflow'],
    ['\u200b', 'workflow'],
    ['us1\u200b', 'workflow'],
    [' us1 ', 'us1'],
  ])('of the user %j is sent under a readable name', async (userId, name) => {
    const world = await talking()
    await world.post(world.crm.types('See you Friday', { userId }))
    const { items } = await world.gateway.store.recentMessages('acme', { limit: 1 })
    expect(items[0]?.agent).toBe(name)
  })

  test('is answered at once and sent, and its bubble shows each status up to read', async () => {
    const world = await talking()
    const { message, ...signed } = world.crm.types('See you Friday\n')
    const answer = await world.post(signed)
    expect([answer.status, await answer.text()]).toEqual([200, '{}'])
    expect(world.sent.at(-1)).toMatchObject({ Body: 'See you Friday' })
    expect(message.status).toBe('pending')
    const sid = world.sent.at(-1)?.sid ?? ''
    await world.status(sid, 'delivered')
    expect(message.status).toBe('delivered')
    await world.status(sid, 'read')
    expect(message.status).toBe('read')
  })

  test('that arrives twice is sent once', async () => {
    const world = await talking()
    const delivery = world.crm.types('See you Friday')
    const before = world.sent.length
    for (const _ of [1, 2]) expect((await world.post(delivery)).status).toBe(200)
    expect(world.sent.length - before).toBe(1)
  })

  test('refused by the gate fails with the gate’s sentence at the bubble, and a note gives advice', async () => {
    const world = await talking()
    await world.advance(25 * HOUR)
    const { message, ...signed } = world.crm.types('Are you there?')
    expect((await world.post(signed)).status).toBe(200)
    expect(message).toMatchObject({
      status: 'failed',
      error: {
        code: 'session_closed',
        type: 'postern',
        message: expect.stringMatching(/^More than 24 hours have passed/),
      },
    })
    expect(notesOf(world).at(-1)).toMatch(/\/template appointment_reminder/)
  })

  test('waiting for consent says so in a note; it is sent when the contact agrees', async () => {
    const world = await createHlWorld()
    violations = world.crm.violations
    await world.writes('Good morning')
    const { message, ...signed } = world.crm.types('Welcome')
    await world.post(signed)
    expect(message.status).toBe('pending')
    expect(notesOf(world).at(-1)).toMatch(/^Not sent yet\. /)
    await world.writes('YES')
    expect(world.sent.map(({ Body }) => Body)).toContain('Welcome')
  })

  test('that waited too long fails with the reason', async () => {
    const world = await createHlWorld()
    violations = world.crm.violations
    await world.writes('Good morning')
    const { message, ...signed } = world.crm.types('Welcome')
    await world.post(signed)
    await world.advance(8 * 24 * HOUR)
    expect(message).toMatchObject({ status: 'failed', error: { type: 'postern' } })
  })

  test('that the provider doesn’t deliver fails with a sentence', async () => {
    const world = await talking()
    const { message, ...signed } = world.crm.types('See you Friday')
    await world.post(signed)
    await world.status(world.sent.at(-1)?.sid ?? '', 'undelivered', { ErrorCode: '63024' })
    expect(message).toMatchObject({
      status: 'failed',
      error: { code: '63024', message: expect.stringMatching(/\w/) },
    })
  })

  test('with files is sent with them', async () => {
    const world = await talking()
    const attachments = ['https://files.example.com/u/plan.png']
    await world.post(world.crm.types('Our plan', { attachments }))
    expect(world.sent.at(-1)).toMatchObject({ Body: 'Our plan', MediaUrl: attachments[0] })
  })

  test('from another location is acknowledged and ignored', async () => {
    const world = await talking()
    const before = world.sent.length
    const answer = await world.post(world.crm.types('Hello', { locationId: 'loc2' }))
    expect(answer.status).toBe(200)
    expect(world.sent.length).toBe(before)
  })

  test('of type Custom comes from an extra provider, and is sent too', async () => {
    const world = await talking()
    await world.post(world.crm.types('Hello', { type: 'Custom' }))
    expect(world.sent.at(-1)).toMatchObject({ Body: 'Hello' })
  })

  test('without a signature sends nothing, even when the header says N/A', async () => {
    const world = await talking()
    const before = world.sent.length
    const { body, headers } = world.crm.types('Hello')
    const { 'x-ghl-signature': _, ...bare } = headers
    for (const unsigned of [
      bare,
      { ...bare, 'x-ghl-signature': 'N/A' },
      { ...bare, 'x-wh-signature': headers['x-ghl-signature'] ?? '' },
    ])
      expect((await world.post({ body, headers: unsigned })).status).toBe(403)
    expect(world.sent.length).toBe(before)
  })
})

describe('the status of a bubble', () => {
  test.each([401, 403])(
    'is repeated when HighLevel does not know the provider yet (%i), without a new token',
    async (status) => {
      const world = await talking()
      const { message, ...signed } = world.crm.types('See you Friday')
      for (const _ of [1, 2])
        world.crm.fails('PUT /conversations/messages/:id/status', () =>
          HttpResponse.json(
            { statusCode: status, message: 'No conversation provider found for this message' },
            { status },
          ),
        )
      message.status = 'sending'
      await world.post(signed)
      expect(message.status).toBe('sending')
      await world.advance(3_000)
      await world.advance(6_000)
      expect(message.status).toBe('pending')
      expect(world.crm.refreshes()).toBe(1)
    },
  )
})

describe('a command', () => {
  test('/template names the values in order and is sent', async () => {
    const world = await talking()
    await world.advance(25 * HOUR)
    const { message, ...signed } = world.crm.types(
      '/template appointment_reminder Pat | Friday | 9:30',
    )
    await world.post(signed)
    expect(JSON.parse(world.sent.at(-1)?.ContentVariables ?? '')).toEqual({
      1: 'Pat',
      2: 'Friday',
      3: '9:30',
    })
    await world.status(world.sent.at(-1)?.sid ?? '', 'delivered')
    expect(message.status).toBe('delivered')
  })

  test('/template with too few values fails with the sentence', async () => {
    const world = await talking()
    const { message, ...signed } = world.crm.types('/template appointment_reminder Pat | Friday')
    await world.post(signed)
    expect(message).toMatchObject({
      status: 'failed',
      error: { code: 'template_invalid', message: expect.stringContaining('"3" is missing') },
    })
  })

  test('/templates lists them in a note, with their values; the contact gets no message', async () => {
    const world = await talking()
    const before = world.sent.length
    const { message, ...signed } = world.crm.types('/templates')
    await world.post(signed)
    expect(notesOf(world).at(-1)).toContain(
      '/template appointment_reminder {{1}} | {{2}} | {{3}} (en)',
    )
    expect(message).toMatchObject({ status: 'failed', error: { code: 'command' } })
    expect(world.sent.length).toBe(before)
  })

  test('/consent asks for consent', async () => {
    const world = await createHlWorld({}, { policy: { flow: 'consent' } })
    violations = world.crm.violations
    await world.writes('Good morning')
    await world.advance(25 * HOUR)
    const before = world.sent.length
    const { message, ...signed } = world.crm.types('/consent')
    await world.post(signed)
    expect(world.sent.length - before).toBe(1)
    expect(world.sent.at(-1)?.ContentSid).toMatch(/^HXoptinrequest/)
    expect(message).toMatchObject({ status: 'failed', error: { code: 'command' } })
  })

  test('/consent gives the reason when refused', async () => {
    const world = await talking()
    const { message, ...signed } = world.crm.types('/consent')
    await world.post(signed)
    expect(message).toMatchObject({ status: 'failed', error: { code: 'consent_granted' } })
  })

  test('/take and /release move the contact and its assigned user', async () => {
    const world = await talking()
    await world.post(world.crm.types('/take'))
    expect(world.crm.contacts[0]).toMatchObject({ assignedTo: 'us1' })
    await world.post(world.crm.types('/release'))
    expect(world.crm.contacts[0]).toMatchObject({ assignedTo: null })
  })

  test('that doesn’t exist is refused with help', async () => {
    const world = await talking()
    const before = world.sent.length
    const { message, ...signed } = world.crm.types('/tempalte appointment_reminder')
    await world.post(signed)
    expect(message).toMatchObject({
      status: 'failed',
      error: { message: 'There is no command /tempalte. Nothing was sent.' },
    })
    expect(notesOf(world).at(-1)).toContain('/templates')
    expect(world.sent.length).toBe(before)
  })

  test('a slash and a space are text', async () => {
    const world = await talking()
    await world.post(world.crm.types('/ template is a word'))
    expect(world.sent.at(-1)).toMatchObject({ Body: '/ template is a word' })
  })
})
