/** Chatwoot for the CRM contract: a contact and a conversation that are linked already. */

import { HttpResponse } from 'msw'
import { chatwoot } from '../../../adapters/crm/chatwoot/index.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour, CrmHarness } from '../../contract/crm.ts'
import { partsOf } from '../../contract/parts.ts'
import { WHATSAPP as SENDER } from '../configuration.ts'
import { createTestHttp } from '../http.ts'
import { withoutHeader } from '../provider/server.ts'
import { CHAT, CW_SECRET, CW_TOKEN, type Row, signedBy } from './apis/chatwoot.ts'
import { createChatwoot } from './chatwoot.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const CONVERSATION = 88

const flood = (status: number) => () => new Response('x'.repeat(5 * 1024 * 1024), { status })

/** What the server does with a message in place of taking it. */
const MOODS: Readonly<Partial<Record<Behaviour, () => Response | Promise<Response>>>> = {
  fails: () => new Response('trace: canary', { status: 500 }),
  throttles: () => new Response('', { status: 429, headers: { 'retry-after': '7' } }),
  redirects: () => new Response('', { status: 307, headers: { location: '/elsewhere' } }),
  is_gone: () => new Response('', { status: 410 }),
  accepts_and_floods: flood(200),
  fails_and_floods: flood(500),
}

export const openChatwootCrm = async (): Promise<CrmHarness> => {
  const chat = createChatwoot(() => NOW)
  const events: Row[] = []
  const lines: string[] = []
  let behaviour: Behaviour = 'accepts'
  let lastId = 500
  // An account that was asked to wait has waited by the next test.
  let now = NOW
  const http = createTestHttp({
    lines,
    deadlineMs: () => (behaviour === 'never_answers' ? 50 : undefined),
    fetch: async (url, init) => {
      if (behaviour === 'refuses_connections')
        throw Object.assign(new TypeError('fetch failed'), {
          code: 'ECONNREFUSED',
          syscall: 'connect',
        })
      if (init.method !== 'POST' || !url.endsWith('/messages')) return chat.fetch(url, init)
      const { headers, body } = init
      if (headers.api_access_token !== CW_TOKEN) throw new Error('not authentic')
      events.push(JSON.parse(String(body)))
      if (behaviour === 'never_answers')
        return new Promise((_, reject) => {
          init.signal.addEventListener('abort', () => reject(new HttpError('timeout', true)))
        })
      const answer = MOODS[behaviour]?.()
      return (answer ?? HttpResponse.json({ id: ++lastId })) as ReturnType<typeof chat.fetch>
    },
  })
  const parts = partsOf('acme-crm')
  const crm = chatwoot.create({
    ...parts,
    config: {
      url: CHAT,
      accountId: 1,
      accessToken: CW_TOKEN,
      webhookSecret: CW_SECRET,
      inboxes: { [SENDER]: 7 },
      apiVersion: 'v1',
      lockReplies: false,
      erase: true,
      requestsPerMinute: 3000,
      allowPrivate: false,
    },
    links: {
      ...parts.links,
      theirs: async ({ kind }) =>
        ({ contact: '31', conversation: String(CONVERSATION) })[kind as 'contact'],
    },
    clock: () => now,
  })

  const webhook = (event: object): Webhook => {
    const body = JSON.stringify(event)
    return {
      connection: 'acme-crm',
      route: 'root',
      method: 'POST',
      url: 'https://gate.example.com/webhooks/acme-crm',
      headers: new Headers(signedBy(CW_SECRET, NOW, body)),
      body: new TextEncoder().encode(body),
      at: NOW,
    }
  }
  return {
    crm,
    http,
    now: NOW,
    secrets: [CW_TOKEN, CW_SECRET],
    behave: (next) => {
      behaviour = next
      now += 60_000
    },
    replies: () => {},
    // Who it is about stands at the conversation: the address there, and the sender's inbox.
    events: () =>
      events.map((event) => ({
        id: String(event.content_attributes.postern.id),
        json: JSON.stringify(event),
      })),
    sends: ({ id, text, extra = {} }) =>
      webhook({
        event: 'message_created',
        ...extra,
        id: 1000 + Number(id.slice(1)),
        content: text,
        message_type: 'outgoing',
        private: false,
        sender: { id: 4, name: 'Ana', email: 'ana', type: 'user', ...extra },
        inbox: { id: 7 },
        conversation: {
          ...extra,
          id: CONVERSATION,
          contact_inbox: { source_id: 'whatsapp:+15550102030' },
        },
      }),
    unsigned: (signed) => withoutHeader(signed, 'x-chatwoot-signature'),
    logged: () => lines,
    close: () => {},
  }
}
