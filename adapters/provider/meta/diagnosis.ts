/** Checks of `npm run doctor`: the token, the subscription and each number's state. */

import type { Instant } from '../../../src/core/model/contact.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { type Json, listIn, objectIn, textIn } from '../../kit/json.ts'
import { webhookUrl } from '../kit/account.ts'
import { attempt as attemptCheck } from '../kit/finding.ts'
import { type Account, GraphError, getJson, type Sender } from './account.ts'
import { idIn } from './json.ts'

/** One finding per check. Never throws. */
export const diagnose = async (
  account: Account,
  now: Instant,
  http: Http,
): Promise<readonly Finding[]> => {
  const { connection } = account
  const token = await attempt(`${connection}: Meta accepts the access token`, () =>
    checkAccount(account, http),
  )
  if (!token.ok) return [token]
  const findings = [
    token,
    await attempt(`${connection}: the token's scopes and lifetime`, () =>
      checkToken(account, now, http),
    ),
    await attempt(`${connection}: an app receives the account's webhooks`, () =>
      checkSubscription(account, http),
    ),
  ]
  if (account.appId)
    findings.push(
      await attempt(`${connection}: the fields of the app's webhook`, () =>
        checkFields(account, account.appId ?? '', http),
      ),
    )
  findings.push({ ok: true, check: `${connection}: ${NO_LIST}` })
  for (const sender of account.senders) {
    findings.push(
      await attempt(`${sender.address}: Meta allows it to send`, () =>
        checkNumber(account, sender, http),
      ),
      await attempt(`${sender.address}: its webhooks go to ${webhookUrl(account)}`, () =>
        checkWebhook(account, sender, http),
      ),
    )
  }
  return findings
}

const NO_LIST =
  'Meta has no list of missed messages; it repeats a webhook for seven days, and then the message is lost'

/** Undefined when the check passes, else advice. */
const attempt = (check: string, run: () => Promise<string | undefined>): Promise<Finding> =>
  attemptCheck(check, run, adviceOf)

const adviceOf = (error: Error): string => {
  const advice = error instanceof GraphError ? ADVICE.get(error.code) : undefined
  return advice ? `${error.message}. ${advice}` : error.message
}

const NO_ACCESS =
  'Give the system user access to the app and to the WhatsApp account, and the token both permissions.'
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['190', 'The token has expired or was revoked: create a new one for the system user.'],
  ['0', 'The token is not usable: create a new one for the system user.'],
  ['10', NO_ACCESS],
  ['200', NO_ACCESS],
  ['100', 'Check businessAccountId and phoneNumberId, and that the token may see them.'],
  ['803', 'Check businessAccountId and phoneNumberId, and that the token may see them.'],
])

const checkAccount = async (account: Account, http: Http): Promise<string | undefined> => {
  const json = await getJson(
    account,
    http,
    `${account.businessAccountId}?fields=id,name,account_review_status`,
    'doctor',
  )
  const review = textIn(json, 'account_review_status')
  return review === undefined || review === 'APPROVED'
    ? undefined
    : `Meta's review of the business account says ${review}.`
}

const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management']
const WEEK_MS = 7 * 86_400_000

const checkToken = async (
  account: Account,
  now: Instant,
  http: Http,
): Promise<string | undefined> => {
  const query = new URLSearchParams({ input_token: account.accessToken })
  const data = objectIn(await getJson(account, http, `debug_token?${query}`, 'doctor'), 'data')
  if (data.is_valid === false) return 'The token is not valid: create a new one.'
  const scopes = Array.isArray(data.scopes) ? data.scopes : []
  const missing = SCOPES.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0) return `The token lacks ${missing.join(' and ')}.`
  const app = idIn(data, 'app_id')
  if (account.appId && app && app !== account.appId)
    return `The token belongs to the app ${app}, not to appId.`
  const endsAt = Number(idIn(data, 'expires_at') ?? 0) * 1000
  if (endsAt > 0 && endsAt < now + WEEK_MS)
    return `The token ends on ${new Date(endsAt).toISOString().slice(0, 10)}: create one that never expires.`
  return undefined
}

