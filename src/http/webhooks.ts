/** Webhooks of providers and CRMs: verified, decided and on disk before they are answered. */

import type { Context, Hono } from 'hono'
import { memberOf } from '../config/layers.ts'
import type { Organisation, Sender } from '../config/schema.ts'
import type { Trace } from '../core/model/message/effect.ts'
import type { Input, Message, Receipt } from '../core/model/message/message.ts'
import type { Gateway } from '../engine/gateway.ts'
import { WebhookError } from '../ports/errors.ts'
import type { Received, SenderUpdate, Webhook, WebhookAnswer } from '../ports/side.ts'
import { wireVerdict } from '../wire/events.ts'
import { respond } from './kit/answer.ts'
import { readBody } from './kit/body.ts'
import { following, inRequest } from './kit/follow.ts'
import { measureRequests } from './kit/measure.ts'
import { invalid, notFound, ProblemError } from './kit/problem.ts'
import { checkPurpose } from './kit/purpose.ts'
import { isOwnSender } from './v1/shared/lookup.ts'

const MAX_BODY_BYTES = 64 * 1024
const EMPTY = new Uint8Array()

/**
 * Mounts `/webhooks/{connection}`, `…/messages` and `…/status`, for POST and GET.
 *
 * @example serveWebhooks(app, gateway) // POST /webhooks/acme-twilio/messages
 */
export const serveWebhooks = (app: Hono, gateway: Gateway): void => {
  const { directory, providers, crms, clock, log, metrics } = gateway

  const receive = (c: Context, route: Webhook['route']): Promise<Response> => {
    // Only a CRM's trace is continued; a provider's belongs to the provider.
    const isCrm = memberOf(crms, c.req.param('connection') ?? '') !== undefined
    return inRequest(c, 'webhook', (trace) => accept(c, route, trace), isCrm)
  }

  const accept = async (c: Context, route: Webhook['route'], trace: Trace): Promise<Response> => {
    const connection = c.req.param('connection') ?? ''
    const provider = memberOf(providers, connection)
    const side = provider ?? memberOf(crms, connection)
    if (!side) throw notFound('connection of this name')
    try {
      const { method, headers } = c.req.raw
      const maxBytes = side.maxBodyBytes ?? MAX_BODY_BYTES
      const raw = rawTarget(c)
      const { inputs, answer, ignored, unsupported, former, senderUpdates, erased } =
        await side.receive(
          {
            connection,
            route,
            method,
            url: `${directory.publicUrl}${raw ?? pathOf(c.req.url)}`,
            ...(raw === undefined && { isUrlNormalised: true as const }),
            headers,
            body: method === 'GET' ? EMPTY : await readBody(c, maxBytes),
            at: clock(),
          },
          gateway.http,
        )
      if (ignored?.length)
        log.info('webhook_ignored', { connection, route, ignored: ignored.join() })
      logUnsupported(gateway, connection, [
        ...(unsupported ?? []),
        ...inputs.flatMap(unsupportedIn),
      ])
      if (senderUpdates) await applySenderUpdates(gateway, connection, senderUpdates)
      if (erased) await eraseContacts(gateway, connection, erased)
      const { handle } = following(gateway, trace, connection)
      const results = []
      const owned = [
        ...(await withOwners(gateway, connection, inputs)),
        ...(former ? await withFormerOwners(gateway, connection, former) : []),
      ]
      for (const { input, organisation, sender } of owned) {
        checkSend(input, organisation, sender)
        const handled = await handle(organisation.id, atConnection(input, connection), sender)
        if (handled && !provider) results.push({ id: input.id, ...wireVerdict(handled.verdict) })
      }
      log.debug('webhook', { requestId: trace.request, connection, route, inputs: inputs.length })
      if (answer) return answerWith(answer)
      return provider ? c.body(null, 200) : respond(c, { status: 202, body: { results } })
    } catch (error) {
      const code = rejectionOf(error)
      if (code) {
        metrics.count('postern_webhooks_rejected_total', { connection, code })
        log.warn('webhook_rejected', { requestId: trace.request, connection, route, code })
      }
      // An unverified request learns nothing; a verified CRM learns which member is wrong.
      if (!provider && error instanceof WebhookError && code === 'malformed')
        throw new ProblemError('malformed', `${error.detail}.`)
      if (code !== undefined || side.unstoredStatus === undefined) throw error
      log.error('webhook_not_stored', { connection, route, error: String(error) })
      return answerWith({ status: side.unstoredStatus, headers: { 'retry-after': '1' } })
    }
  }

  app.use('/webhooks/*', measureRequests(gateway))
  for (const [path, route] of ROUTES)
    app.on(['POST', 'GET'], `/webhooks/:connection${path}`, (c) => receive(c, route))
  for (const [path] of ROUTES)
    app.all(`/webhooks/:connection${path}`, () => {
      throw new ProblemError('method_not_allowed', 'This route allows POST, GET.', {
        headers: { Allow: 'POST, GET' },
      })
    })
}

