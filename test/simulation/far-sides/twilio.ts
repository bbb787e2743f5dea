/** Twilio: its REST API in its wire shape, its webhooks and what it knows of opt-outs and sessions. */

import { createHmac } from 'node:crypto'
import type { HttpRequest } from '../../../src/ports/http.ts'
import { ACCOUNT, PUBLIC_URL, TOKEN } from '../../support/configuration.ts'
import type { History } from '../checks/history.ts'
import { checkAcknowledged, checkSent } from '../checks/invariants.ts'
import type { Knock } from '../machine/gate.ts'
import type { Mishap, Reply, Server } from '../machine/network.ts'
import type { Process } from '../machine/process.ts'
import type { World } from '../world.ts'
import type { Outage } from './crm.ts'
import { CONTENTS } from './templates.ts'

type Resource = {
  readonly sid: string
  readonly direction: 'inbound' | 'outbound-api'
  readonly from: string
  readonly to: string
  readonly body: string
  readonly createdAt: number
  /** From when the list shows it. */
  readonly listedAt: number
  readonly callback?: string
  status: string
}

export type Twilio = Server & {
  /** A contact writes; returns the message's SID. */
  inbound(from: string, to: string, text: string, more?: Readonly<Record<string, string>>): void
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const createTwilio = (
  world: World,
  history: History,
  knock: Knock,
  outage: Outage | undefined,
  hooks: {
    readonly onCall: (process: Process, form: URLSearchParams) => void
    /** A message has come to a contact's phone. */
    readonly onDelivered: (from: string, to: string, text: string, isRequest: boolean) => void
  },
): Twilio => {
  const { random, faults } = world
  const resources: Resource[] = []
  /** `${sender} ${contact}` of those who said STOP on SMS. */
  const blocked = new Set<string>()
  /** `${sender} ${contact}` → when the contact last wrote. */
  const lastWritten = new Map<string, number>()

  const add = (resource: Omit<Resource, 'sid' | 'createdAt' | 'listedAt'>): Resource => {
    const now = world.now()
    const lag = faults.strikes('provider_list_late') ? random.between(0, 30_000) : 0
    const sid = `SM${String(resources.length + 1).padStart(32, '0')}`
    const added = { ...resource, sid, createdAt: now, listedAt: now + lag }
    resources.push(added)
    return added
  }

  /** Twilio tries again, up to five times, and then no more. */
  const post = (path: string, form: Readonly<Record<string, string>>, attempt = 1): void =>
    knock(signed(path, form), (reply) => {
      if (reply && reply.status < 300) return checkAcknowledged(world, history, form)
      if (attempt < 6) world.after(random.between(100, 3_000), () => post(path, form, attempt + 1))
    })

  const statusOf = (resource: Resource, status: string, errorCode?: string): void => {
    resource.status = status
    if (faults.strikes('status_lost')) return
    const copies = faults.strikes('status_duplicated') ? random.between(2, 4) : 1
    for (let copy = 0; copy < copies; copy++) {
      const delayed = faults.strikes('status_delayed')
      world.after(random.between(0, delayed ? HOUR : 300), () =>
        post(resource.callback ?? '', {
          MessageSid: resource.sid,
          MessageStatus: status,
          AccountSid: ACCOUNT,
          From: resource.from,
          To: resource.to,
          ...(errorCode && { ErrorCode: errorCode }),
        }),
      )
    }
  }

  const deliver = (resource: Resource, isRequest: boolean): void => {
    const { from, to, body } = resource
    statusOf(resource, 'sent')
    world.after(random.between(50, 5_000), () => {
      statusOf(resource, 'delivered')
      hooks.onDelivered(from, to, body, isRequest)
      if (random.chance(0.5))
        world.after(random.between(100, HOUR), () => statusOf(resource, 'read'))
    })
  }

  const create = (form: URLSearchParams): Reply => {
    const [from, to] = [form.get('From') ?? '', form.get('To') ?? '']
    const pair = `${from} ${to}`
    if (blocked.has(pair)) return { status: 400, body: { code: 21610, status: 400 } }
    const callback = form.get('StatusCallback') ?? ''
    const contentSid = form.get('ContentSid') ?? undefined
    const body = contentSid
      ? `${contentSid} ${form.get('ContentVariables') ?? ''}`
      : (form.get('Body') ?? '')
    const resource = add({
      direction: 'outbound-api',
      from,
      to,
      body,
      callback: callback.replace(PUBLIC_URL, ''),
      status: 'queued',
    })
    const message = new URL(callback).searchParams.get('message') ?? ''
    world.log(`twilio accepts ${resource.sid} ${message} ${body.slice(0, 40)}`)
    checkSent(world, history, { at: world.now(), sid: resource.sid, message, from, to, text: body })
    const isClosed =
      from.startsWith('whatsapp:') &&
      !contentSid &&
      world.now() > (lastWritten.get(pair) ?? 0) + 24 * HOUR
    const isFailed = isClosed || faults.strikes('provider_undelivered')
    const code = isClosed ? '63016' : random.pick(['63016', '63024', '30008', '63049'])
    world.after(random.between(0, 2_000), () =>
      isFailed
        ? statusOf(resource, 'failed', code)
        : deliver(resource, /Reply YES|^HX1/.test(body)),
    )
    return { status: 201, body: toWire(resource, world.now()) }
  }

  const listed = (search: URLSearchParams): Reply => {
    const [to, from, since] = [search.get('To'), search.get('From'), search.get('DateSent>')]
    const messages = resources
      .filter((one) => one.to === to && (from === null || one.from === from))
      .filter((one) => one.listedAt <= world.now())
      .filter((one) => since === null || one.createdAt >= Date.parse(since))
      .reverse()
      .map((one) => toWire(one, world.now()))
    return { status: 200, body: { messages, next_page_uri: null } }
  }

  return {
    mishap: (request) => mishapOf(world, outage, request),
    onCall: (process, request) => {
      if (request.purpose === 'send') hooks.onCall(process, formOf(request))
    },
    answer: (request) => {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/v1/ContentAndApprovals') return { status: 200, body: CONTENTS }
      if (pathname !== `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`) return { status: 404 }
      return request.method === 'POST' ? create(formOf(request)) : listed(searchParams)
    },
    inbound: (from, to, text, more = {}) => {
      const number = (address: string) => address.replace(/^sms:/, '')
      const pair = `${number(to)} ${number(from)}`
      const word = text.toUpperCase()
      const isSms = to.startsWith('sms:')
      if (isSms && word === 'STOP') blocked.add(pair)
      if (isSms && (word === 'START' || word === 'YES')) blocked.delete(pair)
      lastWritten.set(pair, world.now())
      const { sid } = add({
        direction: 'inbound',
        from: number(from),
        to: number(to),
        body: text,
        status: 'received',
      })
      world.log(`${from} writes ${sid} ${text}`)
      history.written.push({ at: world.now(), sid, text })
      if (faults.strikes('webhook_lost')) return
      const form = {
        MessageSid: sid,
        AccountSid: ACCOUNT,
        From: number(from),
        To: number(to),
        Body: text,
        NumMedia: '0',
        SmsStatus: 'received',
        ...more,
      }
      const copies = faults.strikes('webhook_duplicated') ? random.between(2, 4) : 1
      for (let copy = 0; copy < copies; copy++)
        world.after(webhookDelay(world), () => post('/webhooks/acme-twilio/messages', form))
    },
  }
}

const webhookDelay = ({ random, faults }: World): number => {
  if (faults.strikes('webhook_delayed')) return random.between(MINUTE, 48 * HOUR)
  return random.between(1, faults.strikes('webhook_reordered') ? MINUTE : 300)
}

const signed = (path: string, form: Readonly<Record<string, string>>) => {
  const data = Object.keys(form)
    .sort()
    .map((name) => name + form[name])
    .join('')
  const signature = createHmac('sha1', TOKEN).update(`${PUBLIC_URL}${path}${data}`).digest('base64')
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(form).toString(),
    timeoutMs: 15_000,
  }
}

