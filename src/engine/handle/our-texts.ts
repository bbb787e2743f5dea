/** Our latest texts to a contact, read only for a message that may repeat one of them. */

import type { Contact } from '../../core/model/contact.ts'
import type { Input } from '../../core/model/message/message.ts'
import { mayContain, openingsOf } from '../../core/reading/openings.ts'
import { MAX_OUR_TEXTS } from '../../core/reading/own-words.ts'
import type { Loaded, Store } from '../../ports/store.ts'

/** A longer text may quote one of ours, as mail programs and some phones do. */
const MIN_REPEATING = 40

/** Our latest texts to the contact, if this input may repeat one. */
export const withOurTexts = async (
  store: Pick<Store, 'ourTexts'>,
  contact: Contact,
  { others }: Loaded,
  input: Input,
): Promise<{ readonly contact: Contact; readonly texts?: readonly string[] }> => {
  const text = (input.kind === 'inbound' && input.message.text) || ''
  const { openings, organisation, id } = contact
  if (others.length > 0 || text.length < MIN_REPEATING) return { contact }
  if (openings && !mayContain(text, openings)) return { contact }
  const texts = await store.ourTexts(organisation, id, MAX_OUR_TEXTS)
  return { contact: openings ? contact : { ...contact, openings: openingsOf(texts) }, texts }
}
