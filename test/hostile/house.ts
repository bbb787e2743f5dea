/** Gateways to attack: the real app, sides and store, with secrets and other people's words planted in them. */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { sharedAdmin } from '../../src/config/admins.ts'
import { consoleOf } from '../../src/console/options.ts'
import type { Gateway } from '../../src/engine/gateway.ts'
import { createNotices } from '../../src/engine/notices.ts'
import { createHttp, type Fetch } from '../../src/net/http.ts'
import { checkUrl } from '../../src/net/public-address.ts'
import type { Clock } from '../../src/ports/side.ts'
import { createApp } from '../../src/runtime/app.ts'
import { openStore } from '../../src/runtime/database/open-store.ts'
import { createSides } from '../../src/runtime/sides.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../src/sandbox/configuration.ts'
import { sandboxRoutes } from '../../src/sandbox/routes.ts'
import { openSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { readConfig } from '../support/adapters.ts'
import { buildGateway } from '../support/build.ts'
import { organisationOf, WEBHOOK } from '../support/configuration.ts'
import { ACME, FACE, PLANTED, PUBLIC_URL, SECRETS, ZEN } from './planted.ts'
import { signedBy } from './signed.ts'

/** One request that left the gateway. */
export type Left = { readonly url: URL; readonly headers: Record<string, string>; body: string }

export type House = {
  readonly app: Hono
  /** The app, and the pages that it loads at their first use. */
  readonly apps: readonly Hono[]
  readonly gateway: Gateway
  readonly lines: readonly string[]
  readonly left: Left[]
  /** An answer of another host, by the beginning of its URL. */
  readonly hosts: Map<string, () => Response>
  /** The API key that is good here. */
  readonly key: string
}

/** Who may ask for a path: the API has keys, the account that stands in for Twilio's its token. */
export const authorizationFor = ({ key }: Pick<House, 'key'>, path: string): string =>
  /^\/2010-04-01\/|^\/v1\/Content/.test(path)
    ? `Basic ${btoa(`${FACE}:${SECRETS.FACE_TOKEN}`)}`
    : `Bearer ${key}`

/** Two organisations at Twilio; the first one has a customer. `database` as in `DATABASE_URL`. */
export const createHouse = async (
  database = fileFor('house'),
  clock: Clock = Date.now,
): Promise<House> => {
  const directory = readConfig(CONFIG, SECRETS)
  const parts = await open(database)
  const house = {
    ...(await build(parts, {
      directory,
      ...createSides({ directory, secret: SECRETS.OWN }),
      clock,
    })),
    key: SECRETS.ACME_KEY,
  }
  await house.app.request(
    ...signedBy('ACME_TOKEN', '/webhooks/acme-twilio/messages', {
      MessageSid: `SM${'0'.repeat(32)}`,
      AccountSid: ACME.account,
      From: PLANTED.address,
      To: ACME.whatsapp,
      Body: PLANTED.words,
      ProfileName: PLANTED.name,
    }),
  )
  await house.gateway.pump.drain()
  return house
}

/** The gateway that starts without a configuration. */
export const createSandboxHouse = async (): Promise<House> => {
  const directory = readConfig(SANDBOX_CONFIG, SANDBOX_SECRETS)
  const parts = await open(fileFor('sandbox'))
  const sandbox = await openSandbox(parts.store, Date.now)
  const own = {
    directory,
    ...createSides({ directory, secret: SECRETS.OWN }, { sandbox }),
    clock: sandbox.clock.now,
  }
  return { ...(await build(parts, own, sandbox)), key: SANDBOX_SECRETS.SANDBOX_API_KEY }
}

/** A database file in a folder of its own. */
export const fileFor = (name: string) => join(mkdtempSync(join(tmpdir(), 'postern-')), `${name}.db`)

const UNLIMITED = { perSecond: 1e9, burst: 1e9 }

const open = async (database: string) => {
  const lines: string[] = []
  const log = createLog({ level: 'debug', write: (line) => void lines.push(line) })
  return { lines, log, store: await openStore(database, { hashKey: 'key of the hashes' }) }
}

type Own = Pick<Gateway, 'directory' | 'providers' | 'crms' | 'clock'>

const build = async (
  { lines, log, store }: Awaited<ReturnType<typeof open>>,
  own: Own,
  sandbox?: Sandbox,
) => {
  const left: Left[] = []
  const hosts = new Map<string, () => Response>()
  const gateway = buildGateway({
    ...own,
    store,
    http: createHttp({ fetch: networkOf(left, hosts), log, clock: Date.now }),
    log,
    notices: createNotices(),
    secret: SECRETS.OWN,
  })
  const pages: (() => Promise<Hono>)[] = []
  const app = createApp(gateway, {
    onPart: (load) => void pages.push(load),
    rateLimit: UNLIMITED,
    ...consoleOf({ admins: [sharedAdmin(SECRETS.ADMIN)] }, sandbox),
    ...(sandbox && { sandbox: async () => sandboxRoutes(gateway, sandbox) }),
  })
  const apps = [app, ...(await Promise.all(pages.map((load) => load())))]
  return { app, apps, gateway, lines, left, hosts }
}

/** Twilio and the CRM in two lines; everything else answers only what a test has put there. */
const networkOf =
  (left: Left[], hosts: House['hosts']): Fetch =>
  async (address, { headers, body, allowPrivate }) => {
    const url = new URL(address)
    if (!allowPrivate) checkUrl(url)
    left.push({ url, headers: headers as Record<string, string>, body: String(body ?? '') })
    for (const [beginning, answer] of hosts) if (address.startsWith(beginning)) return answer()
    if (url.host === 'crm.example.com') return new Response('{}')
    if (url.host === 'content.twilio.com') return Response.json({ contents: [] })
    const sid = `SM${crypto.randomUUID().replaceAll('-', '')}`
    if (url.pathname.endsWith('/Messages.json') && body !== undefined)
      return Response.json({ sid, status: 'queued' }, { status: 201 })
    return Response.json({ messages: [] }, { status: url.host === 'api.twilio.com' ? 200 : 404 })
  }

const twilio = (accountSid: string, env: string) => ({
  adapter: 'twilio',
  accountSid,
  authTokens: [{ env }],
})
const CONFIG = {
  publicUrl: PUBLIC_URL,
  connections: {
    'acme-twilio': twilio(ACME.account, 'ACME_TOKEN'),
    'zen-twilio': twilio(ZEN.account, 'ZEN_TOKEN'),
    'acme-crm': { ...WEBHOOK, secret: { env: 'ACME_CRM' } },
    'zen-crm': { ...WEBHOOK, secret: { env: 'ZEN_CRM' } },
    'zen-face': {
      adapter: 'twilio-api',
      accountSid: FACE,
      authToken: { env: 'FACE_TOKEN' },
    },
  },
  organisations: [
    organisationOf({
      apiKeys: [{ env: 'ACME_KEY' }],
      policy: { flow: 'disclaimer', optInTemplate: 'opt_in_request' },
      senders: [ACME.whatsapp, ACME.sms],
    }),
    organisationOf({
      id: 'zen',
      name: 'Zen Garden',
      apiKeys: [{ env: 'ZEN_KEY' }],
      crm: ['zen-crm', 'zen-face'],
      line: { id: 'plants', name: 'Plants' },
      connection: 'zen-twilio',
      senders: [ZEN.whatsapp],
    }),
  ],
}
