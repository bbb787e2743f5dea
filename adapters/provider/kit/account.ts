/** An account with a bearer token: how it is asked, and where the provider reaches us. */

import type { HttpRequest } from '../../../src/ports/http.ts'

/** The URL that webhooks of the connection come to, such as `https://gate.example.com/webhooks/acme-meta`. */
export const webhookUrl = (account: {
  readonly connection: string
  /** Ours, without a slash at the end. */
  readonly publicUrl: string
}): string => `${account.publicUrl}/webhooks/${account.connection}`

/** What every request to the account's API has in common; `purpose` names it in the log. */
export const bearerRequest = (
  { connection, allowPrivate }: { readonly connection: string; readonly allowPrivate: boolean },
  token: string,
  purpose: string,
): Pick<HttpRequest, 'connection' | 'purpose' | 'allowPrivate'> & {
  readonly headers: Readonly<Record<string, string>>
} => ({
  headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  connection,
  purpose,
  allowPrivate,
})
