/** HubSpot on a real socket, for the contract of every CRM: its moods are those of the door for messages. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getResponse } from 'msw'
import { hubspot } from '../../../../adapters/crm/hubspot/index.ts'
import { createNodeFetch } from '../../../../src/net/http-node.ts'
import type { Crm } from '../../../../src/ports/crm.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Behaviour, CrmHarness, Understood } from '../../../contract/crm.ts'
import { createTestHttp } from '../../../support/http.ts'
import { ANSWERS } from '../../../support/webhook-harness.ts'
import { API, createHubspot } from './hubspot.ts'
import { outgoing, signature } from './rig.ts'

const SENDER = 'whatsapp:+15550001111'
const DOOR = '/conversations/custom-channels/2026-09/222/messages'
const SECRETS = ['canary client secret', 'canary refresh token', 'access-1']

export const openHubspotCrm = async (): Promise<CrmHarness> => {
  const { handlers } = createHubspot()
  const arrived: Understood[] = []
  const lines: string[] = []
  let behaviour: Behaviour = 'accepts'
  let aheadMs = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    if (request.url === DOOR) {
      const message = JSON.parse(body.toString())
      const [from] = message.senders
      const parties = { from: `whatsapp:${from.deliveryIdentifier.value}`, to: SENDER }
      const id = message.integrationIdempotencyId
      arrived.push({ id, json: JSON.stringify({ ...message, ...parties }) })
      if (behaviour !== 'accepts') return ANSWERS[behaviour](response)
    }
    const answer = await getResponse(
      handlers,
      new Request(`${API}${request.url}`, {
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
    hubspot.create({
      connection: 'hs',
      config: {
        ...hubspot.config.parse({
          appId: 111,
          channelId: 222,
          clientId: 'client-1',
          clientSecret: { env: 'A' },
          refreshToken: { env: 'B' },
          channelAccounts: { [SENDER]: 333 },
          allowPrivate: true,
        }),
        apiUrl: `http://127.0.0.1:${port}`,
        clientSecret: SECRETS[0],
        refreshToken: SECRETS[1],
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
  const side = () => (behaviour === 'refuses_connections' ? nowhere : here)
  const crm: Crm = {
    ...here,
    deliver: (order, http) => side().deliver(order, http),
    diagnose: (http) => side().diagnose(http),
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
      // What was throttled may go on.
      aheadMs += 10_000
    },
    replies: () => {},
    events: () => [...arrived],
    sends: ({ id, text, extra = {} }) => {
      const event = outgoing(id, text, {
        ...extra,
        createdBy: 'ana',
        recipients: [{ deliveryIdentifier: { value: '+15550102030' } }],
      })
      const body = JSON.stringify({ ...extra, ...event })
      return {
        connection: 'hs',
        route: 'root',
        method: 'POST',
        url: 'https://gate.example.com/webhooks/hs',
        headers: new Headers(signature(body, now, { secret: SECRETS[0] ?? '' })),
        body: new TextEncoder().encode(body),
        at: now,
      }
    },
    unsigned: (webhook) => {
      const headers = new Headers(webhook.headers)
      headers.delete('x-hubspot-signature-v3')
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
