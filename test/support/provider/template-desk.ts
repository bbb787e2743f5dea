/** Twilio's Content API and Meta's templates in one local server that keeps what it is sent. */

import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenLocally } from '../http.ts'

type Json = Readonly<Record<string, unknown>>

/** What stands at the providers, and every request that changed something. */
export const startDesk = async () => {
  const state = {
    contents: [] as Json[],
    templates: [] as Json[],
    writes: [] as { readonly path: string; readonly body: Json }[],
    /** The next write is done, and its answer is lost. */
    losesAnswer: false,
  }
  const answer = async (request: IncomingMessage): Promise<Json | undefined> => {
    const path = new URL(request.url ?? '', 'http://desk').pathname
    if (request.method === 'GET' && path === '/v1/ContentAndApprovals')
      return { contents: state.contents, meta: {} }
    if (request.method === 'GET' && path.endsWith('/message_templates'))
      return { data: state.templates, paging: {} }
    if (request.method !== 'POST') return undefined
    const body = JSON.parse(await text(request)) as Json
    state.writes.push({ path, body })
    return write(path, body)
  }
  const write = (path: string, body: Json): Json | undefined => {
    if (path === '/v1/Content') {
      const sid = `HX${state.contents.length + 1}`
      state.contents.push({ ...body, sid })
      return { sid }
    }
    const [, sid] = /^\/v1\/Content\/(\w+)\/ApprovalRequests\/whatsapp$/.exec(path) ?? []
    if (sid) {
      const approval = { ...body, status: 'received' }
      state.contents = state.contents.map((one) =>
        one.sid === sid ? { ...one, approval_requests: approval } : one,
      )
      return approval
    }
    const [, id] = /^\/v26\.0\/(\w+)$/.exec(path) ?? []
    if (id) {
      state.templates = state.templates.map((one) => (one.id === id ? { ...one, ...body } : one))
      return { success: true }
    }
    const created = { ...body, id: String(7000 + state.templates.length), status: 'PENDING' }
    state.templates.push(created)
    return { id: created.id, status: 'PENDING', category: body.category }
  }
  const server = createServer((request, response) => {
    answer(request)
      .then((json) => {
        if (state.losesAnswer && request.method === 'POST') {
          state.losesAnswer = false
          response.destroy()
          return
        }
        response.writeHead(json ? 200 : 404, { 'content-type': 'application/json' })
        response.end(JSON.stringify(json ?? {}))
      })
      .catch(() => response.writeHead(500).end())
  })
  const url = await listenLocally(server)
  return { state, url, close: () => server.close() }
}
