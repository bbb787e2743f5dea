/** Posts messages to the thread: the contact's own, and those sent from elsewhere. */

import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { isoTime } from '../../../../src/wire/events.ts'
import { authorLine, spokenText } from '../../kit/spoken.ts'
import { idOf, type Json } from '../account/api.ts'
import { identifierOf } from '../config.ts'
import { type Desk, writtenThere } from '../desk.ts'
import { attachFiles } from './files.ts'

export type About = Order<Tell> & { readonly message: Message }

/**
 * Posts the message once. HubSpot finds or creates contact and thread by the number, and deduplicates by our
 * id: after a lost answer we repeat the same request.
 */
export const postMessage = async (
  desk: Desk,
  order: About,
  account: string,
  http: Http,
): Promise<void> => {
  const { organisation, contact, message } = order
  const { api, paths, people } = desk
  if ((await people.get(organisation, 'message', message.id)) !== undefined) return
  const { json } = await api.call(
    {
      method: 'POST',
      path: `${paths.channel}/messages`,
      json: await bodyOf(desk, order, account, http),
      purpose: order.effect.type,
      // An earlier attempt posted it.
      expect: [409],
    },
    http,
  )
  const { sender, address } = message
  const talk = { organisation, contact, sender, address }
  await people.learnThread(talk, idOf(json.conversationsThreadId))
  const [party] = partiesOf(json, message.direction === 'inbound' ? 'senders' : 'recipients')
  await people.learnContact(talk, party?.actorId)
  const id = idOf(json.id)
  if (id !== undefined) await people.put({ organisation, contact }, 'message', message.id, id)
}

const partiesOf = (json: Json, role: 'senders' | 'recipients'): readonly Json[] =>
  Array.isArray(json[role]) ? (json[role] as readonly Json[]) : []

const bodyOf = async (desk: Desk, order: About, account: string, http: Http): Promise<Json> => {
  const { message, effect } = order
  const isInbound = message.direction === 'inbound'
  const name = message.received?.profileName
  const them = {
    ...(isInbound && name && { name }),
    deliveryIdentifier: identifierOf(message.address),
  }
  const us = { deliveryIdentifier: identifierOf(message.sender) }
  const quoted = await quotedId(desk, order)
  return {
    ...(await saidIn(desk, order, http)),
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
  desk: Desk,
  order: About,
  http: Http,
): Promise<{ readonly text: string; readonly attachments: readonly Json[] }> => {
  const { message, effect } = order
  const notes = desk.notesFor(message.sender)
  if (effect.detail?.withheld === true) return { text: notes.say('withheld'), attachments: [] }
  const { attachments, links } = await attachFiles(desk, order, http)
  const author = message.direction === 'outbound' ? [`[${authorLine(message, notes)}]`] : []
  const lines = [...author, spokenText(message, notes), ...links]
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
  { people, connection }: Desk,
  { organisation, quoted }: About,
): Promise<string | undefined> => {
  if (!quoted) return undefined
  const written = writtenThere(connection, quoted)?.message
  return written ?? (await people.get(organisation, 'message', quoted.id))
}
