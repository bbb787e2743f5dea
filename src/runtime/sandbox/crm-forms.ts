/** Events of the sandbox as real CRMs get them. */

import { createTwilioApiCrm } from '../../../adapters/crm/twilio-api/index.ts'
import { parseSecret, signHeaders } from '../../../adapters/crm/webhook/signature.ts'
import { SANDBOX_ACCOUNT, SANDBOX_WEBHOOK_SECRET } from '../../sandbox/configuration.ts'
import type { CrmEvent, ReceivedEvent } from '../../sandbox/crm.ts'
import type { CrmForms, CrmRequest } from '../../sandbox/crm-request.ts'
import { EMULATED_CRMS, emulatedRequests } from './emulated-crms.ts'
import { recordRequests } from './record-requests.ts'

const URL = 'https://crm.example.com/hooks/postern'
const TWILIO_URL = 'https://crm.example.com/twilio'

/** The kinds of CRM whose requests can be shown. */
export const crmForms: CrmForms = {
  names: ['Signed webhook', 'Twilio’s form', ...EMULATED_CRMS.map(({ name }) => name)],
  of: async (event, heard) => [
    { name: 'Signed webhook', requests: [webhookRequest(event)] },
    ...(heard
      ? [
          { name: 'Twilio’s form', requests: await twilioRequests(heard) },
          ...(await Promise.all(
            EMULATED_CRMS.map(async (crm) => ({
              name: crm.name,
              requests: await emulatedRequests(crm, heard),
            })),
          )),
        ]
      : []),
  ],
}

/** The adapter itself posts it, to a network that only writes down. */
const twilioRequests = async ({ order, media }: ReceivedEvent): Promise<readonly CrmRequest[]> => {
  const connection = 'twilio'
  const { http, written } = recordRequests(() => undefined)
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
  await crm.deliver(asked, http)
  return written
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
