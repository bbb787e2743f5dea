/** The gate judges what agents write in Chatwoot, and they see the outcome there. */

import { HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Row } from '../../../support/crm/apis/chatwoot.ts'
import { type ChatwootWorld, openChatwoot } from '../../../support/crm/chatwoot-world.ts'
import { CUSTOMER } from '../../../support/world.ts'

const HOUR = 3_600_000
let world: ChatwootWorld
beforeEach(async () => {
  world = await openChatwoot()
  await world.writes('Hello')
})
afterEach(() => {
  expect(world.chat.faults).toEqual([])
})
const agree = () => world.writes('YES')
const bodies = () => world.sent.map(({ Body }) => Body)
const notes = () => world.chat.messages.filter((one) => one.private).map(({ content }) => content)
const errorOf = (message: Row) => message.content_attributes.external_error
const answer = async (response: Response) => [response.status, await response.text()]

test('a message is answered at once and sent, and its statuses follow', async () => {
  await agree()
  const before = world.sent.length
  const message = world.chat.writes('See you **Friday**')
  expect(await answer(await world.posts(message))).toEqual([200, '{}'])
  const found = world.chat.messages.find(({ id }) => id === message.id)
  expect(world.sent.slice(before)).toMatchObject([
    { Body: 'See you *Friday*', To: `whatsapp:${CUSTOMER}`, From: 'whatsapp:+15550001111' },
  ])
  expect(found?.status).toBe('sent')
  const { sid = '' } = world.sent.at(-1) ?? {}
  await world.status(sid, 'delivered')
  expect(found?.status).toBe('delivered')
  await world.status(sid, 'read')
  expect(found?.status).toBe('read')
})

test('the same webhook from two addresses sends once', async () => {
  await agree()
  const before = world.sent.length
  const event = world.chat.writes('Once')
  await world.posts(event)
  await world.posts({ ...event, extra: 'of the other door' })
  expect(bodies().slice(before)).toEqual(['Once'])
})

test('a refused message is red, with the sentence at the bubble and the remedies in a private note', async () => {
  await agree()
  await world.advance(25 * HOUR)
  const message = await world.agent('Too late')
  const sentence = expect.stringMatching(/^More than 24 hours have passed/)
  expect([message.status, errorOf(message)]).toEqual(['failed', sentence])
  expect(notes().at(-1)).toMatch(/Send a template instead:\n\/template appointment_reminder/)
  expect(world.chat.messages.at(-1)).toMatchObject({ private: true, message_type: 'outgoing' })
})

test('the other agent learns the owner’s name', async () => {
  await agree()
  await world.agent('Ana here')
  const message = await world.agent('Ben here', {
    sender: { id: 5, name: 'Ben', email: 'ben@example.com', type: 'user' },
  })
  expect(errorOf(message)).toContain('ana@example.com')
  expect(notes().at(-1)).toContain('Ask ana@example.com to hand the contact over.')
})

