/**
 * The same program by hand, which also tells the CRM: message and outbox row in one transaction, then
 * the answer, then a signed POST in the form of Standard Webhooks, then the outbox row is deleted.
 */

import Database from 'better-sqlite3'
import express from 'express'
import { Webhook } from 'standardwebhooks'
import twilio from 'twilio'
import { Agent } from 'undici'

const {
  BENCH_DB = 'tells.db',
  PORT = '0',
  TWILIO_AUTH_TOKEN = '',
  CRM_URL = '',
  CRM_SECRET = '',
} = process.env

const database = new Database(BENCH_DB)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(`
  CREATE TABLE IF NOT EXISTS message (
    sid TEXT PRIMARY KEY, sender TEXT, recipient TEXT, body TEXT, payload TEXT, received_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS outbox (sid TEXT PRIMARY KEY, event TEXT);
`)
const insert = database.prepare(
  'INSERT INTO message VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sid) DO NOTHING',
)
const enqueue = database.prepare('INSERT INTO outbox VALUES (?, ?) ON CONFLICT (sid) DO NOTHING')
const remove = database.prepare('DELETE FROM outbox WHERE sid = ?')
const store = database.transaction((body: Record<string, string>, event: string) => {
  const { MessageSid, From, To, Body } = body
  insert.run(MessageSid, From, To, Body, JSON.stringify(body), Date.now())
  enqueue.run(MessageSid, event)
})

const webhook = new Webhook(CRM_SECRET)
const agent = new Agent({ connections: 64 })
const { origin, pathname } = new URL(CRM_URL)

const tell = async (sid: string, event: string) => {
  const now = new Date()
  const answer = await agent.request({
    origin,
    path: pathname,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': sid,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': webhook.sign(sid, now, event),
    },
    body: event,
  })
  await answer.body.dump()
  if (answer.statusCode < 300) remove.run(sid)
}

const app = express()
app.use(express.urlencoded({ extended: false }))
app.post(
  '/webhooks/bench/messages',
  twilio.webhook(TWILIO_AUTH_TOKEN, { protocol: 'http' }),
  (request, response) => {
    const { MessageSid, From, To, Body } = request.body
    const event = JSON.stringify({
      type: 'message.received',
      timestamp: new Date().toISOString(),
      data: { message: MessageSid, from: From, to: To, text: Body },
    })
    store(request.body, event)
    response.type('text/xml').send('<Response/>')
    void tell(MessageSid, event)
  },
)
app.listen(Number(PORT), '127.0.0.1')
