/** Deletes an erased contact in HighLevel too. */

import type { ErasedContact } from '../../../../src/ports/crm.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Outcome } from '../../../../src/ports/side.ts'
import { CallError } from '../../kit/call-error.ts'
import type { Context } from '../context.ts'

/** The id of HighLevel's contact, while we still have it. */
export const recordsOf = async (
  { config, contacts }: Context,
  { organisation, addresses }: ErasedContact,
): Promise<readonly string[]> => {
  if (config.onErase === 'keep') return []
  const ids = await Promise.all(
    addresses.map((address) => contacts.known({ organisation, address })),
  )
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/** Deletes the contact with its conversation; one that is gone already is fine. */
export const eraseContact = async ({ api }: Context, id: string, http: Http): Promise<Outcome> => {
  try {
    await api.call(
      {
        method: 'DELETE',
        path: `/contacts/${id}`,
        purpose: 'contact.erase',
        expects: [400, 404],
      },
      http,
    )
    return { status: 'accepted', id }
  } catch (error) {
    if (error instanceof CallError) return error.outcome
    throw error
  }
}
