/** An authenticated request in Twilio's form. */

import type { Context } from 'hono'
import type { Answer } from '../../../../src/http/kit/answer.ts'
import type { Caller } from '../../../../src/http/kit/route.ts'
import type { Params } from '../params.ts'
import type { Sids } from '../sids.ts'
import type { Account } from './account.ts'

export type Call = Caller & {
  readonly account: Account
  readonly sids: Sids
  readonly context: Context
  readonly query: Params
  /** The posted form. */
  readonly form: Params
}

/** A handler for one resource. A `Response` is passed on as it is. */
export type Resource = (call: Call) => Promise<Answer | Response>

/** A part of the path without `.json`; '' when the path has none of that name. */
export const partOf = (context: Context, name: string): string =>
  (context.req.param(name) ?? '').replace(/\.json$/, '')
