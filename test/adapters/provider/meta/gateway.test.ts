/** A number at Meta behind the whole gateway: the traps that only show with a journal and an outbox. */

import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CRM_URL } from '../../../support/configuration.ts'
import {
  CONTACT,
  envelopeOf,
  errorOf,
  type Json,
  messageOf,
  messagesValue,
  metaJson,
  NOW,
  posted,
  SENDER,
  WABA,
  webhookOf,
} from '../../../support/provider/meta.ts'
import { openMetaGateway } from '../../../support/provider/meta-gateway.ts'

let rig: Awaited<ReturnType<typeof openMetaGateway>>
beforeEach(async () => {
  rig = await openMetaGateway()
  // The CRM accepts every event.
  rig.server.use(http.post(CRM_URL, () => new HttpResponse()))
})
afterEach(() => rig.close())

const text = (body: string, more: Json = {}) => messageOf({ type: 'text', text: { body }, ...more })
const status = (word: string, more: Json = {}) => ({
  id: 'wamid.OUR1',
  status: word,
  timestamp: String(NOW / 1000),
  recipient_id: '15550100777',
  ...more,
})
const writes = async (...messages: readonly Json[]) => rig.post(await webhookOf({ messages }))
const reports = async (...statuses: readonly Json[]) => rig.post(await webhookOf({ statuses }))
const thread = async (address = CONTACT) => {
  const { body } = await rig.call('GET', `/v1/contacts/${encodeURIComponent(address)}/messages`)
  return body.messages as readonly {
    id: string
    text?: string
    status: string
    direction: string
  }[]
}
const consents = () =>
  rig.gateway.handle('acme', {
    kind: 'preference',
    id: 'consent',
    at: NOW - 1000,
    address: CONTACT,
    source: 'crm',
    sender: SENDER,
    consent: { status: 'granted', channel: 'whatsapp', basis: 'form' },
  })
const sends = async (body: Json = { text: 'Good morning' }) => {
  const parties = { from: SENDER, to: CONTACT, agent: 'ana' }
  const answer = await rig.call('POST', '/v1/messages', { ...parties, ...body })
  await rig.gateway.pump.drain()
  return answer
}
const statusOf = async (id: string) => (await rig.call('GET', `/v1/messages/${id}`)).body.status

test('the handshake gets its answer over HTTP, and foreign requests get a refusal', async () => {
  const query = 'hub.mode=subscribe&hub.challenge=0123&hub.verify_token='
  const answer = await rig.get(`${query}canary-verify-token`)
  expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
    200,
    '0123',
    'text/plain',
  ])
  expect((await rig.get(`${query}wrong`)).status).toBe(403)
  expect((await rig.get('')).status).toBe(403)
  const foreign = messagesValue({ messages: [text('x')] }, '399')
  const body = metaJson(
    envelopeOf({ field: 'messages', value: foreign }, { field: 'flows', value: {} }),
  )
  expect(await rig.post(await posted(body))).toBe(200)
  expect(await rig.post(await posted(body, 'another secret'))).toBe(403)
  expect(rig.lines.join()).toContain('phone number 399')
})

test('a body of three megabytes is accepted, a larger one is not', async () => {
  const filled = (size: number) => posted(`{"entry":[],"x":"${' '.repeat(size)}"}`)
  expect(await rig.post(await filled(3 * 1024 * 1024 - 100))).toBe(200)
  expect(await rig.post(await filled(3 * 1024 * 1024))).toBe(413)
})

test('a status of an unknown message doesn’t lose the rest of the batch', async () => {
  const value = messagesValue({
    statuses: [status('sent', { id: 'wamid.APP' }), status('read', { id: 'wamid.APP2' })],
    messages: [text('hello')],
  })
  expect(await rig.post(await posted(metaJson(envelopeOf({ field: 'messages', value }))))).toBe(200)
  expect(await thread()).toMatchObject([{ text: 'hello' }])
})

test('a redelivery, even a concurrent one, is one message', async () => {
  const statuses = await Promise.all([writes(text('hello')), writes(text('hello'))])
  expect(statuses).toEqual([200, 200])
  expect(await writes(text('hello'))).toBe(200)
  expect(await thread()).toHaveLength(1)
})

test('a redelivery after three days opens no session', async () => {
  await consents()
  await writes(text('old', { timestamp: String(NOW / 1000 - 3 * 86_400) }))
  expect(await sends()).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
  await writes(text('new', { id: 'wamid.A2' }))
  expect(await sends()).toMatchObject({ status: 202 })
})

test('edits, reactions and messages that Meta doesn’t pass on open no session', async () => {
  await consents()
  await writes(
    messageOf({ type: 'edit', edit: { original_message_id: 'wamid.A0', message: {} } }),
    messageOf({ id: 'wamid.A2', type: 'unsupported', errors: [{ code: 131051 }] }),
    messageOf({ id: 'wamid.A3', type: 'reaction', reaction: { message_id: 'wamid.A0' } }),
  )
  expect(await thread()).toHaveLength(3)
  expect(await sends()).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
})

