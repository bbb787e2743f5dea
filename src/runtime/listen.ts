/** The Node server, with timeouts against slow and endless requests. */

import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { UPLOAD_PATH } from '../http/v1/imports.ts'

/** For headers, and for a request as a whole. */
const HEADERS_MS = 5_000
const REQUEST_MS = 15_000
/** A file is read at the pace at which its rows are recorded. */
const UPLOAD_MS = 3_600_000
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
      requestTimeout: UPLOAD_MS,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: IDLE_MS,
    },
  }) as Server
  server.on('request', (request, response) => {
    const isUpload = request.method === 'POST' && request.url?.startsWith(UPLOAD_PATH)
    const overdue = isUpload ? undefined : setTimeout(refuseSlow, REQUEST_MS, request)
    request.once('close', () => clearTimeout(overdue))
    response.once('finish', () => {
      if (request.complete) return
      const cutOff = () => !request.complete && request.socket.destroy()
      setTimeout(cutOff, LEFTOVER_MS).unref()
    })
  })
  server.listen({ port, host, backlog: 1_024 })
  await once(server, 'listening')
  return server
}

/** Where this very process reaches it. */
export const boundUrl = (server: Server): string => {
  const { address, family, port } = server.address() as AddressInfo
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** What Node itself does when its `requestTimeout` has passed. */
const refuseSlow = ({ complete, socket }: IncomingMessage) => {
  if (complete) return
  socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
  socket.destroySoon()
}
