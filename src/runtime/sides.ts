/** The providers and CRMs that a configuration asks for. */

import { adapterOf, sendersOf } from '../config/checks/connections.ts'
import { ConfigError } from '../config/schema.ts'
import type { Dependencies } from '../engine/gateway.ts'
import { providerOf } from '../engine/message-connection.ts'
import type { Adapter, OpenFile } from '../ports/adapter.ts'
import type { Crm } from '../ports/crm.ts'
import type { Provider } from '../ports/provider.ts'
import type { Clock } from '../ports/side.ts'
import type { Links } from '../ports/store/links.ts'
import type { Vault } from '../ports/vault.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createMediaLinks } from '../tokens/media-link.ts'

export type Sides = {
  /** By connection. */
  readonly providers: Readonly<Record<string, Provider>>
  readonly crms: Readonly<Record<string, Crm>>
}

export type SidesOptions = {
  readonly sandbox?: Sandbox | undefined
  /** Without them nothing can be linked, for example when only checking the configuration. */
  readonly links?: Links
  /** Without it nothing can be stored. */
  readonly vault?: Vault
  readonly clock?: Clock
  readonly adapters?: readonly Adapter[]
}

/** One side for each connection; simulated ones only in a sandbox. Throws `ConfigError`. */
export const createSides = (
  { directory, secret }: Pick<Dependencies, 'directory' | 'secret'>,
  {
    sandbox,
    links = NO_LINKS,
    vault = NO_VAULT,
    clock = sandbox?.clock.now ?? Date.now,
    adapters = directory.adapters,
  }: SidesOptions = {},
): Sides => {
  const { publicUrl, organisations } = directory
  const joined = sandbox?.join(adapters) ?? adapters
  const { make: media } = createMediaLinks({ publicUrl, secret })
  const providers: Record<string, Provider> = {}
  const crms: Record<string, Crm> = {}
  const file: OpenFile = (message, index, http) => {
    const media = message.received?.media[index]
    const provider = providerOf(message, directory, providers)
    if (!media || !provider) throw new Error('no such file')
    return provider.media(media, http)
  }
  for (const [connection, config] of Object.entries(directory.connections)) {
    const adapter = adapterOf(joined, config)
    if (adapter.simulated === true && !sandbox) continue
    const senders = sendersOf(organisations, connection)
    const options = {
      connection,
      config,
      publicUrl,
      senders,
      media,
      file,
      links,
      vault,
      clock,
      wait,
    }
    try {
      switch (adapter.kind) {
        case 'provider':
          providers[connection] = adapter.create(options)
          break
        case 'crm':
          crms[connection] = adapter.create(options)
          break
        default:
          adapter satisfies never
      }
    } catch (error) {
      throw new ConfigError([`connections.${connection}: ${(error as Error).message}`])
    }
  }
  return { providers, crms }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const withoutStore = async (): Promise<never> => {
  throw new Error('links: there is no store')
}
const NO_LINKS: Links = {
  link: withoutStore,
  theirs: withoutStore,
  ours: withoutStore,
  unlink: withoutStore,
}
const NO_VAULT: Vault = { read: async () => undefined, rotate: withoutStore }
