/** Checks of `npm run doctor` for HighLevel, in the order to fix them. */

import type { Http } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { CallError } from '../kit/call-error.ts'
import { createFind, type Find, scopesFinding } from '../kit/finding.ts'
import type { Grant } from './account/tokens.ts'
import type { Context } from './context.ts'

const SCOPES = [
  ...(['conversations.readonly', 'conversations.write'] as const),
  ...(['conversations/message.readonly', 'conversations/message.write'] as const),
  ...(['contacts.readonly', 'contacts.write', 'users.readonly'] as const),
]

/** One line per check; a check that depends on a failed one is left out. */
export const diagnose = async (context: Context, http: Http): Promise<readonly Finding[]> => {
  const { connection, api } = context
  const finding = createFind(connection)
  let grant: Grant
  try {
    grant = await api.grant(http)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return [finding('HighLevel issues an access token', adviceOn(error))]
  }
  const findings = [
    finding('HighLevel issues an access token'),
    ...grantFindings(context, grant, finding),
  ]
  if (findings.some(({ ok }) => !ok)) return findings
  try {
    return [...findings, ...(await providerFindings(context, http, finding))]
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return [...findings, finding('HighLevel answers', adviceOn(error))]
  }
}

const grantFindings = (
  { config }: Context,
  { locationId, userType, scope }: Grant,
  finding: Find,
): readonly Finding[] => {
  const isOther = locationId !== undefined && locationId !== config.locationId
  return [
    finding(
      'the token belongs to a location',
      userType === 'Company'
        ? 'It belongs to an agency. Install the app in the location itself and configure the new refresh token.'
        : undefined,
    ),
    finding(
      'the token is for the configured location',
      isOther
        ? 'It belongs to another location. Check `locationId`, or install the app in that location.'
        : undefined,
    ),
    scopesFinding(finding, SCOPES, scope?.split(/[\s,]+/) ?? SCOPES),
  ]
}

/** Uses a message that doesn't exist: "not found" means that the provider may set statuses. */
const providerFindings = async (
  { api }: Context,
  http: Http,
  finding: Find,
): Promise<readonly Finding[]> => {
  const about = 'the app may set the status of messages'
  try {
    await api.call(
      {
        method: 'PUT',
        path: '/conversations/messages/postern-doctor/status',
        body: { status: 'pending' },
        purpose: 'doctor',
        expects: [400, 404, 422],
      },
      http,
    )
    return [finding(about)]
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    // HighLevel answers this for a message that no provider of the app has.
    if (error.outcome.code === 'provider_unknown') return [finding(about)]
    return [finding(about, adviceOn(error))]
  }
}

const adviceOn = ({ outcome: { code } }: CallError): string => {
  switch (code) {
    case 'refresh_token_refused':
      return 'It refused the refresh token, which works only once. Check `clientId` and `clientSecret`, install the app again and configure the new refresh token.'
    case 'store_busy':
      return 'The database, which has the token, is in use by another process. Stop the gateway while the doctor runs.'
    case 'token_refreshing':
      return 'Another process is refreshing it. Try again in a minute.'
    case 'http_401':
    case 'http_403':
      return 'The app has no access. Check its scopes, and that it is still installed in the location.'
    case 'connect':
    case 'token_connect':
      return 'No connection. Check `apiUrl`.'
    default:
      return `It doesn't work (${code}). Try again, and look at their status page.`
  }
}
