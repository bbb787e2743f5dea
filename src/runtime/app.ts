/** The HTTP face of a gateway. */

import { type Context, Hono } from 'hono'
import { type ConsoleOptions, createConsole } from '../console/console.ts'
import type { Gateway } from '../engine/gateway.ts'
import * as composer from '../generated/composer.ts'
import * as tryApi from '../generated/try-api.ts'
import { serveFile } from '../http/files.ts'
import { requestIdOf, respond } from '../http/kit/answer.ts'
import { notFound, problemAnswer, problemOf } from '../http/kit/problem.ts'
import type { RateLimit } from '../http/kit/rate-limit.ts'
import { serveRoutes } from '../http/kit/serve.ts'
import { serveMedia } from '../http/media.ts'
import { serveDocs } from '../http/openapi/docs.ts'
import { serveOperations } from '../http/operations.ts'
import { serveScript } from '../http/script.ts'
import { ROUTES } from '../http/v1/routes.ts'
import { serveWebhooks } from '../http/webhooks.ts'
import type { Adapter } from '../ports/adapter.ts'
import { SANDBOX_SECRETS } from '../sandbox/configuration.ts'
import { ADAPTERS, type Routes } from './adapters.ts'

export type AppOptions = {
  /** Routes of the sandbox, mounted at `/sandbox`. */
  readonly sandbox?: Hono
  /** Pages for people at `/console`; without them it is not there. */
  readonly console?: ConsoleOptions
  /** For each API key, instead of the configured one. */
  readonly rateLimit?: RateLimit
  /** Instead of what is configured. */
  readonly metrics?: boolean
  readonly adapters?: readonly Adapter<Routes>[]
}

/** All routes of the gateway. */
export const createApp = (gateway: Gateway, options: AppOptions = {}): Hono => {
  const { directory } = gateway
  const {
    sandbox,
    console: pages,
    rateLimit = directory.rateLimit,
    metrics = directory.metrics,
    adapters = ADAPTERS,
  } = options
  const links = gateway.store
  const app = new Hono()
  app.onError((error, c) => {
    const problem = problemOf(error, gateway, c)
    return respond(c, problemAnswer(problem, gateway.directory.publicUrl, requestIdOf(c)))
  })
  const unknown: ((c: Context) => Promise<Response> | undefined)[] = []
  const onUnknown = (answer: (typeof unknown)[number]) => void unknown.push(answer)
  app.notFound(async (c) => {
    for (const answer of unknown) {
      const given = answer(c)
      if (given) return given
    }
    const problem = notFound('such route')
    return respond(c, problemAnswer(problem, gateway.directory.publicUrl, requestIdOf(c)))
  })
  // Webhooks come first: they are most of the traffic.
  serveWebhooks(app, gateway)
  serveRoutes(app, gateway, ROUTES, rateLimit)
  for (const { name, routes } of adapters) {
    const own = Object.entries(directory.connections).filter(([, { adapter }]) => adapter === name)
    const connections = Object.fromEntries(own)
    if (own.length > 0) routes?.({ app, gateway, links, limits: rateLimit, connections, onUnknown })
  }
  serveOperations(app, gateway, metrics)
  serveDocs(app, gateway.directory.publicUrl, ROUTES, {
    console: pages !== undefined,
    ...(sandbox && { trial: { key: SANDBOX_SECRETS.SANDBOX_API_KEY, script: tryApi } }),
  })
  app.get('/composer.js', (c) => serveScript(c, composer))
  app.get('/media/:token', (c) => serveMedia(c, gateway))
  app.get('/files/:token', (c) => serveFile(c, gateway))
  if (pages) {
    app.get('/', (c) => c.redirect('/console'))
    app.route('/console', createConsole(gateway, pages))
  }
  if (sandbox) app.route('/sandbox', sandbox)
  return app
}
