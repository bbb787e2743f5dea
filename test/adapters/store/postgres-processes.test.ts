/** Three gateway processes on one database; one of them is killed in the middle of the work. */

import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createPostgresStore } from '../../../adapters/store/postgres/index.ts'
import type { Loaded } from '../../../src/ports/store.ts'
import {
  ACCOUNT,
  API_KEY,
  configOf,
  PUBLIC_URL,
  SECRETS,
  TOKEN,
  TWILIO,
  WEBHOOK,
  WHATSAPP,
} from '../../support/configuration.ts'
import { type Server, startPostgres } from '../../support/database/postgres.ts'
import { listenLocally } from '../../support/http.ts'
import { newFolder, type Running, startGateway } from '../../support/running.ts'

const CONTACTS = 8
const TURNS = 8
/** Of the process to be killed: so many sends have reached the provider, and no answer came back. */
const HELD_BACK = 3
const HOUR_MS = 3_600_000
/** Longer than the two minutes after which a send that died before it was made is believed absent. */
const ENOUGH_MS = 170_000

let server: Server
beforeAll(async () => {
  server = await startPostgres()
}, 60_000)
afterAll(() => server?.stop(), 60_000)

type Sent = { readonly sid: string; readonly form: Record<string, string> }

/** Twilio and the CRM. A send whose path begins with `/held` is accepted, but never answered. */
const createFarSide = async () => {
  const sent: Sent[] = []
  const events: { readonly id: string; readonly type: string; readonly text: string }[] = []
  const seen = new Set<string>()
  let held = 0
  let lookUps = 0

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://far.side')
    const body = await read(request)
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (pathname === '/crm') {
      const id = String(request.headers['webhook-id'])
      const { type, data } = JSON.parse(body)
      if (!seen.has(id)) events.push({ id, type, text: data.message?.text ?? '' })
      seen.add(id)
      return response.writeHead(204).end()
    }
    if (pathname.endsWith('/ContentAndApprovals'))
      return json(200, { contents: [], meta: { next_page_url: null } })
    if (request.method === 'GET') {
      if (searchParams.has('From')) lookUps += 1
      const found = sent.filter(({ form }) => form.To === searchParams.get('To'))
      return json(200, { messages: found.map(toMessage), next_page_uri: null })
    }
    const form = Object.fromEntries(new URLSearchParams(body))
    const one = { sid: `SM${String(sent.length).padStart(32, '0')}`, form }
    sent.push(one)
    if (!pathname.startsWith('/held')) return json(201, toMessage(one))
    held += 1
    return undefined
  }
  const http = createServer((request, response) => void answer(request, response))
  return {
    url: await listenLocally(http),
    sent,
    events,
    held: () => held,
    lookUps: () => lookUps,
    stop: () => {
      http.close()
      http.closeAllConnections()
    },
  }
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const toMessage = ({ sid, form }: Sent) => ({
  sid,
  status: 'queued',
  direction: 'outbound-api',
  to: form.To,
  from: form.From,
  body: form.Body,
  num_media: '0',
  date_created: new Date().toUTCString(),
})

const start = (url: string, farSide: string, twilio: string): Promise<Running> => {
  const folder = newFolder()
  const local = { allowPrivate: true }
  const config = configOf({
    connections: {
      'acme-twilio': { ...TWILIO, ...local, apiUrl: twilio, contentUrl: farSide },
      'acme-crm': { ...WEBHOOK, ...local, url: `${farSide}/crm` },
    },
    policy: { flow: 'disclaimer' },
  })
  writeFileSync(join(folder, 'postern.config.json'), JSON.stringify(config))
  return startGateway(folder, {
    DATABASE_URL: url,
    POSTERN_LEASE_MS: '3000',
    POSTERN_SECRET: 'the secret of the test, 32 bytes or more',
    ...SECRETS,
    LOG_LEVEL: 'warn',
  })
}

