/** Contacts' words and their effect: whole stories through the API, in three languages. */

import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../support/database/memory-store.ts'
import { openWorld, SERVICE, SMS, sandboxConfig, WHATSAPP } from '../support/sandbox.ts'
import { CUSTOMER, createWorld } from '../support/world.ts'

const ANN = 'whatsapp:+15550102030'
const ANN_SMS = 'sms:+15550102030'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const LANGUAGES = [
  ['en', 'not interested', 'I revoke my consent', 'YES', "won't message"],
  ['es', 'no me interesa', 'Revoco mi consentimiento', 'SÍ', 'no volverá a escribir'],
  ['de', 'kein Interesse', 'Ich widerrufe meine Einwilligung', 'JA', 'schreibt nicht mehr'],
] as const

describe.each(LANGUAGES)('in %s', (locale, doubtful, certain, yes, goodbye) => {
  const open = (policy: object = {}) => openWorld(sandboxConfig({ locale }, policy))
  const talk = async (policy: object = {}) => {
    const world = await open(policy)
    await world.writes(ANN, 'Hi')
    await world.writes(ANN, yes)
    return world
  }

  it('a sentence that ends messages is an opt-out, and is answered once', async () => {
    const world = await talk()
    const [answer, ...more] = await world.writes(ANN, certain)
    expect(answer).toContain(goodbye)
    expect(more).toEqual([])
    expect(await world.consent(ANN)).toMatchObject({
      status: 'revoked',
      source: 'contact',
      words: certain,
      reading: { is: 'opt_out', how: 'phrase', version: expect.any(String) },
    })
    expect((await world.sends(ANN)).body).toMatchObject({ reason: 'consent_revoked' })
  })

  it('doubtful text is reported, gets no automatic answer, and is settled by an agent', async () => {
    const world = await talk()
    expect(await world.writes(ANN, doubtful)).toEqual([])
    const { doubt } = await world.consent(ANN)
    expect(doubt).toMatchObject({ message: expect.any(String), words: expect.any(String) })
    const events = await world.events()
    expect(events.at(-1)).toMatchObject({
      type: 'consent.questioned',
      data: { words: doubt.words, message: { reading: { is: 'doubt' } } },
    })
    const answer = await world.sends(ANN, 'Which slot do you mean?')
    expect(answer.body).toMatchObject({ status: 'accepted' })
    await world.advance(2 * DAY)
    const template = {
      text: undefined,
      template: { name: 'appointment_reminder', variables: { 1: 'Ann', 2: 'May' } },
    }
    const started = await world.sends(ANN, '', template)
    expect(started.body).toMatchObject({
      status: 'held',
      until: 'doubt',
      reason: 'consent_questioned',
      remedies: [{ do: 'settle_doubt', message: doubt.message }, { do: 'wait_for_contact' }],
    })
    const composer = await world.composer(ANN)
    expect(composer.consent.doubt).toEqual(doubt)
    const settled = await world.call('POST', `/v1/contacts/${ANN}/doubt`, {
      is: 'other',
      agent: 'ben',
    })
    expect(settled.status).toBe(200)
    expect((await world.consent(ANN)).doubt).toBeUndefined()
    expect((await world.phone(ANN)).at(-1)).toMatchObject({ template: 'appointment_reminder' })
    const { body } = await world.call('GET', `/v1/contacts/${ANN}/journal`)
    expect(
      body.entries.map(({ input }: { input: { doubt?: unknown } }) => input.doubt),
    ).toContainEqual({
      is: 'other',
      agent: 'ben',
    })
  })

  it('a contact in doubt is not asked for consent', async () => {
    const world = await open()
    expect(await world.writes(ANN, doubtful)).toEqual([])
    expect(await world.writes(ANN, 'Hm.')).toEqual([])
    expect((await world.asks(ANN)).body).toMatchObject({ reason: 'consent_questioned' })
    const held = await world.sends(ANN)
    expect(held.body).toMatchObject({ status: 'held', until: 'doubt' })
    const settle = { is: 'other', agent: 'ben' }
    await world.call('POST', `/v1/contacts/${ANN}/doubt`, settle)
    expect((await world.phone(ANN)).at(-1)).toMatchObject({ automatic: 'opt_in_request' })
    await world.writes(ANN, yes)
    expect((await world.phone(ANN)).at(-1)?.text).toBe('Hello, Ana here')
    const again = await world.call('POST', `/v1/contacts/${ANN}/doubt`, settle)
    expect(again).toMatchObject({ status: 409, body: { reason: 'not_questioned' } })
  })

  it('an agent may record it as an opt-out, and the contact may settle it too', async () => {
    const world = await talk()
    await world.writes(ANN, doubtful)
    const { body } = await world.call('POST', `/v1/contacts/${ANN}/doubt`, {
      is: 'opt_out',
      agent: 'ben',
    })
    expect(body.senders[0].consent).toMatchObject({
      status: 'revoked',
      agent: 'ben',
      source: 'agent',
    })
    const agreed = await talk()
    await agreed.writes(ANN, doubtful)
    await agreed.writes(ANN, yes)
    expect(await agreed.consent(ANN)).toMatchObject({ status: 'granted' })
    expect((await agreed.consent(ANN)).doubt).toBeUndefined()
    const stopped = await talk()
    await stopped.writes(ANN, doubtful)
    await stopped.writes(ANN, 'STOP')
    expect(await stopped.consent(ANN)).toMatchObject({ status: 'revoked', words: 'STOP' })
  })

  it('the gate asks once if the policy says so; a yes to that ends messages', async () => {
    const world = await talk({ doubt: 'ask' })
    expect(await world.writes(ANN, doubtful)).toEqual([expect.stringContaining('STOP')])
    expect(await world.writes(ANN, doubtful)).toEqual([])
    await world.writes(ANN, yes)
    expect(await world.consent(ANN)).toMatchObject({ status: 'revoked' })
    const flagged = await talk({ doubt: 'flag' })
    expect(await flagged.writes(ANN, doubtful)).toEqual([])
    await flagged.advance(2 * DAY)
    const [reminder] = [{ name: 'appointment_reminder', variables: { 1: 'Ann', 2: 'May' } }]
    const sent = await flagged.sends(ANN, '', { text: undefined, template: reminder })
    expect(sent.body).toMatchObject({ status: 'accepted' })
    const ended = await talk({ doubt: 'revoke' })
    await ended.writes(ANN, doubtful)
    expect(await ended.consent(ANN)).toMatchObject({ status: 'revoked' })
  })

  it('a yes ends nothing where the question about this doubt was not sent again', async () => {
    const world = await talk({ doubt: 'ask' })
    await world.writes(ANN, doubtful)
    const settle = { is: 'other', agent: 'ben' }
    await world.call('POST', `/v1/contacts/${ANN}/doubt`, settle)
    expect(await world.writes(ANN, doubtful)).toEqual([])
    await world.writes(ANN, yes)
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted' })
    expect((await world.consent(ANN)).doubt).toBeUndefined()
  })

  it('a misread opt-out can be corrected with a reason, a keyword never', async () => {
    const world = await talk()
    await world.writes(ANN, certain)
    const { message } = await world.consent(ANN)
    const path = `/v1/contacts/${ANN}/consent`
    const fix = { status: 'granted', corrects: message, agent: 'eve', reason: 'She meant a list.' }
    const nobody = await world.call('PUT', path, { status: 'granted', corrects: message })
    expect(nobody.status).toBe(422)
    const other = await world.call('PUT', path, { ...fix, corrects: 'another' })
    expect(other.body).toMatchObject({ reason: 'not_correctable', because: 'another_message' })
    expect(other.body.remedies).toEqual([])
    const fixed = await world.call('PUT', path, fix)
    expect(fixed.body.senders[0].consent).toMatchObject({
      status: 'granted',
      source: 'agent',
      corrects: message,
      reason: 'She meant a list.',
      agent: 'eve',
    })
    expect((await world.sends(ANN)).body.status).toBe('accepted')
    const none = await world.call('PUT', path, fix)
    expect(none).toMatchObject({ status: 409, body: { because: 'none', remedies: [] } })
    await world.writes(ANN, 'STOP')
    const stop = await world.consent(ANN)
    const no = await world.call('PUT', path, { ...fix, corrects: stop.message })
    const remedies = [{ do: 'wait_for_contact' }]
    expect(no).toMatchObject({ status: 409, body: { because: 'keyword', remedies } })
    expect(new Set([other, none, no].map(({ body }) => body.sentence)).size).toBe(3)
  })

  it('the question has its own template, which no agent sends by hand', async () => {
    const world = await open()
    const asked = await world.asks(ANN)
    expect(asked.status).toBe(202)
    const [request] = await world.phone(ANN)
    expect(request?.text).toContain(yes)
    expect(request?.text).toContain('STOP')
    const template = { name: 'opt_in_request', variables: { 1: 'Ana', 2: 'Bank' } }
    const byHand = await world.sends(ANN, '', { text: undefined, template })
    expect(byHand.status).toBe(409)
    expect(JSON.stringify(byHand.body)).toContain('POST /v1/opt-in-requests')
    const { templates } = await world.composer(ANN)
    expect(templates.map(({ name }: { name: string }) => name)).not.toContain('opt_in_request')
  })
})

