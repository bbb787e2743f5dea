/** Route: who changed senders and dead letters, and who erased contacts. */

import type { AuditAction } from '../../ports/store/audit.ts'
import { isoTime } from '../../wire/events.ts'
import { type Caller, route } from '../kit/route.ts'
import { changeListSchema } from './shared/audit-schemas.ts'
import { pageSchema } from './shared/schemas.ts'

export const listChanges = route({
  operationId: 'listChanges',
  method: 'get',
  path: '/v1/audit',
  tag: 'Operation',
  summary: 'Who changed senders and dead letters or erased a contact, and when',
  description:
    "Newest first. Other changes to a contact are in the contact's journal, `GET /v1/contacts/{address}/journal`.",
  query: pageSchema,
  answer: { status: 200, description: 'One page.', schema: changeListSchema },
  reasons: [],
  handle: async ({ gateway, organisation }, { query: { limit, cursor } }) => {
    const page = { limit, ...(cursor && { cursor }) }
    const { items, next } = await gateway.store.audit(organisation.id, page)
    const changes = items.map(({ at, ...change }) => ({ ...change, at: isoTime(at) }))
    return { status: 200, body: { changes, ...(next && { next }) } }
  },
})

/** Records that the caller did this. */
export const recordChange = async (
  { gateway, organisation, at, agent = 'api' }: Caller,
  action: AuditAction,
  subject: string,
): Promise<void> => {
  const id = `chg_${crypto.randomUUID()}`
  await gateway.store.recordAudit(organisation.id, { id, at, who: agent, action, subject })
}
