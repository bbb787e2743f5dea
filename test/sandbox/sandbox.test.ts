import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { createApp } from '../../src/runtime/app.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { sandboxRoutes } from '../../src/sandbox/routes.ts'
import { openSandbox } from '../../src/sandbox/sandbox.ts'
import { buildGateway } from '../support/build.ts'
import { SMS, WHATSAPP } from '../support/configuration.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'
import type { CrmEvent, Read } from '../support/documents/answers.ts'
import { createClient } from '../support/http.ts'
import { newFolder } from '../support/running.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The sandbox in this process, on a database file of its own or of a sandbox before. */
const openGateway = async (folder = newFolder()) => {
  const store = createSqliteStore({ path: join(folder, 'postern.db'), hashKey: 'key' })
  const sandbox = await openSandbox(store, () => 1_800_000_000_000)
  const gateway = buildGateway({ config: SANDBOX_CONFIG, env: SANDBOX_SECRETS, store, sandbox })
  const app = createApp(gateway, { sandbox: async () => sandboxRoutes(gateway, sandbox) })

  const client = createClient(app.request, 'sandbox')
  const call = (path: string, body?: object | string) =>
    client.call(body ? 'POST' : 'GET', path, body)
  const write = (from: string, text: string, to = from.startsWith('sms') ? SMS : WHATSAPP) =>
    call('/sandbox/phone', { from, to, text })
  return {
    folder,
    gateway,
    app,
    call,
    write,
    close: () => store.close(),
    advance: (advanceMs: number) => call('/sandbox/clock', { advanceMs }),
    phone: (address: string) => client.list<Read>(`/sandbox/phone/${address}`),
    events: () => client.list<CrmEvent>('/sandbox/crm/events'),
    /** Writes, is asked, agrees. */
    consents: async (contact: string) => {
      await write(contact, 'Hello')
      return write(contact, 'YES')
    },
    send: (to: string, content: object) =>
      call('/v1/messages', {
        from: to.startsWith('sms') ? SMS : WHATSAPP,
        to,
        agent: 'ana',
        ...content,
      }),
  }
}

type Sandbox = Awaited<ReturnType<typeof openGateway>>

/** How often this text is on the phone. */
const count = async (sandbox: Sandbox, phone: string, text: string) =>
  (await sandbox.phone(phone)).filter((message) => message.text === text).length

const statusOf = async (sandbox: Sandbox, id: string) => {
  const { body } = await sandbox.call(`/v1/messages/${id}`)
  return { status: body.status, code: body.code, reason: body.reason }
}

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

describe('the templates of the sandbox', () => {
  it('are refused while pending, if the session is closed', async () => {
    const sandbox = await openGateway()
    await sandbox.consents('whatsapp:+4915112345678')
    await sandbox.advance(25 * HOUR)
    const template = { name: 'account_review', variables: { 1: 'Maria' } }
    expect(await sandbox.send('whatsapp:+4915112345678', { template })).toMatchObject({
      status: 409,
      body: { reason: 'template_unavailable', approval: 'pending' },
    })
  })

  it('exist in the requested language', async () => {
    const sandbox = await openGateway()
    await sandbox.consents('whatsapp:+4915112345678')
    const template = {
      name: 'appointment_reminder',
      language: 'de',
      variables: { 1: 'Maria', 2: 'Montag' },
    }
    await sandbox.send('whatsapp:+4915112345678', { template })
    const phone = await sandbox.phone('whatsapp:+4915112345678')
    expect(phone.at(-1)).toMatchObject({
      text: 'Guten Tag Maria, wir freuen uns auf Ihren Termin am Montag.',
      template: 'appointment_reminder',
    })
  })
})

