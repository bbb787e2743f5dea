/** What a provider posts, and the request with it. */

import { ACME, MARIA, type Rig, SIGNED } from '../../support/gateway.ts'

export const inbound = (more: object = {}) => ({
  kind: 'inbound',
  id: 'in-1',
  at: Date.parse('2026-11-24T09:00:00Z'),
  sender: ACME.whatsapp,
  from: MARIA,
  aliases: [],
  providerId: 'P-1',
  message: { form: 'message', type: 'text', text: 'Good morning', media: [] },
  ...more,
})
export const post = (rig: Rig, path: string, body: unknown, headers: object = SIGNED) =>
  rig.app.request(`http://10.0.0.7:8787/webhooks/${path}`, {
    method: 'POST',
    headers: { Host: 'evil.example.com', 'X-Forwarded-Host': 'evil.example.com', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
