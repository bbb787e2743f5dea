import { describe, expect, test } from 'vitest'
import { CAPABILITIES } from '../../../adapters/provider/twilio/capabilities.ts'
import { ACME, createRig, MARIA, type Rig, SIGNED } from '../../support/gateway.ts'

const HOUR = 3_600_000
const AT = encodeURIComponent(MARIA)
const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello, this is Ana.' }

/** Maria has agreed, and her session is open. */
const agreed = async (options: Parameters<typeof createRig>[0] = {}): Promise<Rig> => {
  const rig = createRig(options)
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  return rig
}

test('a message to an unknown contact is held until the contact says yes', async () => {
  const rig = createRig()
  const { status, body, headers } = await rig.call('POST', '/v1/messages', hello)
  expect(status).toBe(202)
  expect(body).toMatchObject({ status: 'held', reason: 'consent_pending', until: 'consent' })
  expect(body.sentence).toMatch(/\w/)
  expect(headers.get('location')).toBe(`/v1/messages/${body.id}`)
  const message = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(message.body).toMatchObject({
    id: body.id,
    direction: 'outbound',
    from: ACME.whatsapp,
    to: MARIA,
    agent: 'ana',
    status: 'held',
    text: hello.text,
  })
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const released = await rig.call('GET', `/v1/messages/${body.id}`)
  expect(released.body.status).toBe('queued')
  expect(released.body.history.map((one: { status: string }) => one.status)).toContain('held')
})

test('inside the session a text is accepted at once', async () => {
  const rig = await agreed()
  const { status, body } = await rig.call('POST', '/v1/messages', { ...hello, text: 'Thank you.' })
  expect(status).toBe(202)
  expect(body).toEqual({ id: expect.stringMatching(/^msg_/), status: 'accepted', remedies: [] })
})

test('after 24 hours a text is refused with remedies, and a template is sent', async () => {
  const rig = await agreed()
  await rig.advance(25 * HOUR)
  const refused = await rig.call('POST', '/v1/messages', hello)
  expect(refused.status).toBe(409)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(refused.body).toMatchObject({
    type: 'https://gate.example.com/docs#reason-session_closed',
    status: 409,
    reason: 'session_closed',
    closedAt: '2026-11-25T09:00:00.000Z',
  })
  expect(refused.body.detail).toBe(refused.body.sentence)
  expect(refused.body.instance).toBe(refused.headers.get('x-request-id'))
  const choice = refused.body.remedies.find((one) => one.do === 'choose_template')
  expect(choice?.templates).toContainEqual({ name: 'reminder', language: 'en' })
  const template = { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } }
  const { text: _, ...parties } = hello
  const sent = await rig.call('POST', '/v1/messages', { ...parties, template })
  expect(sent.status).toBe(202)
  const message = await rig.call('GET', `/v1/messages/${sent.body.id}`)
  expect(message.body).toMatchObject({
    text: 'Hello Maria, we meet on Monday.',
    template: { name: 'reminder', language: 'en', variables: { 1: 'Maria', 2: 'Monday' } },
  })
})

test('a text with media is their caption', async () => {
  const rig = await agreed()
  const media = [{ url: 'https://files.example.com/a.png', contentType: 'image/png' }]
  const sent = await rig.call('POST', '/v1/messages', { ...hello, text: 'Look', media })
  expect(sent.status).toBe(202)
  const message = await rig.call('GET', `/v1/messages/${sent.body.id}`)
  expect(message.body).toMatchObject({ text: 'Look', media })
})

test('a wrong template variable is 422, with its name', async () => {
  const rig = await agreed()
  const { text: _, ...parties } = hello
  const template = { name: 'reminder', variables: { 1: 'Maria' } }
  const { status, body } = await rig.call('POST', '/v1/messages', { ...parties, template })
  expect(status).toBe(422)
  expect(body).toMatchObject({ reason: 'template_invalid', problem: 'missing', variable: '2' })
})

test('an empty text is 422 content_invalid', async () => {
  const rig = await agreed()
  const { status, body } = await rig.call('POST', '/v1/messages', { ...hello, text: '' })
  expect(status).toBe(422)
  expect(body).toMatchObject({ reason: 'content_invalid', problem: 'empty' })
})

test('a held message can be cancelled once, and is not sent after a later YES', async () => {
  const rig = createRig()
  const { body } = await rig.call('POST', '/v1/messages', hello)
  const cancelled = await rig.call('POST', `/v1/messages/${body.id}/cancel`)
  expect(cancelled.status).toBe(200)
  expect(cancelled.body.status).toBe('cancelled')
  expect((await rig.call('POST', `/v1/messages/${body.id}/cancel`)).status).toBe(200)
  const before = rig.sent.length
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const texts = rig.sent.slice(before).map(({ message }) => message?.rendered)
  expect(texts).not.toContain(hello.text)
})

