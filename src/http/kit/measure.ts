/** Measures the duration of requests, by route and status. */

import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes, routePath } from 'hono/route'
import type { Gateway } from '../../engine/gateway.ts'

/** Anybody can invent a method, and each would be a new series. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** A histogram; `route` is a pattern, never a path. */
export const measureRequests =
  ({ metrics }: Pick<Gateway, 'metrics'>): MiddlewareHandler =>
  async (c, next) => {
    const startedAt = performance.now()
    await next()
    const { method } = c.req
    metrics.observe('postern_http_request_seconds', (performance.now() - startedAt) / 1000, {
      method: METHODS.has(method) ? method : 'other',
      route: routeOf(c),
      status: String(c.res.status),
    })
  }

/** The most exact pattern that matched; one that ends in `*` only if there is no other. */
export const routeOf = (c: Context): string =>
  matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? routePath(c, -1)
