/** The way of a request under `/v1`: key, rate, body, schema, idempotency, then the route. */

import type { Context, Hono, MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Organisation } from '../../config/schema.ts'
import type { Trace } from '../../core/model/message/effect.ts'
import type { Gateway } from '../../engine/gateway.ts'
import { createComposerTokens, type Grant } from '../../tokens/composer-token.ts'
import { type Answer, requestIdOf, respond } from './answer.ts'
import { parseJson, readBody } from './body.ts'
import { type CountWrongKey, createWrongKeys } from './client.ts'
import { following, inRequest } from './follow.ts'
import {
  answerOnce,
  answerWithCommit,
  checkKey,
  inputId,
  type Keep,
  keyedBy,
} from './idempotency.ts'
import { measureRequests, routeOf } from './measure.ts'
import { invalid, ProblemError, problemAnswer, problemOf } from './problem.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import type { Raw, Route, Upload } from './route.ts'

const MAX_BODY = 256 * 1024

/**
 * Mounts the routes, and 405 for every other method on their paths.
 *
 * @example serveRoutes(app, gateway, [sendMessage, getMessage], { perSecond: 50, burst: 100 })
 */
export const serveRoutes = (
  app: Hono,
  gateway: Gateway,
  routes: readonly Route[],
  limits: RateLimit,
): void => {
  const take = createRateLimit(limits, gateway.clock)
  const countWrongKey = createWrongKeys(gateway.clock)
  const authenticate = (c: Context) => askerOf(c, gateway, countWrongKey)

  const serve = (c: Context, route: Route): Promise<Response> =>
    inRequest(c, `${route.method.toUpperCase()} ${route.path}`, (trace) =>
      answerTo(c, route, trace),
    )

  const answerTo = async (c: Context, route: Route, trace: Trace): Promise<Response> => {
    const { bearer, organisation, grant } = authenticate(c)
    const allowance = take(bearer)
    for (const [name, value] of Object.entries(allowance.headers)) c.header(name, value)
    if (!allowance.allowed) throw new ProblemError('rate_limited', 'Too many requests.')
    const upload = route.uploads && uploadOf(c, route.uploads)
    const hasBody = route.method !== 'get' && upload === undefined
    const body = hasBody ? await readBody(c, MAX_BODY) : EMPTY
    const run = route.prepare(rawOf(c, body))
    // A file resumes by itself, so its answer is not stored.
    const takesKey = route.method === 'post' && upload === undefined
    const given = takesKey ? c.req.header('Idempotency-Key') : undefined
    const idempotencyKey =
      given === undefined ? undefined : grant ? `${bearer} ${checkKey(given)}` : checkKey(given)
    const keyed =
      idempotencyKey === undefined
        ? undefined
        : keyedBy({
            organisation: organisation.id,
            key: idempotencyKey,
            method: route.method,
            path: c.req.path,
            body,
          })
    const callerOf = (gateway: Gateway, keep: Keep | undefined) => ({
      gateway: following(gateway, trace),
      organisation,
      at: gateway.clock(),
      ...(grant && { grant }),
      ...(upload && { upload }),
      ...(keep && { keep }),
      id: (prefix: string) => inputId(prefix, keyed),
    })
    const explain = (error: unknown): Answer => {
      const problem = problemOf(error, gateway, c)
      const refusal = problemAnswer(problem, gateway.directory.publicUrl, requestIdOf(c))
      if (refusal.status >= 500) throw problem
      return refusal
    }
    const answer = (own: Gateway, keep?: Keep): Promise<Answer> =>
      run(callerOf(own, keep)).catch(explain)
    if (!keyed) return respond(c, await answer(gateway))
    const first = route.keepsAnswer
      ? await answerWithCommit(gateway, keyed, answer, explain)
      : await answerOnce(gateway, keyed, answer)
    return respond(c, first)
  }

  app.use('/v1/*', measureRequests(gateway), logRequests(gateway))
  for (const path of new Set(routes.filter((one) => one.forPages).map((one) => one.path)))
    app.use(honoPath(path), openToPages)
  for (const route of routes)
    app.on(route.method.toUpperCase(), honoPath(route.path), (c) => serve(c, route))
  for (const [path, methods] of Map.groupBy(routes, ({ path }) => path))
    app.all(honoPath(path), (c) => {
      authenticate(c)
      const allow = methods.map(({ method }) => method.toUpperCase()).join(', ')
      throw new ProblemError('method_not_allowed', `This route allows ${allow}.`, {
        headers: { Allow: allow },
      })
    })
}

