/** The webhook URLs to enter on the other sides. */

import { adapterOf } from '../../config/checks.ts'
import type { Directory } from '../../config/schema.ts'
import type { Adapter } from '../../ports/adapter.ts'
import { ADAPTERS } from '../adapters.ts'

export type OwnWebhook = {
  readonly connection: string
  readonly url: string
  readonly purpose: string
}

/** Those of all connections, in the order of the file. */
export const webhooksOf = (
  { publicUrl, connections }: Pick<Directory, 'publicUrl' | 'connections'>,
  adapters: readonly Adapter[] = ADAPTERS,
): readonly OwnWebhook[] =>
  Object.entries(connections).flatMap(([connection, config]) =>
    (adapterOf(adapters, config).webhooks?.(config) ?? []).map(({ path, purpose }) => ({
      connection,
      url: `${publicUrl}/webhooks/${connection}${path}`,
      purpose,
    })),
  )
