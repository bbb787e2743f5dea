/** The way of a request under `/v1`: key, rate, body, schema, idempotency, then the route. */

import type { Context, Hono } from 'hono'
import { routePath } from 'hono/route'
import type { Gateway } from '../gateway.ts'
import { type Answer, requestIdOf, respond } from './answer.ts'
import { readBody } from './body.ts'
import { answerOnce, checkKey, inputId } from './idempotency.ts'
import { ProblemError, problemAnswer, problemOf } from './problem.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import type { Raw, Route } from './route.ts'

const MAX_BODY = 256 * 1024

/** Mounts the routes, and 405 for every other method on their paths. */
export const serveRoutes = (
  app: Hono,
  gateway: Gateway,
  routes: readonly Route[],
  limits: RateLimit,
): void => {
  const take = createRateLimit(limits, gateway.clock)

  const serve = async (c: Context, route: Route): Promise<Response> => {
    const { key, organisation } = authenticate(c, gateway)
    const allowance = take(key)
    for (const [name, value] of Object.entries(allowance.headers)) c.header(name, value)
    if (!allowance.allowed) throw new ProblemError('rate_limited', 'Too many requests.')
    const body = route.method === 'get' ? EMPTY : await readBody(c.req.raw, MAX_BODY)
    const run = route.prepare(rawOf(c, body))
    const given = route.method === 'post' ? c.req.header('Idempotency-Key') : undefined
    const idempotencyKey = given === undefined ? undefined : checkKey(given)
    const caller = {
      gateway,
      organisation,
      at: gateway.clock(),
      id: (prefix: string) => inputId(prefix, organisation.id, idempotencyKey),
    }
    const answer = async (): Promise<Answer> => {
      try {
        return await run(caller)
      } catch (error) {
        const problem = problemOf(error, gateway, c)
        const refusal = problemAnswer(problem, gateway.directory.publicUrl, requestIdOf(c))
        if (refusal.status >= 500) throw problem
        return refusal
      }
    }
    if (idempotencyKey === undefined) return respond(c, await answer())
    const keyed = {
      organisation: organisation.id,
      key: idempotencyKey,
      method: route.method,
      path: c.req.path,
      body,
    }
    return respond(c, await answerOnce(gateway, keyed, answer))
  }

  app.use('/v1/*', async (c, next) => {
    const startedAt = performance.now()
    await next()
    gateway.log.info('request', {
      requestId: requestIdOf(c),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
    })
  })
  for (const route of routes)
    app.on(route.method.toUpperCase(), honoPath(route.path), (c) => serve(c, route))
  for (const [path, methods] of Map.groupBy(routes, ({ path }) => path))
    app.all(honoPath(path), (c) => {
      authenticate(c, gateway)
      const allow = methods.map(({ method }) => method.toUpperCase()).join(', ')
      throw new ProblemError('method_not_allowed', `This route has ${allow}.`, {
        headers: { Allow: allow },
      })
    })
}

const EMPTY = new Uint8Array()

const honoPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1')

const authenticate = (c: Context, { directory }: Gateway) => {
  const key = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
  const organisation = key === undefined ? undefined : directory.byApiKey(key)
  if (key !== undefined && organisation) return { key, organisation }
  throw new ProblemError(
    'unauthenticated',
    key === undefined ? 'There is no API key.' : 'This API key is not valid.',
    {
      headers: {
        'WWW-Authenticate': `Bearer realm="postern"${key === undefined ? '' : ', error="invalid_token"'}`,
      },
    },
  )
}

const rawOf = (c: Context, body: Uint8Array): Raw => ({
  params: c.req.param(),
  query: c.req.query(),
  body: body.length === 0 ? {} : parseJson(c, body),
})

const parseJson = (c: Context, body: Uint8Array): unknown => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new ProblemError('unsupported_media_type', 'Content-Type must be application/json.')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new ProblemError('not_json', 'The body is not JSON in UTF-8.')
  }
}