const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const startedAt = Date.now()
  while (!(await holds())) {
    if (Date.now() - startedAt > ENOUGH_MS) throw new Error(`still waiting until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const phone = (contact: number) => `whatsapp:+49151100000${String(contact).padStart(2, '0')}`

/** What the contact writes, as Twilio delivers it. */
const webhook = (contact: number, turn: number): [path: string, init: RequestInit] => {
  const path = '/webhooks/acme-twilio/messages'
  const form = {
    MessageSid: `SM${`${contact}f${turn}`.padStart(32, 'a')}`,
    AccountSid: ACCOUNT,
    From: phone(contact),
    To: WHATSAPP,
    Body: `in-${contact}-${turn}`,
    NumMedia: '0',
    SmsStatus: 'received',
  }
  const signature = getExpectedTwilioSignature(TOKEN, `${PUBLIC_URL}${path}`, form)
  const headers = { 'x-twilio-signature': signature }
  return [path, { method: 'POST', headers, body: new URLSearchParams(form) }]
}

const outbound = (contact: number, turn: number): [path: string, init: RequestInit] => [
  '/v1/messages',
  {
    method: 'POST',
    headers: {
      authorization: `Bearer ${API_KEY}`,
      'content-type': 'application/json',
      'idempotency-key': `out-${contact}-${turn}`,
    },
    body: JSON.stringify({
      from: WHATSAPP,
      to: phone(contact),
      agent: 'ana',
      text: `out-${contact}-${turn}`,
    }),
  },
]

test('three processes share the work; killing one loses, repeats and reorders nothing acknowledged', {
  timeout: 3 * ENOUGH_MS,
}, async () => {
  const far = await createFarSide()
  const url = await server.create()
  const processes = await Promise.all(
    [`${far.url}/held`, far.url, far.url].map((twilio) => start(url, far.url, twilio)),
  )
  const [victim] = processes as [Running, ...Running[]]
  const alive = new Set(processes)
  onTestFinished(async () => {
    for (const process of processes) await process.stop('SIGKILL')
  })

  let requests = 0
  /** Whoever takes a send makes its first attempt, so sends go to the victim until it has enough. */
  const mayHoldMore = () => alive.has(victim) && far.held() < HELD_BACK
  /** As providers and CRMs do: whoever gets no answer comes again, to whatever process is there. */
  const post = async (path: string, init: RequestInit): Promise<void> => {
    const all = mayHoldMore() && path === '/v1/messages' ? [victim] : [...alive]
    const process = all[requests++ % all.length] as Running
    const status = await fetch(`${process.url}${path}`, init).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      },
      () => 0,
    )
    // 409: the process that had the key was killed before it could answer; the key is free later.
    if (status === 0 || status === 503 || status === 409) return post(path, init)
    if (status >= 300) throw new Error(`${path} was answered ${status}`)
  }
  const received = () => far.events.filter(({ type }) => type === 'message.received')

  const sentTexts = () =>
    far.sent.flatMap(({ form }) => /out-\d+-\d+/.exec(form.Body ?? '')?.[0] ?? [])
  const written: string[] = []
  const ordered: string[] = []
  let killed = false
  let sendingNow = 0
  let mayGoOn = () => {}
  const victimGone = new Promise<void>((resolve) => {
    mayGoOn = resolve
  })

  /** Contacts never pause: the process dies with their webhooks in its hands. */
  const writing = async (contact: number) => {
    for (let turn = 1; turn < TURNS || !killed; turn++) {
      await post(...webhook(contact, turn))
      written.push(`in-${contact}-${turn}`)
    }
  }
  const sending = async (contact: number) => {
    for (let turn = 0; turn < TURNS || mayHoldMore(); turn++) {
      if (far.held() >= HELD_BACK) await victimGone
      sendingNow += 1
      await post(...outbound(contact, turn))
      ordered.push(`out-${contact}-${turn}`)
      sendingNow -= 1
    }
  }
  const contacts = Array.from({ length: CONTACTS }, (_, contact) => contact)
  await Promise.all(contacts.map((contact) => post(...webhook(contact, 0))))
  written.push(...contacts.map((contact) => `in-${contact}-0`))
  const talking = contacts.flatMap((contact) => [writing(contact), sending(contact)])

  await until('some sends of the victim are in doubt', () => far.held() >= HELD_BACK)
  const database = new pg.Pool({ connectionString: url, max: 1 })
  // A send that died before it was made is believed absent after two minutes; spare us that here.
  await until('whatever was claimed is on its way', async () => {
    const { rows } = await database.query(
      `SELECT journal.input FROM task JOIN journal ON journal.input_id = task.message
        WHERE lane = 'acme-twilio' AND ready_at IS NOT NULL`,
    )
    const arrived = new Set(sentTexts())
    const texts = rows.map(({ input }) => JSON.parse(input).content.text)
    return sendingNow === 0 && texts.every((text) => arrived.has(text))
  })
  await database.end()
  alive.delete(victim)
  await victim.stop('SIGKILL')
  killed = true
  mayGoOn()
  const doubted = far.held()
  await Promise.all(talking)
  await until('the CRM has every message', () => received().length >= written.length)
  const store = await createPostgresStore({ url, hashKey: 'k' })
  const messages = async (contact: number) => {
    const addresses = [phone(contact) as `whatsapp:${string}`] as const
    const loaded = (await store.load({ organisation: 'acme', addresses })) as Loaded
    const { items } = await store.messages('acme', loaded.contact.id, { limit: 1_000 })
    return { id: loaded.contact.id, items }
  }
  await until('every send arrived', () => new Set(sentTexts()).size >= ordered.length)
  // What remains is the end of each session, a day from now.
  await until(
    'no send is in doubt',
    async () => Number(await store.nextDueAt()) > Date.now() + HOUR_MS,
  )

  const heard = received().map(({ text }) => text)
  expect(heard.toSorted()).toEqual(written.toSorted())
  expect(sentTexts().sort()).toEqual(ordered.toSorted())
  expect(far.lookUps()).toBeGreaterThanOrEqual(doubted)
  for (const contact of contacts) {
    const own = (prefix: string) => (text: string) => text.startsWith(`${prefix}-${contact}-`)
    expect(heard.filter(own('in'))).toEqual(written.filter(own('in')))
    expect(sentTexts().filter(own('out'))).toEqual(ordered.filter(own('out')))
    const { id, items } = await messages(contact)
    expect(items.map(({ status }) => status)).not.toContain('accepted')
    expect(items.map(({ status }) => status)).not.toContain('unknown')
    expect(await store.verify('acme', id)).toEqual({ ok: true })
  }
  await store.close()
  for (const process of alive) expect(await process.stop()).toBe(0)
  far.stop()
})

/** Between the gateway and the database; from `silence` on nothing passes, and no connection breaks. */
const createProxy = async (target: URL) => {
  let isSilent = false
  let heard = () => {}
  const asked = new Promise<void>((resolve) => {
    heard = resolve
  })
  const sockets = new Set<Socket>()
  const tcp = createTcpServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}))
    near.on('data', (chunk) => (isSilent ? heard() : far.write(chunk)))
    far.on('data', (chunk) => !isSilent && near.write(chunk))
  })
  const { port } = new URL(await listenLocally(tcp))
  onTestFinished(() => {
    tcp.close()
    for (const socket of sockets) socket.destroy()
  })
  const url = new URL(target)
  url.port = port
  const silence = () => {
    isSilent = true
    return asked
  }
  return { url: url.href, silence }
}

test('a stop does not wait for a silent database', async () => {
  const proxy = await createProxy(new URL(await server.create()))
  const gateway = await startGateway(newFolder(), { DATABASE_URL: proxy.url })
  onTestFinished(() => void gateway.child.kill('SIGKILL'))
  await proxy.silence()
  expect(await gateway.stop()).toBe(0)
})
