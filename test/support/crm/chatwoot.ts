/** A Chatwoot that keeps what it is given, judges every request, and posts what its agents do. */

import { getResponse, HttpResponse, http as route } from 'msw'
import type { Fetch } from '../../../src/net/http.ts'
import {
  ACCOUNT,
  bodyOf,
  byId,
  CHAT,
  CW_TOKEN,
  judge,
  notFound,
  type On,
  type Row,
} from './apis/chatwoot.ts'
import { contactRoutes } from './apis/chatwoot-contacts.ts'

const SELF = 9
const ANA = { id: 4, name: 'Ana', email: 'ana@example.com', type: 'user' }
const AGENTS = [ANA, { id: 5, name: 'Ben', email: 'ben@example.com', type: 'user' }]

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

  const on: On =
    (name, answer) =>
    async ({ request, params }) => {
      const body: Row =
        request.method === 'GET' || request.method === 'DELETE' ? {} : await bodyOf(request)
      const { files, ...json } = body
      if (files) attached.push(files)
      const wrong = name === '' ? undefined : judge(name, json)
      if (wrong) return fault(wrong)
      const ids = Object.fromEntries(Object.entries(params).map(([k, v]) => [k, Number(v)]))
      return answer(body, ids, new URL(request.url))
    }

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
      `${ACCOUNT}/agents`,
      on('', () => HttpResponse.json(AGENTS)),
    ),
    route.get(
      `${ACCOUNT}/webhooks`,
      on('', () => HttpResponse.json({ payload: { webhooks: [] } })),
    ),
    route.get(
      `${ACCOUNT}/inboxes`,
      on('', () => HttpResponse.json({ payload: inboxes })),
    ),
    route.get(
      `${ACCOUNT}/inboxes/:inbox`,
      on('', (_, { inbox }) => HttpResponse.json(byId(inboxes, inbox) ?? {})),
    ),
    route.patch(
      `${ACCOUNT}/inboxes/:inbox`,
      on('inbox', (body, { inbox }) => {
        const found = byId(inboxes, inbox)
        if (!found) return notFound()
        Object.assign(found, body.channel ?? {})
        return HttpResponse.json(found)
      }),
    ),
    ...contactRoutes(on, { contacts, conversations, nextId }),
    route.get(
      `${ACCOUNT}/conversations`,
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
      `${ACCOUNT}/conversations`,
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
      `${ACCOUNT}/conversations/:conversation/messages`,
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
      `${ACCOUNT}/conversations/:conversation/messages`,
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
      `${ACCOUNT}/conversations/:conversation/messages/:message`,
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
      `${ACCOUNT}/conversations/:conversation/assignments`,
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