/** Refuses what `POST /v1/messages` refuses. An agent reads why in the conversation instead. */
const checkSend = (input: Input, organisation: Organisation, sender: Sender | undefined): void => {
  if (input.kind !== 'outbound' || input.origin?.refusals === 'event') return
  if (isOwnSender(organisation, input.to)) throw invalid('data.to', 'is a sender, not a contact')
  if (input.purpose !== undefined && sender)
    checkPurpose(sender.rules, input.purpose, 'data.purpose')
}

/** An input for an unknown sender must not lose the rest of the batch; a batch of only such inputs is refused. */
const withOwners = async (gateway: Gateway, connection: string, inputs: readonly Input[]) => {
  const { log, providers } = gateway
  const owned: (Owner & { readonly input: Input })[] = []
  for (const input of inputs) {
    const owner =
      ownerOf(gateway, connection, input) ?? (await movedOwner(gateway, connection, input))
    if (owner) owned.push({ input, ...owner })
    else log.warn('unknown_sender', { connection, sender: senderOf(input) })
  }
  const [first] = inputs
  if (!first || owned.length > 0) return owned
  if (memberOf(providers, connection)) throw notFound('such sender of this connection')
  throw new ProblemError('unknown_sender', `${senderOf(first)} is not a sender of this connection.`)
}

/** Keeps statuses of messages sent through this connection before their sender moved to another. */
const withFormerOwners = async (
  gateway: Gateway,
  connection: string,
  receipts: readonly Receipt[],
) => {
  const owned: (Owner & { readonly input: Input })[] = []
  for (const input of receipts) {
    const owner = await movedOwner(gateway, connection, input)
    if (owner) owned.push({ input, ...owner })
    else gateway.log.info('status_ignored', { connection, sender: input.sender })
  }
  return owned
}

/** Files are fetched through the connection that received the message, even after its sender moved. */
const atConnection = (input: Input, connection: string): Input =>
  input.kind === 'inbound' ? { ...input, connection } : input

/** The organisation of an input, and the sender it names. */
type Owner = { readonly organisation: Organisation; readonly sender?: Sender }

/** Applies a provider's changes of our senders. Only the provider lifts a restriction it imposed. */
const applySenderUpdates = async (
  { directory, log, policies }: Gateway,
  connection: string,
  senderUpdates: readonly SenderUpdate[],
): Promise<void> => {
  for (const { sender: address, what, templates, state, pause } of senderUpdates) {
    const sender = directory.sender(address)
    if (sender?.connection !== connection) continue
    log.warn('sender_update', { connection, sender: address, what })
    if (templates) await policies.refresh(sender)
    if (pause) await policies.pause(sender, pause.until, pause.code, pause.spares)
    const isOurs = (await policies.condition(sender)).state === 'inactive'
    if (state && !isOurs) await policies.setState(sender, state, { by: 'provider', reason: what })
  }
}

/** Logs unsupported messages of contacts. */
const logUnsupported = (
  { log, metrics }: Gateway,
  connection: string,
  kinds: readonly string[],
): void => {
  for (const kind of kinds) {
    log.warn('inbound_uncarried', { connection, kind })
    metrics.count('postern_inbound_uncarried_total', { connection, kind })
  }
}

