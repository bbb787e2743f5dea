/**
 * The floor: the least that a Node program does for our outer promises. It verifies, writes a hashed journal
 * entry, a contact and a task in a transaction that all webhooks waiting share, answers, tells the CRM, and
 * deletes the task with the next transaction. It decides nothing, reads nothing back and survives no bad input.
 */

import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { Agent } from 'undici'

const {
  BENCH_DB = 'floor.db',
  PORT = '0',
  TWILIO_AUTH_TOKEN = '',
  CRM_URL = '',
  CRM_SECRET = '',
} = process.env

const db = new DatabaseSync(BENCH_DB)
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 8000;
  CREATE TABLE IF NOT EXISTS journal (
    contact TEXT, version INTEGER, input_id TEXT UNIQUE, entry TEXT, hash TEXT,
    PRIMARY KEY (contact, version)
  );
  CREATE TABLE IF NOT EXISTS contact (id TEXT PRIMARY KEY, version INTEGER, hash TEXT);
  CREATE TABLE IF NOT EXISTS task (id TEXT PRIMARY KEY, event TEXT);
`)
const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')]
const insertEntry = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?)')
const keepContact = db.prepare(
  'INSERT INTO contact VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version, hash = excluded.hash',
)
const insertTask = db.prepare('INSERT INTO task VALUES (?, ?)')
const deleteTask = db.prepare('DELETE FROM task WHERE id = ?')

type Received = {
  readonly id: string
  readonly from: string
  readonly text: string
  readonly response: ServerResponse
}
const tips = new Map<string, { readonly version: number; readonly hash: string }>()
let waiting: Received[] = []
let settled: string[] = []

const flush = () => {
  const group = waiting
  const done = settled
  waiting = []
  settled = []
  const told: { readonly id: string; readonly event: string }[] = []
  begin.run()
  for (const id of done) deleteTask.run(id)
  for (const { id, from, text } of group) {
    const tip = tips.get(from) ?? { version: 0, hash: '' }
    const version = tip.version + 1
    const entry = JSON.stringify({ id, from, text, at: Date.now() })
    const hash = createHash('sha256').update(`${tip.hash}\n${entry}`).digest('base64url')
    const event = JSON.stringify({ type: 'message.received', data: { id, from, text } })
    insertEntry.run(from, version, id, entry, hash)
    keepContact.run(from, version, hash)
    insertTask.run(id, event)
    tips.set(from, { version, hash })
    told.push({ id, event })
  }
  commit.run()
  for (const { response } of group)
    response.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>')
  for (const { id, event } of told) tell(id, event)
}

const SETTLE_WITHIN_MS = 20
setInterval(() => {
  if (settled.length > 0 && waiting.length === 0) flush()
}, SETTLE_WITHIN_MS).unref()

const agent = new Agent({ connections: 64 })
const { origin, pathname } = new URL(CRM_URL)
const crmKey = createSecretKey(Buffer.from(CRM_SECRET.replace('whsec_', ''), 'base64'))

const tell = (id: string, event: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', crmKey).update(`${id}.${timestamp}.${event}`)
  agent.dispatch(
    {
      origin,
      path: pathname,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature.digest('base64')}`,
      },
      body: event,
    },
    {
      onRequestStart: () => {},
      onResponseEnd: () => void settled.push(id),
      onResponseError: (_, error) => {
        throw error
      },
    },
  )
}

const tokenKey = createSecretKey(TWILIO_AUTH_TOKEN, 'utf8')

const receive = (request: IncomingMessage, response: ServerResponse, body: string) => {
  const form = [...new URLSearchParams(body)]
  const signed = form.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value)
  const url = `http://${request.headers.host}${request.url}`
  const expected = createHmac('sha1', tokenKey).update(url + signed.join(''))
  const given = Buffer.from(String(request.headers['x-twilio-signature']), 'base64')
  if (!timingSafeEqual(expected.digest(), given)) {
    response.writeHead(403).end()
    return
  }
  const { MessageSid = '', From = '', Body = '' } = Object.fromEntries(form)
  waiting.push({ id: MessageSid, from: From, text: Body, response })
  if (waiting.length === 1) setImmediate(() => setImmediate(flush))
}

createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end()
    return
  }
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => receive(request, response, body))
}).listen(Number(PORT), '127.0.0.1')
