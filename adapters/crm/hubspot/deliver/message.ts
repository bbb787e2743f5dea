/** Posts messages to the thread: the contact's own, and those sent from elsewhere. */

import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { isoTime } from '../../../../src/wire/events.ts'
import { type Json, listOf } from '../../../kit/json.ts'
import { authorLine, messageText } from '../../kit/message-text.ts'
import { idOf } from '../account/api.ts'
import { identifierOf } from '../config.ts'
import { agentMessageOf, type Context } from '../context.ts'
import { attachFiles } from './files.ts'

export type About = Order<Tell> & { readonly message: Message }

/**
 * Posts the message once. HubSpot finds or creates contact and thread by the number, and deduplicates by our
 * id: after a lost answer we repeat the same request.
 */
export const postMessage = async (
  context: Context,
  order: About,
  account: string,
  http: Http,
): Promise<void> => {
  const { organisation, contact, message } = order
  const { api, paths, recordLinks } = context
  if ((await recordLinks.get(organisation, 'message', message.id)) !== undefined) return
  const { json } = await api.call(
    {
      method: 'POST',
      path: `${paths.channel}/messages`,
      json: await bodyOf(context, order, account, http),
      purpose: order.effect.type,
      // An earlier attempt posted it.
      expect: [409],
    },
    http,
  )
  const { sender, address } = message
  const threadKey = { organisation, contact, sender, address }
  await recordLinks.linkThread(threadKey, idOf(json.conversationsThreadId))
  const [party] = partiesOf(json, message.direction === 'inbound' ? 'senders' : 'recipients')
  await recordLinks.linkContact(threadKey, party?.actorId)
  const id = idOf(json.id)
  if (id !== undefined) await recordLinks.put({ organisation, contact }, 'message', message.id, id)
}

const partiesOf = (json: Json, role: 'senders' | 'recipients'): readonly Json[] =>
  listOf(json[role])

const bodyOf = async (
  context: Context,
  order: About,
  account: string,
  http: Http,
): Promise<Json> => {
  const { message, effect } = order
  const isInbound = message.direction === 'inbound'
  const name = message.received?.profileName
  const them = {
    ...(isInbound && name && { name }),
    deliveryIdentifier: identifierOf(message.address),
  }
  const us = { deliveryIdentifier: identifierOf(message.sender) }
  const quoted = await quotedId(context, order)
  return {
    ...(await saidIn(context, order, http)),
    messageDirection: isInbound ? 'INCOMING' : 'OUTGOING',
    channelAccountId: account,
    senders: [isInbound ? them : us],
    recipients: [isInbound ? us : them],
    timestamp: isoTime(isInbound ? message.at : effect.at),
    integrationIdempotencyId: message.id,
    ...(quoted !== undefined && { inReplyToId: quoted }),
  }
}

const saidIn = async (
  context: Context,
  order: About,
  http: Http,
): Promise<{ readonly text: string; readonly attachments: readonly Json[] }> => {
  const { message, effect } = order
  const notes = context.notesFor(message.sender)
  if (effect.detail?.withheld === true) return { text: notes.say('withheld'), attachments: [] }
  const { attachments, links } = await attachFiles(context, order, http)
  const author = message.direction === 'outbound' ? [`[${authorLine(message, notes)}]`] : []
  const lines = [...author, messageText(message, notes), ...links]
  return {
    text: lines.filter((line) => line !== '').join('\n'),
    attachments: [...attachments, ...locationOf(message)],
  }
}

const locationOf = ({ received }: Message): readonly Json[] => {
  if (!received?.location) return []
  const { latitude, longitude, label, address } = received.location
  return [
    {
      type: 'LOCATION',
      latitude,
      longitude,
      ...(label !== undefined && { name: label }),
      ...(address !== undefined && { address }),
    },
  ]
}

/** The message that the contact quotes, if it is in HubSpot's thread. */
const quotedId = async (
  { recordLinks, connection }: Context,
  { organisation, quoted }: About,
): Promise<string | undefined> => {
  if (!quoted) return undefined
  const written = agentMessageOf(connection, quoted)?.message
  return written ?? (await recordLinks.get(organisation, 'message', quoted.id))
}
