/** A Chatwoot that keeps what it is given, judges every request, and posts what its agents do. */

import { createHmac } from 'node:crypto'
import { getResponse, HttpResponse, http as route } from 'msw'
import type { Fetch } from '../../../src/net/http.ts'

export const CHAT = 'https://chat.example.com'
export const CW_TOKEN = 'the-token-of-posterns-user'
export const CW_SECRET = 'cw-secret-of-the-account-webhook'
const SELF = 9
const ANA = { id: 4, name: 'Ana', email: 'ana@example.com', type: 'user' }
const AGENTS = [ANA, { id: 5, name: 'Ben', email: 'ben@example.com', type: 'user' }]

// biome-ignore lint/suspicious/noExplicitAny: the tests look into records of every shape
export type Row = Record<string, any>

export type Chatwoot = {
  readonly fetch: Fetch
  readonly contacts: Row[]
  readonly conversations: Row[]
  readonly messages: Row[]
  readonly inboxes: Row[]
  /** `POST contacts`, in order. */
  readonly asked: string[]
  /** Files of messages that had some. */
  readonly attached: unknown[]
  /** What was wrong with requests; must stay empty. */
  readonly faults: string[]
  /** Answers the next requests that match in place of the server; `done` carries them out all the same. */
  readonly upsets: { match: string; answer?: () => Response | Promise<Response>; done?: boolean }[]
  thread(conversation?: number): readonly Row[]
  /** The webhook of a message or of a conversation, as the account's webhook posts it. */
  event(name: string, record: Row): Row
  /** An agent writes into the box. */
  writes(text: string, more?: Row, conversation?: number): Row
}

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

