/** Contacts who write, agents who answer, and a Twilio that reports; each repeats what got no answer. */

import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import {
  ACCOUNT,
  API_KEY,
  PUBLIC_URL,
  WHATSAPP as SENDER,
  TOKEN,
} from '../support/configuration.ts'
import type { Answer, Gate, Request } from './gate.ts'
import type { Random } from './random.ts'
import { sleep } from './server.ts'
import type { LocalTwilio, Recorded } from './twilio.ts'

/** Every so many contacts one whose webhooks all get lost: only reconciling finds its words. */
const LOST_EVERY = 10
const LOST_PAUSE_MS = 2_000
/** Twilio reports on so many of ten messages. */
const REPORTED_OF_TEN = 6
const REPORTS = ['sent', 'delivered', 'read']

export type Load = {
  /** Texts of contacts, in the order of their writing. */
  readonly written: readonly string[]
  /** Those whose webhook was answered 2xx. */
  readonly acknowledged: ReadonlySet<string>
  /** Texts of agents that were answered 202, in that order. */
  readonly ordered: readonly string[]
  /** Statuses whose webhook was answered 2xx, by the gateway's id of the message. */
  readonly reported: readonly { readonly message: string; readonly status: string }[]
  readonly unexpected: readonly string[]
  /** Whether Twilio has reported everything it means to. */
  isQuiet(): boolean
  /** No more of it; resolves when everything has been answered. */
  stop(): Promise<void>
}

export const startLoad = (
  { gate, twilio, random }: { gate: Gate; twilio: LocalTwilio; random: Random },
  { contacts, lostWebhooks }: { contacts: number; lostWebhooks: boolean },
): Load => {
  const written: string[] = []
  const acknowledged = new Set<string>()
  const ordered: string[] = []
  const reported: { message: string; status: string }[] = []
  const unexpected: string[] = []
  const reporting = new Set<Promise<void>>()
  let stopped = false

  /** Repeats it until there is an answer that stays. */
  const insist = async (request: Request): Promise<void> => {
    for (;;) {
      const answer = await gate.post(request)
      if (answer.status >= 200 && answer.status < 300) return
      if (!isPassing(answer)) unexpected.push(`${request.path}: ${answer.status} ${answer.body}`)
      await sleep(random.between(100, answer.status === 0 ? 1_000 : 300))
    }
  }

  const write = async (contact: number, turn: number) => {
    const text = `in-${contact}-${turn}`
    const message = twilio.take({
      direction: 'inbound',
      from: phoneOf(contact),
      to: SENDER,
      body: text,
    })
    written.push(text)
    if (lostWebhooks && contact % LOST_EVERY === LOST_EVERY - 1) return sleep(LOST_PAUSE_MS)
    await insist(inboundWebhook(message))
    acknowledged.add(text)
  }

  const send = async (contact: number, turn: number) => {
    const text = `out-${contact}-${turn}`
    await insist(sendRequest(contact, text))
    ordered.push(text)
  }

  const repeat = async (act: (turn: number) => Promise<void>) => {
    for (let turn = 0; !stopped; turn++) {
      await act(turn)
      await sleep(random.between(50, 500))
    }
  }

  const talk = async (contact: number) => {
    await write(contact, 0)
    const writing = repeat((turn) => write(contact, turn + 1))
    const isLost = !acknowledged.has(`in-${contact}-0`)
    await Promise.all([writing, ...(isLost ? [] : [repeat((turn) => send(contact, turn))])])
  }

  /** Each status once or twice, and now and then the later one first. */
  const report = async (sent: Recorded) => {
    if (random.between(1, 10) > REPORTED_OF_TEN) return
    const message = new URL(sent.statusCallback ?? PUBLIC_URL).searchParams.get('message') ?? ''
    const one = async (status: string) => {
      await sleep(random.between(20, 400))
      await insist(statusWebhook(sent, status))
      reported.push({ message, status })
    }
    await Promise.all([...REPORTS, 'delivered'].map(one))
  }
  twilio.whenSent((sent) => {
    const work = report(sent).finally(() => reporting.delete(work))
    reporting.add(work)
  })

  const talking = Array.from({ length: contacts }, (_, contact) => talk(contact))
  return {
    written,
    acknowledged,
    ordered,
    reported,
    unexpected,
    isQuiet: () => reporting.size === 0,
    stop: async () => {
      stopped = true
      await Promise.all(talking)
    },
  }
}

/** No answer, a full disk, too fast, or its first attempt was killed before it was answered. */
const isPassing = ({ status, body }: Answer) =>
  status === 0 ||
  status === 503 ||
  status === 429 ||
  (status === 409 && body.includes('idempotency_in_flight'))

const phoneOf = (contact: number) => `whatsapp:+4915110${String(contact).padStart(6, '0')}`

const signed = (path: string, form: Record<string, string>): Request => ({
  path,
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': getExpectedTwilioSignature(TOKEN, `${PUBLIC_URL}${path}`, form),
  },
  body: new URLSearchParams(form).toString(),
})

const inboundWebhook = ({ sid, from, to, body }: Recorded): Request =>
  signed('/webhooks/acme-twilio/messages', {
    MessageSid: sid,
    AccountSid: ACCOUNT,
    From: from,
    To: to,
    Body: body,
    NumMedia: '0',
    SmsStatus: 'received',
  })

const statusWebhook = ({ sid, from, to, statusCallback }: Recorded, status: string): Request => {
  const { pathname, search } = new URL(statusCallback ?? PUBLIC_URL)
  return signed(`${pathname}${search}`, {
    MessageSid: sid,
    MessageStatus: status,
    AccountSid: ACCOUNT,
    From: from,
    To: to,
  })
}

const sendRequest = (contact: number, text: string): Request => ({
  path: '/v1/messages',
  headers: {
    authorization: `Bearer ${API_KEY}`,
    'content-type': 'application/json',
    'idempotency-key': text,
  },
  body: JSON.stringify({ from: SENDER, to: phoneOf(contact), agent: 'ana', text }),
})
