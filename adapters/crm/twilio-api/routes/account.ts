/** Accounts of the drop-in: a SID with its token, or an API key with its secret. */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Directory, Organisation } from '../../../../src/config/schema.ts'
import type { TwilioApiConfig } from '../config.ts'

export type Account = Pick<TwilioApiConfig, 'inboundUrl' | 'messagingServices' | 'onHeld'> & {
  readonly connection: string
  readonly sid: string
  /** The agent for a request that names none. */
  readonly agent: string
  readonly organisation: Organisation
}

/** The account proved by a Basic authentication header, or undefined. */
export type Accounts = (authorization: string | undefined) => Account | undefined

/** The accounts that these connections issue. */
export const createAccounts = (
  connections: Readonly<Record<string, TwilioApiConfig>>,
  directory: Directory,
): Accounts => {
  const credentials = Object.entries(connections).flatMap(([connection, settings]) =>
    credentialsOf(connection, settings, directory),
  )
  return (authorization) => {
    const [, encoded = ''] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '') ?? []
    const given = hash(Buffer.from(encoded, 'base64').toString())
    // Compare with every account, so that timing doesn't reveal which one matched.
    let found: Account | undefined
    for (const { digest, account } of credentials)
      if (timingSafeEqual(digest, given)) found = account
    return found
  }
}

const credentialsOf = (connection: string, settings: TwilioApiConfig, directory: Directory) => {
  const organisation = directory.organisations.find(({ crms }) => crms.includes(connection))
  if (!organisation) return []
  const { accountSid: sid, authToken, apiKeys, agent, messagingServices, onHeld } = settings
  const { inboundUrl } = settings
  const account = { connection, sid, agent, inboundUrl, messagingServices, onHeld, organisation }
  return [
    { digest: hash(`${sid}:${authToken}`), account },
    ...apiKeys.map((key) => ({
      digest: hash(`${key.sid}:${key.secret}`),
      account: { ...account, agent: key.agent ?? agent },
    })),
  ]
}

/** Compares digests: equal length, and timing reveals nothing about the secret. */
const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