describe('the author of the text', () => {
  it('a tapped button only ends messages if it clearly says so', async () => {
    const world = await openWorld(sandboxConfig())
    await world.agrees(ANN)
    await world.sends(ANN, 'Your appointment is at 3.')
    for (const text of ['Cancel', 'End', 'Quit', 'Remove'])
      await world.writes(ANN, '', { button: { text, payload: 'STOP_1' } })
    await world.writes(ANN, '', { list: { id: 'STOP', title: 'Tuesday' } })
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted' })
    await world.writes(ANN, '', { button: { text: 'Stop promotions' } })
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted' })
    await world.writes(ANN, '', { button: { text: 'Unsubscribe' } })
    expect(await world.consent(ANN)).toMatchObject({
      status: 'revoked',
      reading: { how: 'button' },
    })
  })

  it('a yes that quotes another message, or captions a picture, doesn’t count', async () => {
    const world = await openWorld(sandboxConfig())
    await world.asks(ANN)
    const [request] = await world.phone(ANN)
    await world.writes(ANN, 'Yes', { replyTo: 'another' })
    await world.writes(ANN, 'Yes', { media: [{ url: 'https://a.example/1.jpg' }] })
    await world.writes(ANN, 'Yes', { forwarded: 'once' })
    expect(await world.consent(ANN)).toMatchObject({ status: 'requested' })
    await world.writes(ANN, 'Yes', { replyTo: request?.id })
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted', words: 'Yes' })
  })

  it('a reaction spelled out by a phone is a reaction', async () => {
    const world = await openWorld(sandboxConfig())
    await world.agrees(ANN_SMS)
    await world.writes(ANN_SMS, 'Disliked “Reply STOP to opt out”')
    expect(await world.consent(ANN_SMS)).toMatchObject({ status: 'granted' })
    expect((await world.events()).at(-1)).toMatchObject({
      type: 'message.received',
      data: { message: { form: 'reaction' } },
    })
  })

  it('a contact who starts with a join word agrees to its call to action', async () => {
    const keywords = { join: ['DEALS'], joinBasis: 'poster of May' }
    const world = await openWorld(sandboxConfig({}, { keywords }))
    expect(await world.writes(ANN_SMS, 'deals')).toHaveLength(1)
    expect(await world.consent(ANN_SMS)).toMatchObject({
      status: 'granted',
      basis: 'poster of May',
      reading: { how: 'join' },
    })
  })

  it('only the exact words agree if the policy is strict', async () => {
    const plain = await openWorld(sandboxConfig())
    await plain.asks(ANN)
    await plain.writes(ANN, 'yes but not now')
    expect(await plain.consent(ANN)).toMatchObject({ status: 'requested' })
    await plain.writes(ANN, 'Yes, please')
    expect(await plain.consent(ANN)).toMatchObject({ status: 'granted' })
    const strict = await openWorld(sandboxConfig({}, { optIn: 'strict' }))
    await strict.asks(ANN)
    await strict.writes(ANN, 'Yes, please')
    expect(await strict.consent(ANN)).toMatchObject({ status: 'requested' })
    await strict.writes(ANN, 'I decline')
    expect(await strict.consent(ANN)).toMatchObject({ status: 'refused' })
  })

  it('our own senders are no contacts, and short codes get no messages', async () => {
    const world = await openWorld(sandboxConfig())
    for (const to of [SERVICE, SMS.replace('sms', 'whatsapp')]) {
      const { status, body } = await world.call('POST', '/v1/messages', {
        from: WHATSAPP,
        to,
        agent: 'ana',
        text: 'Hi',
      })
      expect(status).toBe(422)
      expect(body.errors[0].field).toBe('to')
    }
    for (const to of ['sms:55501020', 'sms:723']) {
      const { status, body } = await world.sends(to)
      expect(status).toBe(422)
      expect(body.errors[0].field).toBe('to')
    }
    expect(await world.writes('sms:72345', 'Your code is 1234')).toEqual([])
    expect((await world.contact('sms:72345')).addresses).toEqual(['sms:72345'])
  })
})

