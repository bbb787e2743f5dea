/** The webhook URLs to enter on the other sides. */

import { adapterOf, sendersOf } from '../../config/checks/connections.ts'
import type { Directory } from '../../config/schema.ts'

export type OwnWebhook = {
  readonly connection: string
  /** The sender of the URL; absent for a CRM, and for a provider without senders. */
  readonly sender?: string
  readonly url: string
  readonly purpose: string
}

/** Those of all connections, in the order of the file; of a provider one for each of its senders. */
export const webhooksOf = ({
  publicUrl,
  connections,
  organisations,
  adapters,
}: Pick<
  Directory,
  'publicUrl' | 'connections' | 'organisations' | 'adapters'
>): readonly OwnWebhook[] =>
  Object.entries(connections).flatMap(([connection, config]) => {
    const adapter = adapterOf(adapters, config)
    const urls = (adapter.webhooks?.(config) ?? []).map(({ path, purpose }) => ({
      connection,
      url: `${publicUrl}/webhooks/${connection}${path}`,
      purpose,
    }))
    const senders = adapter.kind === 'provider' ? sendersOf(organisations, connection) : []
    if (senders.length === 0) return urls
    return senders.flatMap(({ address }) => urls.map((one) => ({ ...one, sender: address })))
  })

/** The purpose of such a URL: `sms:+15550001111 through acme-twilio`. */
export const ownerOf = ({ connection, sender }: OwnWebhook): string =>
  sender === undefined ? connection : `${sender} through ${connection}`
