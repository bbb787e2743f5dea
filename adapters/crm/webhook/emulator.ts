/** A CRM with a webhook as the sandbox simulates it. */

import type { CrmEmulator } from '../../../src/ports/crm-emulator.ts'
import { parseSecret, signHeaders } from './signature.ts'

const HOOK_URL = 'https://crm.example.com/hooks/postern'

export const emulator: CrmEmulator = {
  title: 'Signed webhook',
  config: ({ webhookSecret }) => ({ url: HOOK_URL, secret: webhookSecret, allowPrivate: false }),
  requestOf: ({ id, ...event }, { webhookSecret }) => {
    const body = JSON.stringify(event)
    const at = Date.parse(String(event.timestamp))
    const signed = signHeaders([parseSecret(webhookSecret)], { id, at, body })
    return {
      method: 'POST',
      url: HOOK_URL,
      headers: { 'content-type': 'application/json', ...signed },
      body,
    }
  },
}