test('a message with the longest id of a webhook is found and withdrawn', async () => {
  const rig = createRig()
  const id = `wh_${'c'.repeat(63)}_${'i'.repeat(150)}`
  const { from: sender, to, agent, text } = hello
  const content = { kind: 'text', text } as const
  const input = { kind: 'outbound', id, at: rig.now(), sender, to, agent, content } as const
  await rig.gateway.handle('acme', input as never)
  expect((await rig.call('GET', `/v1/messages/${id}`)).body).toMatchObject({ id, status: 'held' })
  const { body } = await rig.call('POST', `/v1/messages/${id}/cancel`)
  expect(body.status).toBe('cancelled')
})

test('a sent message can’t be cancelled', async () => {
  const rig = await agreed()
  const { body } = await rig.call('POST', '/v1/messages', hello)
  const { status, body: problem } = await rig.call('POST', `/v1/messages/${body.id}/cancel`)
  expect(status).toBe(409)
  expect(problem).toMatchObject({ reason: 'not_held', messageStatus: 'queued' })
})

test('the composer predicts the answer to a send', async () => {
  const rig = createRig()
  const query = `from=${encodeURIComponent(ACME.whatsapp)}&to=${AT}&agent=ana`
  const unknown = await rig.call('GET', `/v1/composer?${query}`)
  expect(unknown.body).toMatchObject({
    session: { state: 'closed' },
    consent: { status: 'unasked' },
    owner: null,
    text: { status: 'held', reason: 'consent_pending' },
    optInRequest: { status: 'accepted' },
  })
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const open = await rig.call('GET', `/v1/composer?${query}`)
  expect(open.body).toMatchObject({
    session: { state: 'open', closesAt: '2026-11-25T09:00:00.000Z' },
    consent: { status: 'granted', at: '2026-11-24T09:00:00.000Z' },
    owner: 'ana',
    text: { status: 'accepted' },
    optInRequest: { status: 'refused', reason: 'consent_granted' },
  })
  expect(open.body.templates).toContainEqual({
    name: 'reminder',
    language: 'en',
    category: 'utility',
    body: 'Hello {{1}}, we meet on {{2}}.',
    variables: ['1', '2'],
  })
  await rig.advance(25 * HOUR)
  const closed = await rig.call('GET', `/v1/composer?${query}`)
  expect(closed.body.text).toMatchObject({ status: 'refused', reason: 'session_closed' })
  expect(closed.body.template.status).toBe('accepted')
})

test('the composer predicts the answer for a sender that would write to itself', async () => {
  const rig = createRig()
  const itself = { from: ACME.whatsapp, to: ACME.whatsapp, agent: 'ana' }
  const composer = await rig.call('GET', `/v1/composer?${new URLSearchParams(itself)}`)
  const sent = await rig.call('POST', '/v1/messages', { ...itself, text: 'Hello' })
  expect([composer.status, composer.body.detail]).toEqual([422, sent.body.detail])
})

test('an unencoded plus in a query and an unencoded address in the path are accepted', async () => {
  const rig = await agreed()
  const composer = await rig.call('GET', `/v1/composer?from=${ACME.whatsapp}&to=${MARIA}&agent=ana`)
  expect(composer.body.text.status).toBe('accepted')
  expect((await rig.call('GET', `/v1/contacts/${MARIA}`)).body.addresses).toEqual([MARIA])
  expect((await rig.call('GET', `/v1/contacts?address=${MARIA}`)).body.contacts).toHaveLength(1)
})

test('an opt-in request is sent once, and a second one gets the time of the next', async () => {
  const rig = createRig()
  const { text: _, ...parties } = hello
  const first = await rig.call('POST', '/v1/opt-in-requests', parties)
  expect(first.status).toBe(202)
  expect(first.body).toMatchObject({ id: expect.stringMatching(/^opt_/), status: 'accepted' })
  expect(rig.sent).toHaveLength(1)
  const second = await rig.call('POST', '/v1/opt-in-requests', parties)
  expect(second.status).toBe(409)
  expect(second.body).toMatchObject({
    reason: 'consent_pending',
    retryAt: '2026-11-25T09:00:00.000Z',
  })
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

test('a contact is assigned, handed over and released in a line', async () => {
  const rig = await agreed()
  const owner = async (agent: string | null) => {
    const { body } = await rig.call('PUT', `/v1/contacts/${AT}/owners/advisory`, { agent })
    return body.senders[0].owner
  }
  expect(await owner('ben')).toBe('ben')
  const refused = await rig.call('POST', '/v1/messages', hello)
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ reason: 'contact_taken', owner: 'ben', line: 'advisory' })
  expect(await owner(null)).toBeNull()
  expect((await rig.call('POST', '/v1/messages', hello)).status).toBe(202)
})

