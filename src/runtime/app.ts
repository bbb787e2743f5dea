/** The HTTP face of a gateway. */

import { type Context, Hono } from 'hono'
import { PARTS, SANDBOX_PARTS } from '#adapters'
import type { ConsoleOptions } from '../console/options.ts'
import type { Gateway } from '../engine/gateway.ts'
import { type ReadAsset, serveAsset } from '../http/asset.ts'
import { serveFile } from '../http/files.ts'
import { requestIdOf, respond } from '../http/kit/answer.ts'
import { notFound, problemAnswer, problemOf } from '../http/kit/problem.ts'
import type { RateLimit } from '../http/kit/rate-limit.ts'
import { serveMedia } from '../http/media.ts'
import { serveOperations } from '../http/operations.ts'
import { serveWebhooks } from '../http/webhooks.ts'
import type { Adapter } from '../ports/adapter.ts'
import { SANDBOX_SECRETS } from '../sandbox/configuration.ts'
import { readAsset as readFromFile } from './process/read-asset.ts'
import type { Routes } from './setup/load-adapters.ts'

export type AppOptions = {
  /** Routes of the sandbox, mounted at `/sandbox`. */
  readonly sandbox?: () => Promise<Hono>
  /** Pages for people at `/console`; without them it is not there. */
  readonly console?: ConsoleOptions
  /** For each API key, instead of the configured one. */
  readonly rateLimit?: RateLimit
  /** Instead of what is configured. */
  readonly metrics?: boolean
  readonly adapters?: readonly Adapter[]
  /** Location of the scripts and styles for browsers. Default: beside the sources. */
  readonly readAsset?: ReadAsset
  /** Called with the loader of each part that its first request would otherwise wait for: the API, then the pages. */
  readonly onPart?: (load: () => Promise<Hono>) => void
}

/**
 * All routes of the gateway. Whatever goes wrong is answered as a problem document, by the only `onError`.
 *
 * @example await createApp(gateway).request('/healthz')
 */
export const createApp = (gateway: Gateway, options: AppOptions = {}): Hono => {
  const { directory } = gateway
  const {
    sandbox,
    console: access,
    rateLimit = directory.rateLimit,
    metrics = directory.metrics,
    adapters = directory.adapters,
    readAsset = readFromFile,
    onPart = () => {},
  } = options
  const links = gateway.store
  const unknown: ((c: Context) => Promise<Response> | undefined)[] = []
  const onUnknown = (answer: (typeof unknown)[number]) => void unknown.push(answer)
  const createRoot = (): Hono => {
    const root = new Hono()
    root.onError((error, c) => {
      const problem = problemOf(error, gateway, c)
      return respond(c, problemAnswer(problem, directory.publicUrl, requestIdOf(c)))
    })
    root.notFound(async (c) => {
      for (const answer of unknown) {
        const given = answer(c)
        if (given) return given
      }
      const problem = notFound('such route')
      return respond(c, problemAnswer(problem, directory.publicUrl, requestIdOf(c)))
    })
    return root
  }
  const app = createRoot()
  const part = (paths: readonly string[], mount: (root: Hono) => Promise<unknown>) => {
    const open = createOpener(createRoot, mount)
    for (const path of paths) app.all(path, async (c) => (await open()).fetch(c.req.raw, c.env))
    onPart(open)
  }
  // Webhooks first: they are most of the traffic.
  serveWebhooks(app, gateway)
  for (const { name, routes } of adapters as readonly Adapter<Routes>[]) {
    const own = Object.entries(directory.connections).filter(([, { adapter }]) => adapter === name)
    const connections = Object.fromEntries(own)
    if (own.length > 0) routes?.({ app, gateway, links, limits: rateLimit, connections, onUnknown })
  }
  // After those of adapters, which may have paths of their own below.
  part(['/v1/*'], async (root) => {
    const { serveRoutes } = await PARTS.api()
    const { ROUTES } = await PARTS.apiRoutes()
    serveRoutes(root, gateway, ROUTES, rateLimit)
  })
  serveOperations(app, gateway, metrics)
  part(['/docs/*', '/openapi.json'], async (root) => {
    const { serveDocs } = await PARTS.docs()
    const { ROUTES } = await PARTS.apiRoutes()
    serveDocs(root, directory.publicUrl, ROUTES, {
      readAsset,
      console: access !== undefined,
      ...(sandbox && { trial: { key: SANDBOX_SECRETS.SANDBOX_API_KEY } }),
    })
  })
  app.get('/composer.js', (c) => serveAsset(c, 'composer.js', readAsset))
  app.get('/media/:token', (c) => serveMedia(c, gateway))
  app.get('/files/:token', (c) => serveFile(c, gateway))
  if (access) {
    app.get('/', (c) => c.redirect('/console'))
    part(['/console/*'], async (root) => {
      const { createConsole } = await PARTS.console()
      root.route(
        '/console',
        await createConsole(gateway, {
          ...access,
          readAsset,
          loadSandboxPages: SANDBOX_PARTS.pages,
        }),
      )
    })
  }
  if (sandbox) part(['/sandbox/*'], async (root) => root.route('/sandbox', await sandbox()))
  return app
}

/**
 * Makes an app at its first use. No request waits for another's: two that come first together each
 * make one, since a Worker's request can rely on nothing that another has begun.
 */
const createOpener = (createRoot: () => Hono, mount: (root: Hono) => Promise<unknown>) => {
  let opened: Hono | undefined
  return async (): Promise<Hono> => {
    if (opened) return opened
    const root = createRoot()
    await mount(root)
    opened ??= root
    return opened
  }
}
