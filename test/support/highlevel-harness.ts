/** HighLevel on a real socket, for the contract of every CRM: its moods are those of the door for messages. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getResponse } from 'msw'
import { highlevel } from '../../adapters/crm/highlevel/index.ts'
import { createNodeFetch } from '../../src/net/http-node.ts'
import type { Crm } from '../../src/ports/crm.ts'
import type { Http } from '../../src/ports/http.ts'
import type { Behaviour, CrmHarness, Understood } from '../contract/crm.ts'
import { createHighLevel, HL_API, LOCATION, PROVIDER, PUBLIC_KEY, signed } from './highlevel.ts'
import { createTestHttp } from './http.ts'
import { ANSWERS } from './webhook-harness.ts'

const SENDER = 'whatsapp:+15550001111'
const DOOR = '/conversations/messages/inbound'
const SECRETS = ['canary client secret', 'refresh-0', 'access-1']

export const openHighLevelCrm = async (): Promise<CrmHarness> => {
  const there = createHighLevel()
  const arrived: Understood[] = []
  const lines: string[] = []
  let behaviour: Behaviour = 'accepts'
  let aheadMs = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    if (request.url === DOOR) {
      const message = JSON.parse(body.toString()) as Record<string, string>
      const contact = there.contacts.find(({ id }) => id === message.contactId)
      const parties = { from: `whatsapp:${contact?.phone}`, to: SENDER }
      arrived.push({ id: message.altId ?? '', json: JSON.stringify({ ...message, ...parties }) })
      if (behaviour !== 'accepts') return ANSWERS[behaviour](response)
    }
    const answer = await getResponse(
      there.handlers,
      new Request(`${HL_API}${request.url}`, {
        method: request.method ?? 'GET',
        headers: request.headers as Record<string, string>,
        ...(body.length > 0 && { body }),
      }),
    )
    const { status = 404, headers = new Headers() } = answer ?? {}
    response.writeHead(status, Object.fromEntries(headers))
    response.end(await answer?.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const kept = new Map<string, string>()
  const crmAt = (port: number): Crm =>
    highlevel.create({
      connection: 'hl',
      config: {
        apiUrl: `http://127.0.0.1:${port}`,
        apiVersion: '2021',
        locationId: LOCATION,
        clientId: 'client-1',
        clientSecret: SECRETS[0],
        refreshToken: SECRETS[1],
        publicKey: PUBLIC_KEY,
        providers: { [SENDER]: PROVIDER },
        dnd: 'both',
        assign: true,
        onContactDelete: 'erase',
        onErase: 'delete',
        allowPrivate: true,
      },
      publicUrl: 'https://gate.example.com',
      senders: [
        { address: SENDER, organisation: 'acme', line: 'advisory', locale: 'en', fields: {} },
      ],
      media: (...parts) => `https://gate.example.com/media/${parts.join('-')}`,
      file: async () => new Response(null, { status: 404 }),
      links: {
        // Nothing is remembered, so that every event is told.
        link: async ({ theirs }) => theirs,
        theirs: async () => undefined,
        ours: async () => undefined,
        unlink: async () => {},
      },
      vault: {
        read: async (name) => kept.get(name),
        rotate: async (name, _used, work) => {
          const next = await work()
          kept.set(name, next)
          return next
        },
      },
      clock: () => Date.now() + aheadMs,
      wait: async () => {},
    })
  const here = crmAt(port)
  // Port 1 is closed on every machine.
  const nowhere = crmAt(1)
  const crm: Crm = {
    ...here,
    deliver: (order, http) =>
      (behaviour === 'refuses_connections' ? nowhere : here).deliver(order, http),
    diagnose: (http) => (behaviour === 'refuses_connections' ? nowhere : here).diagnose(http),
  }
  const http: Http = createTestHttp({
    fetch: createNodeFetch(),
    lines,
    deadlineMs: () => (behaviour === 'never_answers' ? 500 : undefined),
  })
  const now = Date.now()

  return {
    crm,
    http,
    now,
    secrets: SECRETS,
    behave: (next) => {
      behaviour = next
      // What was throttled may go on, and no message of before is found again.
      aheadMs += 10_000
      there.messages.length = 0
    },
    replies: () => {},
    events: () => [...arrived],
    sends: ({ id, text, extra = {} }) => {
      const { body, headers } = signed({
        ...extra,
        contactId: 'ct1',
        locationId: LOCATION,
        messageId: id,
        type: 'SMS',
        phone: '+15550102030',
        message: text,
        attachments: [],
        userId: 'ana',
      })
      return {
        connection: 'hl',
        route: 'root',
        method: 'POST',
        url: 'https://gate.example.com/webhooks/hl',
        headers: new Headers(headers),
        body: new TextEncoder().encode(body),
        at: now,
      }
    },
    unsigned: (webhook) => {
      const headers = new Headers(webhook.headers)
      headers.delete('x-ghl-signature')
      return { ...webhook, headers }
    },
    logged: () => lines,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