test('a message written in the app appears in the thread as ours', async () => {
  await writes(text('hello'))
  const message_echoes = [
    {
      id: 'wamid.E1',
      from: '15550100001',
      to: '15550100777',
      ...text('from the app'),
      timestamp: undefined,
    },
  ]
  const echo = { ...message_echoes[0], id: 'wamid.E1', from: '15550100001' }
  const value = messagesValue({ message_echoes: [echo] })
  expect(
    await rig.post(await posted(metaJson(envelopeOf({ field: 'smb_message_echoes', value })))),
  ).toBe(200)
  await reports(status('read', { id: 'wamid.E1' }))
  expect(await thread()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ direction: 'outbound', text: 'from the app', status: 'read' }),
    ]),
  )
})

describe('a message of ours', () => {
  beforeEach(async () => {
    await consents()
    await writes(text('hello'))
  })

  test('goes to the number with its plus, and carries our id', async () => {
    const { body } = await sends()
    expect(rig.state.sends).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+15550100777',
        type: 'text',
        text: { body: 'Good morning', preview_url: false },
        biz_opaque_callback_data: body.id,
      },
    ])
    expect(await statusOf(body.id)).toBe('queued')
  })

  test('never goes back from delivered to sent, and can’t fail after delivery', async () => {
    const { body } = await sends()
    await reports(status('delivered'))
    await reports(status('sent'))
    await reports(status('failed', { errors: [{ code: 131026 }] }))
    expect(await statusOf(body.id)).toBe('delivered')
  })

  test('with a lost answer is settled by its own status, and sent once', async () => {
    rig.state.behaviour = 'times_out'
    const { body } = await sends()
    rig.state.behaviour = 'accepts'
    expect(await statusOf(body.id)).toBe('unknown')
    // Days later still: no list can say that it is absent.
    for (const minutes of [1, 3, 20, 60, 26 * 60]) {
      rig.clock.now = NOW + minutes * 60_000
      await rig.gateway.pump.drain()
    }
    expect(await statusOf(body.id)).toBe('unknown')
    await reports(status('delivered', { biz_opaque_callback_data: body.id }))
    await rig.gateway.pump.drain()
    expect(await statusOf(body.id)).toBe('delivered')
    expect(rig.state.sends).toHaveLength(1)
  })

  test('is settled once even when its status overtakes the answer', async () => {
    let id = ''
    rig.state.answer = () => {
      throw new Error('set below')
    }
    const parties = { from: SENDER, to: CONTACT, agent: 'ana', text: 'Good morning' }
    let release = (_: Response) => {}
    const held = new Promise<Response>((resolve) => {
      release = resolve
    })
    rig.state.answer = () => held as never
    id = (await rig.call('POST', '/v1/messages', parties)).body.id
    const drained = rig.gateway.pump.drain()
    await reports(status('delivered', { biz_opaque_callback_data: id }))
    release(HttpResponse.json({ messages: [{ id: 'wamid.OUR1' }] }))
    await drained
    expect(await statusOf(id)).toBe('delivered')
    await reports(status('read'))
    expect(await statusOf(id)).toBe('read')
  })

  test('to a number that Meta spells differently merges two contacts', async () => {
    const alias = 'whatsapp:+5511987654321'
    rig.state.answer = () =>
      HttpResponse.json({
        contacts: [{ input: '+15550100777', wa_id: '5511987654321' }],
        messages: [{ id: 'wamid.OUR1' }],
      })
    await sends()
    await writes(
      text('my reply', { id: 'wamid.A9', from: '5511987654321', from_user_id: undefined }),
    )
    expect((await thread(alias)).map((message) => message.text)).toContain('Good morning')
  })

  test('that was sent too late closes the session, and the CRM is notified', async () => {
    const { body } = await sends()
    await reports(status('failed', { errors: [{ code: 131047 }] }))
    expect(await rig.call('GET', `/v1/messages/${body.id}`)).toMatchObject({
      body: { status: 'failed', code: '131047', reason: 'session_closed' },
    })
    expect(await sends()).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
  })

  test('rate-limited for one contact waits longer each time, and is sent later', async () => {
    rig.state.answer = () => errorOf(131056)
    const { body } = await sends()
    expect(await statusOf(body.id)).toBe('accepted')
    expect(rig.state.sends).toHaveLength(1)
    rig.state.answer = undefined
    rig.clock.now = NOW + 60_000
    await rig.gateway.pump.drain()
    expect(await statusOf(body.id)).toBe('queued')
  })
})

