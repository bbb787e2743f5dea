/** Webhooks as Meta posts them: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */

import { createHmac } from 'node:crypto'
import { type Address, identityOf, phoneOf } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type {
  Delivery,
  EmulatedWebhook,
  Emulator,
  PhoneAction,
  ReceiptStatus,
} from '../../../../src/ports/emulator.ts'
import type { Json } from '../../../kit/json.ts'
import {
  digitsOf,
  type EmulatedAccount,
  numberOf,
  phoneNumberIdOf,
  sha256,
  wamidOf,
} from './account.ts'
import { errorOf } from './failures.ts'

export const createWebhooks = (account: EmulatedAccount): Pick<Emulator, 'inbound' | 'receipt'> => {
  const post = (at: Instant, sender: Address, lists: Json): EmulatedWebhook => {
    const value = {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: digitsOf(sender),
        phone_number_id: phoneNumberIdOf(sender),
      },
      ...lists,
    }
    const entry = {
      id: account.businessAccountId,
      time: seconds(at),
      changes: [{ value, field: 'messages' }],
    }
    const body = write({ object: 'whatsapp_business_account', entry: [entry] })
    const mac = createHmac('sha256', account.appSecret).update(body, 'utf8').digest('hex')
    return {
      url: `${account.publicUrl}/webhooks/${account.connection}`,
      headers: {
        'user-agent': 'facebookexternalua',
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${mac}`,
      },
      body,
    }
  }
  return {
    inbound: (action) =>
      post(action.at, action.to, {
        contacts: [contactOf(action)],
        messages: [messageOf(account, action)],
      }),
    receipt: (message, status, at) =>
      post(at, message.from, { statuses: [statusOf(message, status, at)] }),
  }
}

const seconds = (at: Instant): number => Math.floor(at / 1000)

/** Meta escapes slashes and all but ASCII before it signs. */
const write = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/')

/** A number comes with a profile; a customer with a hidden number only has a scoped id. */
const idsOf = ({ from, aliases }: PhoneAction) => {
  const own = [from, ...aliases]
  const number = own.find((address) => phoneOf(address) !== undefined)
  const scoped = own.find((address) => phoneOf(address) === undefined)
  return {
    ...(number && { number: digitsOf(number) }),
    ...(scoped && { user: identityOf(scoped) }),
  }
}

const contactOf = (action: PhoneAction): Json => {
  const { number, user } = idsOf(action)
  return {
    profile: { name: 'A customer' },
    ...(number && { wa_id: number }),
    ...(user && { user_id: user }),
  }
}

const messageOf = (account: EmulatedAccount, action: PhoneAction): Json => {
  const { number, user } = idsOf(action)
  return {
    ...(number && { from: number }),
    ...(user && { from_user_id: user }),
    id: action.id,
    timestamp: String(seconds(action.at)),
    ...(action.form === 'group' && { group_id: numberOf(`group ${action.to}`) }),
    ...contextOf(action),
    ...messageFieldsOf(account, action),
  }
}

const contextOf = ({ form, from, to, replyTo, forwarded }: PhoneAction): Json => {
  const isQuote = replyTo && (form === 'message' || form === 'group')
  const context = {
    ...(isQuote && { from: digitsOf(replyTo.isOurs ? to : from), id: replyTo.id }),
    ...(forwarded === 'once' && { forwarded: true }),
    ...(forwarded === 'often' && { frequently_forwarded: true }),
  }
  return Object.keys(context).length > 0 ? { context } : {}
}

const messageFieldsOf = (account: EmulatedAccount, action: PhoneAction): Json => {
  const { form, text, button, list, location, media, replyTo } = action
  const body = { type: 'text', text: { body: text } }
  if (form === 'reaction')
    return { type: 'reaction', reaction: { message_id: replyTo?.id, emoji: text } }
  if (form === 'edit')
    return { type: 'edit', edit: { original_message_id: replyTo?.id, message: body } }
  if (form === 'revoke') return { type: 'revoke', revoke: { original_message_id: replyTo?.id } }
  if (button?.payload)
    return interactive('button_reply', { id: button.payload, title: button.text })
  // A template button has the same text in both places unless the template says otherwise.
  if (button) return { type: 'button', button: { payload: button.text, text: button.text } }
  if (list) return interactive('list_reply', { id: list.id, title: list.title ?? list.id })
  if (location) return { type: 'location', location: placeOf(location) }
  const [file] = media
  return file ? fileOf(account, action, file) : body
}

const interactive = (type: string, reply: Json): Json => ({
  type: 'interactive',
  interactive: { type, [type]: reply },
})

const placeOf = ({
  latitude,
  longitude,
  label,
  address,
}: NonNullable<PhoneAction['location']>) => ({
  latitude,
  longitude,
  ...(label && { name: label }),
  ...(address && { address }),
})

/** The bytes are fetched by id; types that allow a caption carry it. */
const fileOf = (
  { file: bytes }: EmulatedAccount,
  { id, text }: PhoneAction,
  { url, contentType = 'image/png', filename }: PhoneAction['media'][number],
): Json => {
  const [start = ''] = contentType.split('/')
  const kind = ['image', 'video', 'audio'].includes(start) ? start : 'document'
  return {
    type: kind,
    [kind]: {
      id: numberOf(`file ${id} ${url}`),
      mime_type: contentType,
      sha256: sha256(bytes).toString('base64'),
      ...(kind === 'audio' && { voice: contentType.startsWith('audio/ogg') }),
      ...(kind === 'document' && filename && { filename }),
      ...(kind !== 'audio' && text && { caption: text }),
    },
  }
}

const statusOf = ({ message, to }: Delivery, status: ReceiptStatus, at: Instant): Json => {
  const phone = phoneOf(to)
  return {
    id: wamidOf(message),
    status: status.status,
    timestamp: String(seconds(at)),
    ...(phone ? { recipient_id: digitsOf(to) } : { recipient_user_id: identityOf(to) }),
    biz_opaque_callback_data: message,
    ...(status.status === 'failed'
      ? { errors: [errorOf(status.fault)] }
      : { pricing: { billable: true, pricing_model: 'PMP', category: 'service' } }),
  }
}
