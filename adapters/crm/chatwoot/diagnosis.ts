/** Checks of `npm run doctor` for an account, in the order to fix them. */

import { HttpError } from '../../../src/ports/errors.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Finding } from '../../../src/ports/side.ts'
import { type Json, listOf, objectOf } from '../../kit/json.ts'
import { CallError } from '../kit/call-error.ts'
import type { CallAnswer } from '../kit/calls.ts'
import { createFind } from '../kit/finding.ts'
import { type Api, idOf } from './api.ts'
import type { ChatwootConfig } from './config.ts'
import type { SenderInbox } from './delivery.ts'

type Options = {
  readonly connection: string
  readonly config: ChatwootConfig
  readonly api: Api
  readonly senderInboxes: ReadonlyMap<string, SenderInbox>
  readonly publicUrl: string
}

const ALL = [301, 302, 400, 401, 403, 404, 422, 500, 502, 503]

/** Stops at the first failure that hides the rest. */
export const diagnose = async (http: Http, options: Options): Promise<readonly Finding[]> => {
  const { connection } = options
  const find = createFind(connection)
  const findings: Finding[] = []
  const note = (about: string, advice?: string): boolean => {
    findings.push(find(about, advice))
    return advice === undefined
  }
  try {
    await checkAccount(http, options, note)
  } catch (error) {
    if (!(error instanceof CallError) && !(error instanceof HttpError)) throw error
    const code = error instanceof CallError && 'code' in error.outcome ? error.outcome.code : ''
    note(
      'Chatwoot answers',
      `Chatwoot does not answer (${code || 'no answer'}). Check \`url\` and the server.`,
    )
  }
  return findings
}

type Note = (about: string, advice?: string) => boolean

const checkAccount = async (http: Http, options: Options, note: Note): Promise<void> => {
  const { config, api } = options
  const profile = await api.profile(http, { expect: ALL })
  if (!note('Chatwoot answers', adviceOnStatus(profile))) return
  const { role, advice } = accountOf(profile, config.accountId)
  if (!note(`the token belongs to a user of account ${config.accountId}`, advice)) return
  const listed = await api.inboxes(http, { expect: ALL })
  const inboxes = listOf(objectOf(listed.json).payload)
  const hooks = await api.webhooks(http, { expect: ALL })
  const account = listOf(objectOf(objectOf(hooks.json).payload).webhooks)
  for (const [address, { id }] of options.senderInboxes) {
    const inbox = inboxes.find((one) => idOf(one.id) === id)
    lookAtInbox({ ...options, address, id, inbox, account, note })
  }
  note(
    'the user is an administrator',
    role === 'administrator'
      ? undefined
      : 'The user is an agent, which is enough to read and write. Erasing contacts and filling the template picker need an administrator.',
  )
  const { status } = await api.tryStatus(http)
  note(
    'statuses can be set',
    status === 401 || status === 403
      ? 'This token may not set statuses. Use the access token of a user, not of a bot.'
      : undefined,
  )
}

type Looked = Options & {
  readonly address: string
  readonly id: number
  readonly inbox: Json | undefined
  readonly account: readonly Json[]
  readonly note: Note
}

const lookAtInbox = (looked: Looked): void => {
  const { address, id, inbox, account, note, config, publicUrl, connection } = looked
  const about = `inbox ${id} of ${address}`
  const isApi = inbox?.channel_type === 'Channel::Api'
  const missing =
    'Not found. Check the number, and that the user of the token is a collaborator of the inbox.'
  const wrong = 'It is not an API inbox. Create one of the type API.'
  if (!note(`${about} exists`, !inbox ? missing : isApi ? undefined : wrong)) return
  const own = String(inbox?.webhook_url ?? '')
  const ours = [own, ...account.map(({ url }) => String(url ?? ''))].filter((url) =>
    reachesUs(url, publicUrl, connection),
  )
  note(
    `${about} sends webhooks to Postern`,
    ours.length > 0
      ? undefined
      : `Enter ${publicUrl}/webhooks/${connection} as its webhook URL, or as a webhook of the account. On a private network the server also needs SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true.`,
  )
  const secret = inbox?.secret ?? inbox?.hmac_token
  const configured = [
    config.webhookSecret,
    Object.values(config.inboxes)
      .map((one) => (typeof one === 'number' ? undefined : one))
      .find((one) => one?.id === id)?.webhookSecret,
  ]
  if (typeof inbox?.secret === 'string' && reachesUs(own, publicUrl, connection))
    note(
      `${about} has the configured secret`,
      configured.includes(String(secret))
        ? undefined
        : `It uses another secret. Copy the secret of inbox ${id} to its webhookSecret.`,
    )
  note(
    `${about} keeps one conversation per contact`,
    inbox?.lock_to_single_conversation === true
      ? undefined
      : 'Switch on "Lock to single conversation" in its settings, so that no second one is opened.',
  )
}

const reachesUs = (url: string, publicUrl: string, connection: string): boolean =>
  url.split('?')[0]?.replace(/\/$/, '') === `${publicUrl}/webhooks/${connection}`

const adviceOnStatus = ({ status, json }: CallAnswer): string | undefined => {
  if (status === 401) return 'The token is not accepted. Copy the access token from its profile.'
  if (status >= 300 || typeof json !== 'object')
    return `It answers ${status}. Check \`url\`: it is what the browser shows, without a path.`
  return undefined
}

const accountOf = ({ json }: CallAnswer, accountId: number) => {
  const account = listOf(objectOf(json).accounts).find((one) => idOf(one.id) === accountId)
  return {
    role: account?.role,
    ...(!account && {
      advice:
        'The user is not in this account. Check `accountId`, or invite the user to the account.',
    }),
  }
}
