/** The Node server, with timeouts against slow and endless requests. */

import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'

/** For headers, and for a request as a whole. */
const HEADERS_MS = 5_000
const REQUEST_MS = 15_000
/** Longer than the idle time of the usual load balancers, so that they close first. */
const IDLE_MS = 65_000
/** How long the rest of an unwanted body may keep arriving. */
const LEFTOVER_MS = 1_000

/** Resolves when it listens. */
export const listen = async (
  /** `env` has Node's own request. */
  fetch: (request: Request, env: unknown) => unknown,
  { port, host }: { readonly port: number; readonly host: string | undefined },
): Promise<Server> => {
  const server = createAdaptorServer({
    fetch,
    serverOptions: {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: IDLE_MS,
    },
  }) as Server
  server.on('request', (request, response) =>
    response.once('finish', () => {
      if (request.complete) return
      const cutOff = () => !request.complete && request.socket.destroy()
      setTimeout(cutOff, LEFTOVER_MS).unref()
    }),
  )
  server.listen({ port, host, backlog: 1_024 })
  await once(server, 'listening')
  return server
}
