/** One console request: its organisation, person and rights. */

import type { Context } from 'hono'
import type * as z from 'zod'
import { type Admin, SHARED_NAME } from '../../config/admins.ts'
import type { Organisation } from '../../config/schema.ts'
import type { Gateway } from '../../engine/gateway.ts'
import { inputId } from '../../http/kit/idempotency.ts'
import { invalid, notFound } from '../../http/kit/problem.ts'
import type { Caller, Raw, Route } from '../../http/kit/route.ts'
import { queryOf } from '../../http/kit/serve.ts'
import { button, type Html } from './markup.ts'

export type Query = Readonly<Record<string, string | undefined>>

export type PageContext = {
  readonly gateway: Gateway
  readonly organisation: Organisation
  readonly caller: Caller
  /** The person who signed in. */
  readonly name: string
  /** Changes by viewers are refused. */
  readonly canChange: boolean
  /** A button that changes something; a viewer has none. */
  readonly button: (...about: Parameters<typeof button>) => Html | false
  /** Whether there are several organisations, so that links and forms carry the chosen one. */
  readonly several: boolean
  /** The path, below the console, that is looked at. */
  readonly path: string
  /** The query parameter, or ''. */
  readonly query: (name: string) => string
  /** The query parameter, one of these or ''. Throws `invalid_request` for anything else. */
  readonly choose: <T extends string>(name: string, known: readonly T[]) => T | ''
  /** A parameter in the path. */
  readonly param: (name: string) => string
  /** The address of a page, for the same organisation. */
  readonly link: (path: string, query?: Query) => string
}

/** A sandbox has no login. */
const SANDBOX_ADMIN = { name: SHARED_NAME, role: 'administrator' } as const

/** Reads the request. Throws `not_found` for an unknown organisation, `invalid_request` for a parameter given twice. */
export const pageContextOf = (
  c: Context,
  gateway: Gateway,
  { name, role }: Pick<Admin, 'name' | 'role'> = SANDBOX_ADMIN,
): PageContext => {
  const { directory } = gateway
  const given = queryOf(c)
  const asked = given.organisation
  const [first] = directory.organisations
  const organisation = asked === undefined ? first : directory.organisation(asked)
  if (!organisation) throw notFound('organisation with this id')
  const several = directory.organisations.length > 1
  const query = (name: string) => (given[name] ?? '').trim()
  return {
    gateway,
    organisation,
    several,
    name,
    canChange: role === 'administrator',
    button: (...about) => role === 'administrator' && button(...about),
    caller: {
      gateway,
      agent: name,
      organisation,
      at: gateway.clock(),
      id: (prefix) => inputId(prefix, undefined),
      isConsole: true,
    },
    path: c.req.path.replace(/^\/console/, ''),
    query,
    choose: (name, known) => {
      const value = query(name)
      const found = known.find((one) => one === value)
      if (found === undefined && value !== '')
        throw invalid(name, `must be one of ${known.filter(Boolean).join(', ')}`)
      return found ?? ''
    },
    param: (name) => c.req.param(name) ?? '',
    link: (path, query = {}) => {
      const kept = Object.entries(query).filter(([, value]) => value)
      const all = new URLSearchParams(kept as [string, string][])
      if (several) all.set('organisation', organisation.id)
      return `/console${path}${all.size > 0 ? `?${all}` : ''}`
    },
  }
}

/** Calls a route of the API, as a CRM would: the console has no other access. */
export const callApi = async <S extends z.ZodType>(
  { caller }: PageContext,
  route: Route,
  _schema: S,
  raw: Partial<Raw> = {},
): Promise<z.output<S>> => {
  const run = route.prepare({ params: {}, query: {}, body: {}, ...raw })
  return (await run(caller)).body as z.output<S>
}

/** The path of a contact's page. */
export const contactPath = (address: string, more = ''): string =>
  `/contacts/${encodeURIComponent(address)}${more}`
