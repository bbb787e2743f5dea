/** The arguments of an adapter's connection other than its configuration, for the harnesses. */

import type { CreateOptions } from '../../src/ports/adapter.ts'
import { PUBLIC_URL, WHATSAPP } from '../support/configuration.ts'

/** One sender, no links, and a vault that keeps what it is given. */
export const partsOf = (connection: string): Omit<CreateOptions, 'config' | 'clock'> => {
  const kept = new Map<string, string>()
  return {
    connection,
    publicUrl: PUBLIC_URL,
    senders: [
      { address: WHATSAPP, organisation: 'acme', line: 'advisory', locale: 'en', fields: {} },
    ],
    media: (...parts) => `${PUBLIC_URL}/media/${parts.join('-')}`,
    file: async () => new Response(''),
    links: {
      // Nothing is remembered, so that every event is delivered.
      link: async ({ theirs }) => theirs,
      theirs: async () => undefined,
      ours: async () => undefined,
      unlink: async () => {},
    },
    vault: {
      read: async (name) => kept.get(name),
      rotate: async (name, _used, work) => {
        const next = await work()
        kept.set(name, next)
        return next
      },
    },
    wait: async () => {},
  }
}
