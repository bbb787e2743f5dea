/** A message and its files as Twilio shows them: https://www.twilio.com/docs/messaging/api/message-resource */

import { createHash } from 'node:crypto'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Media, Message } from '../../../src/core/model/message/message.ts'
import { failureOf } from './codes.ts'
import { formatAddress, statusOf } from './names.ts'
import { segmentsOn } from './segments.ts'
import { sidOf } from './sid.ts'

export type Resource = Readonly<Record<string, unknown>>

/** All members of Twilio's resource. `withheld`: the contact's words stay here. */
export const messageResource = (account: string, message: Message, withheld = false): Resource => {
  const { direction, sender, address, automatic, history, at } = message
  const isInbound = direction === 'inbound'
  const sid = sidOf(message)
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`
  const text = withheld ? '' : textOf(message)
  const failure = failureOf(message)
  const sentAt = isInbound ? at : history.find(({ status }) => HAS_LEFT.includes(status))?.at
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body: text,
    date_created: rfc2822(at),
    date_sent: sentAt === undefined ? null : rfc2822(sentAt),
    date_updated: rfc2822(history.at(-1)?.at ?? at),
    direction: isInbound ? 'inbound' : automatic ? 'outbound-reply' : 'outbound-api',
    error_code: failure?.code ?? null,
    error_message: failure?.sentence ?? null,
    from: formatAddress(isInbound ? address : sender),
    messaging_service_sid: message.origin?.service ?? null,
    num_media: String(withheld ? 0 : messageMedia(message).length),
    num_segments: String(segmentsOn(sender, text)),
    price: null,
    price_unit: null,
    sid,
    status: statusOf(message),
    subresource_uris: { media: `${uri}/Media.json` },
    to: formatAddress(isInbound ? sender : address),
    uri: `${uri}.json`,
  }
}

const HAS_LEFT: readonly string[] = ['sent', 'delivered', 'read']

/** One file of a message. */
export const mediaResource = (account: string, message: Message, index: number): Resource => {
  const parent = sidOf(message)
  const sid = mediaSidOf(message, index)
  return {
    sid,
    account_sid: account,
    parent_sid: parent,
    content_type: messageMedia(message)[index]?.contentType ?? 'application/octet-stream',
    date_created: rfc2822(message.at),
    date_updated: rfc2822(message.at),
    uri: `/2010-04-01/Accounts/${account}/Messages/${parent}/Media/${sid}.json`,
  }
}

/** The SID of a message's file, by its number. */
export const mediaSidOf = ({ id }: Pick<Message, 'id'>, index: number): string =>
  `ME${digest(`${id} ${index}`)}`

/** The files of a message in either direction. */
export const messageMedia = ({ content, received }: Message): readonly Media[] =>
  received?.media ?? (content?.kind === 'media' ? content.media : [])

/** `Tue, 24 Nov 2026 09:00:00 +0000` */
const rfc2822 = (at: Instant): string => new Date(at).toUTCString().replace('GMT', '+0000')

/** 32 hexadecimal digits, always the same for the same text. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)

const textOf = ({ content, rendered, received }: Message): string =>
  received
    ? (received.text ?? received.button?.text ?? received.list?.title ?? '')
    : (rendered ?? (content && 'text' in content ? content.text : undefined) ?? '')