test('recorded consent allows messages, and needs a basis', async () => {
  const rig = createRig()
  const path = `/v1/contacts/${AT}/consent`
  const without = await rig.call('PUT', path, { status: 'granted' })
  expect(without.status).toBe(422)
  expect(without.body.errors).toEqual([
    { field: 'basis', problem: 'is required with status granted' },
  ])
  const granted = await rig.call('PUT', path, { status: 'granted', basis: 'web_form' })
  expect(granted.status).toBe(200)
  expect(granted.body.senders[0].consent.status).toBe('granted')
  const revoked = await rig.call('PUT', path, { status: 'revoked', from: 'advisory' })
  expect(revoked.body.senders[0].consent.status).toBe('revoked')
  const again = await rig.call('PUT', path, {
    status: 'granted',
    basis: 'paper_form',
    from: ACME.whatsapp,
    evidence: 'page 3',
  })
  expect(again.body.senders[0].consent.status).toBe('granted')
})

test('the contact’s own STOP can’t be undone through the API', async () => {
  const rig = await agreed()
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  const body = { status: 'granted', basis: 'web_form' }
  const answer = await rig.call('PUT', `/v1/contacts/${AT}/consent`, body)
  expect(answer.status).toBe(409)
  expect(answer.body.reason).toBe('consent_revoked')
  const contact = await rig.call('GET', `/v1/contacts/${AT}`)
  expect(contact.body.senders[0].consent.status).toBe('revoked')
})

test('marketing needs its own yes, and a no covers every sender', async () => {
  const rig = await agreed()
  const purposes = `/v1/contacts/${AT}/purposes`
  const send = (purpose: string) => rig.call('POST', '/v1/messages', { ...hello, purpose })
  expect((await send('marketing')).body).toMatchObject({
    reason: 'marketing_not_allowed',
    because: 'consent',
  })
  const yes = { status: 'granted', basis: 'web_form', evidence: 'form 12' }
  const { body } = await rig.call('PUT', `${purposes}/marketing`, yes)
  for (const { purposes: said } of body.senders)
    expect(said.marketing).toMatchObject({ ...yes, source: 'crm' })
  expect((await send('marketing')).body.status).toBe('accepted')
  await rig.call('PUT', `${purposes}/marketing`, { status: 'revoked' })
  expect((await send('marketing')).body).toMatchObject({ because: 'stopped' })
  expect((await send('service')).body.status).toBe('accepted')
  const unknown = await send('lottery')
  expect(unknown.status).toBe(422)
  expect(unknown.body.errors[0]).toEqual({
    field: 'purpose',
    problem: 'must be one of service, marketing',
  })
  expect((await rig.call('PUT', `${purposes}/lottery`, yes)).status).toBe(422)
})

test.each(['DE-ZZ', 'US-ZZ', 'XX-YY'])(
  'the region %s, which does not exist, is refused',
  async (region) => {
    const { status, body } = await createRig().call('PATCH', `/v1/contacts/${MARIA}`, { region })
    expect(status).toBe(422)
    expect(body.errors).toEqual([{ field: 'region', problem: 'is not an ISO 3166-2 region' }])
  },
)

test('time zone, region and a marketing stop are recorded', async () => {
  const rig = await agreed()
  const change = { timeZone: 'America/New_York', region: 'US-FL', marketing: 'stop' }
  const { body } = await rig.call('PATCH', `/v1/contacts/${AT}`, change)
  expect(body).toMatchObject({ timeZone: 'America/New_York', region: 'US-FL' })
  expect(body.senders[0].marketingStoppedAt).toBe('2026-11-24T09:00:00.000Z')
  const resumed = await rig.call('PATCH', `/v1/contacts/${AT}`, { marketing: 'resume' })
  expect(resumed.body.senders[0].marketingStoppedAt).toBeUndefined()
  const wrong = await rig.call('PATCH', `/v1/contacts/${AT}`, { timeZone: 'Mars/Olympus' })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors[0].field).toBe('timeZone')
  expect((await rig.call('PATCH', `/v1/contacts/${AT}`, {})).status).toBe(422)
})

