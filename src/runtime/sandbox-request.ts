/** An event of the sandbox as the `webhook` connection would send it to a CRM's server. */

import { parseSecret, signHeaders } from '../../adapters/crm/webhook/signature.ts'
import { SANDBOX_WEBHOOK_SECRET } from '../sandbox/configuration.ts'
import type { CrmEvent } from '../sandbox/crm.ts'
import type { CrmRequest } from '../sandbox/crm-request.ts'

const URL = 'https://crm.example.com/hooks/postern'

/** With the headers and the signature that the CRM has to verify. */
export const webhookRequest = ({ id, ...event }: CrmEvent): CrmRequest => {
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
