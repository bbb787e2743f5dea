import { describe, expect, it } from 'vitest'
import { SMS, WHATSAPP } from '../support/configuration.ts'
import { openGateway, type Sandbox, statusOf } from './opened.ts'

const MINUTE = 60_000

/** How often this text is on the phone. */
const count = async (sandbox: Sandbox, phone: string, text: string) =>
  (await sandbox.phone(phone)).filter((message) => message.text === text).length

describe('a simulated phone', () => {
  it('shows its owner’s messages and those it received, oldest first', async () => {
    const sandbox = await openGateway()
    const contact = 'sms:+4915112345678'
    const { status, body } = await sandbox.write(contact, 'Hello')
    expect(status).toBe(202)
    expect(body.replies).toMatchObject([{ direction: 'outbound', automatic: 'opt_in_request' }])
    expect(await sandbox.phone(contact)).toMatchObject([
      { direction: 'inbound', from: contact, to: SMS, text: 'Hello' },
      { direction: 'outbound', from: SMS, to: contact },
    ])
  })

  it('shows the confirmation of a STOP by SMS, which Twilio sends itself', async () => {
    const sandbox = await openGateway()
    await sandbox.consents('sms:+4915112345678')
    const { body } = await sandbox.write('sms:+4915112345678', 'STOP')
    expect(body.replies).toMatchObject([{ automatic: 'opt_out_confirmation' }])
  })

  it('can send a file, which the CRM fetches through a link of ours', async () => {
    const sandbox = await openGateway()
    const media = [{ url: 'https://phone.example/photo.jpg', contentType: 'image/png' }]
    await sandbox.call('/sandbox/phone', { from: 'whatsapp:+4915112345678', to: WHATSAPP, media })
    const events = await sandbox.events()
    const received = events.find(({ type }) => type === 'message.received')
    const link = new URL(String(received?.data.message.media[0].url))
    expect(link.origin).toBe('http://localhost:8787')
    const file = await sandbox.app.request(link.pathname)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toBe('image/png')
    expect((await file.bytes()).subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'))
  })

  it.each([
    ['to', { from: 'whatsapp:+4915112345678', to: 'whatsapp:+15559999999', text: 'Hi' }],
    ['from', { from: 'sms:+4915112345678', to: WHATSAPP, text: 'Hi' }],
    ['from', { from: '4915112345678', to: WHATSAPP, text: 'Hi' }],
    ['body', { from: 'whatsapp:+4915112345678', to: WHATSAPP }],
    ['colour', { from: 'whatsapp:+4915112345678', to: WHATSAPP, text: 'Hi', colour: 'red' }],
  ])('gets an error that names a wrong %s', async (field, body) => {
    const sandbox = await openGateway()
    const answer = await sandbox.call('/sandbox/phone', body)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } })
  })

  it('gets an error for a body that isn’t JSON', async () => {
    const sandbox = await openGateway()
    expect(await sandbox.call('/sandbox/phone', '{')).toMatchObject({
      status: 400,
      body: { reason: 'not_json' },
    })
  })
})

it.each([
  ['audio/ogg', 422],
  ['image/webp', 422],
  ['image/png', 202],
  ['application/pdf', 202],
])(
  'words beside a file of %s are answered as on the real WhatsApp: %i',
  async (contentType, expected) => {
    const sandbox = await openGateway()
    await sandbox.consents('whatsapp:+4915112345678')
    const media = [{ url: 'https://crm.example.com/file', contentType }]
    const send = (content: object) => sandbox.send('whatsapp:+4915112345678', content)
    expect((await send({ media, text: 'Listen' })).status).toBe(expected)
    expect((await send({ media })).status).toBe(202)
  },
)

describe('a phone with a failure', () => {
  it('0000 has no WhatsApp, and the CRM is pointed to SMS', async () => {
    const sandbox = await openGateway()
    const { body } = await sandbox.send('whatsapp:+4915112340000', { text: 'Hello' })
    expect(body.status).toBe('held')
    expect(await sandbox.phone('whatsapp:+4915112340000')).toEqual([])
    const again = await sandbox.send('whatsapp:+4915112340000', { text: 'Hello again' })
    expect(again).toMatchObject({
      status: 409,
      body: {
        reason: 'contact_unreachable',
        remedies: expect.arrayContaining([{ do: 'use_channel', channel: 'sms', sender: SMS }]),
      },
    })
  })

  it('63016 has a closed session at the provider, and then here too', async () => {
    const sandbox = await openGateway()
    const contact = 'whatsapp:+49151123463016'
    await sandbox.consents(contact)
    const { body } = await sandbox.send(contact, { text: 'Hello' })
    expect(body.status).toBe('accepted')
    expect(await count(sandbox, contact, 'Hello')).toBe(1)
    expect(await statusOf(sandbox, body.id)).toMatchObject({ status: 'failed', code: '63016' })
    const again = await sandbox.send(contact, { text: 'Hello again' })
    expect(again).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
  })

  it('63018 is rate-limited once, and gets every message in the end', async () => {
    const sandbox = await openGateway()
    const contact = 'whatsapp:+49151123463018'
    const { body } = await sandbox.write(contact, 'Hello')
    expect(body.replies).toEqual([])
    await sandbox.advance(MINUTE)
    expect(await sandbox.phone(contact)).toMatchObject([
      { direction: 'inbound' },
      { automatic: 'opt_in_request' },
    ])
  })

  it('21610 has opted out at the provider, and then here too', async () => {
    const sandbox = await openGateway()
    const contact = 'sms:+49151123421610'
    await sandbox.send(contact, { text: 'Hello' })
    expect(await sandbox.phone(contact)).toEqual([])
    expect(await sandbox.send(contact, { text: 'Hello' })).toMatchObject({
      status: 409,
      body: { reason: 'consent_revoked' },
    })
  })

  it.each(['40800', '40801'])('%s times out, and gets every message once', async (ending) => {
    const sandbox = await openGateway()
    const contact = `whatsapp:+491511234${ending}`
    await sandbox.write(contact, 'Hello')
    for (let i = 0; i < 4; i++) await sandbox.advance(5 * MINUTE)
    await sandbox.write(contact, 'YES')
    const { body } = await sandbox.send(contact, { text: 'Your papers are ready.' })
    for (let i = 0; i < 4; i++) await sandbox.advance(5 * MINUTE)
    expect(await count(sandbox, contact, 'Your papers are ready.')).toBe(1)
    expect(await statusOf(sandbox, body.id)).toMatchObject({ status: 'delivered' })
  })
})
