/** Inbound messages: https://developers.telnyx.com/docs/messaging/messages/receive-message */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Inbound, Media, Received } from '../../../../src/core/model/message/message.ts'
import { type Json, listIn, memberIn, objectIn, textIn } from '../../../kit/json.ts'
import type { Account } from '../account.ts'
import { partiesIn, toAddress } from '../address.ts'
import { idIn, timeIn } from '../json.ts'

export const NO_NUMBER = 'a message from a name'

/** The message of a `message.received`; a text gives the reason for having none. */
export const toInbound = (account: Account, event: Json, at: number): Inbound | string => {
  const payload = objectIn(event, 'payload')
  const type = textIn(payload, 'type')
  // RCS and WhatsApp come over the same address, and are not text messages.
  if (type !== undefined && !/^(?:SMS|MMS)$/i.test(type)) return `a message of type ${type}`
  if (textIn(payload, 'direction') === 'outbound') return 'an outbound message'
  const providerId = idIn(payload, 'id')
  const from = toAddress(memberIn(payload, 'from'))
  if (!providerId) return 'a message without an id'
  if (!from) return NO_NUMBER
  // When both numbers are at Telnyx, our sends come back in; answering them would never end.
  if (account.senders.includes(from)) return 'a message from one of our senders'
  const recipients = partiesIn(payload, 'to').flatMap((party) => toAddress(party) ?? [])
  const sender = recipients.find((address) => account.senders.includes(address))
  if (!sender) return 'a message to a number that is not a sender here'
  const optOut = OPT_OUTS.get(textIn(payload, 'autoresponse_type')?.toUpperCase() ?? '')
  return {
    kind: 'inbound',
    id: inboundId(idIn(event, 'id') ?? providerId),
    at: timeIn(payload, 'received_at', at) ?? timeIn(event, 'occurred_at', at) ?? at,
    sender,
    from,
    aliases: [],
    providerId,
    message: toReceived(payload, recipients),
    ...(optOut ? { optOut } : {}),
  }
}

/** An event keeps its id in repeats, and in the list of deliveries. */
const inboundId = (event: string): string => `tx_${event}`

const OPT_OUTS: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
])

const toReceived = (payload: Json, recipients: readonly Address[]): Received => {
  const media = mediaIn(payload)
  // Phones fill in subjects of their own, so it counts only when there is no other text.
  const text = textIn(payload, 'text') ?? textIn(payload, 'subject')
  const isGroup = recipients.length > 1 || partiesIn(payload, 'cc').length > 0
  return {
    form: isGroup ? 'group' : 'message',
    type: media.length > 0 ? 'media' : 'text',
    media,
    ...(text ? { text } : {}),
  }
}

const MAX_MEDIA = 20
/** The layout of an MMS, which has no content. */
const LAYOUT = /^application\/smil\b/i
const SHA256 = /^[0-9a-f]{64}$/i

const mediaIn = (payload: Json): readonly Media[] =>
  listIn(payload, 'media')
    .flatMap((item): readonly Media[] => {
      const url = textIn(item, 'url')
      const contentType = textIn(item, 'content_type')
      if (!url || LAYOUT.test(contentType ?? '')) return []
      const hash = textIn(item, 'sha256') ?? textIn(item, 'hash_sha256') ?? ''
      const kept = SHA256.test(hash) ? `${url.replace(/#.*$/s, '')}#sha256=${hash}` : url
      return [{ url: kept, ...(contentType ? { contentType } : {}) }]
    })
    .slice(0, MAX_MEDIA)