test('a waiting message gets a note, and another when it is released', async () => {
  const message = await world.agent('As soon as you agree')
  expect(notes()).toEqual([expect.stringMatching(/^Not sent yet\. We've asked/)])
  expect(message.status).toBeUndefined()
  await agree()
  expect(notes().at(-1)).toBe('The message that was waiting is being sent now.')
  expect(message.status).toBe('sent')
})

test('a message that waited too long is marked as failed', async () => {
  const message = await world.agent('As soon as you agree')
  await world.advance(30 * 24 * HOUR)
  expect([message.status, errorOf(message)]).toEqual([
    'failed',
    'This message was not sent: it waited too long.',
  ])
})

test('when a contact declines, waiting messages are marked as failed', async () => {
  const message = await world.agent('As soon as you agree')
  await world.writes('NO')
  expect(errorOf(message)).toMatch(/declined|opted out/)
})

test('undelivered messages are marked as failed', async () => {
  await agree()
  const message = await world.agent('Hi')
  await world.status(world.sent.at(-1)?.sid ?? '', 'undelivered', { ErrorCode: '63016' })
  expect([message.status, errorOf(message)]).toEqual(['failed', expect.any(String)])
  expect(notes().at(-1)).toContain('You can write again as soon as the contact replies.')
})

test('a Chatwoot that is down at first gets the verdict later, once', async () => {
  await agree()
  await world.advance(25 * HOUR)
  const event = world.chat.writes('Too late')
  for (const match of ['PATCH', 'POST /conversations'])
    world.chat.upsets.push({ match, answer: () => new Response('', { status: 503 }) })
  world.chat.upsets.push({ match: 'POST /conversations', done: true })
  await world.posts(event)
  await world.advance(HOUR)
  const message = world.chat.messages.find(({ id }) => id === event.id)
  expect(message?.status).toBe('failed')
  expect(notes().filter((note) => note.includes('Send a template'))).toHaveLength(1)
})

describe('messages that are not sent', () => {
  beforeEach(agree)

  test.each([
    ['a private note', { private: true }],
    ['what the contact wrote', { message_type: 'incoming' }],
    ['what Chatwoot itself says', { message_type: 'template' }],
    ['an activity', { message_type: 'activity' }],
    ['what we wrote ourselves', { content_attributes: { postern: { id: 'x' } } }],
    ['what our user wrote', { sender: { id: 9, name: 'Postern', type: 'user' } }],
    ['what was deleted', { content_attributes: { deleted: true } }],
  ])('%s', async (_, more) => {
    const before = world.sent.length
    const event = world.chat.writes('Hello', more)
    expect(await answer(await world.posts(event))).toEqual([200, '{}'])
    expect(world.sent).toHaveLength(before)
  })

  test('a message of another inbox, and an event of another kind', async () => {
    const before = world.sent.length
    const event = world.chat.writes('Hello')
    const other = {
      ...event,
      inbox: { id: 99 },
      conversation: { ...event.conversation, inbox_id: 99 },
    }
    expect(await answer(await world.posts(other))).toEqual([200, '{}'])
    expect(await answer(await world.posts({ event: 'contact_created', id: 1 }))).toEqual([
      200,
      '{}',
    ])
    expect(world.sent).toHaveLength(before)
  })
})

test('our own mirrored message may come back before the answer to our request (#42)', async () => {
  const { chat } = world
  await agree()
  const before = world.sent.length
  chat.upsets.push({
    match: 'POST /conversations',
    done: true,
    answer: async () => {
      const mirrored = chat.messages.at(-1) as Row
      await world.app.request('https://gate.example.com/webhooks/cw', {
        method: 'POST',
        body: JSON.stringify(chat.event('message_created', mirrored)),
      })
      return HttpResponse.json(mirrored)
    },
  })
  await world.call('POST', '/v1/messages', {
    from: 'whatsapp:+15550001111',
    to: `whatsapp:${CUSTOMER}`,
    agent: 'ben',
    text: 'From the composer',
  })
  expect(bodies().slice(before)).toEqual(['From the composer'])
  expect(chat.thread().at(-1)).toMatchObject({
    content: '[Sent by ben]\nFrom the composer',
    message_type: 'outgoing',
  })
})

test('the Retry button starts one new attempt; the echo of our own PATCH starts none (#15918)', async () => {
  await agree()
  await world.advance(25 * HOUR)
  const message = await world.agent('Too late')
  const before = world.sent.length
  await world.posts(world.chat.event('message_updated', message))
  expect(world.sent).toHaveLength(before)
  await world.writes('I am here again')
  // Chatwoot 4.15.1 empties the attributes.
  const pressed = { ...message, content_attributes: {} }
  await world.posts(world.chat.event('message_updated', pressed))
  await world.posts(world.chat.event('message_updated', pressed))
  expect(bodies().slice(before)).toEqual(['Too late'])
  expect(message.status).toBe('sent')
  await world.posts(world.chat.event('message_updated', pressed))
  expect(bodies().slice(before)).toEqual(['Too late'])
})

test('a message that failed twice can be retried again', async () => {
  await agree()
  await world.advance(25 * HOUR)
  const message = await world.agent('Too late')
  const press = async () => {
    message.status = 'sent'
    await world.posts(world.chat.event('message_updated', { ...message, content_attributes: {} }))
  }
  await press()
  expect(message.status).toBe('failed')
  await world.writes('I am here again')
  await press()
  expect(message.status).toBe('sent')
  expect(bodies().at(-1)).toBe('Too late')
})

test('deleting a waiting message in Chatwoot withdraws it and deletes its text', async () => {
  const message = await world.agent('As soon as you agree')
  await world.posts(
    world.chat.event('message_updated', { ...message, content_attributes: { deleted: true } }),
  )
  await agree()
  expect(bodies()).not.toContain('As soon as you agree')
})