test('an erased contact’s messages and journal are deleted, and it may return as a new one', async () => {
  const rig = await agreed()
  const { body: sent } = await rig.call('POST', '/v1/messages', hello)
  expect((await rig.call('DELETE', `/v1/contacts/${AT}`)).status).toBe(204)
  for (const path of [
    `/v1/contacts/${AT}`,
    `/v1/contacts/${AT}/messages`,
    `/v1/contacts/${AT}/journal`,
    `/v1/messages/${sent.id}`,
  ])
    expect((await rig.call('GET', path)).status, path).toBe(404)
  expect((await rig.call('DELETE', `/v1/contacts/${AT}`)).status).toBe(404)
  const again = await rig.call('POST', '/v1/messages', hello)
  expect(again.body).toMatchObject({ status: 'held', reason: 'consent_pending' })
  const { body: journal } = await rig.call('GET', `/v1/contacts/${AT}/journal`)
  expect(journal.chain).toEqual({ ok: true })
  expect(journal.entries[0].version).toBe(1)
})

test('a deactivated sender sends nothing until it is activated again', async () => {
  const rig = await agreed()
  const path = `/v1/senders/${encodeURIComponent(ACME.whatsapp)}`
  const off = await rig.call('PATCH', path, { active: false })
  expect(off.body).toMatchObject({ address: ACME.whatsapp, state: 'inactive', line: 'advisory' })
  const refused = await rig.call('POST', '/v1/messages', hello)
  expect(refused.body).toMatchObject({ status: 409, reason: 'sender_inactive', state: 'inactive' })
  const { body } = await rig.call('GET', '/v1/senders')
  expect(body.senders.map((one: { state: string }) => one.state)).toEqual(['inactive', 'active'])
  await rig.call('PATCH', path, { active: true })
  expect((await rig.call('POST', '/v1/messages', hello)).status).toBe(202)
})

test('templates come with approval, variables and language', async () => {
  const rig = createRig()
  const { body } = await rig.call('GET', `/v1/templates?from=${ACME.whatsapp}`)
  expect(body.templates).toContainEqual({
    name: 'new_terms',
    language: 'en',
    category: 'utility',
    approval: 'pending',
    body: 'Our terms have changed.',
    variables: [],
    canOpenSession: true,
  })
})

describe('many dead letters', () => {
  const withDead = async (count: number) => {
    const rig = createRig()
    for (let i = 0; i < count; i++) {
      rig.crmOutcomes.push({ status: 'rejected', code: 'gone' })
      await rig.writes(`whatsapp:+1555010${3000 + i}`, ACME.whatsapp, 'Hello')
    }
    const { body } = await rig.call('GET', '/v1/dead-letters?limit=100')
    return { ...rig, letters: body.deadLetters }
  }

  test('are retried by connection, the oldest first, and the answer counts those that remain', async () => {
    const { call } = await withDead(102)
    const all = { connection: 'acme-crm' }
    expect((await call('POST', '/v1/dead-letters/replay', all)).body).toEqual({
      replayed: 100,
      left: 2,
    })
    expect((await call('POST', '/v1/dead-letters/replay', all)).body).toEqual({
      replayed: 2,
      left: 0,
    })
    expect((await call('GET', '/v1/dead-letters')).body.deadLetters).toEqual([])
  })

  test('are retried by id; unknown ones don’t count', async () => {
    const { call, letters } = await withDead(3)
    const ids = [...letters.slice(0, 2).map(({ id }) => id), 'nothing']
    const { body } = await call('POST', '/v1/dead-letters/replay', { ids })
    expect(body).toEqual({ replayed: 2, left: 0 })
    const left = await call('GET', '/v1/dead-letters?connection=acme-crm')
    expect(left.body.deadLetters).toMatchObject([{ id: letters[2]?.id }])
    const none = await call('GET', '/v1/dead-letters?connection=acme-phone')
    expect(none.body.deadLetters).toEqual([])
  })

  test.each([{}, { ids: [] }, { ids: ['a'], connection: 'acme-crm' }])(
    'are not retried for %j',
    async (body) => {
      const { call } = await withDead(1)
      expect((await call('POST', '/v1/dead-letters/replay', body)).status).toBe(422)
      expect((await call('GET', '/v1/dead-letters')).body.deadLetters).toHaveLength(1)
    },
  )
})

