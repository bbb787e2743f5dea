/** HighLevel, as much of one location as a conversation provider sees: it keeps state, and minds every member. */

import { HttpResponse, http as route } from 'msw'
import {
  BODIES,
  type Delivered,
  DND_KEYS,
  HL_API,
  type HlContact,
  type HlMessage,
  type Json,
  json,
  LOCATION,
  PROVIDER,
  SCOPES,
  signed,
} from './apis/highlevel.ts'

/** The stand-in, with what it has and hooks for what goes wrong. */
export const createHighLevel = (now: () => number = Date.now) => {
  const contacts: HlContact[] = []
  const conversations: Json[] = []
  const messages: HlMessage[] = []
  const notes: Json[] = []
  const uploads: Json[] = []
  const requests: { readonly call: string; readonly body: unknown }[] = []
  const violations: string[] = []
  const failures: {
    readonly call: string
    readonly respond: () => Response | Promise<Response>
  }[] = []
  let refreshToken = 'refresh-0'
  let accessToken = ''
  let refreshes = 0
  let count = 0
  let breakdown: (request: Request) => Response | undefined = () => undefined
  const id = (kind: string) => `${kind}${++count}`
  const violate = (what: string, status = 422) => {
    violations.push(what)
    return json({ statusCode: status, message: [what] }, status)
  }

  /** One call: who asks, in which version, with which members, and then what happens. */
  const on = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    version: string,
    answer: (parts: {
      readonly body: Json
      readonly query: URLSearchParams
      readonly id: string
      readonly request: Request
    }) => Response | Promise<Response>,
  ) =>
    route[method](`${HL_API}${path}`, async ({ request, params }) => {
      const call = `${method.toUpperCase()} ${path}`
      const isJson = request.headers.get('content-type')?.includes('json')
      const body = isJson ? ((await request.clone().json()) as Json) : {}
      requests.push({ call, body })
      const broken = breakdown(request)
      if (broken) return broken
      const at = failures.findIndex((failure) => failure.call === call)
      const [failure] = at < 0 ? [] : failures.splice(at, 1)
      if (failure) return failure.respond()
      if (request.headers.get('authorization') !== `Bearer ${accessToken}`)
        return json(
          {
            statusCode: 401,
            error: 'Unauthorized',
            message: 'Invalid token: access token is invalid',
          },
          401,
        )
      if (request.headers.get('version') !== version)
        return violate(`${call}: version ${request.headers.get('version')}`, 400)
      const members = BODIES[call]?.split(' ')
      if (members) {
        const names = members.map((member) => member.replace('*', ''))
        for (const name of Object.keys(body))
          if (!names.includes(name)) return violate(`${call}: property ${name} should not exist`)
        for (const member of members)
          if (member.endsWith('*') && body[member.slice(0, -1)] === undefined)
            return violate(`${call}: ${member} is missing`)
      }
      return answer({
        body,
        query: new URL(request.url).searchParams,
        id: String(params.id ?? ''),
        request,
      })
    })

  const missing = () => json({ statusCode: 400, message: 'Contact not found' }, 400)
  const contactOf = (wanted: string) => contacts.find((one) => one.id === wanted)

  const handlers = [
    route.post(`${HL_API}/oauth/token`, async ({ request }) => {
      const form = new URLSearchParams(await request.text())
      requests.push({ call: 'POST /oauth/token', body: Object.fromEntries(form) })
      const at = failures.findIndex(({ call }) => call === 'POST /oauth/token')
      const [failure] = at < 0 ? [] : failures.splice(at, 1)
      if (failure) return failure.respond()
      if (form.get('refresh_token') !== refreshToken || form.get('grant_type') !== 'refresh_token')
        return json({ error: 'invalid_grant', error_description: 'refresh token is invalid' }, 400)
      refreshes += 1
      refreshToken = `refresh-${refreshes}`
      accessToken = `access-${refreshes}`
      return json({
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: 86_399,
        refresh_token: refreshToken,
        userType: 'Location',
        locationId: LOCATION,
        userId: 'us0',
        scope: SCOPES,
      })
    }),
    on('get', '/contacts/search/duplicate', '2021-07-28', ({ query }) =>
      json({
        contact: contacts.find(({ phone }) => phone === query.get('number')) ?? null,
      }),
    ),
    on('post', '/contacts/upsert', '2021-07-28', ({ body }) => {
      const { locationId, ...rest } = body
      if (locationId !== LOCATION) return violate('another location', 400)
      if (rest.phone !== undefined && contacts.some(({ phone }) => phone === rest.phone))
        return violate('a contact was made twice')
      // By an additional number a search finds nobody, but they know whose it is.
      const known = contacts.find(({ additionalPhones }) =>
        (additionalPhones as readonly unknown[] | undefined)?.includes(rest.phone),
      )
      if (known) return json({ new: false, contact: known, traceId: 't1' })
      const contact = { id: id('ct'), ...rest }
      contacts.push(contact)
      return json({ new: true, contact, traceId: 't1' })
    }),
    on('get', '/contacts/:id', '2021-07-28', ({ id }) => {
      const contact = contactOf(id)
      return contact ? json({ contact }) : missing()
    }),
    on('put', '/contacts/:id', '2021-07-28', ({ id, body }) => {
      const contact = contactOf(id)
      if (!contact) return missing()
      for (const key of Object.keys((body.dndSettings ?? {}) as Json))
        if (!DND_KEYS.includes(key)) return violate(`dndSettings.${key} should not exist`)
      Object.assign(contact, body)
      return json({ succeded: true, contact })
    }),
    on('delete', '/contacts/:id', '2021-07-28', ({ id }) => {
      const at = contacts.findIndex((one) => one.id === id)
      if (at < 0) return missing()
      contacts.splice(at, 1)
      return json({ succeded: true })
    }),
    on('get', '/contacts/:id/notes', '2021-07-28', ({ id }) =>
      json({ notes: notes.filter(({ contactId }) => contactId === id) }),
    ),
    on('post', '/contacts/:id/notes', '2021-07-28', ({ id: contactId, body }) => {
      if (!contactOf(contactId)) return missing()
      const note = { id: id('nt'), contactId, dateAdded: new Date(now()).toISOString(), ...body }
      notes.push(note)
      return json({ note }, 201)
    }),
    on('get', '/users/', '2021-07-28', () => json({ users: [{ id: 'us1' }, { id: 'us2' }] })),
    on('get', '/conversations/search', '2021-04-15', ({ query }) => {
      const found = conversations.filter(({ contactId }) =>
        query.has('contactId') ? contactId === query.get('contactId') : true,
      )
      const phoneOf = (wanted: unknown) => contacts.find(({ id }) => id === wanted)?.phone
      return json({
        conversations: found.map((one) => ({ ...one, phone: phoneOf(one.contactId) })),
        total: found.length,
      })
    }),
    on('post', '/conversations/', '2021-04-15', ({ body }) => {
      if (!contactOf(String(body.contactId))) return missing()
      if (conversations.some(({ contactId }) => contactId === body.contactId))
        return violate('a conversation was made twice', 400)
      const conversation = { id: id('cv'), ...body }
      conversations.push(conversation)
      return json({ success: true, conversation }, 201)
    }),
    on('get', '/conversations/:id/messages', '2021-04-15', ({ id }) => {
      const found = messages.filter(({ conversationId }) => conversationId === id)
      return json({ messages: { messages: found.toReversed(), nextPage: false } })
    }),
    on('get', '/conversations/messages/:id', '2021-04-15', ({ id }) => {
      const message = messages.find((one) => one.id === id)
      return message ? json({ message }) : json({ statusCode: 404, message: 'not found' }, 404)
    }),
    on('post', '/conversations/messages/inbound', '2021-04-15', ({ body }) => {
      if (body.conversationProviderId !== PROVIDER && body.conversationProviderId !== 'prov2')
        return new HttpResponse(null, { status: 201 })
      if (!conversations.some(({ id }) => id === body.conversationId))
        return json({ statusCode: 400, message: 'Conversation not found' }, 400)
      const attachments = body.attachments as readonly string[] | undefined
      if (attachments?.length === 0 || attachments?.some((url) => /[?#]|\/[^.]*$/.test(url)))
        return json({ statusCode: 422, message: ['attachments must be an array'] }, 422)
      if (messages.some(({ altId }) => altId === body.altId))
        violations.push('a message came twice')
      const { message: text, date, ...rest } = body
      const message = { id: id('ms'), ...rest, body: text, dateAdded: date, direction: 'inbound' }
      messages.push(message)
      return json({
        success: true,
        conversationId: body.conversationId,
        messageId: message.id,
        message: 'Message added',
      })
    }),
    on('post', '/conversations/messages/upload', '2021-04-15', async ({ request }) => {
      const form = await request.formData()
      const file = form.get('fileAttachment') as File
      uploads.push({ name: file.name, type: file.type, size: file.size })
      return json({ uploadedFiles: { [file.name]: `https://files.example.com/u/${file.name}` } })
    }),
    on('put', '/conversations/messages/:id/status', '2021-04-15', ({ id, body }) => {
      const message = messages.find((one) => one.id === id)
      if (!message) return json({ statusCode: 404, message: 'Message not found' }, 404)
      const error = body.error as Json | undefined
      if (!['delivered', 'failed', 'pending', 'read'].includes(String(body.status)))
        return violate('status must be one of delivered, failed, pending, read')
      if (error && Object.keys(error).sort().join() !== 'code,message,type')
        return violate(`error has ${Object.keys(error)}`)
      Object.assign(message, body)
      return json({ conversationId: message.conversationId, messageId: id, status: body.status })
    }),
  ]

  return {
    handlers,
    contacts,
    conversations,
    messages,
    notes,
    uploads,
    requests,
    /** What no client may do; empty at the end of every story. */
    violations,
    refreshes: () => refreshes,
    /** The next such call is answered so. */
    fails: (call: string, respond: () => Response | Promise<Response>) => {
      failures.push({ call, respond })
    },
    /** As long as it gives an answer, every call gets that. */
    breaks: (answer: () => Response | undefined) => {
      breakdown = answer
    },
    /** Every call is seen, and answered so. */
    listens: (answer: (request: Request) => Response) => {
      breakdown = answer
    },
    /** The access token ends before its time. */
    revokes: () => {
      accessToken = 'revoked'
    },
    calls: (call: string) => requests.filter((request) => request.call === call),
    /** An agent types into the box: the Delivery that is posted for it. */
    types: (text: string, more: Json = {}): Delivered => {
      const [contact] = contacts
      const message: HlMessage = {
        id: id('ms'),
        conversationId: conversations[0]?.id,
        body: text,
        direction: 'outbound',
        status: 'pending',
        conversationProviderId: PROVIDER,
        contactId: contact?.id,
        userId: 'us1',
        attachments: [],
        dateAdded: new Date(now()).toISOString(),
      }
      messages.push(message)
      const body = {
        contactId: contact?.id ?? 'ct0',
        locationId: LOCATION,
        messageId: message.id,
        type: 'SMS',
        phone: contact?.phone,
        message: text,
        attachments: [],
        userId: 'us1',
        ...more,
      }
      return { message, ...signed(body) }
    },
    /** A webhook of the app. */
    event: (type: string, more: Json) =>
      signed({
        type,
        appId: 'ap1',
        webhookId: id('wb'),
        timestamp: new Date(now()).toISOString(),
        locationId: LOCATION,
        ...more,
      }),
  }
}
