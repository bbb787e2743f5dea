/** A number at Meta behind the whole gateway: the traps that only show with a journal and an outbox. */

import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach } from 'vitest'
import { CRM_URL } from '../../../../support/configuration.ts'
import {
  CONTACT,
  type Json,
  messageOf,
  NOW,
  SENDER,
  webhookOf,
} from '../../../../support/provider/meta.ts'
import { openMetaGateway } from '../../../../support/provider/meta-gateway.ts'

export let rig: Awaited<ReturnType<typeof openMetaGateway>>

export const text = (body: string, more: Json = {}) =>
  messageOf({ type: 'text', text: { body }, ...more })
export const status = (word: string, more: Json = {}) => ({
  id: 'wamid.OUR1',
  status: word,
  timestamp: String(NOW / 1000),
  recipient_id: '15550100777',
  ...more,
})
export const writes = async (...messages: readonly Json[]) =>
  rig.post(await webhookOf({ messages }))
export const reports = async (...statuses: readonly Json[]) =>
  rig.post(await webhookOf({ statuses }))
export const thread = async (address = CONTACT) => {
  const { body } = await rig.call('GET', `/v1/contacts/${encodeURIComponent(address)}/messages`)
  return body.messages as readonly {
    id: string
    text?: string
    status: string
    direction: string
  }[]
}
export const consents = () =>
  rig.gateway.handle('acme', {
    kind: 'preference',
    id: 'consent',
    at: NOW - 1000,
    address: CONTACT,
    source: 'crm',
    sender: SENDER,
    consent: { status: 'granted', channel: 'whatsapp', basis: 'form' },
  })
export const sends = async (body: Json = { text: 'Good morning' }) => {
  const parties = { from: SENDER, to: CONTACT, agent: 'ana' }
  const answer = await rig.call('POST', '/v1/messages', { ...parties, ...body })
  await rig.gateway.pump.drain()
  return answer
}

/** Each test has a gateway of its own. */
export const useGateway = () => {
  beforeEach(async () => {
    rig = await openMetaGateway()
    // The CRM accepts every event.
    rig.server.use(http.post(CRM_URL, () => new HttpResponse()))
  })
  afterEach(() => rig.close())
}
