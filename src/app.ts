/** The HTTP face of a gateway. */

import { Hono } from 'hono'
import { requestIdOf, respond } from './api/answer.ts'
import { serveDocs } from './api/docs.ts'
import { serveOperations } from './api/operations.ts'
import { notFound, problemAnswer, problemOf } from './api/problem.ts'
import type { RateLimit } from './api/rate-limit.ts'
import { ROUTES } from './api/routes.ts'
import { serveRoutes } from './api/serve.ts'
import { serveTwilio } from './api/twilio/face.ts'
import { serveWebhooks } from './api/webhooks.ts'
import { type ConsoleOptions, createConsole } from './console/console.ts'
import * as composer from './console/generated/composer.ts'
import { serveScript } from './console/script.ts'
import type { Gateway } from './gateway.ts'
import { serveMedia } from './media-route.ts'

export type AppOptions = {
  /** Routes of the sandbox, mounted at `/sandbox`. */
  readonly sandbox?: Hono
  /** Pages for people at `/console`; without them it is not there. */
  readonly console?: ConsoleOptions
  /** For each API key, instead of the configured one. */
  readonly rateLimit?: RateLimit
  /** Instead of what is configured. */
  readonly metrics?: boolean
}

/** All routes of the gateway. */
export const createApp = (gateway: Gateway, options: AppOptions = {}): Hono => {
  const { directory } = gateway
  const {
    sandbox,
    console: pages,
    rateLimit = directory.rateLimit,
    metrics = directory.metrics,
  } = options
  const app = new Hono()
  app.onError((error, c) => {
    const problem = problemOf(error, gateway, c)
    return respond(c, problemAnswer(problem, gateway.directory.publicUrl, requestIdOf(c)))
  })
  app.notFound((c) =>
    respond(c, problemAnswer(notFound('route here'), gateway.directory.publicUrl, requestIdOf(c))),
  )
  // Webhooks come first: they are most of the traffic.
  serveWebhooks(app, gateway)
  serveRoutes(app, gateway, ROUTES, rateLimit)
  serveTwilio(app, gateway, rateLimit)
  serveOperations(app, gateway, metrics)
  serveDocs(app, gateway.directory.publicUrl, ROUTES)
  app.get('/composer.js', (c) => serveScript(c, composer))
  app.get('/media/:token', (c) => serveMedia(c, gateway))
  if (pages) {
    app.get('/', (c) => c.redirect('/console'))
    app.route('/console', createConsole(gateway, pages))
  }
  if (sandbox) app.route('/sandbox', sandbox)
  return app
}
