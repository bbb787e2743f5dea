/** A whole gateway between a Twilio and a HighLevel that live in memory. */

import { getResponse } from 'msw'
import type { Fetch } from '../../../src/net/http.ts'
import type { Store } from '../../../src/ports/store.ts'
import { configOf, TWILIO, WHATSAPP } from '../configuration.ts'
import { createMemoryStore } from '../database/memory-store.ts'
import { createWorld } from '../world.ts'
import { HL_API, LOCATION, PROVIDER, PUBLIC_KEY, type Signed } from './apis/highlevel.ts'
import { createHighLevel } from './highlevel.ts'

export const HL_ENV = { HL_SECRET: 'the client secret of the app', HL_REFRESH: 'refresh-0' }

const HL_CONNECTION = {
  adapter: 'highlevel',
  apiUrl: HL_API,
  locationId: LOCATION,
  clientId: 'client-1',
  clientSecret: { env: 'HL_SECRET' },
  refreshToken: { env: 'HL_REFRESH' },
  publicKey: PUBLIC_KEY,
  providers: { [WHATSAPP]: PROVIDER },
}

/** The configuration of the other stories, with HighLevel as its CRM. */
export const hlConfig = (changes: object = {}, policy: object = {}) =>
  configOf({
    connections: { 'acme-twilio': TWILIO, hl: { ...HL_CONNECTION, ...changes } },
    crm: 'hl',
    policy: { optInTemplate: 'opt_in_request', ...policy },
  })

/** Opens it; `post` is what HighLevel posts to us. */
export const createHlWorld = async (
  changes: object = {},
  { policy, store }: { readonly policy?: object; readonly store?: Store } = {},
) => {
  let now: () => number = Date.now
  const crm = createHighLevel(() => now())
  const elsewhere: Fetch = async (url, init) => {
    // A contact's file, as the provider has it.
    if (url.includes('/Media/'))
      return new Response('a picture', { headers: { 'content-type': 'image/jpeg' } })
    const response = await getResponse(crm.handlers, new Request(url, init as RequestInit))
    if (!response) throw new Error(`nobody stands for ${init.method} ${url}`)
    return response
  }
  const world = await createWorld(
    store ?? createMemoryStore({ hashKey: 'the hash key of the test' }),
    hlConfig(changes, policy),
    elsewhere,
    HL_ENV,
  )
  now = world.now
  const post = async ({ body, headers }: Signed, query = ''): Promise<Response> => {
    const response = await world.app.request(`https://gate.example.com/webhooks/hl${query}`, {
      method: 'POST',
      headers,
      body,
    })
    await world.gateway.pump.drain()
    return response
  }
  return { ...world, crm, post }
}
