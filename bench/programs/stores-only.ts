/** A short program by hand: Express, `twilio.webhook()`, one durable insert a webhook. The CRM is not told. */

import Database from 'better-sqlite3'
import express from 'express'
import twilio from 'twilio'

const { BENCH_DB = 'stores-only.db', PORT = '0', TWILIO_AUTH_TOKEN = '' } = process.env

const database = new Database(BENCH_DB)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(`CREATE TABLE IF NOT EXISTS message (
  sid TEXT PRIMARY KEY, sender TEXT, recipient TEXT, body TEXT, payload TEXT, received_at INTEGER
)`)
const insert = database.prepare(
  'INSERT INTO message VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sid) DO NOTHING',
)

const app = express()
app.use(express.urlencoded({ extended: false }))
app.post(
  '/webhooks/bench/messages',
  twilio.webhook(TWILIO_AUTH_TOKEN, { protocol: 'http' }),
  (request, response) => {
    const { MessageSid, From, To, Body } = request.body
    insert.run(MessageSid, From, To, Body, JSON.stringify(request.body), Date.now())
    response.type('text/xml').send('<Response/>')
  },
)
app.listen(Number(PORT), '127.0.0.1')
