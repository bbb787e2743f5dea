/** Plays a provider: posts what customers do as its webhooks, and takes sends through its API. */

import type { Address } from '../../core/model/address.ts'
import type { Send } from '../../core/model/message/message.ts'
import type { ProviderAdapter } from '../../ports/adapter.ts'
import type {
  ApiAnswer,
  ApiRequest,
  Delivery,
  EmulatedNetwork,
  EmulatedWebhook,
  Emulator,
  PhoneAction,
  ReceiptStatus,
} from '../../ports/emulator.ts'
import type { Http } from '../../ports/http.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Clock, Order, Outcome } from '../../ports/side.ts'
import type { PhoneMessage, Phones } from '../phones.ts'
import type { Exchanges } from './exchanges.ts'
import { isBlocked, keywordAnswer } from './keywords.ts'
import { createNetwork } from './network.ts'

export type World = {
  readonly phones: Phones
  readonly exchanges: Exchanges
  /** This process's own URL, once it listens. Default: the public URL. */
  readonly server: { url?: string }
}

/** A customer's action; ids are those of messages on the phone. */
export type CustomerAction = Omit<PhoneAction, 'replyTo' | 'answered'> & {
  readonly replyTo?: string
  /** The sender leaves keywords to the provider. */
  readonly providerAnswers: boolean
}

export type EmulatedProvider = {
  /** The provider's name in the configuration. */
  readonly like: string
  /** Posts it; resolves once the gateway has it on disk. */
  write(action: CustomerAction, http: Http): Promise<void>
  /** Posts the statuses that are due, once those under way are posted; false if there were none. */
  settle(http: Http): Promise<boolean>
  /** The provider's API. */
  answer(request: ApiRequest): Promise<ApiAnswer>
  /** Knows of an attempt while it is made. */
  during(order: Order<Send>, http: Http, attempt: () => Promise<Outcome>): Promise<Outcome>
}

type EmulationOptions = {
  readonly connection: string
  readonly publicUrl: string
  readonly model: ProviderAdapter
  readonly emulator: Emulator
  readonly real: Provider
  readonly world: World
  readonly clock: Clock
}

/** Statuses follow the answer after a short delay. */
const STATUS_AFTER_MS = 500

export const createEmulatedProvider = (parts: EmulationOptions): EmulatedProvider => {
  const { model, emulator, world, clock } = parts
  const due: { readonly about: Delivery; readonly status: ReceiptStatus }[] = []
  const underway = new Map<string, Order<Send>>()
  const post = createPost(parts)
  const network = createNetwork({
    ...parts,
    attemptOf: (message) => underway.get(message),
    onStatus: (about, status) => void due.push({ about, status }),
  })

  const report = async (about: Delivery, status: ReceiptStatus, http: Http) => {
    const webhook = emulator.receipt(about, status, clock())
    if (webhook) await post(about.to, status.status, webhook, http)
  }
  const postDue = async (http: Http): Promise<void> => {
    for (const { about, status } of due.splice(0)) await report(about, status, http)
  }
  let posting: Promise<void> | undefined
  /** Statuses that the timer is posting are not done yet either. */
  const settle = async (http: Http): Promise<boolean> => {
    let wasPosting = false
    while (posting) {
      wasPosting = true
      await posting.catch(() => {})
    }
    if (due.length === 0) return wasPosting
    posting = postDue(http).finally(() => {
      posting = undefined
    })
    await posting
    return true
  }

  return {
    like: model.name,
    write: async ({ replyTo, providerAnswers, ...written }, http) => {
      const { id, from, to } = written
      const phone = await world.phones.messages(from)
      for (const message of unread(phone, id, to))
        await report(deliveryOf(message), { status: 'read' }, http)
      const answered = providerAnswers
        ? keywordAnswer(parts.real, written, isBlocked(phone, to))
        : undefined
      const quoted = phone.find((message) => message.id === replyTo)
      const action: PhoneAction = {
        ...written,
        id: emulator.idOf(id),
        ...(replyTo && {
          replyTo: { id: emulator.idOf(replyTo), isOurs: quoted?.direction === 'outbound' },
        }),
        ...(answered && { answered: answered.answered }),
      }
      const status = await post(from, 'message', emulator.inbound(action), http)
      if (answered) await world.phones.add(from, answered)
      if (status >= 300) throw new Error(`sandbox: the webhook was answered ${status}`)
    },
    settle,
    answer: (request) => answerCall(parts, network, request),
    during: async (order, http, attempt) => {
      const { id } = order.message
      underway.set(id, order)
      try {
        return await attempt()
      } finally {
        underway.delete(id)
        if (due.length > 0) setTimeout(() => settle(http).catch(() => {}), STATUS_AFTER_MS)
      }
    },
  }
}

/** Answers, and records the request if it was a send. */
const answerCall = async (
  { emulator, world, clock }: EmulationOptions,
  network: EmulatedNetwork,
  { method, url, headers, body }: ApiRequest,
): Promise<ApiAnswer> => {
  const sent: Delivery[] = []
  const take: EmulatedNetwork['take'] = (send) => {
    sent.push(send)
    return network.take(send)
  }
  const answer = await emulator.answer({ method, url, headers, body }, { ...network, take })
  for (const { to } of sent)
    await world.exchanges.add(to, {
      id: crypto.randomUUID(),
      at: clock(),
      way: 'out',
      what: 'send',
      request: { method, url: url.href, headers: shownHeaders(headers), body },
      answer: { status: answer.status, body: textOf(answer.body) },
    })
  return answer
}

/** Posts to this process, and records the exchange. */
const createPost =
  ({ connection, publicUrl, world, clock }: EmulationOptions) =>
  async (
    customer: Address,
    what: string,
    webhook: EmulatedWebhook,
    http: Http,
  ): Promise<number> => {
    const { url, headers, body } = webhook
    const answer = await http({
      method: 'POST',
      // Signed for the public URL, which need not lead here.
      url: `${world.server.url ?? publicUrl}${url.slice(publicUrl.length)}`,
      headers,
      body,
      connection,
      purpose: 'sandbox webhook',
      allowPrivate: true,
    })
    await world.exchanges.add(customer, {
      id: crypto.randomUUID(),
      at: clock(),
      way: 'in',
      what,
      request: { method: 'POST', url, headers, body },
      answer: { status: answer.status, body: textOf(answer.body) },
    })
    return answer.status
  }

const textOf = (body: string | Uint8Array | undefined): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body)

const SHOWN = ['authorization', 'content-type', 'accept']

const shownHeaders = (headers: Headers) =>
  Object.fromEntries(
    SHOWN.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value] as const]
    }),
  )

const deliveryOf = ({ id, from, to, text }: PhoneMessage): Delivery => ({
  message: id,
  from,
  to,
  text,
})

/** The sender's messages since its customer last wrote: writing again marks them as read. */
const unread = (
  phone: readonly PhoneMessage[],
  written: string,
  sender: Address,
): readonly PhoneMessage[] => {
  const before = phone.slice(
    0,
    phone.findIndex(({ id }) => id === written),
  )
  const last = before.findLastIndex(({ direction, to }) => direction === 'inbound' && to === sender)
  return before
    .slice(last + 1)
    .filter(
      ({ direction, from, answered }) => direction === 'outbound' && from === sender && !answered,
    )
}
