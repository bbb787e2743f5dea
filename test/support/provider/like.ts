/** A sandbox that looks like a provider, and listens on a port of its own. */

import { once } from 'node:events'
import type { Address } from '../../../src/core/model/address.ts'
import { createNodeFetch } from '../../../src/net/http-node.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { boundUrl, listen } from '../../../src/runtime/process/listen.ts'
import { readSettings } from '../../../src/runtime/setup/settings.ts'
import { sandboxRoutes } from '../../../src/sandbox/routes.ts'
import { openSandbox } from '../../../src/sandbox/sandbox.ts'
import { buildGateway } from '../build.ts'
import { createMemoryStore } from '../database/memory-store.ts'
import type { Body, CrmEvent, Read } from '../documents/answers.ts'
import { createClient } from '../http.ts'

/** As `npm start -- --like …` starts it, but for the address: the public one leads nowhere. */
export const openLike = async (like: string, sender: string, publicUrl = 'http://gate.invalid') => {
  const { directory } = await readSettings(undefined, { POSTERN_LIKE: like }, publicUrl)
  const store = createMemoryStore({ hashKey: 'key' })
  const sandbox = await openSandbox(store, () => 1_800_000_000_000)
  const gateway = buildGateway({ directory, store, sandbox, fetch: createNodeFetch() })
  const app = createApp(gateway, { sandbox: async () => sandboxRoutes(gateway, sandbox) })
  const server = await listen(app.fetch, { port: 0, host: '127.0.0.1' })
  const url = boundUrl(server)
  sandbox.server.url = url
  const { call, list } = createClient((path, init) => fetch(url + path, init), 'sandbox')
  const writes = async (from: string, text: string, more: object = {}): Promise<Body> => {
    await call('POST', '/sandbox/clock', { advanceMs: 1000 })
    return (await call('POST', '/sandbox/phone', { from, to: sender, text, ...more })).body
  }
  return {
    url,
    publicUrl,
    call,
    writes,
    exchanges: (customer: string) => sandbox.exchanges.list(customer as Address),
    agrees: async (from: string) => {
      await writes(from, 'Hello')
      await writes(from, 'YES')
    },
    sends: async (to: string, more: object = { text: 'Hello, Ana here' }): Promise<Body> =>
      (await call('POST', '/v1/messages', { from: sender, to, agent: 'ana', ...more })).body,
    /** Once nothing is left to do. */
    message: async (id: string): Promise<Body> => {
      await call('GET', '/sandbox/crm/events')
      return (await call('GET', `/v1/messages/${id}`)).body
    },
    events: () => list<CrmEvent>('/sandbox/crm/events'),
    phone: (address: string) => list<Read>(`/sandbox/phone/${address}`),
    advance: (advanceMs: number) => call('POST', '/sandbox/clock', { advanceMs }),
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export type Like = Awaited<ReturnType<typeof openLike>>