export const createChatwoot = (clock: () => number): Chatwoot => {
  const contacts: Row[] = []
  const conversations: Row[] = []
  const messages: Row[] = []
  const asked: string[] = []
  const faults: string[] = []
  const attached: unknown[] = []
  const upsets: Chatwoot['upsets'] = []
  const inboxes: Row[] = [7, 8].map((id) => ({
    id,
    name: `inbox ${id}`,
    channel_type: 'Channel::Api',
    webhook_url: '',
    lock_to_single_conversation: true,
    additional_attributes: {},
  }))
  let lastId = 30
  const nextId = () => {
    lastId += 1
    return lastId
  }
  const fault = (what: string) => {
    faults.push(what)
    return HttpResponse.json({ error: what }, { status: 422 })
  }
  const notFound = () =>
    HttpResponse.json({ error: 'Resource could not be found' }, { status: 404 })

  const judge = (name: string, body: Row): string | undefined => {
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

  const A = `${CHAT}/api/v1/accounts/1`
  type Given = { request: Request; params: Record<string, unknown> }
  const on =
    (name: string, answer: (body: Row, params: Record<string, number>, url: URL) => Response) =>
    async ({ request, params }: Given) => {
      const body: Row =
        request.method === 'GET' || request.method === 'DELETE' ? {} : await bodyOf(request)
      const { files, ...json } = body
      if (files) attached.push(files)
      const wrong = name === '' ? undefined : judge(name, json)
      if (wrong) return fault(wrong)
      const ids = Object.fromEntries(Object.entries(params).map(([k, v]) => [k, Number(v)]))
      return answer(body, ids, new URL(request.url))
    }
  const byId = (list: Row[], id: number | undefined) => list.find((one) => one.id === id)
  const taken = (attribute: string) =>
    HttpResponse.json(
      { message: `${attribute} has already been taken`, attributes: [attribute.toLowerCase()] },
      { status: 422 },
    )

  const handlers = [
    route.get(
      `${CHAT}/api/v1/profile`,
      on('', () =>
        HttpResponse.json({
          id: SELF,
          name: 'Postern',
          accounts: [{ id: 1, role: 'administrator' }],
        }),
      ),
    ),
    route.get(
      `${A}/agents`,
      on('', () => HttpResponse.json(AGENTS)),
    ),
    route.get(
      `${A}/webhooks`,
      on('', () => HttpResponse.json({ payload: { webhooks: [] } })),
    ),
    route.get(
      `${A}/inboxes`,
      on('', () => HttpResponse.json({ payload: inboxes })),
    ),
    route.get(
      `${A}/inboxes/:inbox`,
      on('', (_, { inbox }) => HttpResponse.json(byId(inboxes, inbox) ?? {})),
    ),
    route.patch(
      `${A}/inboxes/:inbox`,
      on('inbox', (body, { inbox }) => {
        const found = byId(inboxes, inbox)
        if (!found) return notFound()
        Object.assign(found, body.channel ?? {})
        return HttpResponse.json(found)
      }),
    ),
    route.post(
      `${A}/contacts/filter`,
      on('filter', ({ payload }) => {
        const [{ attribute_key: key, values }] = payload
        const wanted = String(values[0]).toLowerCase()
        return HttpResponse.json({
          payload: contacts.filter((one) => String(one[key] ?? '').toLowerCase() === wanted),
        })
      }),
    ),
    route.post(
      `${A}/contacts`,
      on('contact', (body) => {
        if (contacts.some((one) => one.identifier === body.identifier)) return taken('Identifier')
        if (body.phone_number && contacts.some((one) => one.phone_number === body.phone_number))
          return taken('Phone_number')
        const contact = {
          custom_attributes: {},
          ...body,
          id: nextId(),
          contact_inboxes: [] as Row[],
        }
        contacts.push(contact)
        return HttpResponse.json({ payload: { contact, contact_inbox: { source_id: 'random' } } })
      }),
    ),
    route.get(
      `${A}/contacts/:contact`,
      on('', (_, { contact }) => {
        const found = byId(contacts, contact)
        return found ? HttpResponse.json({ payload: found }) : notFound()
      }),
    ),
    route.put(
      `${A}/contacts/:contact`,
      on('contactChange', ({ custom_attributes, ...body }, { contact }) => {
        const found = byId(contacts, contact)
        if (!found) return notFound()
        Object.assign(found, body)
        found.custom_attributes = { ...found.custom_attributes, ...custom_attributes }
        return HttpResponse.json({ payload: found })
      }),
    ),
    route.delete(
      `${A}/contacts/:contact`,
      on('', (_, { contact }) => {
        const found = byId(contacts, contact)
        if (!found) return notFound()
        contacts.splice(contacts.indexOf(found), 1)
        return new HttpResponse(null, { status: 200 })
      }),
    ),
    route.post(
      `${A}/contacts/:contact/contact_inboxes`,
      on('contactInbox', ({ inbox_id, source_id }, { contact }) => {
        const found = byId(contacts, contact)
        if (!found) return notFound()
        found.contact_inboxes ??= []
        const known = found.contact_inboxes.find((one: Row) => one.source_id === source_id)
        if (!known) found.contact_inboxes.push({ source_id, inbox: { id: inbox_id } })
        return HttpResponse.json({ source_id, inbox: { id: inbox_id } })
      }),
    ),
    route.get(
      `${A}/contacts/:contact/conversations`,
      on('', (_, { contact }) =>
        byId(contacts, contact)
          ? HttpResponse.json({
              payload: conversations.filter((one) => one.contact_id === contact),
            })
          : notFound(),
      ),
    ),
    route.get(
      `${A}/conversations`,
      on('', (_, __, url) => {
        const inbox = Number(url.searchParams.get('inbox_id'))
        const payload = conversations
          .filter((one) => one.inbox_id === inbox)
          .map((one) => ({
            ...event('conversation_updated', one),
            last_activity_at: clock() / 1000,
          }))
        return HttpResponse.json({
          data: { payload: url.searchParams.get('page') === '1' ? payload : [] },
        })
      }),
    ),
    route.post(
      `${A}/conversations`,
      on('conversation', (body) => {
        if (!byId(contacts, body.contact_id)) return notFound()
        const same = (one: Row) =>
          one.contact_id === body.contact_id && one.inbox_id === body.inbox_id
        if (conversations.some(same)) return fault('a second conversation')
        const conversation = { ...body, id: nextId() }
        conversations.push(conversation)
        return HttpResponse.json(conversation)
      }),
    ),
    route.post(
      `${A}/conversations/:conversation/messages`,
      on('message', (body, { conversation }) => {
        if (!byId(conversations, conversation)) return notFound()
        const marker = body.content_attributes?.postern?.id
        const same = (one: Row) => marker && one.content_attributes?.postern?.id === marker
        if (messages.some(same)) return fault(`a second message ${marker}`)
        const message = {
          ...body,
          id: nextId(),
          conversation_id: conversation,
          sender: { id: SELF, type: 'user' },
        }
        messages.push(message)
        return HttpResponse.json(message)
      }),
    ),
    route.get(
      `${A}/conversations/:conversation/messages`,
      on('', (_, { conversation }, url) => {
        const [before, after] = ['before', 'after'].map((key) => url.searchParams.get(key))
        const all = messages.filter((one) => one.conversation_id === conversation)
        const payload = after
          ? all.filter(({ id }) => id > Number(after)).slice(0, 100)
          : all.filter(({ id }) => !before || id < Number(before)).slice(-20)
        return HttpResponse.json({ payload })
      }),
    ),
    route.patch(
      `${A}/conversations/:conversation/messages/:message`,
      on('status', ({ status, external_error }, { conversation, message }) => {
        const found = byId(messages, message)
        if (!found || found.conversation_id !== conversation) return notFound()
        found.status = status
        found.content_attributes = { ...found.content_attributes }
        delete found.content_attributes.external_error
        if (status === 'failed' && external_error)
          found.content_attributes.external_error = external_error
        return HttpResponse.json(found)
      }),
    ),
    route.post(
      `${A}/conversations/:conversation/assignments`,
      on('assignment', ({ assignee_id }, { conversation }) => {
        const found = byId(conversations, conversation)
        if (!found) return notFound()
        found.assignee_id = AGENTS.some(({ id }) => id === assignee_id) ? assignee_id : null
        return HttpResponse.json(found.assignee_id)
      }),
    ),
  ]

  const answer = async (request: Request): Promise<Response> => {
    if (request.headers.get('api_access_token') !== CW_TOKEN)
      return HttpResponse.json({ error: 'Invalid Access Token' }, { status: 401 })
    return (await getResponse(handlers, request)) ?? fault(`nothing at ${request.url}`)
  }

  const event = (name: string, record: Row): Row => {
    const conversation = byId(conversations, record.conversation_id ?? record.id) ?? record
    const contact = byId(contacts, conversation.contact_id) ?? {}
    const described = {
      id: conversation.id,
      inbox_id: conversation.inbox_id,
      contact_inbox: { source_id: conversation.source_id },
      meta: {
        sender: { ...contact },
        assignee: AGENTS.map(({ id, name: title }) => ({ id, name: title })).find(
          ({ id }) => id === conversation.assignee_id,
        ),
      },
    }
    if (name.startsWith('conversation')) return { event: name, ...described, ...record.more }
    const { conversation_id: _, status: __, ...message } = record
    return {
      event: name,
      account: { id: 1, name: 'Acme' },
      inbox: { id: conversation.inbox_id },
      ...message,
      conversation: described,
    }
  }

  return {
    contacts,
    conversations,
    messages,
    inboxes,
    asked,
    attached,
    faults,
    upsets,
    event,
    fetch: async (url, init) => {
      const request = new Request(url, init as RequestInit)
      const what = `${request.method} ${new URL(url).pathname.replace('/api/v1/accounts/1', '')}`
      asked.push(what)
      const upset = upsets.find(({ match }) => what.startsWith(match))
      if (!upset) return answer(request) as ReturnType<Fetch>
      upsets.splice(upsets.indexOf(upset), 1)
      if (upset.done) await answer(request)
      if (!upset.answer) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' })
      return upset.answer() as ReturnType<Fetch>
    },
    thread: (conversation = conversations[0]?.id) =>
      messages.filter((one) => one.conversation_id === conversation),
    writes: (text, more = {}, conversation = conversations[0]?.id) => {
      const message = {
        id: nextId(),
        content: text,
        message_type: 'outgoing',
        private: false,
        content_type: 'text',
        content_attributes: {},
        additional_attributes: {},
        sender: ANA,
        conversation_id: conversation,
        created_at: Math.floor(clock() / 1000),
        ...more,
      }
      messages.push(message)
      return event('message_created', message)
    },
  }
}

/** The members of a body; those of a form as they would be in JSON. */
const bodyOf = async (request: Request): Promise<Row> => {
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
