import { describe, expect, it } from 'vitest'
import { openSandbox } from '../../src/sandbox/sandbox.ts'
import { WHATSAPP } from '../support/configuration.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'
import { openGateway, statusOf } from './opened.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

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
