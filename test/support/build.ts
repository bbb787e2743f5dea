/** The one builder of gateways for tests: parts that a test does not bring are filled in here. */

import type { Directory } from '../../src/config/directory.ts'
import { createGateway, type Dependencies, type Gateway } from '../../src/engine/gateway.ts'
import { createHttp, type Fetch } from '../../src/net/http.ts'
import type { Adapter } from '../../src/ports/adapter.ts'
import { HttpError } from '../../src/ports/errors.ts'
import type { Http } from '../../src/ports/http.ts'
import { openVault } from '../../src/runtime/setup/vault.ts'
import { createSides } from '../../src/runtime/sides.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { readConfig } from './adapters.ts'
import { createMemoryStore } from './database/memory-store.ts'

const unreachable = async () => {
  throw new HttpError('connect', false)
}

/** Reaches nothing. */
const NO_NETWORK: Http = Object.assign(unreachable, { stream: unreachable })

/** A Tuesday morning, where no clock is given. */
const START = Date.parse('2026-11-24T09:00:00Z')

export type BuildOptions = Partial<Dependencies> & {
  /** The configuration as it stands in the file, and the secrets it names; or a `directory`. */
  readonly config?: object
  readonly env?: Readonly<Record<string, string>>
  readonly sandbox?: Sandbox
  readonly adapters?: readonly Adapter[]
  /** The network below the real HTTP client. Default: none. */
  readonly fetch?: Fetch
}

const directories = new Map<string, Directory>()

/** Reads each configuration once: the tests of a file mostly have the same, and nothing changes it. */
const directoryOf = (config: unknown, env: Readonly<Record<string, string>>): Directory => {
  const key = JSON.stringify([config, env])
  const directory = directories.get(key) ?? readConfig(config, env)
  directories.set(key, directory)
  return directory
}

/** Builds a gateway on a database in memory, without a network, by default. */
export const buildGateway = ({
  config,
  env = {},
  sandbox,
  adapters,
  fetch,
  ...own
}: BuildOptions): Gateway => {
  const secret = own.secret ?? 'the secret of the test'
  const directory = own.directory ?? directoryOf(config, env)
  const clock = own.clock ?? sandbox?.clock.now ?? (() => START)
  const log = own.log ?? createLog({ level: 'silent', write: () => {}, clock })
  const store = own.store ?? createMemoryStore({ hashKey: secret })
  const sides = () =>
    createSides(
      { directory, secret },
      {
        links: store,
        vault: openVault(store, { secret }, clock),
        clock,
        sandbox,
        ...(adapters && { adapters }),
      },
    )
  return createGateway({
    store,
    ...(own.providers && own.crms ? { providers: own.providers, crms: own.crms } : sides()),
    http: fetch ? createHttp({ fetch, log, clock }) : NO_NETWORK,
    metrics: createMetrics(),
    random: () => 0.5,
    ...own,
    directory,
    secret,
    clock,
    log,
  })
}
