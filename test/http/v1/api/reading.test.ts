import { expect, test } from 'vitest'
import { ACME, createRig, MARIA, SIGNED } from '../../../support/gateway.ts'
import { agreed, hello } from './rig.ts'

const AT = encodeURIComponent(MARIA)

test('an unencoded plus in a query and an unencoded address in the path are accepted', async () => {
  const rig = await agreed()
  const composer = await rig.call('GET', `/v1/composer?from=${ACME.whatsapp}&to=${MARIA}&agent=ana`)
  expect(composer.body.text.status).toBe('accepted')
  expect((await rig.call('GET', `/v1/contacts/${MARIA}`)).body.addresses).toEqual([MARIA])
  expect((await rig.call('GET', `/v1/contacts?address=${MARIA}`)).body.contacts).toHaveLength(1)
})

test('a contact shows its session, consent and owner at each sender, and its waiting messages', async () => {
  const rig = createRig()
  const held = await rig.call('POST', '/v1/messages', hello)
  const { body } = await rig.call('GET', `/v1/contacts/${AT}`)
  expect(body).toMatchObject({
    addresses: [MARIA],
    senders: [
      {
        sender: ACME.whatsapp,
        line: 'advisory',
        session: { state: 'closed' },
        consent: { status: 'requested', at: '2026-11-24T09:00:00.000Z' },
        owner: 'ana',
      },
      { sender: ACME.sms, session: { state: 'open' }, consent: { status: 'unasked' } },
    ],
    held: [{ message: held.body.id, agent: 'ana', until: 'consent' }],
  })
  const list = await rig.call('GET', '/v1/contacts')
  expect(list.body.contacts).toEqual([body])
})

test('contacts in doubt are found behind pages without any', async () => {
  const rig = await agreed()
  await rig.writes(MARIA, ACME.whatsapp, 'no longer interested')
  for (const one of ['whatsapp:+15550102031', 'whatsapp:+15550102032'] as const)
    await rig.writes(one, ACME.whatsapp, 'Hello')
  const doubted = await rig.call('GET', '/v1/contacts?doubt=true&limit=1')
  expect(doubted.body.contacts).toMatchObject([{ addresses: [MARIA] }])
  expect(doubted.body.contacts[0].senders[0].consent.doubt).toMatchObject({
    words: expect.stringMatching(/no longer interested/i),
  })
  await rig.call('POST', `/v1/contacts/${MARIA}/doubt`, { is: 'other', agent: 'ana' })
  expect((await rig.call('GET', '/v1/contacts?doubt=true&limit=1')).body.contacts).toEqual([])
  const wrong = await rig.call('GET', '/v1/contacts?doubt=maybe')
  expect(wrong).toMatchObject({ status: 422, body: { reason: 'invalid_request' } })
})

test('messages are listed newest first, page by page', async () => {
  const rig = await agreed()
  for (const text of ['one', 'two', 'three'])
    await rig.call('POST', '/v1/messages', { ...hello, text })
  const texts: string[] = []
  let cursor = ''
  do {
    const { body } = await rig.call('GET', `/v1/contacts/${AT}/messages?limit=2${cursor}`)
    expect(body.messages.length).toBeLessThanOrEqual(2)
    texts.push(...body.messages.map((one: { text: string }) => one.text))
    cursor = body.next ? `&cursor=${encodeURIComponent(body.next)}` : ''
  } while (cursor)
  expect(texts.filter((text) => /^(one|two|three)$/.test(text))).toEqual(['three', 'two', 'one'])
  expect(texts).toContain('YES')
})

test('the journal lists its evidence oldest first, and verifies its own chain', async () => {
  const rig = await agreed()
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  const { body } = await rig.call('GET', `/v1/contacts/${AT}/journal`)
  expect(body.chain).toEqual({ ok: true })
  const kinds = body.entries.map((entry) => entry.input.kind)
  expect(kinds[0]).toBe('outbound')
  expect(kinds).toContain('inbound')
  for (const [i, entry] of body.entries.entries())
    expect(entry.previousHash).toBe(i === 0 ? '' : body.entries[i - 1]?.hash)
  const texts = body.entries.flatMap((entry) => entry.messages.map((message) => message.text))
  expect(texts).toContain('STOP')
  const page = await rig.call('GET', `/v1/contacts/${AT}/journal?limit=1`)
  expect(page.body.entries).toHaveLength(1)
  expect(page.body.next).toEqual(expect.any(String))
})

test('an inbound file is a link on our own host that works for 15 minutes', async () => {
  const rig = createRig()
  const input = {
    kind: 'inbound',
    id: 'in-media',
    at: rig.now(),
    sender: ACME.whatsapp,
    from: MARIA,
    aliases: [],
    providerId: 'P-media',
    message: {
      form: 'message',
      type: 'image',
      media: [{ url: 'https://provider.example.com/secret.png', contentType: 'image/png' }],
    },
  }
  await rig.app.request('/webhooks/acme-phone/messages', {
    method: 'POST',
    headers: SIGNED,
    body: JSON.stringify([input]),
  })
  const { body } = await rig.call('GET', `/v1/contacts/${AT}/messages`)
  const inbound = body.messages.find((one) => one.direction === 'inbound')
  const url = inbound?.media[0].url ?? ''
  expect(url).toMatch(/^https:\/\/gate\.example\.com\/media\//)
  expect(JSON.stringify(body)).not.toContain('provider.example.com')
  const journal = await rig.call('GET', `/v1/contacts/${AT}/journal`)
  expect(JSON.stringify(journal.body)).not.toContain('provider.example.com')
  const file = await rig.app.request(url)
  expect(file.status).toBe(200)
  expect(await file.text()).toBe('a picture')
  expect(file.headers.get('content-disposition')).toContain('attachment')
  await rig.advance(16 * 60_000)
  expect((await rig.app.request(url)).status).toBe(404)
})