const checkSubscription = async (account: Account, http: Http): Promise<string | undefined> => {
  const path = `${account.businessAccountId}/subscribed_apps`
  const apps = listIn(await getJson(account, http, path, 'doctor'), 'data').map((app) =>
    objectIn(app, 'whatsapp_business_api_data'),
  )
  if (apps.length === 0)
    return 'No app is subscribed: POST /{businessAccountId}/subscribed_apps with this token.'
  // A subscription of another app says nothing about ours.
  if (account.appId && !apps.some((app) => idIn(app, 'id') === account.appId))
    return `The app ${account.appId} is not subscribed: POST /{businessAccountId}/subscribed_apps.`
  return undefined
}

/** `smb_message_echoes` and `standby` are optional. */
const WEBHOOK_FIELDS: readonly string[] = [
  ...['messages', 'message_template_status_update', 'template_category_update'],
  ...['message_template_quality_update', 'account_update', 'phone_number_quality_update'],
  'user_preferences',
]

/** Needs the app's own token: the subscription belongs to the app, not to the account. */
const checkFields = async (
  account: Account,
  appId: string,
  http: Http,
): Promise<string | undefined> => {
  const asApp = { ...account, accessToken: `${appId}|${account.appSecrets[0]}` }
  const json = await getJson(asApp, http, `${appId}/subscriptions`, 'doctor')
  const found = listIn(json, 'data').find(
    (one) => textIn(one, 'object') === 'whatsapp_business_account',
  )
  if (!found) return 'The app has no webhook for WhatsApp: enter it under WhatsApp › Configuration.'
  const names = listIn(found, 'fields').map((field) => textIn(field, 'name'))
  const missing = WEBHOOK_FIELDS.filter((name) => !names.includes(name))
  return missing.length === 0 ? undefined : `Subscribe the fields ${missing.join(', ')}.`
}

const NUMBER_FIELDS = 'display_phone_number,quality_rating,code_verification_status,name_status'

const checkNumber = async (
  account: Account,
  { address, phoneNumberId }: Sender,
  http: Http,
): Promise<string | undefined> => {
  const number = await getJson(account, http, `${phoneNumberId}?fields=${NUMBER_FIELDS}`, 'doctor')
  const digits = textIn(number, 'display_phone_number')?.replace(/\D/g, '')
  if (digits && `whatsapp:+${digits}` !== address)
    return `phoneNumberId ${phoneNumberId} is the number +${digits}.`
  if (textIn(number, 'quality_rating') === 'RED')
    return 'Its quality is RED: many people block or report it.'
  const health = await getJson(
    account,
    http,
    `${phoneNumberId}?fields=status,health_status`,
    'doctor',
  )
  const status = textIn(health, 'status')
  if (status !== undefined && status !== 'CONNECTED')
    return `Its status is ${status}; a new number has to be registered (docs/meta.md).`
  return healthOf(objectIn(health, 'health_status'))
}

/** Names the blocked entity and Meta's advice, which explains most trouble. */
const healthOf = (health: Json): string | undefined => {
  const word = textIn(health, 'can_send_message')
  if (word === undefined || word === 'AVAILABLE') return undefined
  const said = listIn(health, 'entities')
    .filter((entity) => textIn(entity, 'can_send_message') !== 'AVAILABLE')
    .map((entity) => {
      const [error = {}] = listIn(entity, 'errors')
      const info = Array.isArray(entity.additional_info) ? entity.additional_info.join(' ') : ''
      return [
        textIn(entity, 'entity_type') ?? 'ENTITY',
        textIn(error, 'error_description') ?? info,
        textIn(error, 'possible_solution') ?? '',
      ]
        .filter((part) => part !== '')
        .join(': ')
    })
  return `Sending is ${word}. ${said.join(' ')}`.trim()
}

const checkWebhook = async (
  account: Account,
  { phoneNumberId }: Sender,
  http: Http,
): Promise<string | undefined> => {
  const path = `${phoneNumberId}?fields=webhook_configuration`
  const json = objectIn(await getJson(account, http, path, 'doctor'), 'webhook_configuration')
  const wanted = webhookUrl(account)
  const [used] = ['phone_number', 'whatsapp_business_account', 'application'].flatMap(
    (level) => textIn(json, level) ?? [],
  )
  if (used !== wanted) return `Meta sends webhooks to ${used ?? 'nowhere'}: set ${wanted}`
  // Events of templates and of the account only go to the app's own address.
  const own = textIn(json, 'application')
  return own === wanted
    ? undefined
    : `Webhooks about templates and the account go to the app's own URL, which is ${own ?? 'not set'}.`
}