/** Erases the contacts that a CRM has erased, in the organisations it serves. */
const eraseContacts = async (
  { directory, store, log, clock }: Gateway,
  connection: string,
  erased: NonNullable<Received['erased']>,
): Promise<void> => {
  for (const { organisation, address } of erased) {
    if (!directory.organisation(organisation)?.crms.includes(connection)) continue
    const loaded = await store.load({ organisation, addresses: [address] })
    if (!loaded || loaded.version === 0) continue
    if (loaded.contact.legalHold) {
      log.warn('erasure_held', { connection, organisation, contact: loaded.contact.id })
      continue
    }
    await store.erase(organisation, loaded.contact.id, clock())
    log.info('erased_by_crm', { connection, organisation, contact: loaded.contact.id })
  }
}

/** Only this connection's senders: the signature of one account proves nothing about another's. */
const ownerOf = (
  { directory }: Pick<Gateway, 'directory'>,
  connection: string,
  input: Input,
): Owner | undefined => {
  const named = senderOf(input)
  const sender = named && directory.sender(named)
  if (sender && belongs(sender, connection)) return { organisation: sender.organisation, sender }
  const [bound, ...more] = directory.organisations.filter(({ crms }) => crms.includes(connection))
  return bound && more.length === 0 && named === undefined ? { organisation: bound } : undefined
}

/**
 * A status from a sender's earlier connection. It must name a message sent from that sender: by the
 * provider's id or, if we never got that id, by our own, of a message with an attempt through this
 * connection. The signature proves only that the status comes from this connection's account.
 */
const movedOwner = async (
  { directory, providers, store }: Gateway,
  connection: string,
  input: Input,
): Promise<Owner | undefined> => {
  if (input.kind !== 'receipt' || !input.providerId || !memberOf(providers, connection))
    return undefined
  const sender = directory.sender(input.sender)
  if (!sender) return undefined
  const { organisation } = sender
  const named = await store.load({ organisation: organisation.id, providerId: input.providerId })
  const ours = named?.message ?? (await attempted(store, organisation.id, connection, input))
  const isOurs =
    ours?.sender === input.sender && (input.message === undefined || input.message === ours.id)
  return isOurs ? { organisation, sender } : undefined
}

/** The message that a receipt names by our id, if an attempt of it went over this connection. */
const attempted = async (
  store: Gateway['store'],
  organisation: string,
  connection: string,
  { message }: Receipt,
): Promise<Message | undefined> => {
  const found = message === undefined ? undefined : await store.message(organisation, message)
  return found?.history.some((entry) => entry.connection === connection) ? found : undefined
}

const ROUTES: readonly (readonly [string, Webhook['route']])[] = [
  ['/messages', 'messages'],
  ['/status', 'status'],
  ['', 'root'],
]

const senderOf = (input: Input) => ('sender' in input ? input.sender : undefined)

const answerWith = ({ status, headers = {}, body }: WebhookAnswer) =>
  new Response(body ?? null, { status, headers })

const belongs = (sender: Sender, connection: string) =>
  sender.connection === connection || sender.organisation.crms.includes(connection)

/** A group's message reaches the CRM, but answers can't reach the group; an unsupported message is lost. */
const unsupportedIn = (input: Input): readonly string[] => {
  if (input.kind !== 'inbound') return []
  const { form, type } = input.message
  return form === 'group' || type === 'unsupported' ? [form === 'group' ? form : type] : []
}

/**
 * Path and query as they stood in the request line, where Node shows them: a signature is over these
 * bytes, and a URL that has been parsed has lost some of them (`'` becomes `%27`).
 */
const rawTarget = (c: Context): string | undefined => {
  const { incoming } = (c.env ?? {}) as { readonly incoming?: { readonly url?: unknown } }
  const target = incoming?.url
  if (typeof target !== 'string') return undefined
  if (target.startsWith('/')) return target
  // A proxy may name the whole URL.
  return /^https?:\/\/[^/?#]+\//i.test(target) ? pathOf(target) : undefined
}

/** Path and query of a URL. */
const pathOf = (url: string) => url.slice(url.indexOf('/', url.indexOf('://') + 3))

const rejectionOf = (error: unknown): string | undefined => {
  if (error instanceof WebhookError) return error.code
  return error instanceof ProblemError ? error.reason : undefined
}
