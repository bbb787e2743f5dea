/** Contacts' messages as HighLevel gets them. */

import { HttpResponse } from 'msw'
import { afterEach, expect, test } from 'vitest'
import { createHlWorld } from '../../../support/crm/highlevel-world.ts'
import { CUSTOMER, WHATSAPP } from '../../../support/world.ts'

let violations: readonly string[] = []
afterEach(() => {
  expect(violations).toEqual([])
})

const open = async (...parts: Parameters<typeof createHlWorld>) => {
  const world = await createHlWorld(...parts)
  violations = world.crm.violations
  return world
}

test('a first message creates one contact and one conversation, with our id and the time', async () => {
  const { crm, writes, gateway } = await open()
  await writes('Good morning', { ProfileName: 'Maria' })
  expect(crm.contacts).toMatchObject([{ phone: CUSTOMER, name: 'Maria', source: 'Postern' }])
  expect(crm.conversations).toMatchObject([{ contactId: crm.contacts[0]?.id }])
  const [ours] = (await gateway.store.recentMessages('acme', { limit: 10 })).items.filter(
    ({ direction }) => direction === 'inbound',
  )
  expect(crm.messages).toMatchObject([
    {
      type: 'SMS',
      body: 'Good morning',
      altId: ours?.id,
      dateAdded: new Date(ours?.at ?? 0).toISOString(),
      conversationId: crm.conversations[0]?.id,
    },
  ])
})

test('the second message needs one call, and another person gets another contact', async () => {
  const { crm, writes } = await open()
  await writes('Good morning')
  const before = crm.requests.length
  await writes('Are you there?')
  expect(crm.requests.slice(before).map(({ call }) => call)).toContain(
    'POST /conversations/messages/inbound',
  )
  expect(crm.calls('POST /contacts/upsert')).toHaveLength(1)
  await writes('Hello', { From: 'whatsapp:+491709999999' })
  expect(crm.contacts).toHaveLength(2)
})

test('two concurrent first messages create one contact and one conversation', async () => {
  const { crm, writes } = await open()
  await Promise.all([writes('one'), writes('two')])
  expect([crm.contacts.length, crm.conversations.length, crm.messages.length]).toEqual([1, 1, 2])
})

test('an existing contact is found by its number, and its fields stay unchanged', async () => {
  const { crm, writes } = await open()
  crm.contacts.push({ id: 'old', phone: CUSTOMER, name: 'Maria M.', address1: 'Home' })
  await writes('Good morning', { ProfileName: 'Maria' })
  expect(crm.calls('POST /contacts/upsert')).toEqual([])
  expect(crm.contacts).toEqual([{ id: 'old', phone: CUSTOMER, name: 'Maria M.', address1: 'Home' }])
  expect(crm.messages[0]).toMatchObject({ contactId: 'old' })
})

test('the search for a contact uses only the number: an e-mail address might match another person', async () => {
  const { crm, writes } = await open()
  await writes('Good morning', { ProfileName: 'maria@example.com' })
  expect(Object.keys(crm.calls('POST /contacts/upsert')[0]?.body as object).sort()).toEqual([
    'locationId',
    'name',
    'phone',
    'source',
  ])
})

test('an additional number of a contact belongs to that contact', async () => {
  const { crm, writes } = await open()
  crm.contacts.push({ id: 'old', phone: '+15550007777', additionalPhones: [CUSTOMER] })
  await writes('Good morning')
  expect(crm.contacts).toHaveLength(1)
  expect(crm.messages[0]).toMatchObject({ contactId: 'old' })
})

test('a duplicate named only in the refusal is used', async () => {
  const { crm, writes } = await open()
  crm.contacts.push({ id: 'dup' })
  crm.fails('POST /contacts/upsert', () =>
    HttpResponse.json(
      {
        statusCode: 400,
        message: 'This location does not allow duplicated contacts.',
        meta: { contactId: 'dup', matchingField: 'phone' },
      },
      { status: 400 },
    ),
  )
  await writes('Good morning')
  expect(crm.messages[0]).toMatchObject({ contactId: 'dup' })
})

test('after a 422 the contact is searched before another is created', async () => {
  const { crm, writes } = await open()
  crm.fails('POST /contacts/upsert', () => {
    crm.contacts.push({ id: 'made', phone: CUSTOMER })
    return HttpResponse.json({ statusCode: 422, message: ['timeout'] }, { status: 422 })
  })
  await writes('Good morning')
  expect(crm.calls('POST /contacts/upsert')).toHaveLength(1)
  expect(crm.messages[0]).toMatchObject({ contactId: 'made' })
})

