/** A provider's server for tests: msw before the network, and an HTTP client that its mood can cut off. */

import { once } from 'node:events'
import { createServer } from 'node:net'
import { http, passthrough, type RequestHandler } from 'msw'
import { setupServer } from 'msw/node'
import type { Fetch } from '../../../src/net/http.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour, ProviderHarness } from '../../contract/provider.ts'
import { createTestHttp, listenLocally } from '../http.ts'

/** What each of these servers keeps; `sends`: the requests that would send a message. */
export type ServerState = {
  behaviour: Behaviour
  readonly sends: readonly unknown[]
  readonly requests: Request[]
  readonly lines: string[]
}

/** Starts it; call `close` at the end. */
export const openProviderServer = async (
  state: ServerState,
  handlers: readonly RequestHandler[],
) => {
  const closed = await closedPort()
  const server = setupServer(
    http.all(closed, () => passthrough()),
    ...handlers,
  )
  server.events.on('request:start', ({ request }) => {
    state.requests.push(request.clone())
  })
  server.listen({ onUnhandledFrame: 'error' })
  const fetch = ((url, init) =>
    globalThis.fetch(
      state.behaviour === 'refuses_connections' ? closed : url,
      state.behaviour === 'refuses_connections' ? { signal: init.signal } : init,
    )) as Fetch
  return {
    server,
    http: createTestHttp({
      fetch,
      lines: state.lines,
      deadlineMs: () => (state.behaviour === 'times_out' ? 50 : undefined),
    }),
    close: () => server.close(),
  }
}

/** An address at which nothing listens. */
const closedPort = async (): Promise<string> => {
  const server = createServer()
  const url = await listenLocally(server)
  server.close()
  await once(server, 'close')
  return `${url}/`
}

/** What the harnesses of the contract have in common. */
export const serverHarness = ({
  state,
  http,
  close,
}: {
  readonly state: ServerState
  readonly http: Http
  close(): void
}): Pick<ProviderHarness, 'http' | 'behave' | 'sends' | 'logged' | 'close'> => ({
  http,
  behave: (behaviour) => {
    state.behaviour = behaviour
  },
  sends: () => state.sends.length,
  logged: () => state.lines,
  close,
})

/** A webhook without one of its headers. */
export const withoutHeader = (webhook: Webhook, name: string): Webhook => {
  const headers = new Headers(webhook.headers)
  headers.delete(name)
  return { ...webhook, headers }
}
