/** A CRM that speaks Twilio, and what it is told. */

import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createTwilioApiCrm } from '../../../../../adapters/crm/twilio-api/index.ts'
import type { Message, Received, Tell } from '../../../../../src/core/model/message/message.ts'
import type { Order } from '../../../../../src/ports/side.ts'
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  openTwilioCrm,
  type TwilioCrmHarness,
} from '../../../../support/crm/twilio-harness.ts'

export const NOW = Date.parse('2026-11-24T09:00:00Z')
export const SERVICE = `MG${'5e'.repeat(16)}`
export const SID = `SM${'7'.repeat(32)}`
export const BUSINESS = 'whatsapp:+15550001111'
export const MARIA = 'whatsapp:+15550102030'

export let harness: TwilioCrmHarness

export const inbound = (
  received: Partial<Received> = {},
  more: Partial<Message> = {},
): Message => ({
  id: `tw_${SID}`,
  contact: 'c_1',
  direction: 'inbound',
  at: NOW,
  line: 'advisory',
  sender: BUSINESS,
  address: MARIA,
  status: 'received',
  history: [{ status: 'received', at: NOW }],
  providerId: SID,
  received: { form: 'message', type: 'text', text: 'hello', media: [], ...received },
  ...more,
})

export const outbound = (more: Partial<Message> = {}): Message => ({
  id: `msg_${'ab'.repeat(16)}`,
  contact: 'c_1',
  direction: 'outbound',
  at: NOW,
  line: 'billing',
  sender: BUSINESS,
  address: MARIA,
  status: 'queued',
  history: [{ status: 'queued', at: NOW }],
  content: { kind: 'text', text: 'hi' },
  agent: 'crm',
  origin: { connection: 'acme-crm', callback: `${harness.origin}/status?id=7&q='a b'` },
  ...more,
})

export const orderOf = (message: Message, effect: Partial<Tell> = {}): Order<Tell> => {
  const { line, sender, address } = message
  const type = message.direction === 'inbound' ? 'message.received' : 'message.status'
  const about = { at: NOW, line, sender, address, message: message.id }
  return {
    effect: { kind: 'tell', id: `${message.id}:1`, type, ...about, ...effect },
    organisation: 'acme',
    contact: 'c_1',
    at: NOW,
    attempt: 1,
    message,
  }
}

/** What has arrived at the CRM by this. */
export const deliver = async (order: Order<Tell>) => {
  const before = harness.arrived.length
  const outcome = await harness.crm.deliver(order, harness.http)
  return { outcome, arrived: harness.arrived.slice(before) }
}
export const formOf = async (order: Order<Tell>) => (await deliver(order)).arrived[0]?.form

/** Another one, before the same server. */
export const openCrm = (options: object) =>
  createTwilioApiCrm({
    connection: 'acme-crm',
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    inboundUrl: `${harness.origin}/sms`,
    agent: 'crm',
    messagingServices: {},
    allowPrivate: true,
    media: () => 'https://gate.example.com/media/x',
    ...options,
  })

/** The tests of a file share a CRM, which accepts everything at first. */
export const useHarness = () => {
  beforeAll(async () => {
    harness = await openTwilioCrm({ messagingServices: { [SERVICE]: 'advisory' } })
  })
  afterAll(() => harness.close())
  beforeEach(() => harness.behave('accepts'))
}
