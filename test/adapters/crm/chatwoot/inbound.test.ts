/** Contacts' messages appear in Chatwoot, once. */

import { HttpResponse } from 'msw'
import { afterEach, expect, test } from 'vitest'
import { type ChatwootWorld, openChatwoot } from '../../../support/crm/chatwoot-world.ts'
import { CUSTOMER } from '../../../support/world.ts'

const MARIA = `whatsapp:${CUSTOMER}`
let world: ChatwootWorld
const open = async (...given: Parameters<typeof openChatwoot>) => {
  world = await openChatwoot(...given)
  return world
}
afterEach(() => {
  expect(world.chat.faults).toEqual([])
})
const incoming = () =>
  world.chat.messages.filter((one) => one.message_type === 'incoming').map(({ content }) => content)

test('a first message creates the contact, its conversation and the message, with our ids', async () => {
  const { chat, writes } = await open()
  await writes('Hello', { ProfileName: 'Maria' })
  expect(chat.contacts).toMatchObject([
    {
      name: 'Maria',
      phone_number: CUSTOMER,
      identifier: expect.stringMatching(/^[a-z0-9_-]+$/),
      contact_inboxes: [{ source_id: MARIA, inbox: { id: 7 } }],
    },
  ])
  expect(chat.conversations).toMatchObject([
    { inbox_id: 7, contact_id: chat.contacts[0]?.id, source_id: MARIA, status: 'open' },
  ])
  expect(chat.thread()[0]).toMatchObject({
    content: 'Hello',
    message_type: 'incoming',
    private: false,
    content_attributes: {
      postern: { id: expect.stringContaining('SM') },
      external_created_at: Math.floor(world.now() / 1000),
    },
  })
})

test('the automatic request appears too, marked as such', async () => {
  const { chat, writes } = await open()
  await writes('Hello')
  expect(chat.thread()[1]).toMatchObject({
    message_type: 'outgoing',
    content: expect.stringMatching(/^\[Automatic message\]\n.*YES/s),
  })
})

test('the second message needs one request, to the same conversation', async () => {
  const { chat, writes } = await open()
  await writes('Hello')
  await writes('YES')
  const before = chat.asked.length
  await writes('Are you there?')
  expect(chat.asked.slice(before)).toEqual([
    expect.stringMatching(/^POST \/conversations\/\d+\/messages$/),
  ])
  expect(incoming()).toEqual(['Hello', 'YES', 'Are you there?'])
})

test('two concurrent first messages create one contact and one conversation', async () => {
  const { chat, writes } = await open()
  await Promise.all([writes('One'), writes('Two')])
  expect([chat.contacts.length, chat.conversations.length]).toEqual([1, 1])
  expect(incoming().toSorted()).toEqual(['One', 'Two'])
})

test('an existing contact with that number is adopted (#15917)', async () => {
  const { chat, writes } = await open()
  chat.contacts.push({ id: 12, name: 'Maria', phone_number: CUSTOMER, contact_inboxes: [] })
  await writes('Hello')
  expect(chat.contacts).toMatchObject([{ id: 12, identifier: expect.any(String) }])
})

test('one with a foreign id is used unchanged', async () => {
  const { chat, writes } = await open()
  const known = { id: 12, identifier: 'erp-7', phone_number: CUSTOMER, contact_inboxes: [] }
  chat.contacts.push(known)
  await writes('Hello')
  expect(chat.contacts).toMatchObject([{ id: 12, identifier: 'erp-7' }])
  expect(chat.conversations[0]?.contact_id).toBe(12)
})

test('a conversation that an agent opened is used', async () => {
  const { chat, writes } = await open()
  chat.contacts.push({ id: 12, identifier: 'erp-7', phone_number: CUSTOMER, contact_inboxes: [] })
  chat.conversations.push({ id: 13, contact_id: 12, inbox_id: 7, source_id: 'random' })
  await writes('Hello')
  expect(incoming()).toEqual(['Hello'])
  expect(chat.conversations).toHaveLength(1)
})

test.each([
  ['POST /contacts/filter', false],
  ['POST /contacts', true],
  ['POST /contacts', false],
  ['POST /contacts/32/contact_inboxes', true],
  ['POST /conversations', true],
  ['POST /conversations/32/messages', true],
  ['POST /conversations/32/messages', false],
] as const)(
  'an answer to %s that is lost makes no second one (done: %s) (#15743)',
  async (match, done) => {
    const { chat, writes, advance } = await open()
    chat.upsets.push({ match, done })
    await writes('Hello')
    await advance(60_000)
    expect([chat.contacts.length, chat.conversations.length]).toEqual([1, 1])
    expect(incoming()).toEqual(['Hello'])
  },
)

