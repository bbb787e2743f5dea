/** Every adapter there is. This list is the only place that names them. */

import type { Context, Hono } from 'hono'
import { chatwoot } from '../../adapters/crm/chatwoot/index.ts'
import { highlevel } from '../../adapters/crm/highlevel/index.ts'
import { hubspot } from '../../adapters/crm/hubspot/index.ts'
import { twilioApi } from '../../adapters/crm/twilio-api/index.ts'
import { serveTwilio } from '../../adapters/crm/twilio-api/routes/face.ts'
import { webhook } from '../../adapters/crm/webhook/index.ts'
import { meta } from '../../adapters/provider/meta/index.ts'
import { telnyx } from '../../adapters/provider/telnyx/index.ts'
import { twilio } from '../../adapters/provider/twilio/index.ts'
import { createConfigReader } from '../config/read.ts'
import type { Gateway } from '../engine/gateway.ts'
import type { RateLimit } from '../http/kit/rate-limit.ts'
import type { Adapter } from '../ports/adapter.ts'
import type { Links } from '../ports/links.ts'
import type { Model } from '../sandbox/configuration.ts'
import { sandboxCrm } from '../sandbox/crm.ts'
import { sandboxPhones } from '../sandbox/provider.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

/** What an adapter with routes of its own is given to mount them. */
export type RouteHost = {
  readonly app: Hono
  readonly gateway: Gateway
  readonly links: Links
  /** Answers requests to paths that nobody else has. Undefined leaves them to others. */
  readonly onUnknown: (answer: (c: Context) => Promise<Response> | undefined) => void
  /** For each key or account. */
  readonly limits: RateLimit
  /** The connections of this adapter. */
  readonly connections: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Written as a method, so that an adapter may say more exactly what its connections are. */
export type Routes = { mount(host: RouteHost): void }['mount']

const PROVIDERS = [twilio, meta, telnyx]

/** All of them; those of the sandbox play in its world, where there is one. */
export const createAdapters = (sandbox?: Sandbox): readonly Adapter<Routes>[] => [
  ...PROVIDERS,
  webhook,
  highlevel,
  chatwoot,
  hubspot,
  { ...twilioApi, routes: serveTwilio },
  sandboxPhones(sandbox, PROVIDERS),
  sandboxCrm(sandbox),
]

/** What the sandbox can look like. */
export const MODELS: readonly Model[] = PROVIDERS.flatMap(({ name, mimic }) =>
  mimic ? [{ name, channels: mimic.channels }] : [],
)

export const ADAPTERS = createAdapters()

/** Reads a configuration of these adapters. */
export const readConfig = createConfigReader(ADAPTERS)
