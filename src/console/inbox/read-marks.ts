/** Read marks: how far a person has read a contact's messages; erased with the contact. */

import type { Instant } from '../../core/model/contact.ts'
import type { PageContext } from '../kit/page-context.ts'

const keyOf = ({ organisation, name }: PageContext, contact: string) => ({
  organisation: organisation.id,
  // No configured connection can have this name.
  connection: ' console',
  kind: `read by ${name}`,
  ours: contact,
})

/** 0 where the person has never opened the contact. */
export const readAtOf = async (context: PageContext, contact: string): Promise<Instant> =>
  Number((await context.gateway.store.theirs(keyOf(context, contact))) ?? 0)

/** Everything up to now is read. */
export const markRead = async (context: PageContext, contact: string): Promise<void> => {
  const { store } = context.gateway
  const key = keyOf(context, contact)
  await store.unlink(key)
  await store.link({ ...key, theirs: String(context.caller.at), contact })
}
