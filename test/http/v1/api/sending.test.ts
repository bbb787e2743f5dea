import { expect, test } from 'vitest'
import { CAPABILITIES } from '../../../../adapters/provider/twilio/capabilities.ts'
import { ACME, createRig, MARIA } from '../../../support/gateway.ts'
import { agreed, hello } from './rig.ts'

const HOUR = 3_600_000
const AT = encodeURIComponent(MARIA)

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
