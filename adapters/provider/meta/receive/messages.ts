/** Messages of customers: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Echo, Inbound, Media, Received } from '../../../../src/core/model/message/message.ts'
import { type Json, listIn, objectIn, textIn } from '../../../kit/json.ts'
import type { Account, Sender } from '../account.ts'
import { aliasesBeside, toAddress } from '../address.ts'
import { timeIn } from '../json.ts'
import { receivedContent } from './content.ts'
import { idOf } from './id.ts'

/** The message as an input; undefined without an id or a sender. */
export const toInbound = (
  account: Account,
  sender: Sender,
  value: Json,
  message: Json,
  at: Instant,
): Inbound | undefined => {
  const providerId = textIn(message, 'id')
  const contact = contactOf(value, message)
  const ids = [
    textIn(message, 'from'),
    textIn(contact, 'wa_id'),
    textIn(message, 'from_user_id'),
    textIn(contact, 'user_id'),
    textIn(message, 'from_parent_user_id'),
    textIn(contact, 'parent_user_id'),
  ]
  const from = ids.flatMap((id) => toAddress(id) ?? [])[0]
  if (!providerId || !from) return undefined
  return {
    kind: 'inbound',
    id: idOf(sender.phoneNumberId, providerId),
    at: timeIn(message, 'timestamp', at),
    sender: sender.address,
    from,
    aliases: aliasesBeside(from, [...ids, ...newIdsOf(message)]),
    providerId,
    message: toReceived(account, sender, contact, message),
  }
}

/** A message that one of our people wrote in the WhatsApp Business app. */
export const toEcho = (
  account: Account,
  sender: Sender,
  message: Json,
  at: Instant,
): Echo | undefined => {
  const providerId = textIn(message, 'id')
  const ids = [textIn(message, 'to'), textIn(message, 'to_user_id')]
  const to = ids.flatMap((id) => toAddress(id) ?? [])[0]
  if (!providerId || !to) return undefined
  return {
    kind: 'echo',
    id: idOf(sender.phoneNumberId, providerId),
    at: timeIn(message, 'timestamp', at),
    sender: sender.address,
    to,
    aliases: aliasesBeside(to, ids),
    providerId,
    message: toReceived(account, sender, {}, message),
  }
}

/** System messages and Meta's own have no contact, or one without a profile. */
const contactOf = (value: Json, message: Json): Json => {
  const contacts = listIn(value, 'contacts')
  const [from, user] = [textIn(message, 'from'), textIn(message, 'from_user_id')]
  const own = contacts.find(
    (contact) =>
      (from !== undefined && textIn(contact, 'wa_id') === from) ||
      (user !== undefined && textIn(contact, 'user_id') === user),
  )
  if (own) return own
  // A number may have two spellings (Brazil's ninth digit); with one contact and one message there is no doubt.
  const isOnly = contacts.length === 1 && listIn(value, 'messages').length === 1
  return (isOnly && textIn(message, 'type') !== 'system' && contacts[0]) || {}
}

/** A contact whose number or id changed brings both, and stays the same contact. */
const newIdsOf = (message: Json): readonly (string | undefined)[] => {
  const system = objectIn(message, 'system')
  return [
    ...['wa_id', 'new_wa_id', 'user_id', 'previous_user_id'],
    ...['parent_user_id', 'previous_parent_user_id'],
  ].map((name) => textIn(system, name))
}

const toReceived = (account: Account, sender: Sender, contact: Json, message: Json): Received => {
  const type = textIn(message, 'type') ?? 'unknown'
  const { replyTo, ...content } = receivedContent(message, type, {
    account,
    phoneNumberId: sender.phoneNumberId,
  })
  const context = objectIn(message, 'context')
  const reference = replyTo ?? replyOf(context)
  const referral = referralOf(message, context)
  const adMedia = adMediaOf(objectIn(message, 'referral'))
  const forwarded = forwardedOf(context)
  const profile = objectIn(contact, 'profile')
  const profileName = textIn(profile, 'name') ?? textIn(profile, 'username')?.replace(/^@/, '')
  const isGroup = textIn(message, 'group_id') !== undefined
  return {
    form: 'message',
    type,
    media: [],
    ...content,
    // Group messages also address others: they count neither as a yes nor as a STOP.
    ...(isGroup ? { form: 'group' as const } : {}),
    ...(reference ? { replyTo: reference } : {}),
    ...(referral ? { referral } : {}),
    ...(adMedia ? { adMedia } : {}),
    ...(forwarded ? { forwarded } : {}),
    ...(profileName ? { profileName } : {}),
  }
}

const replyOf = (context: Json): Received['replyTo'] | undefined => {
  const [providerId, sender] = [textIn(context, 'id'), textIn(context, 'from')]
  return providerId ? { providerId, ...(sender ? { sender } : {}) } : undefined
}

/** The data of an advertisement or an article, in camel case. */
const referralOf = (message: Json, context: Json): Received['referral'] | undefined => {
  const referral: Record<string, string> = {}
  for (const source of [objectIn(message, 'referral'), objectIn(context, 'referred_product')])
    for (const name of Object.keys(source)) {
      const value = textIn(source, name)
      if (value && /^[a-z][a-z0-9_]*$/.test(name))
        referral[name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())] = value
    }
  return Object.keys(referral).length > 0 ? referral : undefined
}

/** The advertisement's picture, or its video's first frame. */
const adMediaOf = (referral: Json): Media | undefined => {
  const url = textIn(referral, 'image_url') ?? textIn(referral, 'thumbnail_url')
  return url === undefined ? undefined : { url }
}

const forwardedOf = (context: Json): Received['forwarded'] | undefined => {
  if (context.frequently_forwarded === true) return 'often'
  return context.forwarded === true ? 'once' : undefined
}
