/**
 * The other sides: a CRM that accepts every event and counts them, and Twilio, which accepts every message and
 * reports it sent, delivered and read by signed callbacks.
 */

import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { Agent } from 'undici'
import { accountSid, authToken, sender } from '../webhooks.ts'

/** A network and a phone take longer; without a pause the CRM hears of one while it still answers to the last. */
const STATUS_AFTER_MS = 200
/** A callback that a busy program did not take is repeated, as Twilio does with `#rc`. */
const MAX_ATTEMPTS = 20
const AGAIN_MS = 500

let reported = 0
const ids = new Set<string>()
/** Messages that the CRM knows to be read. */
const read = new Set<string>()
const agent = new Agent({ connections: 64 })

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ distinct: ids.size, reported, read: read.size }))
    return
  }
  let body = ''
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => {
    if (request.url?.endsWith('/Messages.json'))
      return void accept(new URLSearchParams(body), response)
    note(String(request.headers['webhook-id']), body)
    response.writeHead(204).end()
  })
})

const note = (id: string, body: string) => {
  ids.add(id)
  if (!body.includes('message.status')) return
  const { type, data } = JSON.parse(body) as Event
  if (type === 'message.status' && data.status === 'read' && data.message) read.add(data.message.id)
}

type Event = {
  readonly type: string
  readonly data: { readonly status?: string; readonly message?: { readonly id: string } }
}

const accept = async (form: URLSearchParams, response: ServerResponse) => {
  const sid = `SM${createHash('md5').update(form.toString()).digest('hex')}`
  const to = form.get('To') ?? ''
  response
    .writeHead(201, { 'content-type': 'application/json' })
    .end(JSON.stringify({ sid, status: 'queued', account_sid: accountSid, to, from: sender }))
  const url = form.get('StatusCallback') ?? ''
  for (const status of ['sent', 'delivered', 'read']) {
    await new Promise((resolve) => setTimeout(resolve, STATUS_AFTER_MS))
    const parameters: Record<string, string> = {
      ChannelToAddress: to,
      ChannelInstallSid: `XE${'0'.repeat(32)}`,
      ChannelPrefix: 'whatsapp',
      MessageSid: sid,
      SmsSid: sid,
      SmsStatus: status,
      MessageStatus: status,
      To: to,
      From: sender,
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
    }
    await report(url, parameters)
  }
  reported += 1
}

const report = async (url: string, parameters: Record<string, string>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    const status = await callBack(url, parameters).catch(() => 503)
    if (status < 300) return
    if (status < 500 || attempt === MAX_ATTEMPTS)
      throw new Error(`the callback was answered ${status}`)
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

const callBack = async (url: string, parameters: Record<string, string>): Promise<number> => {
  const answer = await agent.request({
    origin: new URL(url).origin,
    path: url.slice(new URL(url).origin.length),
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(authToken, url, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  })
  await answer.body.dump()
  return answer.statusCode
}

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1')