/** One line in the log for each request: its route, never its path or query. */
export const logRequests =
  ({ log }: Pick<Gateway, 'log'>): MiddlewareHandler =>
  async (c, next) => {
    const startedAt = performance.now()
    await next()
    log.info('request', {
      requestId: requestIdOf(c),
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
    })
  }

const EMPTY = new Uint8Array()

const honoPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1')

const EXPOSED = ['Retry-After', 'X-Request-Id']

const preflight = cors({
  origin: '*',
  allowMethods: ['GET', 'POST', 'PUT'],
  allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
  exposeHeaders: EXPOSED,
  maxAge: 7200,
})

/**
 * Pages of any origin may call: the token limits what they get. Sets the headers itself, since `cors` would create
 * a Response that Node has to read as a stream.
 */
const openToPages: MiddlewareHandler = (c, next) => {
  if (c.req.method === 'OPTIONS') return preflight(c, next)
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Access-Control-Expose-Headers', EXPOSED.join())
  return next()
}

type Asker = {
  /** The rate limit's key: an API key, or an agent with a contact. */
  readonly bearer: string
  readonly organisation: Organisation
  readonly grant?: Grant
}

const askerOf = (
  c: Context,
  { directory, secret, clock }: Gateway,
  countWrongKey: CountWrongKey,
): Asker => {
  const key = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
  if (key === undefined) throw unauthenticated('The API key is missing.', '')
  const organisation = directory.byApiKey(key)
  if (organisation) return { bearer: key, organisation }
  const grant = createComposerTokens(secret).read(key, clock())
  if (grant === 'expired') throw unauthenticated('This composer token has expired.')
  const granting = grant && directory.organisation(grant.organisation)
  if (!granting) {
    const { allowed, headers } = countWrongKey(c)
    if (allowed) throw unauthenticated('This API key is not valid.')
    throw new ProblemError('rate_limited', 'Too many wrong API keys from this address.', {
      headers: { 'Retry-After': headers['Retry-After'] ?? '1' },
    })
  }
  const bearer = JSON.stringify([granting.id, grant.to, grant.agent])
  return { bearer, organisation: granting, grant }
}

const unauthenticated = (detail: string, error = ', error="invalid_token"') =>
  new ProblemError('unauthenticated', detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="postern"${error}` },
  })

const uploadOf = (c: Context, types: NonNullable<Route['uploads']>): Upload => {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!Object.hasOwn(types, type))
    throw new ProblemError(
      'unsupported_media_type',
      `Content-Type must be ${Object.keys(types).join(' or ')}.`,
    )
  if (c.req.header('content-encoding'))
    throw new ProblemError('unsupported_media_type', 'Content-Encoding is not supported.')
  return { type, body: c.req.raw.body ?? new Blob([]).stream() }
}

const rawOf = (c: Context, body: Uint8Array): Raw => ({
  params: c.req.param(),
  query: queryOf(c),
  body: body.length === 0 ? {} : jsonIn(c, body),
})

/** The query. Refuses a parameter that is given twice: which of them counts would be a guess. */
export const queryOf = (c: Context): Readonly<Record<string, string>> => {
  const twice = Object.entries(c.req.queries()).find(([, values]) => values.length > 1)
  if (twice) throw invalid(twice[0].slice(0, 100), 'is given more than once')
  return c.req.query()
}

const jsonIn = (c: Context, body: Uint8Array): unknown => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new ProblemError('unsupported_media_type', 'Content-Type must be application/json.')
  return parseJson(body)
}
