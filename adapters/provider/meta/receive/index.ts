/** Reads a webhook: the handshake, or a batch in which a bad change must not lose the others. */

import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Input, Receipt } from '../../../../src/core/model/message/message.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Received, SenderUpdate, Webhook } from '../../../../src/ports/side.ts'
import { type Json, listIn, objectIn, parseObject, textIn } from '../../../kit/json.ts'
import { type Account, type Sender, senderOf } from '../account.ts'
import { toAddress } from '../address.ts'
import { codeIn } from '../errors.ts'
import { idIn } from '../json.ts'
import { answerHandshake, verifySignature } from '../signature.ts'
import { senderUpdatesIn } from './account.ts'
import { toEcho, toInbound } from './messages.ts'
import { toPreference } from './preferences.ts'
import { toReceipt } from './statuses.ts'

/** Meta sends up to 3 MB. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

/** Verifies and reads the webhook. Unusable content is acknowledged, or Meta would repeat it for a week. */
export const receive = (
  account: Account,
  keys: readonly KeyObject[],
  webhook: Webhook,
): Received => {
  if (webhook.method === 'GET')
    return { inputs: [], answer: answerHandshake(webhook.url, account.verifyToken) }
  verifySignature(webhook, keys)
  const json = parseObject(webhook.body)
  if (!json) throw new WebhookError('malformed', 'the body is not a JSON object')
  const batch: Batch = {
    account,
    at: webhook.at,
    inputs: [],
    former: [],
    senderUpdates: [],
    ignored: new Set(),
    unsupported: [],
  }
  for (const entry of listIn(json, 'entry'))
    for (const change of listIn(entry, 'changes')) readChange(batch, entry, change)
  const { inputs, former, senderUpdates, ignored, unsupported } = batch
  return {
    inputs,
    former,
    senderUpdates,
    ignored: [...ignored],
    unsupported,
    answer: { status: 200 },
  }
}

type Batch = {
  readonly account: Account
  readonly at: Instant
  readonly inputs: Input[]
  readonly former: Receipt[]
  readonly senderUpdates: SenderUpdate[]
  readonly ignored: Set<string>
  readonly unsupported: string[]
}

const readChange = (batch: Batch, entry: Json, change: Json): void => {
  const { account } = batch
  const field = textIn(change, 'field') ?? ''
  const value = objectIn(change, 'value')
  const senderUpdates = senderUpdatesIn(account, entry, field, value)
  batch.senderUpdates.push(...(senderUpdates ?? []))
  const lists = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
  const phoneNumberId = idIn(objectIn(value, 'metadata'), 'phone_number_id')
  const sender = senderOf(account, phoneNumberId)
  if (senderUpdates) {
    if (senderUpdates.length === 0) ignore(batch, `${field} of another account`)
  } else if (!lists) ignore(batch, `field ${field}`)
  // An app may carry many numbers; a valid signature doesn't make them ours.
  else if (!sender) readStranger(batch, phoneNumberId, value)
  else readLists(batch, sender, lists, field === 'standby' ? objectIn(value, field) : value)
}

/** A number may have moved to another connection: statuses of what it sent here still arrive. */
const readStranger = (batch: Batch, phoneNumberId: string | undefined, value: Json): void => {
  ignore(batch, `phone number ${phoneNumberId ?? 'without an id'}`)
  const address = toAddress(
    textIn(objectIn(value, 'metadata'), 'display_phone_number')?.replace(/\D/g, ''),
  )
  if (!address || phoneNumberId === undefined) return
  for (const item of listIn(value, 'statuses')) {
    const receipt = toReceipt({ address, phoneNumberId }, item, batch.at)
    if (receipt) batch.former.push(receipt)
  }
}

const readLists = (batch: Batch, sender: Sender, lists: Lists, value: Json): void => {
  for (const [list, toInput] of lists)
    for (const item of listIn(value, list)) {
      const input = toInput(batch, sender, value, item)
      if (input) batch.inputs.push(input)
      else {
        const kind = textIn(item, 'type') ?? textIn(item, 'status') ?? ''
        ignore(batch, `${list} ${kind}`)
        if (list === 'messages') batch.unsupported.push(/^\w{1,40}$/.test(kind) ? kind : 'unknown')
      }
    }
  // Sent in place of content, such as a message that could not be received.
  const code = codeIn(value)
  if (code) ignore(batch, `error ${code}`)
}

type Read = (batch: Batch, sender: Sender, value: Json, item: Json) => Input | undefined
type Lists = readonly (readonly [list: string, read: Read])[]

const MESSAGES: Read = ({ account, at }, sender, value, item) =>
  toInbound(account, sender, value, item, at)
const STATUSES: Read = ({ at }, sender, _, item) => toReceipt(sender, item, at)
const ECHOES: Read = ({ account, at }, sender, _, item) => toEcho(account, sender, item, at)
const PREFERENCES: Read = ({ at }, sender, value, item) => toPreference(sender, value, item, at)

/** The lists in a field's value, with the type of their items. Message history is old and is ignored. */
const FIELDS: Readonly<Record<string, Lists>> = {
  messages: [
    ['messages', MESSAGES],
    ['statuses', STATUSES],
  ],
  smb_message_echoes: [['message_echoes', ECHOES]],
  message_echoes: [['message_echoes', ECHOES]],
  user_preferences: [['user_preferences', PREFERENCES]],
  // While Meta's own agent answers, only customers' messages come here, one level deeper.
  standby: [
    ['messages', MESSAGES],
    ['message_echoes', ECHOES],
    ['statuses', STATUSES],
  ],
}

const MAX_IGNORED = 20

/** For the log: shortened, whatever was sent. */
const ignore = ({ ignored }: Batch, what: string): void => {
  if (ignored.size < MAX_IGNORED) ignored.add(what.replace(/[^\w .-]/g, '?').slice(0, 80))
}
