/** Marketing stopped and resumed with the app's own button: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Preference } from '../../../../src/core/model/message/message.ts'
import { type Json, listIn, textIn } from '../../../kit/json.ts'
import type { Sender } from '../account.ts'
import { aliasesBeside, toAddress } from '../address.ts'
import { timeIn } from '../json.ts'
import { idOf } from './id.ts'

const MARKETING: ReadonlyMap<string, 'stop' | 'resume'> = new Map([
  ['stop', 'stop'],
  ['resume', 'resume'],
])

/** Only covers marketing: other messages may still be sent. */
export const toPreference = (
  sender: Sender,
  value: Json,
  json: Json,
  at: Instant,
): Preference | undefined => {
  const contacts = listIn(value, 'contacts')
  const contact = contacts.length === 1 ? (contacts[0] ?? {}) : {}
  const ids = [json, contact].flatMap((one) => [textIn(one, 'wa_id'), textIn(one, 'user_id')])
  const address = ids.flatMap((id) => toAddress(id) ?? [])[0]
  const marketing = MARKETING.get(textIn(json, 'value') ?? '')
  if (!address || !marketing || textIn(json, 'category') !== 'marketing_messages') return undefined
  const changedAt = timeIn(json, 'timestamp', at)
  const aliases = aliasesBeside(address, ids)
  return {
    kind: 'preference',
    id: idOf(sender.phoneNumberId, address, marketing, String(changedAt)),
    at: changedAt,
    address,
    source: 'provider',
    sender: sender.address,
    marketing,
    ...(aliases.length > 0 ? { aliases } : {}),
  }
}
