/** Shows the contact's owner as HighLevel's assigned user. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { listOf } from '../../../kit/json.ts'
import type { ContactRef } from '../account/contacts.ts'
import { type Context, isTheirEvent, theirMessageIn, WORKFLOW_AGENT } from '../context.ts'

/** Assigns the contact to its owner if that is a HighLevel user; changes from HighLevel are only remembered. */
export const mirrorOwner = async (
  context: Context,
  { effect, organisation, contact }: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { config, connection, records, contacts } = context
  if (!config.assign) return
  const { address, detail = {} } = effect
  const isTaken = effect.type === 'contact.taken'
  const owner = isTaken && typeof detail.owner === 'string' ? detail.owner : undefined
  const record = { organisation, kind: 'assignee', ours: address, contact }
  const before = await records.theirs(record)
  if (owner === before) return
  const ref: ContactRef = { organisation, contact, address }
  if (!isTheirEvent(connection, effect.id)) {
    // Agents of other systems aren't HighLevel users.
    const isOwn = owner !== WORKFLOW_AGENT && theirMessageIn(connection, effect.id) !== undefined
    if (owner !== undefined && !isOwn && !(await isUser(context, owner, http))) return
    if (owner === undefined && before === undefined) return
    const id = owner === undefined ? await contacts.known(ref) : await contacts.contactId(ref, http)
    if (id !== undefined) await assign(context, id, owner ?? null, http)
  }
  await records.forget(record)
  if (owner !== undefined) await records.keep(record, owner)
}

const assign = ({ api }: Context, id: string, assignedTo: string | null, http: Http) =>
  api.call(
    {
      method: 'PUT',
      path: `/contacts/${id}`,
      body: { assignedTo },
      purpose: 'contact.assign',
      expects: [404],
    },
    http,
  )

const isUser = async ({ api, config }: Context, agent: string, http: Http): Promise<boolean> => {
  const { locationId } = config
  const { json } = await api.call(
    { method: 'GET', path: '/users/', query: { locationId }, purpose: 'users.list' },
    http,
  )
  return listOf(json.users).some(({ id }) => id === agent)
}