test('marketing stopped in the app only stops marketing', async () => {
  rig.state.templates = ['MARKETING', 'UTILITY'].map((category) => ({
    id: category,
    name: category.toLowerCase(),
    language: 'en',
    status: 'APPROVED',
    category,
    components: [{ type: 'BODY', text: 'Hello' }],
  }))
  const contact = 'whatsapp:+4915112345678'
  const value = messagesValue({
    contacts: undefined,
    user_preferences: [
      {
        wa_id: '4915112345678',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: NOW / 1000,
      },
    ],
  })
  await consents()
  await rig.gateway.handle('acme', {
    kind: 'preference',
    id: 'consent-2',
    at: NOW - 1000,
    address: contact,
    source: 'crm',
    sender: SENDER,
    consent: { status: 'granted', channel: 'whatsapp', basis: 'form' },
    purpose: { name: 'marketing', status: 'granted', basis: 'form' },
  })
  const offers = (name: string) => sends({ to: contact, template: { name } })
  expect(await offers('marketing')).toMatchObject({ status: 202 })
  await rig.post(await posted(metaJson(envelopeOf({ field: 'user_preferences', value }))))
  expect(await offers('marketing')).toMatchObject({ body: { reason: 'marketing_not_allowed' } })
  expect(await offers('utility')).toMatchObject({ status: 202 })
})

test('a template that Meta has not approved is refused, in an open session too', async () => {
  const body = [{ type: 'BODY', text: 'Your order has left.' }]
  const one = { id: '71', name: 'order', language: 'en', status: 'PENDING', category: 'UTILITY' }
  rig.state.templates = [{ ...one, components: body }]
  await consents()
  await writes(text('Hello'))
  expect((await sends()).status).toBe(202)
  expect(await sends({ template: { name: 'order' } })).toMatchObject({
    status: 409,
    body: { reason: 'template_unavailable', approval: 'pending' },
  })
})

test('a template paused by Meta is refused at once', async () => {
  const one = (templateStatus: string) => ({
    id: '7001',
    name: 'order',
    language: 'en',
    status: templateStatus,
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello' }],
  })
  rig.state.templates = [one('APPROVED')]
  await consents()
  expect(await sends({ template: { name: 'order' } })).toMatchObject({ status: 202 })
  rig.state.templates = [one('PAUSED')]
  const value = { event: 'PAUSED', message_template_name: 'order', message_template_language: 'en' }
  await rig.post(
    await posted(metaJson(envelopeOf({ field: 'message_template_status_update', value }))),
  )
  expect(await sends({ template: { name: 'order' } })).toMatchObject({
    body: { reason: 'template_unavailable', approval: 'paused' },
  })
})

test('a disabled account stops the sender until it is reinstated; our own deactivation stays', async () => {
  const account = async (state: string) =>
    rig.post(
      await posted(
        metaJson({
          entry: [
            {
              id: WABA,
              changes: [
                {
                  field: 'account_update',
                  value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } },
                },
              ],
            },
          ],
        }),
      ),
    )
  const state = async () =>
    (await rig.call('GET', `/v1/senders`)).body.senders?.[0]?.state ?? 'not listed'
  await account('DISABLE')
  expect(await state()).toBe('restricted')
  await account('REINSTATE')
  expect(await state()).toBe('active')
  const sender = rig.gateway.directory.sender(SENDER)
  if (sender) await rig.gateway.policies.setState(sender, 'inactive', { by: 'crm' })
  await account('REINSTATE')
  expect(await state()).toBe('inactive')
})

describe('an audio file', () => {
  const sound = (contentType: string) => ({
    media: [{ url: 'https://files.example.com/note', contentType }],
  })
  beforeEach(async () => {
    await consents()
    await writes(text('Hello', { id: 'wamid.IN1' }))
  })

  test('of a type that Meta accepts and then drops is refused at once', async () => {
    expect(await sends(sound('audio/opus'))).toMatchObject({
      status: 422,
      body: { reason: 'content_invalid' },
    })
    expect(await sends(sound('audio/webm;codecs=opus'))).toMatchObject({ status: 422 })
    expect(rig.state.sends).toHaveLength(0)
    expect(await sends(sound('audio/ogg; codecs=opus'))).toMatchObject({ status: 202 })
  })

  test('whose content doesn’t match its name fails with a reason, after it was accepted', async () => {
    const { body } = await sends(sound('audio/mp4'))
    expect(await statusOf(body.id)).toBe('queued')
    await reports(status('failed', { errors: [{ code: 131053 }] }))
    expect((await rig.call('GET', `/v1/messages/${body.id}`)).body).toMatchObject({
      status: 'failed',
      code: '131053',
      reason: 'provider_rejected',
    })
  })
})

