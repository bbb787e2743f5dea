/**
 * Changes of the business account, its numbers and its templates:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference
 */

import type { SenderUpdate } from '../../../../src/ports/side.ts'
import { type Json, listIn, objectIn, textIn } from '../../../kit/json.ts'
import type { Account } from '../account.ts'
import { idIn, momentIn } from '../json.ts'

type Update = Pick<SenderUpdate, 'what' | 'templates' | 'state' | 'pause'>
type Read = (value: Json) => Update

/** The change for each sender concerned; undefined for a field about something else. */
export const senderUpdatesIn = (
  { businessAccountId, senders }: Account,
  entry: Json,
  field: string,
  value: Json,
): readonly SenderUpdate[] | undefined => {
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
  if (!read) return undefined
  // These fields carry no phone number id: the entry names the account.
  if (idIn(entry, 'id') !== businessAccountId) return []
  const digits = textIn(value, 'display_phone_number')?.replace(/\D/g, '')
  const state = read(value)
  return senders
    .filter(({ address }) => !digits || address === `whatsapp:+${digits}`)
    .map(({ address }) => ({ sender: address, ...state }))
}

const words = (...parts: readonly (string | undefined)[]): string =>
  parts.map((part) => part?.replace(/[^\w .-]/g, '?').slice(0, 80) ?? '-').join(' ')

/** For every template, including ones we haven't seen. */
const aboutTemplate =
  (...fields: readonly string[]): Read =>
  (value) => ({
    what: words(
      'template',
      textIn(value, 'message_template_name'),
      ...fields.map((field) => textIn(value, field)),
    ),
    templates: true,
  })

const aboutSender =
  (...fields: readonly string[]): Read =>
  (value) => ({ what: words(...fields.map((field) => textIn(value, field))) })

/** Events after which not even answers may be sent; partial limits are only logged. */
const STOPPED: ReadonlySet<string> = new Set(['ACCOUNT_DELETED', 'ACCOUNT_OFFBOARDED'])
const BANS: ReadonlyMap<string, Update['state']> = new Map([
  ['DISABLE', 'restricted'],
  ['REINSTATE', 'active'],
])

const aboutAccount: Read = (value) => {
  const event = textIn(value, 'event') ?? ''
  const ban = textIn(objectIn(value, 'ban_info'), 'waba_ban_state')
  const violation = textIn(objectIn(value, 'violation_info'), 'violation_type')
  const limits = listIn(value, 'restriction_info')
  const restrictions = limits.map((one) => textIn(one, 'restriction_type'))
  const pause = pauseIn(limits)
  const state =
    BANS.get(ban ?? '') ??
    (STOPPED.has(event) ? 'restricted' : event === 'ACCOUNT_RECONNECTED' ? 'active' : undefined)
  const more = [ban, violation, ...restrictions].filter((part) => part !== undefined)
  return {
    what: words('account', event, ...more),
    ...(state && { state }),
    ...(pause && { pause }),
  }
}

/** From widest to narrowest: without answers to customers nothing can be sent, else only first messages are blocked. */
const RESTRICTIONS = [
  ['RESTRICTED_CUSTOMER_INITIATED_MESSAGING', undefined],
  ['RESTRICTED_BIZ_INITIATED_MESSAGING', 'answers'],
] as const

/** A restriction with an end. One without an end shows in Meta's refusals. */
const pauseIn = (limits: readonly Json[]): Update['pause'] => {
  for (const [code, spares] of RESTRICTIONS) {
    const limit = limits.find((one) => textIn(one, 'restriction_type') === code)
    const until = limit && momentIn(limit, 'expiration')
    if (until !== undefined) return { until, code, ...(spares && { spares }) }
  }
  return undefined
}

const FIELDS: Readonly<Record<string, Read>> = {
  message_template_status_update: aboutTemplate('event', 'message_template_language'),
  message_template_quality_update: aboutTemplate('new_quality_score', 'message_template_language'),
  message_template_components_update: aboutTemplate('message_template_language'),
  template_category_update: aboutTemplate('new_category', 'correct_category'),
  phone_number_quality_update: aboutSender('event'),
  phone_number_name_update: aboutSender('decision', 'requested_verified_name'),
  account_update: aboutAccount,
  account_review_update: aboutSender('decision'),
  account_alerts: aboutSender('alert_type', 'alert_severity'),
  business_capability_update: () => ({ what: 'business_capability_update' }),
}
