/** Events of the sandbox as real CRMs get them. */

import { createTwilioApiCrm } from '../../adapters/crm/twilio-api/index.ts'
import { parseSecret, signHeaders } from '../../adapters/crm/webhook/signature.ts'
import type { HttpAnswer, HttpRequest } from '../ports/http.ts'
import { SANDBOX_ACCOUNT, SANDBOX_WEBHOOK_SECRET } from '../sandbox/configuration.ts'
import type { CrmEvent, Heard } from '../sandbox/crm.ts'
import type { CrmForm, CrmRequest } from '../sandbox/crm-request.ts'

const URL = 'https://crm.example.com/hooks/postern'
const TWILIO_URL = 'https://crm.example.com/twilio'

/** By the `webhook` connection, and by the one that a CRM takes for Twilio, if that posts such an event at all. */
export const crmForms = async (
  event: CrmEvent,
  heard: Heard | undefined,
): Promise<readonly CrmForm[]> => {
  const twilio = heard && (await twilioRequest(heard))
  return [
    { name: 'Signed webhook', request: webhookRequest(event) },
    ...(twilio ? [{ name: 'Twilio’s form', request: twilio }] : []),
  ]
}

/** The adapter itself posts it, to a network that only writes down. */
const twilioRequest = async ({ order, media }: Heard): Promise<CrmRequest | undefined> => {
  const connection = 'twilio'
  const written: CrmRequest[] = []
  const writeDown = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { method, url, headers = {}, body } = request
    written.push({ method, url, headers, body: typeof body === 'string' ? body : '' })
    return { status: 200, headers: new Headers(), body: new Uint8Array() }
  }
  const stream = async () => new Response()
  const crm = createTwilioApiCrm({
    connection,
    accountSid: SANDBOX_ACCOUNT.sid,
    authToken: SANDBOX_ACCOUNT.token,
    inboundUrl: `${TWILIO_URL}/messages`,
    agent: 'crm',
    messagingServices: {},
    allowPrivate: false,
    media,
  })
  const { message } = order
  const origin = { connection, callback: `${TWILIO_URL}/status` }
  const asked = { ...order, ...(message && { message: { origin, ...message } }) }
  await crm.deliver(asked, Object.assign(writeDown, { stream }))
  return written[0]
}

/** With the headers and the signature that the CRM has to verify. */
const webhookRequest = ({ id, ...event }: CrmEvent): CrmRequest => {
  const body = JSON.stringify(event)
  const at = Date.parse(String(event.timestamp))
  const signed = signHeaders([parseSecret(SANDBOX_WEBHOOK_SECRET)], { id, at, body })
  return {
    method: 'POST',
    url: URL,
    headers: { 'content-type': 'application/json', ...signed },
    body,
  }
}
