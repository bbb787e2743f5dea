/** A whole gateway between a Twilio and a Chatwoot. */

import type { Store } from '../../../src/ports/store.ts'
import { configOf, SMS, TWILIO, WHATSAPP } from '../configuration.ts'
import { createMemoryStore } from '../database/memory-store.ts'
import { createWorld, type World } from '../world.ts'
import { CHAT, CW_SECRET, CW_TOKEN, type Row, signedBy } from './apis/chatwoot.ts'
import { type Chatwoot, createChatwoot } from './chatwoot.ts'

const CHATWOOT = {
  adapter: 'chatwoot',
  url: CHAT,
  accountId: 1,
  accessToken: { env: 'CHATWOOT_TOKEN' },
  webhookSecret: { env: 'CHATWOOT_SECRET' },
  inboxes: { [WHATSAPP]: 7, [SMS]: { id: 8, webhookSecret: { env: 'CHATWOOT_SMS_SECRET' } } },
}

export const ENV = {
  CHATWOOT_TOKEN: CW_TOKEN,
  CHATWOOT_SECRET: CW_SECRET,
  CHATWOOT_SMS_SECRET: 'the-own-secret-of-the-sms-inbox',
}

export type ChatwootWorld = World & {
  readonly chat: Chatwoot
  /** Chatwoot posts this; signed, unless a secret is given that is not ours. */
  posts(event: Row | string, secret?: string): Promise<Response>
  /** An agent writes and Chatwoot posts it; returns the message. */
  agent(text: string, more?: Row): Promise<Row>
}

export const openChatwoot = async ({
  store = createMemoryStore({ hashKey: 'the hash key of the test' }),
  crm = {},
  organisation = {},
}: {
  store?: Store
  crm?: object
  organisation?: object
} = {}): Promise<ChatwootWorld> => {
  const config = configOf({
    connections: { 'acme-twilio': TWILIO, cw: { ...CHATWOOT, ...crm } },
    crm: 'cw',
    ...organisation,
  })
  let now = () => 0
  const chat = createChatwoot(() => now())
  const world = await createWorld(store, config, chat.fetch, ENV)
  now = world.now
  const posts: ChatwootWorld['posts'] = async (event, secret = CW_SECRET) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event)
    const response = await world.app.request('https://gate.example.com/webhooks/cw', {
      method: 'POST',
      headers: signedBy(secret, world.now(), body),
      body,
    })
    await world.gateway.pump.drain()
    return response
  }
  return {
    ...world,
    chat,
    posts,
    agent: async (text, more) => {
      const event = chat.writes(text, more)
      await posts(event)
      return chat.messages.find(({ id }) => id === event.id) as Row
    },
  }
}