test('an event refused by the CRM is a dead letter, and a replay delivers it', async () => {
  const rig = createRig()
  rig.crmOutcomes.push({ status: 'rejected', code: '410' })
  await rig.writes(MARIA, ACME.whatsapp, 'Good morning')
  const { body } = await rig.call('GET', '/v1/dead-letters')
  expect(body.deadLetters).toHaveLength(1)
  const [letter] = body.deadLetters
  expect(letter).toMatchObject({ connection: 'acme-crm', code: '410', effect: { kind: 'tell' } })
  expect(letter.address).toBe(MARIA)
  const before = rig.events.length
  const replayed = await rig.call('POST', `/v1/dead-letters/${letter.id}/replay`)
  expect(replayed.status).toBe(202)
  expect(rig.events.slice(before)).toContain(letter.effect.type)
  expect((await rig.call('GET', '/v1/dead-letters')).body.deadLetters).toEqual([])
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

test('the policy withholds text of a contact without consent', async () => {
  const rig = createRig({ policy: { withholdUnconsented: true } })
  await rig.writes(MARIA, ACME.whatsapp, 'my private matter')
  const before = await rig.call('GET', `/v1/contacts/${AT}/messages`)
  expect(JSON.stringify(before.body)).not.toContain('my private matter')
  expect(before.body.messages.some((one: { withheld?: boolean }) => one.withheld)).toBe(true)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const after = await rig.call('GET', `/v1/contacts/${AT}/messages`)
  expect(JSON.stringify(after.body)).toContain('my private matter')
})

test('a file that the channel doesn’t support is refused with a sentence before it is sent', async () => {
  const type = { current: 'image/heic' }
  const head = async () => ({
    status: 200,
    headers: new Headers({ 'content-type': type.current }),
    body: new Uint8Array(),
  })
  const http = Object.assign(head, { stream: () => Promise.reject(new Error('no stream')) })
  const rig = await agreed({ http, limits: CAPABILITIES.whatsapp.limits })
  const before = rig.sent.length
  const send = (url: string) =>
    rig.call('POST', '/v1/messages', {
      ...{ from: ACME.whatsapp, to: MARIA, agent: 'ana' },
      media: [{ url }],
    })
  const refused = await send('https://crm.example.com/1')
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    reason: 'content_invalid',
    problem: 'media_type',
    sentence: "This can't be sent: files of this type are not supported on WhatsApp.",
    remedies: [{ do: 'change_content' }],
  })
  expect(rig.sent).toHaveLength(before)
  type.current = 'image/jpeg'
  expect((await send('https://crm.example.com/2')).status).toBe(202)
})

test('a template is shown unchanged, and the opt-in template is marked', async () => {
  const rig = await agreed()
  const { body } = await rig.call('GET', `/v1/templates?from=${ACME.whatsapp}`)
  const named = (name: string) =>
    body.templates.find((template: { name: string }) => template.name === name)
  expect(named('opt_in_request')).toMatchObject({ reserved: true })
  expect(named('reminder')).not.toHaveProperty('reserved')
  expect(named('offer')).toEqual({
    name: 'offer',
    language: 'en',
    category: 'utility',
    approval: 'approved',
    body: 'Spring is here, {{1}}.',
    variables: ['1'],
    canOpenSession: true,
    type: 'whatsapp/card',
    types: { 'whatsapp/card': { body: 'Spring is here, {{1}}.', media: ['https://x.example/1'] } },
    samples: { 1: 'Maria' },
    buttons: [{ type: 'url', text: 'Shop', url: 'https://x.example/{{1}}' }],
    media: [{ url: 'https://x.example/1' }],
    createdAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-02T00:00:00.000Z',
  })
  const parties = `from=${ACME.whatsapp}&to=${MARIA}&agent=ana`.replaceAll('+', '%2B')
  const composer = await rig.call('GET', `/v1/composer?${parties}`)
  expect(composer.body.templates).toContainEqual(
    expect.objectContaining({
      name: 'offer',
      buttons: [{ type: 'url', text: 'Shop', url: 'https://x.example/{{1}}' }],
      media: [{ url: 'https://x.example/1' }],
    }),
  )
})

test('a template in another language than requested says so', async () => {
  const rig = await agreed()
  const send = async (language: string | undefined) => {
    const variables = { 1: 'Maria', 2: 'Monday' }
    const template = { name: 'reminder', variables, ...(language && { language }) }
    const { from, to, agent } = hello
    return (await rig.call('POST', '/v1/messages', { from, to, agent, template })).body
  }
  expect(await send('pt_BR')).toMatchObject({
    status: 'accepted',
    language: { asked: 'pt_BR', sent: 'en' },
  })
  for (const same of ['en', 'EN', undefined])
    expect(await send(same)).not.toHaveProperty('language')
})
