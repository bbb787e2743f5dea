/** A CRM without a network: it keeps the events it got, for whoever wants to read them. */

import type { Instant } from '../core/model/contact.ts'
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

/** See `docs/sandbox.md`. */
export const createSandboxCrm = ({ connection, events, media }: SandboxCrmOptions): Crm => ({
  name: 'sandbox-crm',
  receive: async () => {
    throw new WebhookError('bad_signature', 'this CRM speaks through the API alone')
  },
  deliver: async (order) => {
    const { effect, organisation, message, at } = order
    const link = (index: number) => media(organisation, message?.id ?? '', index, at)
    await events.add({ id: effect.id, type: effect.type, ...wireTell(order, link) })
    return { status: 'accepted', id: effect.id }
  },
  diagnose: async () => [{ ok: true, check: `${connection}: a simulated CRM` }],
})