describe('another spelling of a number', () => {
  const PAIRS = [
    [
      'a landline and the mobile with a 9 before it',
      'whatsapp:+554532700199',
      'whatsapp:+5545932700199',
    ],
    ['a landline and a mobile in Argentina', 'whatsapp:+541123456789', 'whatsapp:+5491123456789'],
  ] as const

  it.each(PAIRS)('%s are two people, both ways', async (_, one, other) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const world = await openWorld(sandboxConfig())
      await world.agrees(from)
      const sent = await world.sends(to)
      expect(sent.body).toMatchObject({ status: 'held', until: 'consent' })
      expect((await world.phone(to)).at(-1)).toMatchObject({ automatic: 'opt_in_request' })
      expect((await world.phone(from)).every(({ text }) => text !== 'Hello, Ana here')).toBe(true)
      await world.writes(from, 'STOP')
      expect((await world.sends(to)).body).toMatchObject({
        reason: expect.stringMatching(/^consent_re/),
      })
    }
  })

  it('of the same subscriber gets answers at the number that wrote, and the answer says so', async () => {
    const world = await openWorld(sandboxConfig())
    await world.agrees('whatsapp:+551187654321')
    const sent = await world.sends('whatsapp:+5511987654321')
    expect(sent.body).toMatchObject({
      status: 'accepted',
      to: { asked: 'whatsapp:+5511987654321', sent: 'whatsapp:+551187654321' },
    })
    expect((await world.phone('whatsapp:+551187654321')).at(-1)?.text).toBe('Hello, Ana here')
  })
})