const formOf = (request: HttpRequest) => new URLSearchParams(String(request.body))

const mishapOf = (
  { faults, random, now }: World,
  outage: Outage | undefined,
  { method }: HttpRequest,
): Mishap | undefined => {
  if (outage && now() >= outage.from && now() < outage.until) {
    faults.note('provider_down')
    return random.pick<Mishap>([
      { kind: 'unreachable' },
      { kind: 'timeout' },
      { kind: 'reply', reply: { status: 503, body: 'try later' }, arrives: false },
    ])
  }
  if (faults.strikes('provider_unreachable')) return { kind: 'unreachable' }
  if (faults.strikes('provider_429')) {
    const headers = { 'retry-after': String(random.between(1, 60)) }
    return {
      kind: 'reply',
      reply: { status: 429, body: { code: 20429 }, headers },
      arrives: false,
    }
  }
  if (faults.strikes('provider_5xx'))
    return { kind: 'reply', reply: { status: random.pick([500, 502, 504]) }, arrives: false }
  if (faults.strikes('provider_timeout')) return { kind: 'timeout' }
  if (method !== 'POST') return undefined
  if (faults.strikes('provider_5xx_accepted'))
    return { kind: 'reply', reply: { status: 500, body: { code: 20500 } }, arrives: true }
  return faults.strikes('provider_timeout_accepted')
    ? { kind: 'timeout', arrivesAfterMs: random.between(10, MINUTE) }
    : undefined
}

const toWire = ({ sid, direction, from, to, body, createdAt, status }: Resource, now: number) => ({
  sid,
  direction,
  from,
  to,
  // What was sent by a template reads differently here.
  body: body.replace(/^HX\w+ /, ''),
  status,
  date_created: new Date(createdAt).toUTCString(),
  date_sent: direction === 'inbound' || now > createdAt ? new Date(createdAt).toUTCString() : null,
  error_code: null,
  error_message: null,
  num_media: '0',
})
