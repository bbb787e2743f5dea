/** The manifest that each adapter's folder exports. `runtime/adapters.ts` lists them. */

import type * as z from 'zod'
import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Message } from '../core/model/message/message.ts'
import type { Crm } from './crm.ts'
import type { CrmEmulator } from './crm-emulator.ts'
import type { EmulatorManifest } from './emulator.ts'
import type { Http } from './http.ts'
import type { Provider } from './provider.ts'
import type { Clock } from './side.ts'
import type { Links } from './store/links.ts'
import type { Vault } from './vault.ts'

/** A checked configuration with `{ env: 'NAME' }` replaced by the secrets. */
export type Resolved<T> = T extends { env: string }
  ? string
  : T extends readonly (infer U)[]
    ? readonly Resolved<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Resolved<T[K]> }
      : T

/** A connection's configuration from its adapter's schema, with secrets resolved. */
export type ConfigOf<Schema extends z.ZodType> = Resolved<z.output<Schema>>

/** Sender fields in addition to the common ones. */
export type SenderFields = Readonly<Record<string, unknown>>

/** One of our senders, for an adapter. */
export type AdapterSender<Fields = SenderFields> = {
  readonly address: Address
  readonly organisation: string
  readonly line: string
  /** The language of its line's agents: `en`, `pt-BR`. */
  readonly locale: string
  /** The organisation's, where it is configured. */
  readonly timeZone?: string
  /** The fields of the adapter's own `sender` schema; `{}` without one. */
  readonly fields: Fields
}

/** An expiring link to inbound file number `index` of a message. */
export type MediaLink = (
  organisation: string,
  message: string,
  index: number,
  at: Instant,
) => string

/** Fetches inbound file number `index` of a message from its provider. */
export type OpenFile = (message: Message, index: number, http: Http) => Promise<Response>

/** The options for creating one connection. */
export type CreateOptions<Config = unknown, Fields = SenderFields> = {
  /** The connection's name. */
  readonly connection: string
  readonly config: Config
  /** Our public webhook URL: `${publicUrl}/webhooks/${connection}`. */
  readonly publicUrl: string
  /** For a provider, the senders it carries; for a CRM, those of the organisations it serves. */
  readonly senders: readonly AdapterSender<Fields>[]
  readonly media: MediaLink
  readonly file: OpenFile
  readonly links: Links
  readonly vault: Vault
  readonly clock: Clock
  readonly wait: (ms: number) => Promise<void>
}

/** The arguments of an adapter's own configuration check. */
export type CheckContext<Config = unknown, Fields = SenderFields> = {
  readonly connection: string
  readonly publicUrl: string
  /** As in `CreateOptions`. */
  readonly senders: readonly AdapterSender<Fields>[]
  /** For a CRM, the organisations that name it; for a provider, those whose senders it carries. */
  readonly organisations: readonly { readonly id: string; readonly lines: readonly string[] }[]
  /** The same adapter's connections before this one, in the order of the file. */
  readonly earlier: readonly Config[]
}

/** `field` is relative to the connection, such as `apiKeys[0].sid`; '' means the connection itself. */
export type ConfigProblem = { readonly field: string; readonly problem: string }

/** A webhook URL to enter on the other side. */
export type WebhookAddress = {
  /** Below `/webhooks/{connection}`: '', '/messages' or '/status', with a query or fragment if it needs one. */
  readonly path: string
  /** Its use and where to enter it: "incoming messages, at the number or Messaging Service". */
  readonly purpose: string
}

type Manifest<
  Schema extends z.ZodObject,
  SenderSchema extends z.ZodObject,
  Routes,
  Made,
  Config = ConfigOf<Schema>,
  Fields = z.output<SenderSchema>,
> = {
  /** `adapter` in the configuration. */
  readonly name: string
  /** The adapter's part of the configuration, strict; `adapter` and `enforce` are added. Fields: config/fields.ts. */
  readonly config: Schema
  /** `true`: simulated, never combined with real connections. `either`: may be combined with both. */
  readonly simulated?: boolean | 'either'
  /** The secrets from which POSTERN_SECRET is derived if it isn't set: those that rarely change. */
  secrets(config: Config): readonly string[]
  /** Creates one connection. An error it throws is reported as a problem of the connection. */
  create(options: CreateOptions<Config, Fields>): Made
  /** The URLs to enter on the other side, for the banner, the doctor and the documents. */
  webhooks?(config: Config): readonly WebhookAddress[]
  /** Checks that a schema can't express. Skipped while a secret is missing. */
  check?(config: Config, context: CheckContext<Config, Fields>): readonly ConfigProblem[]
  /** Mounts the adapter's own routes; the runtime defines the arguments. */
  readonly routes?: Routes
}

/** The manifest of a provider. */
export type ProviderManifest<
  Schema extends z.ZodObject = z.ZodObject,
  SenderSchema extends z.ZodObject = z.ZodObject,
  Routes = unknown,
> = Manifest<Schema, SenderSchema, Routes, Provider> & {
  /** Fields that its senders have beside `address`, `connection`, `optOutHandling` and `policy`. No secrets. */
  readonly sender?: SenderSchema
  /** Lets the sandbox simulate this provider: `"like": "<name>"`. */
  readonly emulator?: EmulatorManifest
}

/** The manifest of a CRM. */
export type CrmManifest<Schema extends z.ZodObject = z.ZodObject, Routes = unknown> = Manifest<
  Schema,
  z.ZodObject,
  Routes,
  Crm
> & {
  /** Lets the sandbox show what this CRM would get for an event. */
  readonly emulator?: CrmEmulator
}

export type ProviderAdapter<Routes = unknown> = { readonly kind: 'provider' } & ProviderManifest<
  z.ZodObject,
  z.ZodObject,
  Routes
>
export type CrmAdapter<Routes = unknown> = { readonly kind: 'crm' } & CrmManifest<
  z.ZodObject,
  Routes
>
/** The kind is part of the type: a new one doesn't compile where it isn't handled. */
export type Adapter<Routes = unknown> = ProviderAdapter<Routes> | CrmAdapter<Routes>

/**
 * Defines a provider adapter. See docs/adding-a-provider.md.
 *
 * @example export const acme = defineProvider({ name: 'acme', config, secrets, create })
 */
export const defineProvider = <
  Schema extends z.ZodObject,
  SenderSchema extends z.ZodObject = z.ZodObject,
  Routes = never,
>(
  manifest: ProviderManifest<Schema, SenderSchema, Routes>,
): ProviderAdapter<Routes> => ({
  kind: 'provider',
  ...(manifest as ProviderManifest<z.ZodObject, z.ZodObject, Routes>),
})

/**
 * Defines a CRM adapter. See docs/adding-a-crm.md.
 *
 * @example export const acme = defineCrm({ name: 'acme', config, secrets, create })
 */
export const defineCrm = <Schema extends z.ZodObject, Routes = never>(
  manifest: CrmManifest<Schema, Routes>,
): CrmAdapter<Routes> => ({ kind: 'crm', ...(manifest as CrmManifest<z.ZodObject, Routes>) })
