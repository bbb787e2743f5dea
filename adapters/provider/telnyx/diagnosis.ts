/** Checks of `npm run doctor`: key and balance, the messaging profile, and each number. */

import { type Address, phoneOf } from '../../../src/core/model/address.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { type Json, listIn, memberIn, objectIn, textIn } from '../../kit/json.ts'
import { webhookUrl } from '../kit/account.ts'
import { attempt as attemptCheck } from '../kit/finding.ts'
import { type Account, getJson, TelnyxError } from './account.ts'
import { fromAddress } from './address.ts'

/** One finding per check. Never throws. */
export const diagnose = async (account: Account, http: Http): Promise<readonly Finding[]> => {
  const { connection } = account
  const key = await attempt(
    `${connection}: Telnyx accepts the key, and the account has credit`,
    () => checkBalance(account, http),
  )
  if (!key.ok) return [key]
  const profile = await attempt(
    `${connection}: the account has the profile ${account.messagingProfileId}`,
    () => checkExistence(account, http),
  )
  const findings = [key, profile]
  if (profile.ok)
    findings.push(
      await attempt(`${connection}: the profile's webhooks go to ${webhookUrl(account)}`, () =>
        checkProfile(account, http),
      ),
      await attempt(`${connection}: Telnyx's automatic replies don't conflict with Postern's`, () =>
        checkAnswers(account, http),
      ),
    )
  // Works without the profile too: a number names its own.
  for (const sender of account.senders)
    if (phoneOf(sender) !== undefined)
      findings.push(
        await attempt(`${sender}: Telnyx allows it to send`, () =>
          checkNumber(account, sender, http),
        ),
      )
  return findings
}

/** Undefined when the check passes, else advice. */
const attempt = (check: string, run: () => Promise<string | undefined>): Promise<Finding> =>
  attemptCheck(check, run, adviceOf)

const adviceOf = (error: Error): string => {
  if (error instanceof TelnyxError && error.status === 401)
    return `${error.message}. Create a new API key in the portal.`
  return error.message
}

const checkBalance = async (account: Account, http: Http): Promise<string | undefined> => {
  const data = objectIn(await getJson(account, http, 'balance', 'doctor'), 'data')
  const credit = textIn(data, 'available_credit') ?? textIn(data, 'balance')
  return credit !== undefined && Number(credit) <= 0
    ? `${credit} ${textIn(data, 'currency') ?? ''} is left: sends will fail.`
    : undefined
}

const profilePath = ({ messagingProfileId }: Account): string =>
  `messaging_profiles/${encodeURIComponent(messagingProfileId)}`

const checkExistence = async (account: Account, http: Http): Promise<string | undefined> => {
  try {
    await getJson(account, http, profilePath(account), 'doctor')
    return undefined
  } catch (error) {
    if (!(error instanceof TelnyxError && error.status === 404)) throw error
    return 'There is no such profile: copy its id from the portal (Messaging › Messaging profiles) into messagingProfileId.'
  }
}

const checkProfile = async (account: Account, http: Http): Promise<string | undefined> => {
  const json = await getJson(account, http, profilePath(account), 'doctor')
  const profile = objectIn(json, 'data')
  const [wanted, used] = [webhookUrl(account), textIn(profile, 'webhook_url')]
  const isSet = (name: string) => (memberIn(profile, name) ?? null) !== null
  const advice = [
    memberIn(profile, 'enabled') === false && 'The profile is switched off.',
    used !== wanted && `Telnyx sends webhooks to ${used ?? 'nowhere'}: set ${wanted}.`,
    textIn(profile, 'webhook_api_version') !== '2' && 'Set the webhook API version to 2.',
    isSet('ai_assistant_id') && 'An AI assistant answers customers: remove it from the profile.',
    isSet('number_pool_settings') &&
      'A number pool may change the sender: switch it off, since a thread belongs to its number.',
    isSet('url_shortener_settings') && 'Links are rewritten: switch the URL shortener off.',
    memberIn(profile, 'redaction_enabled') === true &&
      'Numbers and texts may arrive masked: switch redaction off.',
    noDestinations(profile) && 'No country is allowed: set the destinations of the profile.',
  ].filter((line) => typeof line === 'string')
  return advice.length > 0 ? advice.join(' ') : undefined
}

const noDestinations = (profile: Json): boolean => {
  const list = memberIn(profile, 'whitelisted_destinations')
  return Array.isArray(list) && list.length === 0
}

/** Telnyx answers words that lift its block, but YES answers our own question. */
const checkAnswers = async (account: Account, http: Http): Promise<string | undefined> => {
  const json = await getJson(account, http, `${profilePath(account)}/autoresp_configs`, 'doctor')
  const words = listIn(json, 'data')
    .filter((config) => textIn(config, 'op') === 'start')
    .flatMap((config) => memberIn(config, 'keywords') ?? [])
    .filter((word) => typeof word === 'string' && /^(?:yes|y|ja|si|sí|oui|sim)$/i.test(word))
  return words.length > 0
    ? `Telnyx answers ${words.join(', ')} itself: remove it from the profile's opt-in keywords.`
    : undefined
}

const checkNumber = async (
  account: Account,
  sender: Address,
  http: Http,
): Promise<string | undefined> => {
  const number = fromAddress(sender)
  const query = new URLSearchParams({ 'filter[phone_number]': number })
  const json = await getJson(account, http, `phone_numbers/messaging?${query}`, 'doctor')
  const found = listIn(json, 'data').find((item) => textIn(item, 'phone_number') === number)
  if (!found) return 'The account has no such number.'
  const profile = textIn(found, 'messaging_profile_id')
  if (profile !== account.messagingProfileId)
    return `It belongs to ${profile ? `the profile ${profile}` : 'no profile'}: move it to ${account.messagingProfileId}.`
  const type = textIn(found, 'type')?.replace(/[^a-z]/gi, '')
  return type === 'longcode' && number.startsWith('+1')
    ? checkCampaign(account, number, http)
    : undefined
}

/** United States carriers reject messages from a long code without a campaign. */
const checkCampaign = async (
  account: Account,
  number: string,
  http: Http,
): Promise<string | undefined> => {
  const path = `10dlc/phone_number_campaigns/${encodeURIComponent(number)}`
  try {
    const json = await getJson(account, http, path, 'doctor')
    const status = textIn('data' in json ? objectIn(json, 'data') : json, 'assignmentStatus')
    return status === undefined || status === 'ASSIGNED'
      ? undefined
      : `Its 10DLC campaign is ${status}: messages to the United States are blocked until then.`
  } catch (error) {
    if (error instanceof TelnyxError && error.status === 404)
      return 'It is in no 10DLC campaign: messages to the United States are blocked.'
    throw error
  }
}
