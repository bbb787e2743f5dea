/** Checks of `npm run doctor`: credentials, and whether each sender's messages reach us. */

import {
  type Address,
  type Channel,
  channelOf,
  identityOf,
} from '../../../src/core/model/address.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { isObject, type Json } from '../../kit/json.ts'
import { webhookUrl as connectionUrl } from '../kit/account.ts'
import { attempt } from '../kit/finding.ts'
import { type Account, accountUrl, getJson, list, messagingUrl, text } from './api.ts'

/** One finding for the account, then one per sender. Never throws. */
export const diagnose = async (
  account: Account,
  senders: readonly Address[],
  http: Http,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [await credentials(account, http)]
  if (!findings[0]?.ok) return findings
  for (const sender of senders) {
    const check = `${sender}: its webhooks go to ${webhookUrl(account)}`
    findings.push(await attempt(check, () => WEBHOOKS[channelOf(sender)](account, sender, http)))
  }
  return findings
}

/** The webhook URL that this connection's senders need at Twilio. */
const webhookUrl = (account: Account): string => `${connectionUrl(account)}/messages`

const credentials = (account: Account, http: Http): Promise<Finding> =>
  attempt(`${account.connection}: Twilio accepts the credentials`, async () => {
    // A standard key suffices for us, but can't read the account: twilio.com/docs/iam/api-keys
    if (account.apiKey) {
      await getJson(account, http, `${accountUrl(account)}/Messages.json?PageSize=1`, 'messages')
      return undefined
    }
    const json = await getJson(account, http, `${accountUrl(account)}.json`, 'account')
    const status = text(json, 'status')
    return status === 'active' ? undefined : `The account is ${status}.`
  })

type Check = (account: Account, sender: Address, http: Http) => Promise<string | undefined>

const sms: Check = async (account, sender, http) => {
  const number = await findNumber(account, sender, http)
  if (!number) return 'Twilio has no such number in this account.'
  if (account.messagingServiceSid) {
    const url = `${servicesUrl(account)}/${account.messagingServiceSid}`
    const service = await getJson(account, http, url, 'messaging service')
    if (service.use_inbound_webhook_on_number !== true)
      return compare(account, text(service, 'inbound_request_url'))
  }
  return compare(account, text(number, 'sms_url'), text(number, 'sms_method'))
}

const servicesUrl = (account: Account) => `${messagingUrl(account)}/v1/Services`

const findNumber = async (
  account: Account,
  sender: Address,
  http: Http,
): Promise<Json | undefined> => {
  const identity = identityOf(sender)
  const [resource, filter, key] = identity.startsWith('+')
    ? ['IncomingPhoneNumbers', 'PhoneNumber', 'incoming_phone_numbers']
    : ['SMS/ShortCodes', 'ShortCode', 'short_codes']
  const url = `${accountUrl(account)}/${resource}.json?${filter}=${encodeURIComponent(identity)}`
  for await (const item of list(account, http, { url, key, purpose: 'numbers', maxPages: 1 }))
    return item
  return undefined
}

/** https://www.twilio.com/docs/whatsapp/api/senders */
const whatsapp: Check = async (account, sender, http) => {
  const url = `${messagingUrl(account)}/v2/Channels/Senders?Channel=whatsapp&PageSize=500`
  const senders = list(account, http, { url, key: 'senders', purpose: 'senders', maxPages: 10 })
  for await (const item of senders) {
    if (text(item, 'sender_id') !== sender) continue
    if (!text(item, 'status')?.startsWith('ONLINE')) return `The sender is ${text(item, 'status')}.`
    const settings = isObject(item.webhook) ? item.webhook : {}
    return compare(account, text(settings, 'callback_url'), text(settings, 'callback_method'))
  }
  return 'Twilio has no such WhatsApp sender in this account.'
}

/** A sender's webhook settings at Twilio. */
const WEBHOOKS: Readonly<Record<Channel, Check>> = { whatsapp, sms }

const compare = (account: Account, configured = '', method = 'POST'): string | undefined => {
  const [url, fragment] = configured.split('#')
  if (url !== webhookUrl(account))
    return `Twilio sends webhooks to ${url || 'nowhere'}: set ${webhookUrl(account)}#rc=5&rp=all`
  if (method !== 'POST') return 'Set the method to HTTP POST.'
  // Without it, Twilio repeats a webhook only when it couldn't connect, and only once.
  if (!fragment?.includes('rp=all'))
    return 'Add #rc=5&rp=all to the URL, so that Twilio tries again.'
  return undefined
}
