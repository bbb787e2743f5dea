/** Notes on a contact: agents read them, the contact doesn't. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { listOf } from '../../../kit/json.ts'
import type { ContactRef } from '../account/contacts.ts'
import type { Context } from '../context.ts'
import { tryOnce } from './try-once.ts'

/** Their clock may be a little behind ours. */
const SKEW_MS = 60_000

/** Writes a note on the event's contact, unless an earlier attempt with a lost answer already did. */
export const writeNote = (
  context: Context,
  order: Order<Tell>,
  body: string,
  http: Http,
): Promise<void> => {
  const { effect, organisation, contact } = order
  const ref: ContactRef = { organisation, contact, address: effect.address }
  return tryOnce(context, order, async (isTried) => {
    const id = await context.contacts.contactId(ref, http)
    if (isTried && (await isWritten(context, id, body, effect.at, http))) return
    if (await write(context, id, body, http)) return
    // Deleted, or merged into another contact.
    await context.contacts.forget(ref)
    await write(context, await context.contacts.contactId(ref, http), body, http)
  })
}

/** False when HighLevel doesn't know the contact. */
const write = async ({ api }: Context, id: string, body: string, http: Http): Promise<boolean> => {
  const { status } = await api.call(
    {
      method: 'POST',
      path: `/contacts/${id}/notes`,
      body: { body },
      purpose: 'contact.note',
      expects: [400, 404],
    },
    http,
  )
  return status < 400
}

const isWritten = async (
  { api }: Pick<Context, 'api'>,
  id: string,
  body: string,
  since: Instant,
  http: Http,
): Promise<boolean> => {
  const { json } = await api.call(
    { method: 'GET', path: `/contacts/${id}/notes`, purpose: 'note.find', expects: [400, 404] },
    http,
  )
  return listOf(json.notes).some(
    (note) => note.body === body && !(Date.parse(String(note.dateAdded)) < since - SKEW_MS),
  )
}