describe('the clock of the sandbox', () => {
  it('triggers everything due on the way', async () => {
    const sandbox = await openGateway()
    const { body } = await sandbox.send('whatsapp:+4915112345678', { text: 'Hello' })
    await sandbox.advance(73 * HOUR)
    expect(await statusOf(sandbox, body.id)).toMatchObject({ status: 'expired' })
  })

  it.each([-1, 1.5, 400 * 24 * HOUR])('does not move by %d ms', async (advanceMs) => {
    const sandbox = await openGateway()
    expect(await sandbox.advance(advanceMs)).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/^advanceMs: must be /) },
    })
  })
})

describe('a reset of the sandbox', () => {
  it('deletes all contacts, messages and events, reactivates numbers and resets the clock', async () => {
    const sandbox = await openGateway()
    const contact = 'whatsapp:+4915112345678'
    const before = (await sandbox.advance(0)).body
    await sandbox.consents(contact)
    const { body: sent } = await sandbox.send(contact, { text: 'Hello' })
    await sandbox.advance(HOUR)
    await sandbox.gateway.policies.setState(
      sandbox.gateway.directory.sender(WHATSAPP as never) as never,
      'inactive',
      { by: 'crm' },
    )
    expect(await sandbox.call('/sandbox/reset', {})).toMatchObject({ status: 200, body: before })
    expect(await sandbox.phone(contact)).toEqual([])
    expect(await sandbox.events()).toEqual([])
    expect((await sandbox.call(`/v1/messages/${sent.id}`)).status).toBe(404)
    expect((await sandbox.call(`/v1/contacts/${contact}`)).status).toBe(404)
    // They are asked again: nothing of the consent is left, in memory either.
    expect(await sandbox.send(contact, { text: 'Hello' })).toMatchObject({
      status: 202,
      body: { status: 'held' },
    })
    expect(await sandbox.phone(contact)).toMatchObject([{ automatic: 'opt_in_request' }])
  })

  it('can’t be triggered by another site’s page, which can only send text', async () => {
    const sandbox = await openGateway()
    await sandbox.write('whatsapp:+4915112345678', 'Hello')
    const answer = await sandbox.app.request('/sandbox/reset', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    })
    expect(answer.status).toBe(415)
    expect(await sandbox.phone('whatsapp:+4915112345678')).not.toEqual([])
  })

  it('refuses a body with content', async () => {
    const sandbox = await openGateway()
    expect(await sandbox.call('/sandbox/reset', { all: true })).toMatchObject({ status: 422 })
  })
})

describe('the memory of the sandbox', () => {
  it('outlives the process', async () => {
    const first = await openGateway()
    await first.consents('whatsapp:+4915112345678')
    const { body: moved } = await first.advance(HOUR)
    const phone = await first.phone('whatsapp:+4915112345678')
    const events = await first.events()
    await first.close()
    const second = await openGateway(first.folder)
    expect(await second.phone('whatsapp:+4915112345678')).toEqual(phone)
    expect(await second.events()).toEqual(events)
    expect((await second.advance(0)).body).toEqual(moved)
  })

  it('of a phone covers 200 messages', async () => {
    const sandbox = await openGateway()
    const write = (i: number) => sandbox.write('whatsapp:+4915112345678', `message ${i}`)
    await Promise.all(Array.from({ length: 204 }, (_, i) => write(i)))
    await write(204)
    const phone = await sandbox.phone('whatsapp:+4915112345678')
    expect(phone).toHaveLength(200)
    expect(phone.at(-1)).toMatchObject({ text: 'message 204' })
  })
})

describe('the sides of the sandbox', () => {
  it.each(['phones', 'crm'])(
    'accept no foreign request through the webhook of %s',
    async (connection) => {
      const sandbox = await openGateway()
      const answer = await sandbox.call(`/webhooks/${connection}`, { type: 'message.send' })
      expect(answer).toMatchObject({ status: 403, body: { reason: 'bad_signature' } })
    },
  )
})

it('don’t open on a database of real connections, wherever it runs', async () => {
  const store = createMemoryStore({ hashKey: 'k' })
  await store.set('secret fingerprint', '0123456789abcdef')
  await expect(openSandbox(store, Date.now)).rejects.toThrow('real connections')
})
