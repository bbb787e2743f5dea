/** A CRM: takes signed events, when it is well. */

import { createHmac } from 'node:crypto'
import type { HttpRequest } from '../../../src/ports/http.ts'
import { CRM_KEY } from '../../support/configuration.ts'
import type { CrmEvent, History } from '../checks/history.ts'
import type { Mishap, Server } from '../machine/network.ts'
import type { World } from '../world.ts'

export type Outage = { readonly from: number; readonly until: number }

export const createCrm = (
  world: World,
  history: History,
  outage: Outage | undefined,
  /** An event has come, perhaps not for the first time. */
  onEvent: (type: string, data: CrmEvent['data']) => void,
): Server => ({
  mishap: () => mishapOf(world, outage),
  answer: (request) => {
    const id = request.headers?.['webhook-id'] ?? ''
    const body = String(request.body)
    if (request.headers?.['webhook-signature'] !== signatureOf(request, body)) {
      world.fail('events are signed', id)
      return { status: 401 }
    }
    const { type, data } = JSON.parse(body)
    world.log(`crm takes ${type} ${id}`)
    history.crmEvents.push({ at: world.now(), id, type, data })
    onEvent(type, data)
    return { status: 204, body: '' }
  },
})

const signatureOf = ({ headers = {} }: HttpRequest, body: string) =>
  `v1,${createHmac('sha256', CRM_KEY)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest('base64')}`

const mishapOf = (
  { faults, random, now }: World,
  outage: Outage | undefined,
): Mishap | undefined => {
  if (outage && now() >= outage.from && now() < outage.until) {
    faults.note('crm_down')
    return random.pick<Mishap>([
      { kind: 'unreachable' },
      { kind: 'timeout' },
      { kind: 'reply', reply: { status: 503 }, arrives: false },
    ])
  }
  if (faults.strikes('crm_5xx'))
    return { kind: 'reply', reply: { status: 500 }, arrives: random.chance(0.3) }
  if (faults.strikes('crm_429')) {
    const headers = { 'retry-after': String(random.between(1, 600)) }
    return { kind: 'reply', reply: { status: 429, headers }, arrives: false }
  }
  if (faults.strikes('crm_timeout')) return { kind: 'timeout' }
  if (faults.strikes('crm_timeout_accepted'))
    return { kind: 'timeout', arrivesAfterMs: random.between(10, 60_000) }
  if (faults.strikes('crm_rubbish')) {
    // A 2xx counts as taken, whatever stands behind it.
    const status = random.pick([200, 302, 404, 400])
    return { kind: 'reply', reply: { status, body: '<html>\0{{{' }, arrives: status === 200 }
  }
  return faults.strikes('crm_slow')
    ? { kind: 'slow', byMs: random.between(1_000, 30_000) }
    : undefined
}
