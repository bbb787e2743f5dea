/** A CRM without a network: stores its events for reading. */

import * as z from 'zod'
import type { Tell } from '../core/model/message/message.ts'
import { defineCrm, type MediaLink } from '../ports/adapter.ts'
import type { Crm } from '../ports/crm.ts'
import { WebhookError } from '../ports/errors.ts'
import type { Order } from '../ports/side.ts'
import { type Json, wireEvent } from '../wire/events.ts'

export type CrmEvent = { readonly id: string; readonly type: string } & Json

/** The CRM's events, oldest first. Adding the same id again changes nothing. */
export interface CrmEvents {
  list(): Promise<readonly CrmEvent[]>
  add(event: CrmEvent): Promise<void>
}

export type SandboxCrmOptions = {
  readonly connection: string
  readonly world: CrmWorld
  readonly media: MediaLink
}

/** The CRM's storage. */
export type CrmWorld = {
  readonly events: CrmEvents
  readonly receivedEvents: Map<string, ReceivedEvent>
}

/** An event with everything that a CRM's adapter needs for its request. */
export type ReceivedEvent = { readonly order: Order<Tell>; readonly media: MediaLink }

/** The same number as of events. */
const MAX_RECEIVED = 500

/** Kept in this world; without one it can be configured, but not opened. */
export const sandboxCrm = (world?: CrmWorld) =>
  defineCrm({
    name: 'sandbox-crm',
    config: z.strictObject({}),
    simulated: true,
    secrets: () => [],
    create: ({ connection, media }) => {
      if (!world) throw new Error('there is no sandbox')
      return createSandboxCrm({ connection, world, media })
    },
  })

/** See `docs/sandbox.md`. */
const createSandboxCrm = ({ connection, world, media }: SandboxCrmOptions): Crm => ({
  receive: async () => {
    throw new WebhookError('bad_signature', 'this CRM sends no webhooks')
  },
  deliver: async (order) => {
    const { effect, organisation, message, at } = order
    const link = (index: number) => media(organisation, message?.id ?? '', index, at)
    world.receivedEvents.set(effect.id, { order, media })
    const [oldest] = world.receivedEvents.keys()
    if (world.receivedEvents.size > MAX_RECEIVED && oldest !== undefined)
      world.receivedEvents.delete(oldest)
    await world.events.add({ id: effect.id, type: effect.type, ...wireEvent(order, link) })
    return { status: 'accepted', id: effect.id }
  },
  diagnose: async () => [{ ok: true, check: `${connection}: a simulated CRM` }],
})