describe('the scope of consent', () => {
  const SCOPES = ['organisation', 'line', 'sender'] as const
  const at = (to: string) => ({ to })

  it.each(SCOPES.flatMap((was) => SCOPES.map((is) => [was, is] as const)))(
    'from the scope %s to %s a no stays, and a yes isn’t widened',
    async (was, is) => {
      const before = await openWorld(sandboxConfig({}, { consentScope: was }))
      await before.agrees(ANN)
      await before.writes(ANN, 'STOP')
      const BOB = 'whatsapp:+15550102031'
      await before.agrees(BOB)
      const after = await openWorld(sandboxConfig({}, { consentScope: is }), before.store)
      const no = { status: 'revoked' }
      expect(await after.consent(ANN, WHATSAPP)).toMatchObject(no)
      const isWide = was === 'organisation' || is === 'organisation'
      expect(await after.consent(ANN, SERVICE)).toMatchObject(isWide ? no : { status: 'unasked' })
      expect(await after.consent(BOB, WHATSAPP)).toMatchObject({ status: 'granted' })
      expect(await after.consent(BOB, SERVICE)).toMatchObject({
        status: was === 'organisation' ? 'granted' : 'unasked',
      })
      await after.writes(ANN, 'YES')
      expect(await after.consent(ANN, WHATSAPP)).toMatchObject({ status: 'granted' })
      const back = await openWorld(sandboxConfig({}, { consentScope: was }), before.store)
      expect(await back.consent(ANN, WHATSAPP)).toMatchObject({ status: 'granted' })
    },
  )

  it('a moved sender or a split line brings no opted-out contact back', async () => {
    const sender = (address: string) => ({
      address,
      connection: 'phones',
      optOutHandling: 'gateway',
    })
    const line = (id: string, ...senders: string[]) => ({
      id,
      name: id,
      senders: senders.map(sender),
    })
    const policy = { consentScope: 'line' }
    const before = await openWorld(
      sandboxConfig({ lines: [line('one', WHATSAPP, SERVICE)] }, policy),
    )
    await before.agrees(ANN, at(SERVICE))
    await before.writes(ANN, 'STOP')
    const split = await openWorld(
      sandboxConfig({ lines: [line('a', WHATSAPP), line('b', SERVICE)] }, policy),
      before.store,
    )
    for (const one of [WHATSAPP, SERVICE])
      expect(await split.consent(ANN, one)).toMatchObject({ status: 'revoked' })
    await split.writes(ANN, 'YES')
    expect(await split.consent(ANN, WHATSAPP)).toMatchObject({ status: 'granted' })
    expect(await split.consent(ANN, SERVICE)).toMatchObject({ status: 'revoked' })
    const joined = await openWorld(
      sandboxConfig({ lines: [line('one', WHATSAPP, SERVICE)] }, policy),
      before.store,
    )
    expect(await joined.consent(ANN, SERVICE)).toMatchObject({ status: 'revoked' })
  })

  it.each([
    ['organisation', 'channel', 'Sandbox Bank won'],
    ['line', 'channel', 'Sandbox Bank (Advisory) won'],
    ['sender', 'channel', 'Sandbox Bank (Advisory) won'],
    ['line', 'everywhere', 'Sandbox Bank won'],
  ])('of a %s, with revocation %s: the confirmation promises no more', async (...given) => {
    const [consentScope, revocation, promise] = given
    const world = await openWorld(sandboxConfig({}, { consentScope, revocation }))
    await world.agrees(ANN)
    expect(await world.writes(ANN, 'STOP')).toEqual([expect.stringContaining(promise)])
  })

  it('a STOP on one channel keeps the other and says so, or ends both', async () => {
    const world = await openWorld(sandboxConfig())
    await world.agrees(ANN)
    await world.agrees(ANN_SMS)
    const [answer] = await world.writes(ANN_SMS, 'STOP')
    expect(answer).toContain('WhatsApp is not affected')
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted' })
    const both = await openWorld(sandboxConfig({}, { revocation: 'everywhere' }))
    await both.agrees(ANN)
    await both.agrees(ANN_SMS)
    const [ended] = await both.writes(ANN_SMS, 'STOP')
    expect(ended).toContain('This applies to SMS and WhatsApp')
    expect(await both.consent(ANN)).toMatchObject({ status: 'revoked', reach: 'everywhere' })
    await both.writes(ANN_SMS, 'YES')
    expect(await both.consent(ANN_SMS)).toMatchObject({ status: 'granted' })
    expect(await both.consent(ANN)).toMatchObject({ status: 'revoked' })
    const later = await openWorld(sandboxConfig(), both.store)
    expect(await later.consent(ANN)).toMatchObject({ status: 'revoked' })
  })
})

