/** The CRM of the example for the contract, without a network. */

import { createHmac } from 'node:crypto'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/ports/http.ts'
import type { Behaviour, CrmHarness } from '../../contract/crm.ts'
import { partsOf } from '../../contract/parts.ts'
import { acme } from './crm.ts'

const SECRET = 'canary-secret-of-acme'
const NOW = Date.UTC(2026, 10, 24, 9)

const sign = (body: string) => createHmac('sha256', SECRET).update(body).digest('hex')

const answer = (status: number, headers?: Record<string, string>): HttpAnswer => ({
  status,
  headers: new Headers(headers),
  body: new Uint8Array(),
})

const fail = (...args: ConstructorParameters<typeof HttpError>): never => {
  throw new HttpError(...args)
}

const ANSWERS: Readonly<Record<Behaviour, () => HttpAnswer>> = {
  accepts: () => answer(200),
  fails: () => answer(500),
  throttles: () => answer(429, { 'retry-after': '7' }),
  redirects: () => answer(307, { location: '/elsewhere' }),
  is_gone: () => answer(410),
  never_answers: () => fail('timeout', true),
  accepts_and_floods: () => fail('too_large', true, 200),
  fails_and_floods: () => fail('too_large', true, 500),
  refuses_connections: () => fail('connect', false),
}

export const openAcme = (): CrmHarness => {
  const arrived: HttpRequest[] = []
  const lines: string[] = []
  let behaviour: Behaviour = 'accepts'
  const ask = async (request: HttpRequest) => {
    lines.push(`${request.method} ${request.connection} ${request.purpose}`)
    if (behaviour !== 'refuses_connections' && request.method === 'POST') arrived.push(request)
    return ANSWERS[behaviour]()
  }
  const http: Http = Object.assign(ask, { stream: () => fail('aborted', false) })
  const crm = acme.create({
    ...partsOf('acme-crm'),
    config: { url: 'https://crm.example.com/events', secret: SECRET, allowPrivate: false },
    clock: () => NOW,
  })
  return {
    crm,
    http,
    now: NOW,
    secrets: [SECRET],
    behave: (next) => {
      behaviour = next
    },
    replies: () => {},
    events: () =>
      arrived.map(({ headers, body }) => {
        const json = String(body)
        if (headers?.['x-acme-signature'] !== sign(json)) throw new Error('not authentic')
        return { id: JSON.parse(json).id, json }
      }),
    sends: ({ id, text, extra = {} }) => {
      const parties = { from: 'whatsapp:+15550001111', to: 'whatsapp:+15550102030', user: 'ana' }
      const body = JSON.stringify({ ...extra, id, text, ...parties })
      return {
        connection: 'acme-crm',
        route: 'root',
        method: 'POST',
        url: 'https://gate.example.com/webhooks/acme-crm',
        headers: new Headers({ 'x-acme-signature': sign(body) }),
        body: new TextEncoder().encode(body),
        at: NOW,
      }
    },
    unsigned: (webhook) => ({ ...webhook, headers: new Headers() }),
    logged: () => lines,
    close: () => {},
  }
}
