/** What HighLevel takes and signs, for the location in the tests. */

import { generateKeyPairSync, sign } from 'node:crypto'
import { HttpResponse } from 'msw'

export const HL_API = 'https://services.leadconnectorhq.com'
export const LOCATION = 'loc1'
export const PROVIDER = 'prov1'

const KEYS = generateKeyPairSync('ed25519')
export const PUBLIC_KEY = KEYS.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

export type Json = Record<string, unknown>
export type HlContact = Json & { readonly id: string }
export type HlMessage = Json & { readonly id: string; status?: unknown; error?: unknown }

/** Required members end in `*`. What isn't here is an error to them: "property … should not exist". */
export const BODIES: Readonly<Record<string, string>> = {
  'POST /contacts/upsert':
    'firstName lastName name email locationId* phone source tags dnd dndSettings assignedTo',
  'PUT /contacts/:id': 'firstName lastName name email phone source tags dndSettings assignedTo',
  'POST /contacts/:id/notes': 'body* userId title color pinned',
  'POST /conversations/': 'locationId* contactId*',
  'POST /conversations/messages/inbound':
    'type* attachments message conversationId* contactId* conversationProviderId* altId date',
  'PUT /conversations/messages/:id/status': 'status* error',
}

export const DND_KEYS = ['Call', 'Email', 'SMS', 'WhatsApp', 'GMB', 'FB']

export const json = (body: unknown, status = 200) =>
  new HttpResponse(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  })

export const SCOPES =
  'conversations.readonly conversations.write conversations/message.readonly conversations/message.write contacts.readonly contacts.write users.readonly'

export type Signed = { readonly body: string; readonly headers: Readonly<Record<string, string>> }
export type Delivered = Signed & { readonly message: HlMessage }

/** A body as HighLevel posts it. */
export const signed = (body: unknown): Signed => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    body: text,
    headers: {
      'content-type': 'application/json',
      'x-ghl-signature': sign(null, Buffer.from(text), KEYS.privateKey).toString('base64'),
    },
  }
}
