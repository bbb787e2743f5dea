/** Loads the adapters that a configuration names, and reads it with them. */

import type { Context, Hono } from 'hono'
import { OTHERS, PROVIDERS } from '#adapters'
import { type Check, createConfigReader } from '../../config/read.ts'
import { ConfigError, type Directory } from '../../config/schema.ts'
import type { Gateway } from '../../engine/gateway.ts'
import type { RateLimit } from '../../http/kit/rate-limit.ts'
import type { Adapter, CrmAdapter } from '../../ports/adapter.ts'
import type { Links } from '../../ports/store/links.ts'
import type { Model } from '../../sandbox/configuration.ts'

/** The arguments for an adapter that mounts its own routes. */
export type RouteHost = {
  readonly app: Hono
  readonly gateway: Gateway
  readonly links: Links
  /** Answers requests to otherwise unknown paths. Undefined leaves them to others. */
  readonly onUnknown: (answer: (c: Context) => Promise<Response> | undefined) => void
  /** For each key or account. */
  readonly limits: RateLimit
  /** The connections of this adapter. */
  readonly connections: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A method, so that an adapter may narrow its connection's type. */
export type Routes = { mount(host: RouteHost): void }['mount']

/** By adapter. What a Worker's deployment needn't contain is found here. */
export const LOADERS = { ...PROVIDERS, ...OTHERS }

/** Loads all adapters, or those with these names, without those that a Worker's deployment left out. */
export const loadAdapters = async (
  isWanted: (name: string) => boolean = () => true,
): Promise<readonly Adapter<Routes>[]> => {
  const wanted = <T>(list: Readonly<Record<string, T>>): readonly T[] =>
    Object.entries(list).flatMap(([name, load]) => (isWanted(name) ? [load] : []))
  const providers = (await Promise.all(wanted(PROVIDERS).map((load) => load()))).filter(isPresent)
  const others = await Promise.all(wanted(OTHERS).map((load) => load(providers)))
  return [...providers, ...others.filter(isPresent)]
}

const isPresent = <T>(adapter: T | undefined): adapter is T => adapter !== undefined

/** The providers that the sandbox can simulate. */
export const loadModels = async (): Promise<readonly Model[]> =>
  (await loadAdapters((name) => Object.hasOwn(PROVIDERS, name))).flatMap((adapter) =>
    adapter.kind === 'provider' && adapter.emulator
      ? [{ name: adapter.name, channels: adapter.emulator.channels }]
      : [],
  )

/** The CRMs whose requests the sandbox can show. */
export const loadEmulatedCrms = async (): Promise<readonly CrmAdapter[]> =>
  (await loadAdapters((name) => Object.hasOwn(OTHERS, name))).filter(
    (adapter) => adapter.kind === 'crm' && adapter.emulator !== undefined,
  ) as readonly CrmAdapter[]

/**
 * Reads a configuration with the adapters that it names. Throws `ConfigError`.
 *
 * @example const directory = await readConfig(JSON.parse(text), process.env)
 */
export const readConfig = async (
  json: unknown,
  env: Readonly<Record<string, string | undefined>>,
  check?: Check,
): Promise<Directory> => {
  const names = namesIn(json)
  const named = await loadAdapters((name) => names.has(name))
  try {
    if (named.length > 0) return createConfigReader(named)(json, env, check)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
  }
  // Something is wrong: only the schema of all adapters can name every valid value.
  return createConfigReader(await loadAdapters())(json, env, check)
}

/** The adapters of the connections, and what those of the sandbox look like. */
export const namesIn = (json: unknown): ReadonlySet<unknown> => {
  const { connections } = (json ?? {}) as { readonly connections?: unknown }
  if (typeof connections !== 'object' || connections === null) return new Set()
  return new Set(
    Object.values(connections).flatMap((connection) => {
      const { adapter, like } = (connection ?? {}) as { adapter?: unknown; like?: unknown }
      return [adapter, like]
    }),
  )
}
