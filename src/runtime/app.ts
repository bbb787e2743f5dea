/** The HTTP face of a gateway. */

import { Hono } from 'hono'
import { serveTwilio } from '../../adapters/crm/twilio-api/routes/face.ts'
import { type ConsoleOptions, createConsole } from '../console/console.ts'
import type { Gateway } from '../engine/gateway.ts'
import * as composer from '../generated/composer.ts'
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
