/** A Delivery: a message that an agent wrote in HighLevel. */

import * as z from 'zod'
import { type Address, channelOf, parseAddress } from '../../../../src/core/model/address.ts'
import type { Input } from '../../../../src/core/model/message/message.ts'
import { BusyError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { CallError } from '../../kit/calls.ts'
import { inputOf, parseCommand } from '../../kit/commands.ts'
import { senderOfProvider } from '../config.ts'
import { COMMAND_SUFFIX, type Desk, messagePrefix, NOBODY } from '../desk.ts'

const idSchema = z.string().regex(/^[\w-]{1,128}$/)

/** Members that nobody knows are ignored. What has a `webhookId` is an event, whatever else it has. */
export const deliverySchema = z.object({
  webhookId: z.undefined().optional(),
  /** `Custom` is what it became overnight for providers beside the default one. */
  type: z.enum(['SMS', 'Custom']),
  messageId: idSchema,
  contactId: idSchema,
  phone: z.string().max(50).nullish(),
  message: z.string().max(65_536).nullish(),
  attachments: z.array(z.string().max(2_048)).max(20).nullish(),
  /** Who typed, not who has the contact; a workflow is nobody. */
  userId: z.string().max(200).nullish(),
})

export type Delivery = z.output<typeof deliverySchema>

/** The one input that it comes to. */
export const readDelivery = async (
  desk: Desk,
  delivery: Delivery,
  webhook: Webhook,
  http: Http,
): Promise<Received> => {
  const sender = await senderOf(desk, delivery, webhook, http)
  if (sender === undefined) return { inputs: [], ignored: ['another_provider'] }
  const to = await recipientOf(desk, delivery, sender)
  if (to === undefined) return { inputs: [], ignored: ['no_address'] }
  const input = inputOfDelivery(desk, delivery, { sender, to, at: webhook.at })
  return input ? { inputs: [input] } : { inputs: [], ignored: ['empty'] }
}

/** A Delivery doesn't say for which conversation provider it is: its address may, else they are asked. */
const senderOf = async (
  { api, config }: Desk,
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

/** By the number, else by whom we linked their contact to: some people have no number. */
export const recipientOf = async (
  { people, senders }: Desk,
  { phone, contactId }: Delivery,
  sender: Address,
): Promise<Address | undefined> => {
  const channel = channelOf(sender)
  const number = phone?.replace(/[\s().-]/g, '') ?? ''
  const byNumber = parseAddress(`${channel}:${number}`)
  if (byNumber) return byNumber
  const organisation = senders.find(({ address }) => address === sender)?.organisation
  const identity = organisation && (await people.identityOf(organisation, contactId))
  return parseAddress(`${channel}:${identity ?? ''}`)
}

type Parties = { readonly sender: Address; readonly to: Address; readonly at: number }

/** What it comes to; undefined: there is nothing in it. */
export const inputOfDelivery = (
  { connection, senders }: Desk,
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
    // What is no message is told apart by its id, since a message takes the contact as well.
    id: isMessage ? id : `${id}${COMMAND_SUFFIX}`,
    agent: userId || NOBODY,
    line: senders.find(({ address }) => address === parties.sender)?.line ?? '',
    connection,
    media,
  })
}