describe('automatic answers', () => {
  it('confirm every change of mind within minutes, but no more than six within an hour', async () => {
    const world = await openWorld(sandboxConfig())
    await world.agrees(ANN)
    const answers = []
    for (const text of ['STOP', 'YES', 'STOP', 'YES', 'STOP', 'YES']) {
      await world.advance(1000)
      answers.push((await world.writes(ANN, text)).length)
    }
    expect(answers).toEqual([1, 1, 1, 1, 1, 0])
    expect(await world.consent(ANN)).toMatchObject({ status: 'granted' })
  })

  it('use the language of the contact’s answer, or the one on record', async () => {
    const world = await openWorld(sandboxConfig())
    await world.agrees(ANN)
    const [bye] = await world.writes(ANN, 'DESUSCRIBIR')
    expect(bye).toContain('Se ha dado de baja')
    expect((await world.contact(ANN)).locale).toBe('es')
    await world.call('PATCH', `/v1/contacts/${ANN}`, { locale: 'de' })
    const [help] = await world.writes(ANN, 'HELP')
    expect(help).toContain('Sie sind in Kontakt')
  })

  it('stay in the language that the contact has been written in, after HELP', async () => {
    const world = await openWorld(sandboxConfig({ locale: 'de' }))
    await world.asks(ANN)
    await world.writes(ANN, 'Ja, bitte')
    expect(await world.writes(ANN, 'HELP')).toEqual([
      expect.stringContaining('Sie sind in Kontakt'),
    ])
    expect(await world.writes(ANN, 'STOP')).toEqual([expect.stringContaining('abgemeldet')])
  })

  it('name the word that lifts the block on a toll-free number', async () => {
    const sender = { address: 'sms:+18885550100', connection: 'phones' }
    const lines = [{ id: 'one', name: 'One', senders: [sender] }]
    const world = await openWorld(sandboxConfig({ lines }))
    const to = { to: sender.address }
    await world.writes(ANN_SMS, 'Hi', to)
    await world.writes(ANN_SMS, 'YES', to)
    expect(await world.writes(ANN_SMS, 'please stop texting me', to)).toEqual([
      expect.stringContaining('START'),
    ])
    const refused = await world.sends(ANN_SMS, 'Hi', { from: sender.address })
    expect(refused.body.sentence).toContain('START')
    await world.writes(ANN_SMS, 'YES', to)
    expect(await world.consent(ANN_SMS, sender.address)).toMatchObject({ status: 'revoked' })
    await world.writes(ANN_SMS, 'START', to)
    expect(await world.consent(ANN_SMS, sender.address)).toMatchObject({ status: 'granted' })
  })

  it('share one limit with all requests that an agent may see answered', async () => {
    const world = await openWorld(sandboxConfig())
    expect(await world.writes(ANN, 'Hello')).toHaveLength(1)
    expect((await world.asks(ANN)).body).toMatchObject({ reason: 'consent_pending' })
    await world.advance(DAY)
    expect((await world.asks(ANN)).status).toBe(202)
  })
})

