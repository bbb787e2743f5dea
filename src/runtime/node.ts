/** The gateway as one Node process: reads the environment, listens, and stops in good order. */

import { once } from 'node:events'
import type { Server } from 'node:http'
import about from '../../package.json' with { type: 'json' }
import { warmPlaces } from '../config/country.ts'
import { ConfigError } from '../config/schema.ts'
import { consoleOf } from '../console/options.ts'
import { createGateway, type Gateway } from '../engine/gateway.ts'
import { createNotices } from '../engine/notices.ts'
import { withOwnTallies } from '../engine/periodic/own-tallies.ts'
import { startSchedule } from '../engine/periodic/schedule.ts'
import { warmReading } from '../engine/policies/policies.ts'
import { createHttp } from '../net/http.ts'
import { createNodeFetch, loadUndici } from '../net/http-node.ts'
import { createLog } from '../telemetry/log.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { isTraced, loadTracing } from '../telemetry/trace.ts'
import { createApp } from './app.ts'
import { openStore } from './database/open-store.ts'
import { boundUrl, listen } from './process/listen.ts'
import { loadLazily } from './process/load-lazily.ts'
import { collectProcess } from './process/process-metrics.ts'
import { openWorld, routesOf } from './sandbox/world.ts'
import { likeIn } from './setup/arguments.ts'
import { banner } from './setup/banner.ts'
import { hashKeysOf, secretWarnings } from './setup/settings.ts'
import { DEFAULT_PORT, ownUrl, readSetup, type Setup } from './setup/setup.ts'
import { openVault } from './setup/vault.ts'
import { createSides } from './sides.ts'

/** Short enough that an orchestrator, which waits 10 s, need not kill us. */
const STOP_WITHIN_MS = 8_000
/** Don't wait for a silent database: what it has not confirmed was not acknowledged. */
const CLOSE_WITHIN_MS = 1_000

/** The initial handler, since a signal may come during startup. */
const PARENT = process.ppid

const run = async (setup: Setup) => {
  const { directory, secret } = setup
  const log = createLog({
    level: setup.logLevel,
    write: (line) => void process.stdout.write(`${line}\n`),
  })
  process.on('unhandledRejection', (error) => log.error('unhandled', { error: describe(error) }))
  if (isTraced()) await loadTracing()
  const stored = await openStore(setup.database, hashKeysOf(setup), setup.shared)
  const { store, known } = withOwnTallies(stored)
  const sandbox = setup.sandbox ? await openWorld(store) : undefined
  const gateway = createGateway({
    directory,
    store,
    ...createSides(setup, { sandbox, links: store, vault: openVault(store, setup) }),
    http: createHttp({ fetch: createNodeFetch(), log, clock: Date.now }),
    clock: sandbox?.clock.now ?? Date.now,
    log,
    metrics: createMetrics(),
    notices: createNotices(),
    random: Math.random,
    leaseMs: setup.leaseMs,
    absenceMs: setup.absenceMs,
    secret,
  })
  collectProcess(gateway.metrics)
  const parts: (() => Promise<unknown>)[] = []
  const app = createApp(gateway, {
    ...consoleOf(setup, sandbox),
    ...(sandbox && { sandbox: () => routesOf(gateway, sandbox) }),
    onPart: (load) => void parts.push(load),
  })
  const server = await listen(app.fetch, setup)
  if (sandbox) sandbox.server.url = boundUrl(server)
  const { stop } = startSchedule(gateway, undefined, known)
  onStop((cause) => {
    log.info('stopping', { cause })
    stop()
    void finish(gateway, server).then(() => process.exit(0))
  })
  const port = (server.address() as { port: number }).port
  const warnings = [...setup.warnings, ...(await secretWarnings(store, setup))]
  process.stderr.write(
    banner(
      { ...setup, warnings },
      {
        version: about.version,
        url: ownUrl(setup.host, port),
        aheadMs: sandbox?.clock.aheadMs() ?? 0,
      },
    ),
  )
  const [api = () => {}, ...pages] = parts
  const ask = sandbox ? [] : [() => void warnOfOptInTemplates(gateway)]
  loadLazily([api, () => warmReading(directory), warmPlaces, loadUndici, ...ask, ...pages], log)
}

/** Without it no contact can be asked for consent; warn soon after startup, not with the first message. */
const warnOfOptInTemplates = async ({ directory, providers, http, log }: Gateway) => {
  const { checkOptInTemplate } = await import('./commands/doctor/diagnosis.ts')
  for (const sender of directory.organisations.flatMap(({ senders }) => senders)) {
    const provider = providers[sender.connection]
    const found = provider && (await checkOptInTemplate(sender, provider, http))
    if (found && !found.ok)
      log.error('opt_in_template', {
        sender: sender.address,
        template: sender.rules.optInTemplate,
        advice: found.advice,
      })
  }
}

/** Calls back at the first signal only: npm forwards a Ctrl-C that we have received already. */
const onStop = (stop: (cause: string) => void) => {
  let stopping = false
  const once = (cause: string) => {
    if (!stopping) stop(cause)
    stopping = true
  }
  process.on('SIGTERM', once).on('SIGINT', once)
  if (process.env.npm_lifecycle_event !== 'start') return
  // Between `npm start` and us is a shell that dies of a SIGTERM without passing it on.
  setInterval(() => {
    if (process.ppid !== PARENT) once('orphaned')
  }, 500)
}

/** Requests under way are answered and attempts under way settled; the rest waits in the store. */
const finish = async ({ pump, store, log, notices }: Gateway, server: Server) => {
  notices?.close()
  const closed = once(server, 'close')
  server.close()
  // A connection that was answering when we closed would stay open, and idle, for a minute more.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const late = await Promise.race([closed.then(() => pump.stop()), isLateAfter(STOP_WITHIN_MS)])
  if (late) log.warn('stopped_late')
  clearInterval(sweep)
  server.closeAllConnections()
  if (await Promise.race([store.close(), isLateAfter(CLOSE_WITHIN_MS)])) log.warn('database_silent')
  log.info('stopped')
}

const isLateAfter = (ms: number) =>
  new Promise<true>((resolve) => setTimeout(resolve, ms, true).unref())

const describe = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

try {
  await run(await readSetup(process.env, likeIn(process.argv.slice(2))))
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const lines =
    error instanceof ConfigError
      ? ['the configuration is invalid:', ...error.problems.map((problem) => `  ${problem}`)]
      : code === 'EADDRINUSE'
        ? [`the port ${process.env.PORT || DEFAULT_PORT} is in use; set PORT to a free one`]
        : [message]
  process.stderr.write(`Postern can't start: ${lines.join('\n')}\n`)
  process.exit(1)
}
