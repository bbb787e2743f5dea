/** HubSpot's side for tests: an account with a custom channel, its state kept, every request judged strictly. */

import { HttpResponse, http } from 'msw'
import type * as z from 'zod'
import { BODIES, type Json, type Mishap, type Posted } from './apis/hubspot.ts'

export const API = 'https://api.hubapi.com'
export const CHANNEL = '222'
export const APP = '111'
const MESSAGES = `/conversations/custom-channels/2026-09/${CHANNEL}/messages`
const THREADS = '/conversations/conversations/2026-09/threads'

export const createHubspot = () => {
  let token = 'access-1'
  const state = {
    requests: [] as string[],
    violations: [] as string[],
    mishaps: [] as Mishap[],
    contacts: new Map<string, string>(),
    threads: new Map<string, string>(),
    messages: [] as Posted[],
    statuses: [] as { id: string; statusType: string; errorMessage?: string }[],
    notes: [] as { thread: string; text: string; createdAt: string }[],
    assignees: new Map<string, string>(),
    properties: new Map<string, Json>(),
    missingProperties: false,
    files: [] as { id: string; name: string; type: string; size: number; access: string }[],
    refreshes: [] as URLSearchParams[],
    refresh: () => HttpResponse.json({}),
    accounts: new Map<string, Json>([
      ['333', { authorized: true, active: true }],
      ['334', { authorized: true, active: true }],
    ]),
    /** What agents wrote, by thread. */
    written: new Map<string, Json[]>(),
    erased: [] as string[],
    users: new Map([['ana@example.com', 5]]),
    /** The access token is good no more. */
    expire: () => {
      token = ''
    },
  }
  state.refresh = () => {
    token = `access-${state.refreshes.length + 1}`
    return HttpResponse.json({
      access_token: token,
      refresh_token: `refresh-${state.refreshes.length}`,
      expires_in: 1800,
      token_type: 'bearer',
      hub_id: 900,
      scopes: ['oauth'],
    })
  }

  const threadFor = (account: string, value: string): string => {
    const key = `${account} ${value}`
    const thread = state.threads.get(key) ?? String(771 + state.threads.size)
    state.threads.set(key, thread)
    return thread
  }
  const contactFor = (value: string): string => {
    const contact = state.contacts.get(value) ?? String(51 + state.contacts.size)
    state.contacts.set(value, contact)
    return contact
  }

  const answers = {
    message: (body: z.output<typeof BODIES.message>) => {
      const isIncoming = body.messageDirection === 'INCOMING'
      const them = (isIncoming ? body.senders : body.recipients)[0]?.deliveryIdentifier.value ?? ''
      const before = state.messages.find(
        (one) => one.integrationIdempotencyId === body.integrationIdempotencyId,
      )
      const thread = threadFor(body.channelAccountId, them)
      const contact = contactFor(them)
      const posted = before ?? { ...body, id: `hm${state.messages.length + 1}`, thread }
      if (!before) state.messages.push(posted)
      return {
        id: posted.id,
        conversationsThreadId: thread,
        channelId: CHANNEL,
        channelAccountId: body.channelAccountId,
        client: { clientType: 'INTEGRATION', integrationAppId: Number(APP) },
        [isIncoming ? 'senders' : 'recipients']: [{ actorId: `V-${contact}` }],
      }
    },
  }

  const judged = async <T extends z.ZodType>(
    name: string,
    schema: T,
    request: Request,
  ): Promise<z.output<T> | undefined> => {
    const parsed = schema.safeParse(await request.json())
    if (!parsed.success) state.violations.push(`${name}: ${parsed.error.message}`)
    return parsed.data
  }
  const invalid = () => HttpResponse.json({ category: 'VALIDATION_ERROR' }, { status: 400 })

  const guarded =
    (work: (request: Request, url: URL) => Promise<Response>) =>
    async ({ request }: { request: Request }): Promise<Response> => {
      const url = new URL(request.url)
      const line = `${request.method} ${url.pathname}`
      state.requests.push(line)
      const index = state.mishaps.findIndex(({ when }) => when.test(line))
      const [mishap] = index < 0 ? [] : state.mishaps.splice(index, 1)
      if (mishap && mishap.status !== 'lost')
        return HttpResponse.json(mishap.body ?? {}, {
          status: mishap.status,
          headers: mishap.headers ?? {},
        })
      if (request.headers.get('authorization') !== `Bearer ${token}`)
        return HttpResponse.json({ category: 'EXPIRED_AUTHENTICATION' }, { status: 401 })
      const answer = await work(request, url)
      return mishap ? HttpResponse.error() : answer
    }
  const last = (url: URL, back = 1): string => url.pathname.split('/').at(-back) ?? ''

  const handlers = [
    http.post(`${API}/oauth/2026-09/token`, async ({ request }) => {
      state.requests.push('POST /oauth/2026-09/token')
      if (new URL(request.url).search !== '') state.violations.push('secrets in the query')
      state.refreshes.push(new URLSearchParams(await request.text()))
      return state.refresh()
    }),
    http.post(`${API}/oauth/2026-09/token/introspect`, () =>
      HttpResponse.json({ active: true, hub_id: 900 }),
    ),
    http.post(
      `${API}${MESSAGES}`,
      guarded(async (request) => {
        const body = await judged('message', BODIES.message, request)
        return body ? HttpResponse.json(answers.message(body), { status: 201 }) : invalid()
      }),
    ),
    http.patch(
      `${API}${MESSAGES}/:id`,
      guarded(async (request, url) => {
        const body = await judged('status', BODIES.status, request)
        if (!body) return invalid()
        const { statusType, errorMessage } = body
        state.statuses.push({
          id: last(url),
          statusType,
          ...(errorMessage !== undefined && { errorMessage }),
        })
        return HttpResponse.json({ id: last(url) })
      }),
    ),
    http.get(
      `${API}${THREADS}`,
      guarded(async (_, url) => {
        // One a page, so that a reader has to turn it.
        const all = [...state.threads]
        const index = Number(url.searchParams.get('after') ?? 0)
        const [key = '', id] = all[index] ?? []
        return HttpResponse.json({
          results: id ? [{ id, originalChannelAccountId: key.split(' ')[0] }] : [],
          ...(index + 1 < all.length && { paging: { next: { after: String(index + 1) } } }),
        })
      }),
    ),
    http.get(
      `${API}${THREADS}/:id`,
      guarded(async (_, url) => {
        const found = [...state.threads].find(([, thread]) => thread === last(url))
        if (!found) return HttpResponse.json({ category: 'OBJECT_NOT_FOUND' }, { status: 404 })
        const [account = '', value = ''] = found[0].split(' ')
        return HttpResponse.json({
          id: last(url),
          originalChannelAccountId: account,
          associatedContactId: contactFor(value),
        })
      }),
    ),
    http.post(
      `${API}${THREADS}/:id/messages`,
      guarded(async (request, url) => {
        const body = await judged('note', BODIES.note, request)
        if (!body) return invalid()
        state.notes.push({
          thread: last(url, 2),
          text: body.text,
          createdAt: new Date().toISOString(),
        })
        return HttpResponse.json({ id: `n${state.notes.length}` }, { status: 201 })
      }),
    ),
    http.get(
      `${API}${THREADS}/:id/messages`,
      guarded(async (_, url) =>
        HttpResponse.json({
          results: [
            ...(state.written.get(last(url, 2)) ?? []),
            ...state.notes
              .filter(({ thread }) => thread === last(url, 2))
              .map(({ text }) => ({
                type: 'COMMENT',
                text,
                createdAt: '2027-01-01T00:00:00Z',
                client: { clientType: 'INTEGRATION', integrationAppId: Number(APP) },
              })),
          ],
        }),
      ),
    ),
    http.put(
      `${API}${THREADS}/:id/assignee`,
      guarded(async (request, url) => {
        const body = await judged('assignee', BODIES.assignee, request)
        if (!body) return invalid()
        state.assignees.set(last(url, 2), body.actorId)
        return HttpResponse.json({})
      }),
    ),
    http.delete(
      `${API}${THREADS}/:id/assignee`,
      guarded(async (_, url) => {
        state.assignees.delete(last(url, 2))
        return new HttpResponse(null, { status: 204 })
      }),
    ),
    http.patch(
      `${API}/crm/objects/2026-09/contacts/:id`,
      guarded(async (request, url) => {
        const body = await judged('properties', BODIES.properties, request)
        if (!body || state.missingProperties)
          return HttpResponse.json({ category: 'PROPERTY_DOESNT_EXIST' }, { status: 400 })
        state.properties.set(last(url), { ...state.properties.get(last(url)), ...body.properties })
        return HttpResponse.json({ id: last(url) })
      }),
    ),
    http.post(
      `${API}/crm/objects/2026-09/contacts/gdpr-delete`,
      guarded(async (request) => {
        const body = await judged('erase', BODIES.erase, request)
        if (!body) return invalid()
        state.erased.push(body.objectId)
        return new HttpResponse(null, { status: 204 })
      }),
    ),
    http.get(
      `${API}/crm/owners/2026-09`,
      guarded(async (_, url) => {
        const user = state.users.get(url.searchParams.get('email') ?? '')
        return HttpResponse.json({ results: user ? [{ id: '9', userId: user }] : [] })
      }),
    ),
    http.get(
      `${API}/crm/properties/2026-09/contacts/:name`,
      guarded(async () => HttpResponse.json({}, { status: state.missingProperties ? 404 : 200 })),
    ),
    http.get(
      `${API}/conversations/custom-channels/2026-09/${CHANNEL}/channel-accounts/:id`,
      guarded(async (_, url) => {
        const account = state.accounts.get(last(url))
        return HttpResponse.json(account ?? {}, { status: account ? 200 : 404 })
      }),
    ),
    http.patch(
      `${API}/conversations/custom-channels/2026-09/${CHANNEL}/channel-accounts/:id`,
      guarded(async (request, url) => {
        const body = await judged('account', BODIES.account, request)
        if (!body) return invalid()
        state.accounts.set(last(url), { ...state.accounts.get(last(url)), ...body })
        return HttpResponse.json({})
      }),
    ),
    http.post(
      `${API}/files/2026-03/files`,
      guarded(async (request) => {
        const form = await request.formData()
        const file = form.get('file')
        if (!(file instanceof File)) return invalid()
        const { access } = JSON.parse(String(form.get('options')))
        const id = `f${state.files.length + 1}`
        state.files.push({ id, name: file.name, type: file.type, size: file.size, access })
        return HttpResponse.json({ id, url: `https://files.example/${id}` }, { status: 201 })
      }),
    ),
    http.head('https://files.example/*', () =>
      HttpResponse.text(null, { headers: { 'content-type': 'image/png' } }),
    ),
    http.get(`${API}/files/2026-03/files/:id/signed-url`, ({ params }) =>
      HttpResponse.json({ url: `https://files.example/signed/${params.id}` }),
    ),
  ]
  return { state, handlers }
}
