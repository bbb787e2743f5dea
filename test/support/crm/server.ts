/** A CRM on a real socket for the contract, with one door whose moods are tried: that for messages. */

import { createServer, type ServerResponse } from 'node:http'
import { getResponse, type RequestHandler } from 'msw'
import { createNodeFetch } from '../../../src/net/http-node.ts'
import type { CreateOptions } from '../../../src/ports/adapter.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour, CrmHarness, Understood } from '../../contract/crm.ts'
import { partsOf } from '../../contract/parts.ts'
import { createTestHttp, listenLocally } from '../http.ts'
import { withoutHeader } from '../provider/server.ts'

type Options = {
  readonly connection: string
  /** What the CRM answers at every other door. */
  readonly handlers: readonly RequestHandler[]
  /** The address that the handlers are for. */
  readonly api: string
  readonly door: string
  /** What the CRM makes of a message. */
  readonly understand: (body: string) => Understood
  readonly create: (apiUrl: string, options: Omit<CreateOptions, 'config'>) => Crm
  readonly signatureHeader: string
  /** Before each test, beside the change of mood. */
  readonly reset?: () => void
}

/** Starts it. `posted` is a webhook of the CRM with these headers. */
export const openCrmServer = async (
  options: Options,
): Promise<
  Omit<CrmHarness, 'secrets' | 'sends'> & {
    posted(body: string, headers: Readonly<Record<string, string>>): Webhook
  }
> => {
  const { connection, handlers, api, door, understand, create, signatureHeader, reset } = options
  const arrived: Understood[] = []
  const lines: string[] = []
  let behaviour: Behaviour = 'accepts'
  let aheadMs = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    if (request.url === door) {
      arrived.push(understand(body.toString()))
      if (behaviour !== 'accepts') return ANSWERS[behaviour](response)
    }
    const answer = await getResponse(
      [...handlers],
      new Request(`${api}${request.url}`, {
        method: request.method ?? 'GET',
        headers: request.headers as Record<string, string>,
        ...(body.length > 0 && { body }),
      }),
    )
    const { status = 404, headers = new Headers() } = answer ?? {}
    response.writeHead(status, Object.fromEntries(headers))
    response.end(await answer?.text())
  })
  const url = await listenLocally(server)

  const parts = { ...partsOf(connection), clock: () => Date.now() + aheadMs }
  const http: Http = createTestHttp({
    fetch: createNodeFetch(),
    lines,
    deadlineMs: () => (behaviour === 'never_answers' ? 500 : undefined),
  })
  const now = Date.now()

  return {
    crm: switched(
      create(url, parts),
      create(NOWHERE, parts),
      () => behaviour === 'refuses_connections',
    ),
    http,
    now,
    behave: (next) => {
      behaviour = next
      // What was throttled may go on.
      aheadMs += 10_000
      reset?.()
    },
    replies: () => {},
    events: () => [...arrived],
    posted: (body, headers) => ({
      connection,
      route: 'root',
      method: 'POST',
      url: `https://gate.example.com/webhooks/${connection}`,
      headers: new Headers(headers),
      body: new TextEncoder().encode(body),
      at: now,
    }),
    unsigned: (webhook) => withoutHeader(webhook, signatureHeader),
    logged: () => lines,
    close: () => closeServer(server),
  }
}

/** Port 1 is closed on every machine. */
export const NOWHERE = 'http://127.0.0.1:1'

/** One CRM, which asks the second of two servers while `isAway` says so. */
export const switched = (here: Crm, nowhere: Crm, isAway: () => boolean): Crm => {
  const now = () => (isAway() ? nowhere : here)
  return {
    ...here,
    deliver: (order, http) => now().deliver(order, http),
    diagnose: (http) => now().diagnose(http),
  }
}

export const closeServer = (server: ReturnType<typeof createServer>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const flood = (status: number) => (response: ServerResponse) => {
  response.writeHead(status)
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  }
  response.on('drain', more)
  more()
}

/** What a server in each mood does with a request. */
export const ANSWERS: Readonly<Record<Behaviour, (response: ServerResponse) => void>> = {
  accepts: (response) => response.writeHead(200).end('{"ok":true}'),
  fails: (response) => response.writeHead(500).end('trace: canary'),
  throttles: (response) => response.writeHead(429, { 'retry-after': '7' }).end(),
  redirects: (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
  is_gone: (response) => response.writeHead(410).end(),
  never_answers: () => {},
  accepts_and_floods: flood(200),
  fails_and_floods: flood(500),
  refuses_connections: () => {},
}
