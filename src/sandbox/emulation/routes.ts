/** The APIs of the providers that the sandbox simulates, and a way to wait until nothing is left to do. */

import type { Context, Hono } from 'hono'
import type { Gateway } from '../../engine/gateway.ts'
import { readBody } from '../../http/kit/body.ts'
import { notFound } from '../../http/kit/problem.ts'
import type { EmulationWorld } from './emulated-connection.ts'

const MAX_BYTES = 256 * 1024
const MAX_ROUNDS = 20

/** Works until nothing is left to do: no due task and no unposted status. */
export const settle = async (
  { pump, http }: Pick<Gateway, 'pump' | 'http'>,
  { emulatedProviders }: Pick<EmulationWorld, 'emulatedProviders'>,
): Promise<void> => {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await pump.drain()
    let isOver = true
    for (const emulated of emulatedProviders.values())
      if (await emulated.settle(http)) isOver = false
    if (isOver) return
  }
}

/** `/networks/{connection}/{host}/…` is `https://{host}/…` of the provider that the connection looks like. */
export const serveNetworks = (routes: Hono, { emulatedProviders }: EmulationWorld): void => {
  routes.all('/networks/:connection/*', async (c) => {
    const connection = c.req.param('connection')
    const emulated = emulatedProviders.get(connection)
    if (!emulated) throw notFound('connection of this name that simulates a provider')
    const { status, headers, body } = await emulated.answer({
      method: c.req.method,
      url: calledUrl(c, connection),
      headers: c.req.raw.headers,
      body: new TextDecoder().decode(await readBody(c, MAX_BYTES)),
    })
    return new Response(body ?? null, { status, ...(headers && { headers }) })
  })
}

const calledUrl = (c: Context, connection: string): URL => {
  const { pathname, search } = new URL(c.req.url)
  const [, called = ''] = pathname.split(`/networks/${connection}/`)
  const url = URL.parse(`https://${called}${search}`)
  if (!url) throw notFound('such host')
  return url
}
