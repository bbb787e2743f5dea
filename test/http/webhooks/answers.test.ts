import { expect, test } from 'vitest'
import { BusyError } from '../../../src/ports/errors.ts'
import { ACME, createRig, MARIA, ZEN } from '../../support/gateway.ts'
import { inbound, post } from './rig.ts'

test('a provider gets its answer when its message is on disk', async () => {
  const rig = createRig()
  const response = await post(rig, 'acme-phone/messages', [inbound()])
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('')
  const stored = await rig.gateway.store.load({ organisation: 'acme', addresses: [MARIA] })
  expect(stored?.version).toBe(1)
})

test('a status is accepted, even of an unknown message', async () => {
  const rig = createRig()
  const receipt = {
    kind: 'receipt',
    id: 'r-1',
    at: rig.now(),
    sender: ACME.whatsapp,
    providerId: 'P-none',
    status: 'delivered',
  }
  const response = await post(rig, 'acme-phone/status', [receipt])
  expect(response.status).toBe(200)
})

test('an adapter with its own answer uses its own words', async () => {
  const rig = createRig({
    side: { answer: { status: 201, headers: { 'content-type': 'text/xml' }, body: '<Response/>' } },
  })
  for (const path of ['acme-phone/messages', 'acme-crm']) {
    const response = await post(rig, path, [])
    expect(response.status).toBe(201)
    expect(response.headers.get('content-type')).toBe('text/xml')
    expect(await response.text()).toBe('<Response/>')
  }
})

test('an input that isn’t stored yet is not confirmed in the adapter’s words', async () => {
  const rig = createRig({
    side: { answer: { status: 200, body: 'taken' } },
    wrap: (store) => ({ ...store, commit: () => Promise.reject(new BusyError()) }),
  })
  const response = await post(rig, 'acme-phone/messages', [inbound()])
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('taken')
})

test('an unknown connection is 404, even with a name from JavaScript', async () => {
  const rig = createRig()
  for (const connection of ['nobody', '__proto__', 'constructor', 'toString'])
    expect((await post(rig, `${connection}/messages`, [])).status).toBe(404)
})

test('a provider’s account only speaks for its own senders', async () => {
  const rig = createRig()
  const forged = await post(rig, 'acme-phone/messages', [inbound({ sender: ZEN.whatsapp })])
  expect(forged.status).toBe(404)
  const unknown = inbound({ sender: 'whatsapp:+15559999999' })
  expect((await post(rig, 'acme-phone/messages', [unknown, unknown])).status).toBe(404)
  expect((await rig.gateway.store.contacts('zen', { limit: 10 })).items).toEqual([])
  expect((await rig.gateway.store.contacts('acme', { limit: 10 })).items).toEqual([])
  expect(rig.log.some((line) => line.includes('unknown_sender'))).toBe(true)
  expect(rig.log.join()).not.toContain(MARIA)
})

test('a message for a foreign number doesn’t lose the rest of a batch', async () => {
  const rig = createRig()
  const unknown = inbound({ id: 'in-0', sender: 'whatsapp:+15559999999' })
  const foreign = inbound({ id: 'in-2', sender: ZEN.whatsapp })
  const response = await post(rig, 'acme-phone', [unknown, inbound(), foreign])
  expect(response.status).toBe(200)
  const stored = await rig.gateway.store.load({ organisation: 'acme', addresses: [MARIA] })
  expect(stored?.version).toBe(1)
  expect((await rig.gateway.store.contacts('zen', { limit: 10 })).items).toEqual([])
  expect(rig.log.filter((line) => line.includes('unknown_sender'))).toHaveLength(2)
})

test('a partly stored batch is repeated, and its first part counts once', async () => {
  let commits = 0
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      commit: async (change) => {
        commits += 1
        if (commits === 2) throw new BusyError()
        return store.commit(change)
      },
    }),
  })
  const batch = [inbound(), inbound({ id: 'in-2', providerId: 'P-2', from: 'whatsapp:+491702222' })]
  expect((await post(rig, 'acme-phone', batch)).status).toBe(503)
  expect((await post(rig, 'acme-phone', batch)).status).toBe(200)
  await rig.gateway.pump.drain()
  expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(2)
})

test('the same webhook twice changes nothing', async () => {
  const rig = createRig()
  for (let i = 0; i < 2; i++) {
    const response = await post(rig, 'acme-phone/messages', [inbound()])
    expect(response.status).toBe(200)
    await rig.gateway.pump.drain()
  }
  expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(1)
})

test('a failure is 500 and a busy store 503, so that the provider retries', async () => {
  for (const [error, status] of [
    [new Error('a bug'), 500],
    [new BusyError(), 503],
  ] as const) {
    const rig = createRig({
      wrap: (store) => ({
        ...store,
        commit: async () => {
          throw error
        },
      }),
    })
    const response = await post(rig, 'acme-phone/messages', [inbound()])
    expect(response.status).toBe(status)
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null)
  }
})

test('another method is 405', async () => {
  const rig = createRig()
  const response = await rig.app.request('/webhooks/acme-phone/messages', { method: 'PUT' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('POST, GET')
})

test('a CRM learns which member of its webhook is wrong, a provider’s caller doesn’t', async () => {
  const rig = createRig()
  const detailOf = async (path: string) => {
    const response = await post(rig, path, 'nonsense')
    expect(response.status).toBe(400)
    return ((await response.json()) as { detail: string }).detail
  }
  expect(await detailOf('acme-crm')).toBe('a secret detail.')
  expect(await detailOf('acme-phone/messages')).toBe('The webhook cannot be read.')
})