test('a contact created by others at that moment is found (422)', async () => {
  const { chat, writes } = await open()
  chat.upsets.push({
    match: 'POST /contacts',
    done: true,
    answer: () =>
      HttpResponse.json({ message: 'Identifier has already been taken' }, { status: 422 }),
  })
  // The filter comes first and has the same beginning.
  chat.upsets.unshift({
    match: 'POST /contacts/filter',
    answer: () => HttpResponse.json({ payload: [] }),
  })
  chat.upsets.splice(1, 0, {
    match: 'POST /contacts/filter',
    answer: () => HttpResponse.json({ payload: [] }),
  })
  await writes('Hello')
  expect(chat.contacts).toHaveLength(1)
  expect(incoming()).toEqual(['Hello'])
})

test('two contact inboxes at once end in a failure that hides a success (#11139)', async () => {
  const { chat, writes } = await open()
  chat.upsets.push({
    match: 'POST /contacts/31/contact_inboxes',
    done: true,
    answer: () => HttpResponse.json({ error: 'unique violation' }, { status: 500 }),
  })
  await writes('Hello')
  expect(chat.conversations).toMatchObject([{ source_id: MARIA, contact_id: 31 }])
  expect(incoming()).toEqual(['Hello'])
})

test('a deleted conversation is created again, and so is a deleted contact', async () => {
  const { chat, writes } = await open()
  await writes('Hello')
  await writes('YES')
  chat.conversations.length = 0
  await writes('Still there?')
  expect(chat.contacts).toHaveLength(1)
  expect(chat.thread().at(-1)?.content).toBe('Still there?')
  chat.contacts.length = 0
  chat.conversations.length = 0
  await writes('And now?')
  expect(chat.contacts).toHaveLength(1)
  expect(chat.thread().at(-1)?.content).toBe('And now?')
})

test('too many messages in a minute wait for the next one', async () => {
  const { chat, writes, advance } = await open()
  await writes('Hello')
  chat.upsets.push({
    match: 'POST /conversations/',
    answer: () =>
      HttpResponse.json({ error: 'Validation failed: Too many messages' }, { status: 422 }),
  })
  await writes('More')
  expect(incoming()).toEqual(['Hello'])
  await advance(60_000)
  expect(incoming()).toEqual(['Hello', 'More'])
})

test('a Chatwoot that is down loses nothing, and keeps the order', async () => {
  const { chat, writes, advance } = await open()
  const down = { match: '', answer: () => new Response('', { status: 502 }) }
  const wasDown = setDown(chat.upsets, down)
  for (const text of ['One', 'Two', 'Three']) await writes(text)
  await advance(1_800_000)
  expect(incoming()).toEqual([])
  wasDown()
  await advance(1_800_000)
  expect(incoming().map((text) => text.split('\n')[0])).toEqual(['One', 'Two', 'Three'])
  expect(chat.contacts).toHaveLength(1)
  // The provider's time is kept, but Chatwoot does not show it (#15915).
  expect(incoming()[0]).toBe('One\n\nWritten on November 24, 9:00 AM UTC.')
})

test('requests pause for as long as a 429 says', async () => {
  const { chat, writes, advance } = await open()
  chat.upsets.push({
    match: 'POST',
    answer: () => new Response('', { status: 429, headers: { 'retry-after': '120' } }),
  })
  await writes('Hello')
  await advance(119_000)
  expect(incoming()).toEqual([])
  await advance(30_000)
  expect(incoming()).toEqual(['Hello'])
})

test('a button and a location are text', async () => {
  const { writes } = await open()
  await writes('Yes, please', { ButtonText: 'Yes, please', ButtonPayload: 'yes' })
  await writes('', { Latitude: '52.5', Longitude: '13.4', Address: 'Alexanderplatz' })
  expect(incoming()).toEqual([
    'Yes, please',
    'Location: Alexanderplatz https://maps.google.com/?q=52.5,13.4',
  ])
})

test('a picture is attached, and one that is gone at the provider becomes a link', async () => {
  const { chat, writes } = await open()
  const media = (n: number) =>
    `https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME${n}`
  const picture = (n: number) => ({
    NumMedia: '1',
    MediaUrl0: media(n),
    MediaContentType0: 'image/jpeg',
  })
  chat.upsets.push({
    match: 'GET /2010-04-01',
    answer: () => new Response('a picture', { headers: { 'content-type': 'image/jpeg' } }),
  })
  await writes('Look', picture(1))
  expect(incoming()).toEqual(['Look'])
  expect(chat.attached).toEqual([[{ name: 'file-1.jpg', type: 'image/jpeg', text: 'a picture' }]])
  chat.upsets.push({ match: 'GET /2010-04-01', answer: () => new Response('', { status: 404 }) })
  await writes('And this', picture(2))
  expect(incoming().at(-1)).toMatch(
    /^And this\nA file of this message could not be fetched\.\nhttps:/,
  )
})

/** As long as it is down, every request is answered like that. */
const setDown = (upsets: object[], down: object) => {
  const splice = upsets.splice
  upsets.push(down)
  upsets.splice = (() => []) as typeof upsets.splice
  return () => {
    upsets.splice = splice
    upsets.length = 0
  }
}
