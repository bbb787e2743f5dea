/** Sends in doubt, at the moments when sending them twice would be easiest. */

import { expect, test } from 'vitest'
import type { MessageStatus } from '../../../src/core/model/message/message.ts'
import type { Store } from '../../../src/ports/store.ts'
import { configOf } from '../../support/configuration.ts'
import { createMemoryStore } from '../../support/database/memory-store.ts'
import { CUSTOMER, createWorld, WHATSAPP, type World } from '../../support/world.ts'

const TO = `whatsapp:${CUSTOMER}`
const SID = `SM${'7'.repeat(32)}`

const NOTICE_ONLY = configOf({ policy: { flow: 'disclaimer' } })

/** Twilio does not have it, and has not said so. */
const sendInDoubt = async (world: World): Promise<string> => {
  await world.writes('Hello')
  world.twilioAnswers.push(() => new Response(null, { status: 500 }))
  const hello = { from: WHATSAPP, to: TO, agent: 'ann', text: 'Good morning' }
  const { body } = await world.call('POST', '/v1/messages', hello)
  return String(body.id)
}

test('a look-up finds its own message, even if a callback brought the id after the claim', async () => {
  const inner = createMemoryStore({ hashKey: 'k' })
  let meanwhile: (() => Promise<unknown>) | undefined
  const claim: Store['claim'] = async (now, options) => {
    const tasks = await inner.claim(now, options)
    const act = meanwhile
    meanwhile = undefined
    await act?.()
    return tasks
  }
  const world = await createWorld({ ...inner, claim }, NOTICE_ONLY)
  const message = await sendInDoubt(world)
  await world.advance(30_000)
  const { rendered } = (await inner.message('acme', message)) ?? {}

  world.sent.push({ sid: SID, To: TO, From: WHATSAPP, Body: rendered ?? '' })
  meanwhile = () => hears(world, message, 'delivered')
  await world.advance(100_000)
  expect(world.sent).toHaveLength(1)
  expect(await inner.message('acme', message)).toMatchObject({ status: 'delivered' })
})

/** A status callback that names our message, with the provider's id for it. */
const hears = (world: World, message: string, status: MessageStatus) =>
  world.gateway.handle('acme', {
    kind: 'receipt',
    id: `callback ${status}`,
    at: world.now(),
    sender: WHATSAPP,
    message,
    providerId: SID,
    status,
  })

const NEXT = { from: WHATSAPP, to: TO, agent: 'ann', text: 'Are you there?' }

test('a status that arrives before our request fails ends the doubt, and the next message is sent', async () => {
  const inner = createMemoryStore({ hashKey: 'k' })
  let message = ''
  const commit: Store['commit'] = (change) => {
    message = change.messages.find(({ agent }) => agent)?.id ?? message
    return inner.commit(change)
  }
  const world = await createWorld({ ...inner, commit }, NOTICE_ONLY)
  await world.writes('Hello')
  world.twilioAnswers.push(async () => {
    await hears(world, message, 'sent')
    return new Response(null, { status: 500 })
  })
  await world.call('POST', '/v1/messages', { ...NEXT, text: 'Good morning' })
  expect(await inner.message('acme', message)).toMatchObject({ status: 'sent', providerId: SID })
  await world.call('POST', '/v1/messages', NEXT)
  expect(world.sent).toMatchObject([{ Body: NEXT.text }])
})

test('a status that arrives after our request failed lets the next message be sent at once', async () => {
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }), NOTICE_ONLY)
  const message = await sendInDoubt(world)
  await world.call('POST', '/v1/messages', NEXT)
  expect(world.sent).toEqual([])
  await hears(world, message, 'sent')
  await world.gateway.pump.drain()
  expect(world.sent).toMatchObject([{ Body: NEXT.text }])
})

test('after a second interrupted attempt, the absence window starts again', async () => {
  const inner = createMemoryStore({ hashKey: 'k' })
  let isDead = false
  const commit: Store['commit'] = async (change) => {
    if (isDead) throw new Error('killed')
    return inner.commit(change)
  }
  const world = await createWorld({ ...inner, commit }, NOTICE_ONLY)
  const message = await sendInDoubt(world)
  world.twilioAnswers.push(() => {
    isDead = true
    return Response.json({ sid: SID, status: 'queued' }, { status: 201 })
  })
  await world.advance(125_000)
  expect(isDead).toBe(true)
  isDead = false
  // Its lease runs out before Twilio's list shows it.
  await world.advance(90_000)
  const { rendered } = (await inner.message('acme', message)) ?? {}
  world.sent.push({ sid: SID, To: TO, From: WHATSAPP, Body: rendered ?? '' })
  await world.advance(200_000)
  expect(world.sent).toHaveLength(1)
  expect(await inner.message('acme', message)).toMatchObject({ providerId: SID })
})

test('a failure found by look-up has the same effects as a reported one', async () => {
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }), NOTICE_ONLY)
  const message = await sendInDoubt(world)
  const { body } = await world.call('GET', `/v1/messages/${message}`)
  const failure = { status: 'undelivered', error_code: '63016' }
  world.sent.push({ sid: SID, To: TO, From: WHATSAPP, Body: String(body.text), ...failure })
  await world.advance(30_000)
  const answer = await world.call('GET', `/v1/messages/${message}`)
  expect(answer.body).toMatchObject({
    status: 'failed',
    code: '63016',
    reason: 'session_closed',
    providerId: SID,
  })
  expect(world.types()).toContain('session.closed')
})

test('a send that can’t be looked up becomes a dead letter after a day, and blocks nothing else', async () => {
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }), NOTICE_ONLY)
  const provider = world.gateway.providers['acme-twilio']
  const real = provider?.find
  Object.assign(provider ?? {}, { find: async () => ({ status: 'retry', code: '20003' }) })
  const message = await sendInDoubt(world)
  const next = { from: WHATSAPP, to: TO, agent: 'ann', text: 'Are you there?' }
  await world.call('POST', '/v1/messages', next)
  const letters = async () => {
    const { body } = await world.call('GET', '/v1/dead-letters')
    return body.deadLetters as readonly { readonly id: string }[]
  }
  for (let quarter = 0; quarter < 94; quarter++) await world.advance(900_000)
  expect([await letters(), world.sent]).toEqual([[], []])
  for (let quarter = 0; quarter < 2; quarter++) await world.advance(900_000)
  expect(world.sent).toMatchObject([{ Body: expect.stringContaining(next.text) }])
  const [letter, ...others] = await letters()
  expect([letter, others]).toMatchObject([{ code: '20003', effect: { kind: 'send' } }, []])

  Object.assign(provider ?? {}, { find: real })
  const { rendered } = (await world.gateway.store.message('acme', message)) ?? {}
  world.sent.push({ sid: SID, To: TO, From: WHATSAPP, Body: rendered ?? '' })
  await world.call('POST', `/v1/dead-letters/${letter?.id}/replay`)
  await world.gateway.pump.drain()
  expect(await world.gateway.store.message('acme', message)).toMatchObject({ providerId: SID })
  expect(world.sent).toHaveLength(2)
})