describe('through Twilio', () => {
  const open = () => createWorld(createMemoryStore({ hashKey: 'key' }))
  const overloaded = () => HttpResponse.json({ code: 20429 }, { status: 429 })

  it('a confirmation or an answer to HELP that can’t be sent within five minutes expires', async () => {
    const world = await open()
    await world.writes('Hello')
    await world.writes('YES')
    const count = world.sent.length
    for (let i = 0; i < 400; i++) world.twilioAnswers.push(overloaded)
    await world.advance(1000)
    await world.writes('HELP')
    await world.advance(1000)
    await world.writes('STOP')
    await world.advance(6 * MINUTE)
    world.twilioAnswers.length = 0
    await world.advance(DAY)
    expect(world.sent).toHaveLength(count)
    const { body } = await world.call('GET', `/v1/contacts/whatsapp:${CUSTOMER}/messages`)
    const late = (body.messages as { automatic?: string; status: string }[]).filter(
      ({ automatic }) => automatic === 'help' || automatic === 'opt_out_confirmation',
    )
    expect(late.map(({ status }) => status)).toEqual(['expired', 'expired'])
  })

  it('a confirmation has the same validity at the provider', async () => {
    const world = await open()
    await world.writes('Hello', { From: CUSTOMER, To: SMS.slice(4) })
    await world.writes('please delete my number', { From: CUSTOMER, To: SMS.slice(4) })
    expect(Number(world.sent.at(-1)?.ValidityPeriod)).toBeLessThanOrEqual(300)
  })

  it('two scoped ids of one person are one contact', async () => {
    const world = await open()
    await world.writes('Hello', { ParentExternalUserId: 'DE.ENT.506847293' })
    const { body } = await world.call('GET', '/v1/contacts/whatsapp:DE.ENT.506847293')
    expect(body.addresses).toContain(`whatsapp:${CUSTOMER}`)
  })
})

describe('flows without a request', () => {
  it('a first template carries the notice or is followed by it, and a NO ends it', async () => {
    const world = await openWorld(sandboxConfig({}, { flow: 'disclaimer' }))
    const template = { name: 'appointment_reminder', variables: { 1: 'Ann', 2: 'May' } }
    await world.sends(ANN, '', { text: undefined, template })
    expect(await world.phone(ANN)).toHaveLength(1)
    expect(await world.writes(ANN, 'Who is this?')).toEqual([expect.stringContaining('STOP')])
    await world.advance(1000)
    await world.writes(ANN, 'No')
    expect(await world.consent(ANN)).toMatchObject({ status: 'revoked' })
    const carried = await openWorld(sandboxConfig({}, { flow: 'disclaimer' }))
    await carried.sends(ANN_SMS, 'Hello')
    expect((await carried.phone(ANN_SMS))[0]?.text).toContain('STOP')
    await carried.advance(1000)
    await carried.writes(ANN_SMS, 'NO')
    expect(await carried.consent(ANN_SMS)).toMatchObject({ status: 'revoked' })
  })

  it('recorded consent has its date and wording; a contact who writes first is answered', async () => {
    const world = await openWorld(sandboxConfig({}, { flow: 'recorded' }))
    expect((await world.sends(ANN)).body).toMatchObject({ reason: 'consent_missing' })
    await world.writes(ANN, 'Hello?')
    expect((await world.sends(ANN)).body).toMatchObject({ status: 'accepted' })
    const path = `/v1/contacts/${ANN}/consent`
    const bad = await world.call('PUT', path, { status: 'granted', basis: 'somehow' })
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ field: 'basis' }] } })
    const other = await world.call('PUT', path, { status: 'granted', basis: 'other' })
    expect(other).toMatchObject({ status: 422, body: { errors: [{ field: 'evidence' }] } })
    const details = {
      basis: 'paper_form',
      givenAt: '2026-01-02T03:04:05.000Z',
      wording: 'I agree to be written to.',
      language: 'en',
      purpose: 'service',
      recordedBy: 'front desk',
    }
    const { body } = await world.call('PUT', path, { status: 'granted', ...details })
    expect(body.senders[0].consent).toMatchObject({ status: 'granted', ...details })
  })
})
