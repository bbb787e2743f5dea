/** Twilio's REST API as a front to the gate. */

import type { Context, Hono } from 'hono'
import type { Trace } from '../../../../src/core/model/message/effect.ts'
import type { Gateway } from '../../../../src/engine/gateway.ts'
import { type Answer, respond } from '../../../../src/http/kit/answer.ts'
import { readBody } from '../../../../src/http/kit/body.ts'
import { createWrongKeys } from '../../../../src/http/kit/client.ts'
import { following, inRequest } from '../../../../src/http/kit/follow.ts'
import { answerOnce, checkKey, inputId, keyedBy } from '../../../../src/http/kit/idempotency.ts'
import { measureRequests } from '../../../../src/http/kit/measure.ts'
import { createRateLimit, type RateLimit } from '../../../../src/http/kit/rate-limit.ts'
import { logRequests } from '../../../../src/http/kit/serve.ts'
import type { Links } from '../../../../src/ports/store/links.ts'
import type { TwilioApiConfig } from '../config.ts'
import { findRepeated, readParams } from '../params.ts'
import { createSids, type Sids } from '../sids.ts'
import { type Account, createAccounts } from './account.ts'
import { readPosted } from './body.ts'
import { partOf, type Resource } from './call.ts'
import { serveCodes } from './codes-page.ts'
import { fetchApproval, fetchContent, listApprovals, listContents } from './content.ts'
import { absent, errorAnswer, TwilioError } from './error.ts'
import { listMessages } from './list.ts'
import { deleteMedia, fetchFile, fetchMedia, listMedia } from './media.ts'
import { createMessage, deleteMessage, fetchMessage, updateMessage } from './messages.ts'
import { fetchAccount, fetchNumber, listAccounts, listNumbers } from './numbers.ts'

const ROOT = '/2010-04-01'
const CONTENT = '/:version{v[12]}/Content'
const MAX_BODY = 64 * 1024

const ROUTES: readonly (readonly ['GET' | 'POST' | 'DELETE', string, Resource])[] = [
  ['POST', '/Accounts/:account/Messages.json', createMessage],
  ['GET', '/Accounts/:account/Messages.json', listMessages],
  ['GET', '/Accounts/:account/Messages/:message{\\w+\\.json}', fetchMessage],
  ['POST', '/Accounts/:account/Messages/:message{\\w+\\.json}', updateMessage],
  ['DELETE', '/Accounts/:account/Messages/:message{\\w+\\.json}', deleteMessage],
  ['GET', '/Accounts/:account/Messages/:message/Media.json', listMedia],
  ['GET', '/Accounts/:account/Messages/:message/Media/:media{\\w+\\.json}', fetchMedia],
  ['DELETE', '/Accounts/:account/Messages/:message/Media/:media{\\w+\\.json}', deleteMedia],
  ['GET', '/Accounts/:account/Messages/:message/Media/:media{\\w+}', fetchFile],
  ['GET', '/Accounts/:account/IncomingPhoneNumbers.json', listNumbers],
  ['GET', '/Accounts/:account/IncomingPhoneNumbers/:number{\\w+\\.json}', fetchNumber],
  ['GET', '/Accounts/:account{AC\\w+\\.json}', fetchAccount],
  ['GET', '/Accounts.json', listAccounts],
]

/** Mounted beside our own routes under `/v1`, which have other names. */
const CONTENT_ROUTES: readonly (readonly [string, Resource])[] = [
  [CONTENT, listContents],
  [`${CONTENT}AndApprovals`, listApprovals],
  [`${CONTENT}/:content`, fetchContent],
  [`${CONTENT}/:content/ApprovalRequests`, fetchApproval],
]

export type ApiHost = {
  readonly app: Hono
  readonly gateway: Gateway
  readonly links: Links
  readonly limits: RateLimit
  /** Answers requests to unknown paths. Undefined leaves them to other handlers. */
  readonly onUnknown: (answer: (c: Context) => Promise<Response> | undefined) => void
  /** The CRMs that use Twilio's API. */
  readonly connections: Readonly<Record<string, TwilioApiConfig>>
}

