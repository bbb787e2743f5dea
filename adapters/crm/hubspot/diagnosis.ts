/** Checks of `npm run doctor` for HubSpot, in the order to fix them. */

import type { Http } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { type Json, parseObject } from '../../kit/json.ts'
import { CallError } from '../kit/call-error.ts'
import { createFind, type Find, scopesFinding } from '../kit/finding.ts'
import type { Context } from './context.ts'
import { PROPERTY_PREFIX } from './deliver/consent.ts'

const SCOPES = [
  ...(['conversations.custom_channels.read', 'conversations.custom_channels.write'] as const),
  ...(['conversations.read', 'conversations.write'] as const),
  ...(['crm.objects.contacts.read', 'crm.objects.contacts.write'] as const),
  ...(['crm.objects.owners.read', 'files'] as const),
]

/** One line per check; a check that depends on a failed one is left out. */
export const diagnose = async (context: Context, http: Http): Promise<readonly Finding[]> => {
  const finding = createFind(context.connection)
  const findings: Finding[] = []
  for (const [about, check] of [
    ['HubSpot issues an access token', tokenFindings],
    ['the channel accounts can be read', accountFindings],
    ['the contact properties can be read', propertyFindings],
  ] as const) {
    try {
      findings.push(...(await check(context, http, finding)))
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return [...findings, finding(about, adviceOn(error))]
    }
    if (findings.some(({ ok }) => !ok)) return findings
  }
  return [...findings, finding(`the channel's webhook URL has to be ${context.webhookUrl}`)]
}

const tokenFindings = async (
  { api, config, paths }: Context,
  http: Http,
  finding: Find,
): Promise<readonly Finding[]> => {
  const token = await api.token(http)
  const gives = finding('HubSpot issues an access token')
  // HubSpot has no information about a private app's token.
  if (config.accessToken !== undefined || config.clientId === undefined) return [gives]
  const json = await introspect({ config, paths }, token, http)
  if (json === undefined) return [gives]
  return [
    gives,
    finding(
      'the token is valid',
      json.active === false
        ? 'It is no longer active. Install the app again, and configure the new refresh token.'
        : undefined,
    ),
    scopesFinding(
      finding,
      SCOPES,
      Array.isArray(json.scopes) ? (json.scopes as readonly unknown[]) : SCOPES,
    ),
  ]
}

/** Undefined when this API version can't tell. The secrets are in the form. */
const introspect = async (
  { config, paths }: Pick<Context, 'config' | 'paths'>,
  token: string,
  http: Http,
): Promise<Json | undefined> => {
  try {
    const { status, body } = await http({
      method: 'POST',
      url: `${config.apiUrl}${paths.introspect}`,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        token,
        token_type_hint: 'access_token',
        client_id: config.clientId ?? '',
        client_secret: config.clientSecret,
      }).toString(),
      connection: 'doctor',
      purpose: 'oauth.introspect',
      allowPrivate: config.allowPrivate,
    })
    if (status !== 200) return undefined
    return parseObject(body)
  } catch {
    // This answer says nothing about the token; the next checks do.
    return undefined
  }
}

const accountFindings = async (
  { api, paths, config }: Context,
  http: Http,
  finding: Find,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = []
  for (const [sender, account] of Object.entries(config.channelAccounts)) {
    const about = `${sender} has an active channel account`
    const { status, json } = await api.call(
      {
        method: 'GET',
        path: `${paths.channel}/channel-accounts/${account}`,
        purpose: 'doctor',
        expect: [400, 404],
      },
      http,
    )
    findings.push(finding(about, adviceOnAccount(status, json, account)))
  }
  return findings
}

const adviceOnAccount = (status: number, json: Json, account: string): string | undefined => {
  if (status >= 400)
    return `There is no channel account ${account} in this channel. Check channelId and channelAccounts.`
  if (json.archived === true)
    return `Channel account ${account} was deleted. Connect the number again.`
  if (json.authorized === false || json.active === false)
    return `Channel account ${account} is off: HubSpot's users can't send from it. Switch it on in the inbox's settings.`
  return undefined
}

const propertyFindings = async (
  { api, paths, config }: Context,
  http: Http,
  finding: Find,
): Promise<readonly Finding[]> => {
  if (!config.consentProperties) return []
  const channels = new Set(Object.keys(config.channelAccounts).map((one) => one.split(':')[0]))
  const missing: string[] = []
  for (const channel of channels) {
    const name = `${PROPERTY_PREFIX}${channel}`
    const { status } = await api.call(
      { method: 'GET', path: `${paths.properties}/${name}`, purpose: 'doctor', expect: [403, 404] },
      http,
    )
    if (status === 404) missing.push(name)
  }
  return [
    finding(
      'consent has a contact property',
      missing.length > 0
        ? `Create the contact property ${missing.join(' and ')} (single-line text), or set "consentProperties": false.`
        : undefined,
    ),
  ]
}

const adviceOn = ({ status, outcome }: CallError): string => {
  const code = 'code' in outcome ? (outcome.code ?? '') : ''
  if (code === 'refresh_token_refused')
    return 'The refresh token was refused. Check clientId, clientSecret and refreshToken: they must belong to the same app.'
  if (status === 401) return 'The token was refused. Check it, or install the app again.'
  if (status === 403) return 'A scope is missing. Add it to the app and install it again.'
  if (status === 429) return 'The rate limit is reached. Try again later.'
  return `HubSpot did not answer as expected (${code}). Check apiUrl and apiVersion.`
}
