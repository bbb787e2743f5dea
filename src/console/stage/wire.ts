/** Requests as they went over the wire: to the CRM, and between the gateway and a provider that the sandbox simulates. */

import type { Hono } from 'hono'
import type { Address } from '../../core/model/address.ts'
import type { Gateway } from '../../engine/gateway.ts'
import { respond } from '../../http/kit/answer.ts'
import { notFound } from '../../http/kit/problem.ts'
import { addressSchema } from '../../http/v1/shared/schemas.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { isoTime } from '../../wire/events.ts'
import { pageContextOf } from '../kit/page-context.ts'
import type { StageState } from './stage-types.ts'

/** The requests between this sender's provider and the gateway about a customer. */
export const wireOf = async (
  { emulatedProviders, exchanges }: Sandbox,
  connection: string,
  customer: Address,
): Promise<Pick<StageState, 'wire'>> => {
  const emulated = emulatedProviders.get(connection)
  if (!emulated) return {}
  const lines = (await exchanges.list(customer)).map(({ id, at, way, what, answer }) => ({
    id,
    at: isoTime(at),
    way,
    what,
    status: answer.status,
  }))
  return { wire: { like: emulated.like, lines: lines.reverse() } }
}

/** Details for an opened request. */
export const serveWire = (app: Hono, gateway: Gateway, sandbox: Sandbox): void => {
  app.get('/stage/request', async (c) => {
    const id = pageContextOf(c, gateway).query('id')
    const event = (await sandbox.events.list()).find((event) => event.id === id)
    const loaded = await sandbox.loadForms?.()
    if (!event || !loaded) throw notFound('such event')
    const forms = await loaded.of(event, sandbox.receivedEvents.get(id))
    return respond(c, { status: 200, body: { forms } })
  })

  app.get('/stage/exchange', async (c) => {
    const { query } = pageContextOf(c, gateway)
    const customer = addressSchema.safeParse(query('to'))
    const known = customer.success ? await sandbox.exchanges.list(customer.data) : []
    const found = known.find(({ id }) => id === query('id'))
    if (!found) throw notFound('such request')
    return respond(c, { status: 200, body: { request: found.request, answer: found.answer } })
  })
}
