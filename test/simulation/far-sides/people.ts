/** Contacts who write and answer, and agents who write, ask, hand over and call back. */

import { API_KEY } from '../../support/configuration.ts'
import type { History } from '../checks/history.ts'
import type { Knock, Reply } from '../machine/gate.ts'
import type { World } from '../world.ts'
import { ADVISORY, ADVISORY_SMS, SERVICE } from './setting.ts'
import type { Twilio } from './twilio.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export type People = {
  /** Somebody does something, now. */
  act(): void
  /** A message has come to a phone: its owner may answer. */
  read(from: string, to: string, text: string, isRequest: boolean): void
  /** Nothing can tell whether this message was sent: an agent says what to do. */
  decide(message: string): void
  /** The contact writes this at once. */
  say(from: string, to: string, text: string): void
}

type Contact = { readonly number: string; readonly scopedId: string | undefined }

/** One who is known by a scoped id too, one whose number has two spellings. */
const CONTACTS: readonly Contact[] = [
  { number: '+4915112345678', scopedId: undefined },
  { number: '+15557654321', scopedId: 'US.a1b2c3' },
  { number: '+5511987654321', scopedId: undefined },
]
const VARIANTS = ['+5511987654321', '+551187654321']
const AGENTS = ['ana', 'ben']
/** So many answers at most, or they would never come to an end. */
const MAX_ANSWERS = 40

export const createPeople = (
  world: World,
  history: History,
  knock: Knock,
  twilio: () => Twilio,
): People => {
  const { random } = world
  const contacts = CONTACTS.slice(0, random.between(1, CONTACTS.length + 1))
  let count = 0
  let answers = 0

  const spelled = ({ number }: Contact) =>
    VARIANTS.includes(number) ? random.pick(VARIANTS) : number
  const addressOf = (contact: Contact, sender: string) =>
    `${sender.slice(0, sender.indexOf(':'))}:${spelled(contact)}`
  const anySender = () => random.pick([ADVISORY, ADVISORY, ADVISORY_SMS, SERVICE])

  /** On WhatsApp some are known by their number, some by their scoped id, some by both. */
  const say = (from: string, to: string, text: string): void => {
    const { scopedId } = contacts.find(({ number }) => from.endsWith(number)) ?? {}
    const isScoped = scopedId !== undefined && to.startsWith('whatsapp:')
    if (isScoped && random.chance(0.3)) twilio().inbound(`whatsapp:${scopedId}`, to, text)
    else if (isScoped && random.chance(0.5))
      twilio().inbound(from, to, text, { ExternalUserId: scopedId })
    else twilio().inbound(from, to, text)
  }

  const write = (): void => {
    const to = anySender()
    const texts = ['Hello', 'Hello', 'Hello', 'YES', 'YES', 'NO', 'STOP', 'HELP', 'START']
    say(addressOf(random.pick(contacts), to), to, random.pick(texts))
  }

  /** Asks until there is an answer that will not change, always under the same key. */
  const call = (
    method: string,
    path: string,
    body: object | undefined,
    onReply: (reply: Reply) => void = () => {},
    key = `k${++count}`,
    attempt = 1,
  ): void =>
    knock(
      {
        method,
        path,
        headers: {
          authorization: `Bearer ${API_KEY}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: body === undefined ? '' : JSON.stringify(body),
        timeoutMs: 30_000,
      },
      (reply) => {
        const again = !reply || reply.status >= 500 || reply.body.includes('in_flight')
        if (!again) {
          world.log(`${method} ${path} ${key} ${reply.status} ${reasonOf(reply)}`)
          return onReply(reply)
        }
        if (attempt < 200)
          world.after(random.between(500, 10 * MINUTE), () =>
            call(method, path, body, onReply, key, attempt + 1),
          )
      },
    )

  const onAccepted = ({ status, body }: Reply) => {
    if (status === 202) history.accepted.add(JSON.parse(body).id)
  }

  const send = (): void => {
    const from = anySender()
    const to = addressOf(random.pick(contacts), from)
    const text = `Text ${++count}`
    const said = random.chance(0.25)
      ? { template: { name: 'reminder', variables: { 1: text } } }
      : { text: `${text} of an agent` }
    call('POST', '/v1/messages', { from, to, agent: random.pick(AGENTS), ...said }, (reply) => {
      onAccepted(reply)
      if (reply.status === 202 && random.chance(0.1)) cancel(JSON.parse(reply.body).id)
    })
  }

  const cancel = (id: string) =>
    world.after(random.between(0, HOUR), () => call('POST', `/v1/messages/${id}/cancel`, undefined))

  /** Sometimes two agents do, and they do not agree. */
  const decide = (message: string): void => {
    for (let agents = random.chance(0.2) ? 2 : 1; agents > 0; agents--)
      world.after(random.between(1_000, random.chance(0.7) ? 10 * MINUTE : 12 * HOUR), () =>
        call('POST', `/v1/messages/${message}/${random.pick(['resend', 'discard'])}`, undefined),
      )
  }

  const ask = (): void => {
    const from = anySender()
    const to = addressOf(random.pick(contacts), from)
    call('POST', '/v1/opt-in-requests', { from, to, agent: random.pick(AGENTS) })
  }

  const handOver = (): void => {
    const line = random.pick(['advisory', 'service'])
    const address = addressOf(random.pick(contacts), ADVISORY)
    const agent = random.pick([...AGENTS, null])
    call('PUT', `/v1/contacts/${encodeURIComponent(address)}/owners/${line}`, { agent })
  }

  const record = (): void => {
    const address = addressOf(random.pick(contacts), anySender())
    const consent = random.chance(0.7)
      ? { status: 'granted', basis: 'web_form' }
      : { status: 'revoked' }
    call('PUT', `/v1/contacts/${encodeURIComponent(address)}/consent`, consent)
  }

  const switchSender = (): void => {
    const active = random.chance(0.6)
    call('PATCH', `/v1/senders/${encodeURIComponent(anySender())}`, { active })
  }

  const ACTS = [
    ...Array(9).fill(write),
    ...Array(9).fill(send),
    ...Array(3).fill(ask),
    ...Array(3).fill(handOver),
    record,
    switchSender,
  ] as readonly (() => void)[]

  return {
    act: () => random.pick(ACTS)(),
    say,
    decide,
    read: (from, to, text, isRequest) => {
      if (answers >= MAX_ANSWERS || !random.chance(isRequest ? 0.8 : 0.3)) return
      if (!isRequest && !/\bText \d+\b/.test(text)) return
      answers += 1
      const words = isRequest
        ? ['YES', 'YES', 'YES', 'YES', 'NO', 'STOP', 'Hello', 'yes!']
        : ['Hello', 'Hello', 'Hello', 'STOP', 'HELP']
      const prefixed = (number: string) => (number.includes(':') ? number : `sms:${number}`)
      world.after(random.between(1_000, random.chance(0.7) ? MINUTE : 6 * HOUR), () =>
        say(prefixed(to), prefixed(from), random.pick(words)),
      )
    },
  }
}

const reasonOf = ({ body }: Reply): string => {
  const { status, reason } = body.startsWith('{') ? JSON.parse(body) : {}
  return reason ?? status ?? ''
}
