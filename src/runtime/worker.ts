/**
 * The gateway on Cloudflare Workers with D1.
 * https://developers.cloudflare.com/workers/runtime-apis/handlers/
 */

import { waitUntil } from 'cloudflare:workers'
import configuration from '#worker-config' with { type: 'json' }
import { createD1Store, type D1 } from '../../adapters/store/d1.ts'
import { ConfigError } from '../config/schema.ts'
import { consoleOf } from '../console/options.ts'
import { withTracing } from '../engine/attempt/tracing.ts'
import type { Gateway } from '../engine/gateway.ts'
import { createHandle } from '../engine/handle/handle.ts'
import { runCrmPass } from '../engine/periodic/crm-pass.ts'
import { noticeNewRules } from '../engine/periodic/new-rules.ts'
import { RECONCILE_EVERY_MS, reconcile } from '../engine/periodic/reconcile.ts'
import { applyRetention } from '../engine/periodic/retention.ts'
import { keepTallies } from '../engine/periodic/tally.ts'
import { createPolicies } from '../engine/policies/policies.ts'
import { createHttp } from '../net/http.ts'
import { workerFetch } from '../net/worker-fetch.ts'
import type { Provider } from '../ports/provider.ts'
import { createLog } from '../telemetry/log.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createApp } from './app.ts'
import { openWorld, routesOf } from './sandbox/world.ts'
import { type Env, hashKeysOf, readSettings, secretWarnings } from './setup/settings.ts'
import { openVault } from './setup/vault.ts'
import { createSides } from './sides.ts'
import { type Assets, readAsset } from './worker/assets.ts'
import { loadData } from './worker/data.ts'
import { createWorkerPump, type WorkerPump } from './worker/worker-pump.ts'

/** Database and static assets, and the variables and secrets that the configuration names. */
type Bindings = { readonly DB: D1; readonly ASSETS: Assets; readonly [name: string]: unknown }

type Running = {
  readonly gateway: Gateway
  readonly pump: WorkerPump
  readonly app: ReturnType<typeof createApp>
  readonly sandbox: boolean
}

const CRON_MS = 60_000

export default {
  fetch: async (request: Request, bindings: Bindings): Promise<Response> => {
    const { app, pump, sandbox } = await start(bindings)
    // Its API key is public, so it answers only on the local machine.
    if (sandbox && !isLocal(request)) return unconfigured()
    const clientAddress = request.headers.get('CF-Connecting-IP') ?? undefined
    const { answered, ended } = pump.attend(async () => app.fetch(request, { clientAddress }))
    // Even if the client disconnects: others may be waiting for what this request is reading.
    waitUntil(ended)
    return answered
  },

  scheduled: async (
    { scheduledTime }: { readonly scheduledTime: number },
    bindings: Bindings,
  ): Promise<void> => {
    const { gateway, pump } = await start(bindings)
    await pump.drain()
    await keepTallies(gateway)
    if (scheduledTime % RECONCILE_EVERY_MS >= CRON_MS) return
    const { answered, ended } = pump.attend(async () => {
      await noticeNewRules(gateway)
      await reconcile(gateway)
      await runCrmPass(gateway)
      await applyRetention(gateway)
    })
    await ended
    await answered
  },
}

let running: Running | undefined

/** Once per isolate; if several requests come first, each starts one, as none can rely on another. */
const start = async (bindings: Bindings): Promise<Running> => {
  if (running) return running
  try {
    const started = await build(bindings)
    running ??= started
    return running
  } catch (error) {
    if (error instanceof ConfigError)
      for (const problem of error.problems)
        console.error(`the configuration is invalid: ${problem}`)
    throw error
  }
}

const build = async ({ DB, ASSETS, ...bindings }: Bindings): Promise<Running> => {
  const env = textsOf(bindings)
  await loadData(ASSETS)
  const settings = await readSettings(configuration ?? undefined, env, 'http://localhost:8787')
  const { directory, secret } = settings
  const log = createLog({ level: settings.logLevel, write: (line) => console.log(line) })
  const store = await createD1Store(DB, hashKeysOf(settings))
  const sandbox = settings.sandbox ? await openWorld(store) : undefined
  const perDrain = sandbox ? Number.POSITIVE_INFINITY : readTasksPerRun(env)
  const { providers, crms } = createSides(settings, {
    sandbox,
    links: store,
    vault: openVault(store, settings),
  })
  const parts = withTracing({
    directory,
    store,
    providers: Object.fromEntries(
      Object.entries(providers).map(([name, provider]) => [name, keepReading(provider)]),
    ),
    crms,
    http: createHttp({
      fetch: workerFetch,
      log,
      clock: Date.now,
      // No request may wait for another request's work; the runtime itself limits them.
      atOnce: Number.POSITIVE_INFINITY,
    }),
    clock: sandbox?.clock.now ?? Date.now,
    log,
    metrics: createMetrics(),
    random: Math.random,
    secret,
  })
  const policies = createPolicies(parts, () => pump)
  const handle = createHandle(parts, policies, () => pump)
  const pump = createWorkerPump(parts, policies, handle, perDrain)
  const gateway = { ...parts, policies, handle, pump }
  const app = createApp(gateway, {
    // One isolate's figures say little; Cloudflare has those of all.
    metrics: false,
    readAsset: (name) => readAsset(ASSETS, name),
    ...consoleOf(settings, sandbox),
    ...(sandbox && { sandbox: () => routesOf(gateway, sandbox) }),
  })
  for (const warning of [...settings.warnings, ...(await secretWarnings(store, settings))])
    log.warn('setup', { warning })
  return { gateway, pump, app, sandbox: settings.sandbox }
}

const textsOf = (bindings: object): Env =>
  Object.fromEntries(Object.entries(bindings).filter(([, value]) => typeof value === 'string'))

/** The default is for the free plan's 50 subrequests: all that follows from one message, and no more. */
const readTasksPerRun = ({ POSTERN_TASKS_PER_RUN: text = '6' }: Env): number => {
  const tasks = Number(text)
  if (!Number.isInteger(tasks) || tasks < 1)
    throw new ConfigError(['POSTERN_TASKS_PER_RUN: expected a whole number above 0'])
  return tasks
}

/** A list of templates is for all requests: it is read to its end, though the one that asked is over. */
const keepReading = (provider: Provider): Provider => ({
  ...provider,
  templates: (...sought) => {
    const reading = provider.templates(...sought)
    waitUntil(reading.catch(() => {}))
    return reading
  },
})

const isLocal = (request: Request): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(request.url).hostname)

const unconfigured = () =>
  new Response('This Worker has no configuration yet: see docs/deploy-cloudflare.md.\n', {
    status: 503,
  })