/** Mounts the routes. */
export const serveTwilio = (host: ApiHost): void => {
  const { app, gateway, links, limits, connections, onUnknown } = host
  const accounts = createAccounts(connections, gateway.directory)
  const take = createRateLimit(limits, gateway.clock)
  const countWrongKey = createWrongKeys(gateway.clock)
  const sids = new Map(
    Object.keys(connections).map((name) => [name, createSids(links, name, gateway.store)] as const),
  )

  const authenticate = (c: Context): Account => {
    const account = accounts(c.req.header('Authorization'))
    const named = partOf(c, 'account')
    if (account && (named === '' || named === account.sid)) return account
    if (!account && c.req.header('Authorization') !== undefined) {
      const { allowed, headers } = countWrongKey(c)
      if (!allowed)
        throw new TwilioError(20429, 'Too Many Requests', 429, {
          'Retry-After': headers['Retry-After'] ?? '1',
        })
    }
    throw new TwilioError(20003, 'Authenticate', 401, {
      'WWW-Authenticate': 'Basic realm="Twilio API"',
    })
  }

  const answer = (c: Context, resource: Resource): Promise<Answer | Response> =>
    inRequest(c, `${c.req.method} Twilio API`, (trace) => answerTo(c, resource, trace))

  const answerTo = async (
    c: Context,
    resource: Resource,
    trace: Trace,
  ): Promise<Answer | Response> => {
    const account = authenticate(c)
    const { allowed, headers } = take(account.connection)
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    if (!allowed) throw new TwilioError(20429, 'Too Many Requests', 429)
    const raw = READ_A_FORM.includes(resource) ? await readBody(c, MAX_BODY) : EMPTY
    const { params, bytes: body } = await readPosted(c.req.header('Content-Type'), raw)
    const query = readParams(new URL(c.req.url).search)
    const repeated = findRepeated(params) ?? findRepeated(query)
    if (repeated !== undefined)
      throw new TwilioError(20001, `${repeated.slice(0, 50)} is given more than once.`)
    const key = resource === createMessage ? keyOf(c) : undefined
    const { organisation } = account
    const { method, path } = c.req
    const keyed =
      key === undefined
        ? undefined
        : keyedBy({ organisation: account.sid, key, method, path, body })
    const run = (gateway: Gateway) =>
      resource({
        gateway: following(gateway, trace),
        organisation,
        account,
        sids: sids.get(account.connection) as Sids,
        context: c,
        at: gateway.clock(),
        id: (prefix) => inputId(prefix, keyed),
        query,
        form: params,
      })
    if (!keyed) return run(gateway)
    return answerOnce(gateway, keyed, async (own) => {
      try {
        return (await run(own)) as Answer
      } catch (error) {
        const refused = errorAnswer(error, gateway, c)
        if (refused.status >= 500) throw error
        return refused
      }
    })
  }

  const serve = (resource: Resource) => async (c: Context) => {
    let given: Answer | Response
    try {
      given = await answer(c, resource)
    } catch (error) {
      given = errorAnswer(error, gateway, c)
    }
    return given instanceof Response ? given : respond(c, given)
  }

  app.get('/docs/twilio', serveCodes)
  for (const path of [`${ROOT}/*`, '/v2/*', '/v1/Content/*', '/v1/ContentAndApprovals/*'])
    app.use(path, measureRequests(gateway), logRequests(gateway))
  for (const [method, path, resource] of ROUTES) app.on(method, `${ROOT}${path}`, serve(resource))
  for (const [path, resource] of CONTENT_ROUTES) app.get(path, serve(resource))
  const nothing = serve(async ({ context }) => {
    throw absent(context.req.path)
  })
  for (const path of [`${ROOT}/*`, `${CONTENT}/*`, `${CONTENT}AndApprovals/*`])
    app.all(path, nothing)
  // Clients of Twilio's other products, such as Lookup or Verify, come with the same credentials.
  onUnknown((c) => {
    const given = c.req.header('Authorization') ?? ''
    if (!/^Basic /i.test(given)) return undefined
    // An unknown path must not let anyone guess credentials unnoticed.
    return accounts(given) || !countWrongKey(c).allowed ? nothing(c) : undefined
  })
}

/** Other routes never read the body, so it can't be wrong. */
const READ_A_FORM: readonly Resource[] = [createMessage, updateMessage]

const EMPTY = new Uint8Array()

/** Twilio's clients don't repeat a POST by themselves; a client that does sends an idempotency key. */
const keyOf = (c: Context): string | undefined => {
  const [key, other = key] = ['I-Twilio-Idempotency-Token', 'Idempotency-Key'].flatMap(
    (name) => c.req.header(name) || [],
  )
  if (key !== other)
    throw new TwilioError(
      20001,
      'I-Twilio-Idempotency-Token and Idempotency-Key differ: send only one.',
    )
  return key === undefined ? undefined : checkKey(key)
}
