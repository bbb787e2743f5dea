/** Read marks: how far a person has read a contact's messages; erased with the contact. */

import type { Instant } from '../../core/model/contact.ts'
import type { Visit } from '../kit/visit.ts'

const keyOf = ({ organisation, name }: Visit, contact: string) => ({
  organisation: organisation.id,
  // No configured connection can have this name.
  connection: ' console',
  kind: `read by ${name}`,
  ours: contact,
})

/** 0 where the person has never opened the contact. */
export const readAtOf = async (visit: Visit, contact: string): Promise<Instant> =>
  Number((await visit.gateway.store.theirs(keyOf(visit, contact))) ?? 0)

/** Everything up to now is read. */
export const markRead = async (visit: Visit, contact: string): Promise<void> => {
  const { store } = visit.gateway
  const key = keyOf(visit, contact)
  await store.unlink(key)
  await store.link({ ...key, theirs: String(visit.caller.at), contact })
}
