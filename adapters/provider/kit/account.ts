/** An account with a bearer token: its requests, and the URL of its webhooks. */

import type { HttpRequest } from '../../../src/ports/http.ts'

/** The URL of the connection's webhooks, such as `https://gate.example.com/webhooks/acme-meta`. */
export const webhookUrl = (account: {
  readonly connection: string
  /** Our public URL, without a slash at the end. */
  readonly publicUrl: string
}): string => `${account.publicUrl}/webhooks/${account.connection}`

/** The options that every request to the account's API shares; `purpose` names it in the log. */
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
