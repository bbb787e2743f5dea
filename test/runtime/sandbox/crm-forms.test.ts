/** The sandbox shows an event as each CRM's adapter would send it. */

import { expect, test } from 'vitest'
import type { Message, Tell } from '../../../src/core/model/message/message.ts'
import type { Order } from '../../../src/ports/side.ts'
import { loadCrmForms } from '../../../src/runtime/sandbox/world.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const SENDER = 'whatsapp:+15550001111'
const CUSTOMER = 'whatsapp:+15550102030'

const MESSAGE: Message = {
  id: 'msg_1',
  contact: 'c_1',
  direction: 'inbound',
  at: NOW,
  line: 'advisory',
  sender: SENDER,
  address: CUSTOMER,
  status: 'received',
  history: [{ status: 'received', at: NOW }],
  received: { form: 'message', type: 'text', text: 'Hello', media: [] },
}
const effect: Tell = {
  kind: 'tell',
  id: 'SM1:1',
  type: 'message.received',
  at: NOW,
  line: 'advisory',
  sender: SENDER,
  address: CUSTOMER,
  message: 'msg_1',
}
const order: Order<Tell> = {
  effect,
  organisation: 'sandbox',
  contact: 'c_1',
  at: NOW,
  attempt: 1,
  message: MESSAGE,
}
const EVENT = { id: 'SM1:1', type: 'message.received', timestamp: new Date(NOW).toISOString() }
const HEARD = { order, media: () => 'https://gate.example.com/media/1' }

const requestsOf = async (heard: typeof HEARD | undefined) => {
  const { of } = await loadCrmForms()
  const forms = await of({ ...EVENT, data: {} }, heard)
  return Object.fromEntries(forms.map(({ name, requests }) => [name, requests]))
}

test('every CRM gets the contact’s words, by its own API', async () => {
  const requests = await requestsOf(HEARD)
  expect(Object.keys(requests)).toEqual((await loadCrmForms()).names)
  const hosts = Object.entries(requests).map(([name, all]) => [
    name,
    new Set(all.map(({ url }) => new URL(url).host)),
  ])
  expect(Object.fromEntries(hosts)).toMatchObject({
    'Signed webhook': new Set(['crm.example.com']),
    'Twilio’s form': new Set(['crm.example.com']),
    Chatwoot: new Set(['app.chatwoot.com']),
    HubSpot: new Set(['api.hubapi.com']),
    HighLevel: new Set(['services.leadconnectorhq.com']),
  })
  const { 'Signed webhook': _, ...own } = requests
  for (const [name, all] of Object.entries(own))
    expect([name, all.some(({ body }) => body.includes('Hello'))]).toEqual([name, true])
})

test('after a restart the signed webhook alone can be shown', async () => {
  const requests = await requestsOf(undefined)
  expect(Object.keys(requests)).toEqual(['Signed webhook'])
  expect(requests['Signed webhook']?.[0]?.headers).toHaveProperty('webhook-signature')
})

test('a client of Twilio’s API is told the status at its callback', async () => {
  const outbound: Message = {
    ...MESSAGE,
    direction: 'outbound',
    agent: 'ana',
    status: 'delivered',
    content: { kind: 'text', text: 'Hi' },
    providerId: 'SM2',
  }
  const status: Tell = { ...effect, type: 'message.status', detail: { status: 'delivered' } }
  const requests = await requestsOf({
    ...HEARD,
    order: { ...order, effect: status, message: outbound },
  })
  expect(requests['Twilio’s form']).toMatchObject([
    { url: 'https://crm.example.com/twilio/status', body: expect.stringContaining('delivered') },
  ])
})
