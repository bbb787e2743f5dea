/** The provider of the example for the contract, without a network. */

import { createHmac } from 'node:crypto'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/ports/http.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import { partsOf } from '../../contract/parts.ts'
import type { Behaviour, ProviderHarness } from '../../contract/provider.ts'
import { acmeSms } from './provider.ts'

const TOKEN = 'canary-token-of-acme'
const NOW = Date.UTC(2026, 10, 24, 9)
const URL = 'https://gate.example.com/webhooks/acme-sms'

const answer = (status: number, body: string): HttpAnswer => ({
  status,
  headers: new Headers(),
  body: new TextEncoder().encode(body),
})

const fail = (...args: ConstructorParameters<typeof HttpError>): never => {
  throw new HttpError(...args)
}

const ANSWERS: Readonly<Record<Behaviour, () => HttpAnswer>> = {
  accepts: () => answer(200, '{"id":"out1"}'),
  throttles: () => answer(429, '{}'),
  rejects: () => answer(422, '{}'),
  times_out: () => fail('timeout', true),
  refuses_connections: () => fail('connect', false),
  answers_rubbish: () => answer(200, 'rubbish'),
}

const signed = (event: object): Webhook => {
  const body = JSON.stringify(event)
  const signature = createHmac('sha256', TOKEN).update(URL).update(body).digest('hex')
  return {
    connection: 'acme-sms',
    route: 'root',
    method: 'POST',
    url: URL,
    headers: new Headers({ 'x-acme-signature': signature }),
    body: new TextEncoder().encode(body),
    at: NOW,
  }
}

export const openAcmeSms = (): ProviderHarness => {
  const sends: HttpRequest[] = []
  const lines: string[] = []
  let behaviour: Behaviour = 'accepts'
  const ask = async (request: HttpRequest) => {
    lines.push(`${request.method} ${request.connection} ${request.purpose}`)
    if (behaviour !== 'refuses_connections' && request.purpose === 'send') sends.push(request)
    return ANSWERS[behaviour]()
  }
  const http: Http = Object.assign(ask, { stream: () => fail('aborted', false) })
  const provider = acmeSms.create({
    ...partsOf('acme-sms'),
    config: { apiUrl: 'https://api.sms.example.com', token: TOKEN, allowPrivate: false },
    clock: () => NOW,
  })
  const [us, them] = ['+15550001111', '+15550102030']
  return {
    provider,
    http,
    sender: `sms:${us}`,
    contact: `sms:${them}`,
    now: NOW,
    secrets: [TOKEN],
    inbound: ({ extra, ...message }) =>
      signed({ ...extra, event: 'message', from: them, to: us, ...message }),
    delivered: ({ id, message }) =>
      signed({ event: 'delivered', id, from: us, reference: message }),
    unsigned: (webhook) => ({ ...webhook, headers: new Headers() }),
    behave: (next) => {
      behaviour = next
    },
    sends: () => sends.length,
    keep: () => {},
    logged: () => lines,
    close: () => {},
  }
}
