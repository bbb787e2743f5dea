/** The body of a form that was sent. */

import type { Context } from 'hono'
import { readBody } from '../../http/kit/body.ts'
import { invalid } from '../../http/kit/problem.ts'

const MAX_FORM = 16 * 1024

/** Its fields. */
export const readForm = async (c: Context): Promise<URLSearchParams> =>
  new URLSearchParams(new TextDecoder().decode(await readBody(c, MAX_FORM)))

/** Those of the named fields that were filled in; the route of the API says which one is missing. */
export const filled = <N extends string>(
  form: URLSearchParams,
  ...names: readonly N[]
): Readonly<Partial<Record<N, string>>> =>
  Object.fromEntries(
    names.map((name) => [name, form.get(name)?.trim()] as const).filter(([, value]) => value),
  ) as Partial<Record<N, string>>

/** Throws unless the number was typed in, in any spelling, to confirm a dangerous action. */
export const checkConfirmed = (form: URLSearchParams, address: string): void => {
  const typed = form.get('confirm')?.trim() ?? ''
  const digits = typed.replace(/\D/g, '')
  const isSame = digits !== '' && digits === address.replace(/\D/g, '')
  if (!isSame && typed !== address) throw invalid('confirm', `must be ${address}`)
}