describe('a restriction with an end', () => {
  const HOUR = 3_600_000
  const restricts = async (restriction_type: string, until: number) => {
    const value = {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type, expiration: until / 1000 }],
    }
    await rig.post(
      await posted(
        metaJson({ entry: [{ id: WABA, changes: [{ field: 'account_update', value }] }] }),
      ),
    )
  }
  const sender = async () => (await rig.call('GET', '/v1/senders')).body.senders?.[0]

  test('on all messages makes them wait, and releases them when it ends', async () => {
    await consents()
    await writes(text('When can I come?', { id: 'wamid.IN1' }))
    await restricts('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', NOW + HOUR)
    expect(await sender()).toMatchObject({
      state: 'paused',
      until: new Date(NOW + HOUR).toISOString(),
      code: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
    })
    expect((await sends({ text: 'At four' })).body).toMatchObject({ status: 'held' })
    await rig.gateway.pump.drain()
    expect(rig.state.sends).toHaveLength(0)
    rig.clock.now = NOW + HOUR
    await rig.gateway.pump.drain()
    expect(rig.state.sends).toHaveLength(1)
    expect(await sender()).toMatchObject({ state: 'active' })
  })

  test('on first messages doesn’t affect answers within a session', async () => {
    await consents()
    await writes(text('When can I come?', { id: 'wamid.IN1' }))
    await restricts('RESTRICTED_BIZ_INITIATED_MESSAGING', NOW + 72 * HOUR)
    expect((await sends({ text: 'At four' })).body).toMatchObject({ status: 'accepted' })
    rig.state.templates = [
      {
        ...{ id: '1', name: 'order', language: 'en', status: 'APPROVED', category: 'UTILITY' },
        components: [{ type: 'BODY', text: 'Your order is here.' }],
      },
    ]
    rig.clock.now = NOW + 25 * HOUR
    const { body } = await sends({ template: { name: 'order' } })
    expect(body).toMatchObject({ status: 'held' })
    expect(rig.state.sends).toHaveLength(1)
    rig.clock.now = NOW + 72 * HOUR
    await rig.gateway.pump.drain()
    expect(rig.state.sends.at(-1)).toMatchObject({ type: 'template' })
  })

  test('ends at once when Meta shortens or lifts it', async () => {
    await restricts('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', NOW + 72 * HOUR)
    await restricts('RESTRICTED_CUSTOMER_INITIATED_MESSAGING', NOW - HOUR)
    expect(await sender()).toMatchObject({ state: 'active' })
  })
})

describe('an agent in an open session', () => {
  beforeEach(async () => {
    await consents()
    await writes(text('When can I come?', { id: 'wamid.IN1' }))
  })
  const customers = async () =>
    (await thread()).find(({ direction }) => direction === 'inbound')?.id

  test('can answer and react to the contact’s message, and send a location and buttons', async () => {
    const message = (await customers()) ?? ''
    await sends({ text: 'At nine', replyTo: message })
    await sends({ reaction: { message, emoji: '👍' } })
    await sends({ location: { latitude: 52.5, longitude: 13.4, label: 'Office' } })
    await sends({ text: 'Will you come?', interactive: { buttons: [{ id: 'y', title: 'Yes' }] } })
    expect(rig.state.sends).toMatchObject([
      { type: 'text', context: { message_id: 'wamid.IN1' } },
      { type: 'reaction', reaction: { message_id: 'wamid.IN1', emoji: '👍' } },
      { type: 'location', location: { name: 'Office' } },
      { type: 'interactive', interactive: { body: { text: 'Will you come?' } } },
    ])
    const said = (await thread()).filter(({ direction }) => direction === 'outbound')
    expect(said.toReversed()).toMatchObject([
      { text: 'At nine', replyTo: { message } },
      { reaction: { message, emoji: '👍' } },
      { location: { label: 'Office' } },
      { text: 'Will you come?', interactive: { buttons: [{ id: 'y', title: 'Yes' }] } },
    ])
  })

  test('gets the reason if the quoted message is from another conversation', async () => {
    const answer = await sends({ text: 'At nine', replyTo: 'msg_elsewhere' })
    expect(answer).toMatchObject({
      status: 422,
      body: { reason: 'content_invalid', problem: 'message_unknown' },
    })
    expect(answer.body.sentence).toContain('not in this conversation')
    expect(rig.state.sends).toEqual([])
  })

  test.each([
    { text: 'one', location: { latitude: 1, longitude: 1 } },
    { interactive: { buttons: [{ id: 'y', title: 'Yes' }] } },
    { reaction: { message: 'm', emoji: '👍' }, media: [{ url: 'https://a.example/x.png' }] },
    {},
  ])('gets an error for two kinds of content in a message: %j', async (body) => {
    expect((await sends(body)).status).toBe(422)
  })

  test('marks the contact’s message as read only when answering', async () => {
    expect(rig.state.reads).toEqual([])
    await sends()
    await sends()
    expect(rig.state.reads).toEqual(['wamid.IN1'])
  })
})
