/** Turns agents' actions in Chatwoot into inputs for the gate. */

import { type Address, channelOf, parseAddress } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Input, Media } from '../../../../src/core/model/message/message.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { objectOf } from '../../../kit/json.ts'
import { type CommandContext, inputOf, parseCommand } from '../../kit/commands.ts'
import type { Records } from '../../kit/records.ts'
import { type Agents, agentName } from '../agents.ts'
import { idOf } from '../api.ts'
import type { SenderInbox } from '../delivery.ts'
import { formatRef, messageIdOf, ownerIdPrefix } from '../ids.ts'
import {
  type Conversation,
  type ConversationEvent,
  type Event,
  type MessageEvent,
  parseEvent,
  typeOf,
} from './event.ts'
import { plainText } from './markdown.ts'
import type { Proof } from './signature.ts'

type Options = {
  readonly connection: string
  readonly senderInboxes: ReadonlyMap<string, SenderInbox>
  readonly records: Records
  readonly agents: Agents
  readonly verify: (webhook: Webhook) => Proof
  readonly files: (http: Http, event: MessageEvent) => Promise<readonly Media[]>
}

/** An inbox's sender, and the contact. */
type Parties = { readonly sender: Address; readonly senderInbox: SenderInbox; readonly to: Address }

const DONE = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }

/** Reads an agent's message that the API listed. */
export type ReadMessage = (event: MessageEvent, at: Instant, http: Http) => Promise<Found>

/** Reads messages that no webhook brought; an unreadable one must not hold up the others. */
export const createReadMessage =
  (options: Options): ReadMessage =>
  async (event, at, http) => {
    try {
      return await created({ ...options, http, proof: {}, at }, event)
    } catch (error) {
      if (error instanceof WebhookError) return error.code
      throw error
    }
  }

/** See `Side.receive`. */
export const createReceive =
  (options: Options) =>
  async (webhook: Webhook, http: Http): Promise<Received> => {
    const proof = options.verify(webhook)
    if (webhook.method !== 'POST') throw new WebhookError('malformed', 'expected POST')
    const event = parseEvent(webhook.body)
    const found = await inputsOf({ ...options, http, proof, at: webhook.at }, event)
    return typeof found === 'string'
      ? { inputs: [], ignored: [found], answer: DONE }
      : { inputs: found, answer: DONE }
  }

/** A webhook with the context needed to read it. */
type Reading = Options & { readonly http: Http; readonly proof: Proof; readonly at: Instant }

/** The inputs, or the reason there are none. */
type Found = readonly Input[] | string

const inputsOf = async (reading: Reading, event: Event): Promise<Found> => {
  switch (event.event) {
    case 'message_created':
      return created(reading, event)
    case 'message_updated':
      return updated(reading, event)
    case 'conversation_updated':
      return assigned(reading, event)
    default:
      return event.name
  }
}

const created = async (reading: Reading, event: MessageEvent): Promise<Found> => {
  const reason = notToSend(event)
  if (reason) return reason
  const user = event.sender?.type === 'user' ? event.sender.id : undefined
  if (user && user === (await reading.agents.self(reading.http))) return 'own_message'
  return write(reading, event, 0)
}

const write = async (reading: Reading, event: MessageEvent, retry: number): Promise<Found> => {
  const { connection, at, files, http } = reading
  const { conversation, id, inbox, sender: author, content } = event
  const parties = await partiesOf(reading, conversation, inbox?.id)
  if (typeof parties === 'string') return parties
  const { sender, to, senderInbox } = parties
  const written: CommandContext = {
    id: messageIdOf(connection, { conversation: conversation.id, message: id }, retry),
    at,
    sender,
    to,
    agent: author ? agentName(author).slice(0, 200) : 'chatwoot',
    line: senderInbox.line,
    connection,
  }
  const chosen = templateOf(event)
  if (chosen) {
    const { id: own, agent } = written
    const origin = { connection, refusals: 'event' } as const
    return [{ kind: 'outbound', id: own, at, sender, to, agent, origin, content: chosen }]
  }
  const media = await files(http, event)
  const text = plainText(content ?? '', sender)
  const command = media.length > 0 ? { do: 'say' as const, text } : parseCommand(text)
  return [inputOf(command, { ...written, media })]
}

/** A deletion, or a use of the Retry button; other changes are ignored. */
const updated = async (reading: Reading, event: MessageEvent): Promise<Found> => {
  const { conversation, id, inbox, content_attributes } = event
  const attributes = objectOf(content_attributes)
  if (attributes.deleted === true) return deleted(reading, event)
  const reason = notToSend(event)
  if (reason) return reason
  if (attributes.external_error) return 'own_status'
  const found = senderOf(reading, inbox?.id ?? conversation.inbox_id)
  if (!found) return 'another_inbox'
  const { organisation } = found[1]
  const ours = formatRef({ conversation: conversation.id, message: id })
  const failed = { organisation, kind: 'failed', ours }
  const retry = await reading.records.theirs(failed)
  if (retry === undefined) return 'update'
  const inputs = await write(reading, event, Number(retry) + 1)
  await reading.records.forget(failed)
  return inputs
}

