/** The body of a form that was sent. */

import type { Context } from 'hono'
import { readBody } from '../../http/kit/body.ts'

const MAX_FORM = 16 * 1024

/** Its fields. */
export const readForm = async (c: Context): Promise<URLSearchParams> =>
  new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, MAX_FORM)))
