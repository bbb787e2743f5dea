/** One webhook: the handshake, or a batch of changes of which none may lose another. */

import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Input } from '../../../../src/core/model/message.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { type Account, type Sender, senderOf } from '../account.ts'
import { idIn, type Json, listIn, objectIn, parseObject, textIn } from '../json.ts'
import { answerHandshake, verifySignature } from '../signature.ts'
import { toInbound } from './messages.ts'
import { toReceipt } from './statuses.ts'

/** Meta sends up to 3 MB. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

/** Verifies the webhook and reads all of it. What we can't use is acknowledged, else it came for a week. */
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
  const batch: Batch = { account, at: webhook.at, inputs: [], ignored: new Set() }
  for (const entry of listIn(json, 'entry'))
    for (const change of listIn(entry, 'changes')) readChange(batch, change)
  return { inputs: batch.inputs, ignored: [...batch.ignored], answer: { status: 200 } }
}

type Batch = {
  readonly account: Account
  readonly at: Instant
  readonly inputs: Input[]
  readonly ignored: Set<string>
}

const readChange = (batch: Batch, change: Json): void => {
  const field = textIn(change, 'field') ?? ''
  const value = objectIn(change, 'value')
  const phoneNumberId = idIn(objectIn(value, 'metadata'), 'phone_number_id')
  const sender = senderOf(batch.account, phoneNumberId)
  if (field !== 'messages') ignore(batch, `field ${field}`)
  // One app may carry many numbers; a valid signature does not make them ours.
  else if (!sender) ignore(batch, `phone number ${phoneNumberId ?? 'without an id'}`)
  else readMessages(batch, sender, value)
}

const readMessages = (batch: Batch, sender: Sender, value: Json): void => {
  const { account, at, inputs } = batch
  for (const message of listIn(value, 'messages')) {
    const input = toInbound(account, sender, value, message, at)
    if (input) inputs.push(input)
    else ignore(batch, 'a message without an id or a sender')
  }
  for (const status of listIn(value, 'statuses')) {
    const input = toReceipt(sender, status, at)
    if (input) inputs.push(input)
    else ignore(batch, `status ${textIn(status, 'status') ?? ''}`)
  }
}

const MAX_IGNORED = 20

/** For the log, so it is kept short whatever was sent. */
const ignore = ({ ignored }: Batch, what: string): void => {
  if (ignored.size < MAX_IGNORED) ignored.add(what.replace(/[^\w .-]/g, '?').slice(0, 80))
}