test.each(['nested as they are', 'flat as they are described', 'without altId'])(
  'after a lost answer the message is found in the list (%s) and not posted again',
  async (shape) => {
    const { crm, writes, advance } = await open()
    await writes('Good morning')
    crm.fails('POST /conversations/messages/inbound', async () => {
      const call = crm.requests.at(-1)?.body as Record<string, unknown>
      const { message, date, altId, ...rest } = call
      crm.messages.push({
        id: 'lost',
        ...rest,
        ...(shape !== 'without altId' && { altId }),
        body: message,
        dateAdded: date,
        direction: 'inbound',
      })
      return HttpResponse.error()
    })
    if (shape.startsWith('flat'))
      crm.fails('GET /conversations/:id/messages', () =>
        HttpResponse.json({ messages: crm.messages, nextPage: false, lastMessageId: 'lost' }),
      )
    await writes('Are you there?')
    await advance(60_000)
    expect(crm.messages.filter(({ body }) => body === 'Are you there?')).toHaveLength(1)
    await writes('Hello?')
    expect(crm.messages.at(-1)).toMatchObject({ body: 'Hello?' })
  },
)

test('a conversation or contact deleted in HighLevel is linked again', async () => {
  const { crm, writes } = await open()
  await writes('Good morning')
  crm.conversations.length = 0
  await writes('Are you there?')
  expect(crm.messages.at(-1)).toMatchObject({
    body: 'Are you there?',
    conversationId: crm.conversations[0]?.id,
  })
})

test('201 without a body means that nothing was stored: a dead letter for a person', async () => {
  const { crm, writes, gateway } = await open({ providers: { [WHATSAPP]: 'unknown' } })
  await writes('Good morning')
  expect(crm.messages).toEqual([])
  const { items } = await gateway.store.deadLetters('acme', { limit: 5 })
  expect(items.map(({ code }) => code)).toContain('not_stored')
})

test('a file is uploaded; an unsupported type becomes a link in the text', async () => {
  const { crm, writes } = await open()
  const media = (n: number) =>
    `https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME${n}`
  await writes('Look', {
    NumMedia: '2',
    MediaUrl0: media(0),
    MediaContentType0: 'image/jpeg',
    MediaUrl1: media(1),
    MediaContentType1: 'audio/ogg',
    MessageType: 'image',
  })
  expect(crm.uploads).toMatchObject([{ type: 'image/jpeg', name: expect.stringMatching(/\.jpg$/) }])
  const [message] = crm.messages
  expect(message?.attachments).toEqual([expect.stringMatching(/\.jpg$/)])
  expect(message?.body).toMatch(/^Look\nhttps:\/\/gate\.example\.com\/media\//)
})

test('an uploaded file with a query in its address goes into the text: HighLevel rejects it as an attachment', async () => {
  const { crm, writes } = await open()
  crm.fails('POST /conversations/messages/upload', () =>
    HttpResponse.json({ uploadedFiles: { a: 'https://files.example.com/a.jpg?alt=media' } }),
  )
  await writes('Look', {
    NumMedia: '1',
    MediaUrl0:
      'https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1',
    MediaContentType0: 'image/jpeg',
    MessageType: 'image',
  })
  expect(crm.messages[0]).toMatchObject({
    body: 'Look\nhttps://files.example.com/a.jpg?alt=media',
  })
  expect(crm.messages[0]).not.toHaveProperty('attachments')
})

test('automatic messages and those from other systems become notes on the contact', async () => {
  const { crm, writes, call } = await open()
  await writes('Good morning')
  await writes('YES')
  const notes = () => crm.notes.map(({ body }) => String(body))
  expect(notes().some((body) => body.startsWith('Automatic message'))).toBe(true)
  await call('POST', '/v1/messages', {
    from: WHATSAPP,
    to: `whatsapp:${CUSTOMER}`,
    agent: 'ann',
    text: 'Your parcel is here.',
  })
  expect(notes().at(-1)).toBe('Sent by ann:\nYour parcel is here.')
})

test('a CRM that is down loses nothing, and later gets everything in order', async () => {
  const { crm, writes, advance } = await open()
  await writes('one')
  let isDown = true
  const down = () => new HttpResponse(null, { status: 503 })
  crm.breaks(() => (isDown ? down() : undefined))
  for (const text of ['two', 'three', 'four']) {
    await writes(text)
    await advance(2 * 60_000)
  }
  isDown = false
  await advance(60_000)
  expect(crm.messages.map(({ body }) => body)).toEqual(['one', 'two', 'three', 'four'])
})
