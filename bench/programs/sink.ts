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

let reported = 0
const ids = new Set<string>()
const agent = new Agent({ connections: 64 })

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ distinct: ids.size, reported }))
    return
  }
  if (request.url?.endsWith('/Messages.json')) {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => void accept(new URLSearchParams(body), response))
    return
  }
  ids.add(String(request.headers['webhook-id']))
  request.resume()
  request.on('end', () => response.writeHead(204).end())
})

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
    if (answer.statusCode >= 300) throw new Error(`the callback was answered ${answer.statusCode}`)
  }
  reported += 1
}

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1')
