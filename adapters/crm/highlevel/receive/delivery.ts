/** Reads a Delivery: a message that an agent wrote in HighLevel. */

import * as z from 'zod'
import { type Address, channelOf, parseAddress } from '../../../../src/core/model/address.ts'
import type { Input } from '../../../../src/core/model/message/message.ts'
import { nameIn } from '../../../../src/core/model/text.ts'
import { BusyError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { CallError } from '../../kit/call-error.ts'
import { inputOf, parseCommand } from '../../kit/commands.ts'
import { senderOfProvider } from '../config.ts'
import { COMMAND_SUFFIX, type Context, messagePrefix, WORKFLOW_AGENT } from '../context.ts'

const idSchema = z.string().regex(/^[\w-]{1,128}$/)

/** Unknown members are ignored. Anything with a `webhookId` is an event. */
export const deliverySchema = z.object({
  webhookId: z.undefined().optional(),
  /** `Custom` is the type that HighLevel now sends for non-default providers. */
  type: z.enum(['SMS', 'Custom']),
  messageId: idSchema,
  contactId: idSchema,
  phone: z.string().max(50).nullish(),
  message: z.string().max(65_536).nullish(),
  attachments: z.array(z.string().max(2_048)).max(20).nullish(),
  /** The author, not the contact's owner; undefined for a workflow. */
  userId: z.string().max(200).nullish(),
})

export type Delivery = z.output<typeof deliverySchema>

/** The input for a Delivery. */
export const readDelivery = async (
  context: Context,
  delivery: Delivery,
  webhook: Webhook,
  http: Http,
): Promise<Received> => {
  const sender = await senderOf(context, delivery, webhook, http)
  if (sender === undefined) return { inputs: [], ignored: ['another_provider'] }
  const to = await recipientOf(context, delivery, sender)
  if (to === undefined) return { inputs: [], ignored: ['no_address'] }
  const input = inputOfDelivery(context, delivery, { sender, to, at: webhook.at })
  return input ? { inputs: [input] } : { inputs: [], ignored: ['empty'] }
}

/** A Delivery doesn't name its conversation provider: take it from the address, else ask HighLevel. */
const senderOf = async (
  { api, config }: Context,
  { messageId }: Delivery,
  { url }: Webhook,
  http: Http,
): Promise<Address | undefined> => {
  const [only, ...more] = Object.keys(config.providers)
  if (more.length === 0) return only as Address | undefined
  const named = new URL(url).searchParams.get('provider')
  if (named !== null) return senderOfProvider(config, named)
  try {
    const { json } = await api.call(
      { method: 'GET', path: `/conversations/messages/${messageId}`, purpose: 'message.read' },
      http,
    )
    const message = (json.message ?? json) as { readonly conversationProviderId?: unknown }
    return senderOfProvider(config, String(message.conversationProviderId))
  } catch (error) {
    if (error instanceof CallError) throw new BusyError(error.outcome.code)
    throw error
  }
}

/** By number, else by our link: some contacts have no number. */
export const recipientOf = async (
  { contacts, senders }: Context,
  { phone, contactId }: Delivery,
  sender: Address,
): Promise<Address | undefined> => {
  const channel = channelOf(sender)
  const number = phone?.replace(/[\s().-]/g, '') ?? ''
  const byNumber = parseAddress(`${channel}:${number}`)
  if (byNumber) return byNumber
  const organisation = senders.find(({ address }) => address === sender)?.organisation
  const identity = organisation && (await contacts.identityOf(organisation, contactId))
  return parseAddress(`${channel}:${identity ?? ''}`)
}

type Parties = { readonly sender: Address; readonly to: Address; readonly at: number }

/** The input; undefined when the Delivery is empty. */
export const inputOfDelivery = (
  { connection, senders }: Context,
  { messageId, userId, message, attachments }: Delivery,
  parties: Parties,
): Input | undefined => {
  const media = (attachments ?? []).flatMap((url) => (/^https?:\/\//.test(url) ? [{ url }] : []))
  const text = message ?? ''
  if (text === '' && media.length === 0) return undefined
  const command = parseCommand(text)
  const isMessage = command.do === 'say' || command.do === 'template'
  const id = `${messagePrefix(connection)}${messageId}`
  return inputOf(command, {
    ...parties,
    // The id marks commands, because a message also assigns the contact.
    id: isMessage ? id : `${id}${COMMAND_SUFFIX}`,
    agent: nameIn(userId) ?? WORKFLOW_AGENT,
    line: senders.find(({ address }) => address === parties.sender)?.line ?? '',
    connection,
    media,
  })
}