/** An agent deleted a message in Chatwoot: withdraw it if it waits, and delete its text here. */
const deleted = async (reading: Reading, event: MessageEvent): Promise<Found> => {
  const { connection, records, at } = reading
  const { conversation, id, inbox } = event
  const parties = await partiesOf(reading, conversation, inbox?.id)
  if (typeof parties === 'string') return parties
  const { sender, senderInbox, to } = parties
  const ref = { conversation: conversation.id, message: id }
  const { organisation } = senderInbox
  const mirrored = await records.ours({ organisation, kind: 'message', theirs: formatRef(ref) })
  const message = mirrored ?? messageIdOf(connection, ref)
  const own = `cw_${connection}_deleted_${formatRef(ref)}`
  return [
    { kind: 'recall', id: `${own}_recall`, at, address: to, message },
    { kind: 'redaction', id: own, at, sender, message, extent: 'whole' },
  ]
}

/** A conversation's assignee changed. */
const assigned = async (reading: Reading, event: ConversationEvent): Promise<Found> => {
  const { connection, agents, http, at } = reading
  const change = event.changed_attributes?.find((one) => 'assignee_id' in one)?.assignee_id
  if (!change) return 'conversation_updated'
  const parties = await partiesOf(reading, event, event.inbox_id)
  if (typeof parties === 'string') return parties
  const { sender, senderInbox, to } = parties
  const [before, current] = [idOf(change.previous_value), idOf(change.current_value)]
  const assignee = event.meta?.assignee
  const given = assignee?.email && assignee.id === current ? agentName(assignee) : undefined
  const agent = current === undefined ? null : (given ?? (await agents.nameOf(http, current)))
  if (agent === undefined) return 'unknown_agent'
  const id = `${ownerIdPrefix(connection)}${event.id}_${before ?? 0}_${current ?? 0}_${at}`
  return [{ kind: 'handover', id, at, sender, address: to, line: senderInbox.line, agent }]
}

const senderOf = (
  { senderInboxes }: Reading,
  inbox: number | undefined | null,
): [Address, SenderInbox] | undefined => {
  for (const [address, senderInbox] of senderInboxes)
    if (senderInbox.id === inbox) return [address as Address, senderInbox]
  return undefined
}

const partiesOf = async (
  reading: Reading,
  conversation: Conversation,
  inbox: number | undefined | null,
): Promise<Parties | string> => {
  const { proof } = reading
  const found = senderOf(reading, inbox ?? conversation.inbox_id)
  if (!found) return 'another_inbox'
  const [sender, senderInbox] = found
  if (proof.inbox !== undefined && proof.inbox !== senderInbox.id)
    throw new WebhookError('bad_signature', 'the signature is that of another inbox')
  const to = await contactOf(reading, conversation, sender, senderInbox)
  if (!to)
    throw new WebhookError(
      'malformed',
      'conversation: it has neither a phone number nor a Postern address',
    )
  return to === sender ? 'own_address' : { sender, senderInbox, to }
}

/** Finds the contact by the conversation's address, then its number, then our link. */
const contactOf = async (
  { records }: Reading,
  { contact_inbox, meta }: Conversation,
  sender: Address,
  { organisation }: SenderInbox,
): Promise<Address | undefined> => {
  const channel = channelOf(sender)
  const { id, identifier, phone_number } = meta?.sender ?? {}
  for (const text of [contact_inbox?.source_id, `${channel}:${phone_number}`, identifier]) {
    const address = parseAddress(text ?? '')
    if (address && channelOf(address) === channel) return address
  }
  if (!id) return undefined
  const kind = `address:${channel}`
  return parseAddress((await records.ours({ organisation, kind, theirs: String(id) })) ?? '')
}

/** The reason a message isn't one to send. */
const notToSend = (event: MessageEvent): string | undefined => {
  const type = typeOf(event)
  if (type !== 'outgoing') return `message_${type.replace(/\W/g, '_') || 'unknown'}`
  if (event.private) return 'note'
  const { postern, deleted } = objectOf(event.content_attributes)
  if (postern !== undefined) return 'own_message'
  return deleted === true ? 'deleted' : undefined
}

/** The template chosen in Chatwoot's own picker. */
const templateOf = ({ additional_attributes }: MessageEvent) => {
  const params = objectOf(objectOf(additional_attributes).template_params)
  const { name, language, processed_params } = params
  if (typeof name !== 'string' || name === '') return undefined
  const all = objectOf(processed_params)
  // Older versions only send the body's values.
  const values = Object.entries(all.body === undefined ? all : objectOf(all.body))
  return {
    kind: 'template',
    name,
    ...(typeof language === 'string' && language !== '' && { language }),
    variables: Object.fromEntries(
      values
        .filter(([, value]) => ['string', 'number'].includes(typeof value))
        .map(([key, value]) => [key, String(value)]),
    ),
  } as const
}
