/** A CRM without a network: it keeps the events it got, to be read later. */

import * as z from 'zod'
import type { Instant } from '../core/model/contact.ts'
import { defineCrm } from '../ports/adapter.ts'
import type { Crm } from '../ports/crm.ts'
import { WebhookError } from '../ports/errors.ts'
import { type Json, wireTell } from '../wire/events.ts'

export type CrmEvent = { readonly id: string; readonly type: string } & Json

/** What the CRM got, oldest first. Adding the same id again changes nothing. */
export interface CrmEvents {
  list(): Promise<readonly CrmEvent[]>
  add(event: CrmEvent): Promise<void>
}

export type SandboxCrmOptions = {
  readonly connection: string
  readonly events: CrmEvents
  /** A link to inbound file number `index` that works for a while from `at`. */
  readonly media: (organisation: string, message: string, index: number, at: Instant) => string
}

/** Kept among these events; without them it can be configured, but not opened. */
export const sandboxCrm = (events?: CrmEvents) =>
  defineCrm({
    name: 'sandbox-crm',
    config: z.strictObject({}),
    simulated: true,
    secrets: () => [],
    create: ({ connection, media }) => {
      if (!events) throw new Error('there is no sandbox')
      return createSandboxCrm({ connection, events, media })
    },
  })

/** See `docs/sandbox.md`. */
const createSandboxCrm = ({ connection, events, media }: SandboxCrmOptions): Crm => ({
  name: 'sandbox-crm',
  receive: async () => {
    throw new WebhookError('bad_signature', 'this CRM sends no webhooks')
  },
  deliver: async (order) => {
    const { effect, organisation, message, at } = order
    const link = (index: number) => media(organisation, message?.id ?? '', index, at)
    await events.add({ id: effect.id, type: effect.type, ...wireTell(order, link) })
    return { status: 'accepted', id: effect.id }
  },
  diagnose: async () => [{ ok: true, check: `${connection}: a simulated CRM` }],
})
