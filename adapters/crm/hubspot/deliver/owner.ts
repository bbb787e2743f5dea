/** Shows the contact's owner as the thread's assignee. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { listOf } from '../../../kit/json.ts'
import { idOf } from '../account/api.ts'
import { type Context, isTheirEvent } from '../context.ts'

/** Assigns the thread. Changes from HubSpot are only remembered, not sent back. */
export const mirrorOwner = async (
  context: Context,
  { effect, organisation, contact }: Order<Tell>,
  thread: string | undefined,
  http: Http,
): Promise<void> => {
  const { config, connection, recordLinks } = context
  const { address, line = '', detail = {} } = effect
  if (!config.assign) return
  const isTaken = effect.type === 'contact.taken'
  const owner = isTaken && typeof detail.owner === 'string' ? detail.owner : ''
  const key = `${line} ${address}`
  const before = (await recordLinks.get(organisation, 'assignee', key)) ?? ''
  const actor = owner === '' ? '' : await actorOf(context, owner, http)
  // An agent of another system, unknown to HubSpot.
  if (actor === undefined) return
  const remember = () => recordLinks.put({ organisation, contact }, 'assignee', key, actor)
  if (isTheirEvent(connection, effect.id)) return remember()
  if (thread === undefined || (actor === '' && before === '')) return
  // Remember it first: HubSpot may send it back before the answer.
  await remember()
  await assign(context, thread, actor, http)
}

const assign = async (
  { api, paths }: Context,
  thread: string,
  actorId: string,
  http: Http,
): Promise<void> => {
  const path = `${paths.assignees}/${thread}/assignee`
  const expect = [400, 404]
  await api.call(
    actorId === ''
      ? { method: 'DELETE', path, purpose: 'contact.released', expect }
      : { method: 'PUT', path, json: { actorId }, purpose: 'contact.taken', expect },
    http,
  )
}

/** Actors are users. An owner's id differs from its user's id. */
const actorOf = async (
  { api, paths }: Context,
  agent: string,
  http: Http,
): Promise<string | undefined> => {
  if (/^A-\d+$/.test(agent)) return agent
  if (!/^[^@\s]+@[^@\s]+$/.test(agent)) return undefined
  const { json } = await api.call(
    {
      method: 'GET',
      path: paths.owners,
      query: { email: agent },
      purpose: 'owner.find',
      expect: [400, 404],
    },
    http,
  )
  const [found] = listOf(json.results)
  const user = idOf(found?.userId)
  return user === undefined ? undefined : `A-${user}`
}
