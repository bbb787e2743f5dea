/** What Chatwoot takes and signs, for the account in the tests. */

import { createHmac } from 'node:crypto'
import { HttpResponse } from 'msw'

export const CHAT = 'https://chat.example.com'
export const CW_TOKEN = 'the-token-of-posterns-user'
export const CW_SECRET = 'cw-secret-of-the-account-webhook'
export const ACCOUNT = `${CHAT}/api/v1/accounts/1`

// biome-ignore lint/suspicious/noExplicitAny: the tests look into records of every shape
export type Row = Record<string, any>

export const signedBy = (secret: string, at: number, body: string): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000))
  const hmac = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return {
    'content-type': 'application/json',
    'x-chatwoot-timestamp': timestamp,
    'x-chatwoot-signature': `sha256=${hmac}`,
    'x-chatwoot-delivery': '7b0a3e7e-8f3d-4a61-9f2b-5f6f1f0a9c11',
  }
}

/** A route: what it answers to a body of this name, if it takes one. */
export type On = (
  name: string,
  answer: (body: Row, params: Record<string, number>, url: URL) => Response,
) => (given: { request: Request; params: Record<string, unknown> }) => Promise<Response>

type Members = Readonly<Record<string, string>>
/** Members of each body: `!` is required. */
const BODIES: Readonly<Record<string, Members>> = {
  filter: { payload: 'object!' },
  contact: {
    inbox_id: 'number!',
    name: 'string',
    identifier: 'string',
    phone_number: 'string',
    custom_attributes: 'object',
  },
  contactChange: { identifier: 'string', name: 'string', custom_attributes: 'object' },
  contactInbox: { inbox_id: 'number!', source_id: 'string' },
  conversation: {
    source_id: 'string!',
    inbox_id: 'number',
    contact_id: 'number',
    status: 'string',
    custom_attributes: 'object',
  },
  message: {
    content: 'string!',
    message_type: 'string',
    private: 'boolean',
    content_type: 'string',
    content_attributes: 'object',
  },
  status: { status: 'string!', external_error: 'string' },
  assignment: { assignee_id: 'number' },
  inbox: { channel: 'object', name: 'string', lock_to_single_conversation: 'boolean' },
}

/** What is wrong with a body. */
export const judge = (name: string, body: Row): string | undefined => {
  const members = BODIES[name] ?? {}
  for (const [member, value] of Object.entries(body)) {
    const type = members[member]?.replace('!', '')
    if (!type) return `${name}.${member} is not described`
    if (typeof value !== type || value === null) return `${name}.${member} is no ${type}`
  }
  const missing = Object.keys(members).find(
    (member) => members[member]?.endsWith('!') && !(member in body),
  )
  return missing && `${name}.${missing} is missing`
}

/** The members of a body; those of a form as they would be in JSON. */
export const bodyOf = async (request: Request): Promise<Row> => {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return (await request.json()) as Row
  const form = await request.formData()
  const files = form.getAll('attachments[]') as File[]
  const json = (name: string) => JSON.parse(String(form.get(name)))
  return {
    content: String(form.get('content')),
    message_type: String(form.get('message_type')),
    private: json('private'),
    content_type: String(form.get('content_type')),
    content_attributes: json('content_attributes'),
    files: await Promise.all(
      files.map(async (file) => ({
        name: file.name,
        type: file.type,
        text: await file.text(),
      })),
    ),
  }
}

export const notFound = () =>
  HttpResponse.json({ error: 'Resource could not be found' }, { status: 404 })

export const byId = (list: Row[], id: number | undefined) => list.find((one) => one.id === id)
