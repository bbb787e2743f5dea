/** The Node server, with timeouts against slow and endless requests. */

import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** For headers, and for a request as a whole. */
const HEADERS_MS = 5_000
const REQUEST_MS = 15_000
/** A file is read at the pace at which its rows are recorded. */
const UPLOAD_MS = 3_600_000
/** Longer than the idle time of the usual load balancers, so that they close first. */
const IDLE_MS = 65_000
/** How long the rest of a rejected body may keep arriving. */
const LEFTOVER_MS = 1_000
const SWEEP_MS = 250

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
      requestTimeout: UPLOAD_MS,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: IDLE_MS,
    },
  }) as Server
  cutOffSlow(server)
  server.listen({ port, host, backlog: 1_024 })
  await once(server, 'listening')
  return server
}

/** The URL at which this process reaches itself. */
export const boundUrl = (server: Server): string => {
  const { address, family, port } = server.address() as AddressInfo
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** The request that a connection is sending; those before it are complete. */
type Arriving = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly startedAt: number
  answeredAt?: number
}

/** One timer for all connections: two listeners and a timer for each request would cost more than its route. */
const cutOffSlow = (server: Server): void => {
  const arriving = new Map<Socket, Arriving>()
  server.on('connection', (socket: Socket) => socket.once('close', () => arriving.delete(socket)))
  server.on('request', (request, response) => {
    arriving.set(request.socket, { request, response, startedAt: performance.now() })
  })
  const sweep = setInterval(() => {
    const now = performance.now()
    for (const [socket, one] of arriving) {
      if (one.request.complete) arriving.delete(socket)
      else if (one.response.writableFinished) {
        one.answeredAt ??= now
        if (now - one.answeredAt >= LEFTOVER_MS) socket.destroy()
      } else if (now - one.startedAt >= REQUEST_MS && !isUpload(one.request)) refuseSlow(socket)
    }
  }, SWEEP_MS)
  sweep.unref()
  server.once('close', () => clearInterval(sweep))
}

const isUpload = ({ method, url }: IncomingMessage) =>
  method === 'POST' && UPLOAD_PATHS.test(url ?? '')

/** Paths whose requests may take long. */
const UPLOAD_PATHS = /^\/v1\/(?:imports|files)\b/

/** The same as Node's own `requestTimeout`. */
const refuseSlow = (socket: Socket) => {
  socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
  socket.destroySoon()
}
