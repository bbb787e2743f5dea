/** Gives the composer of the inbox its token, for the person who signed in, and marks the contact as read. */

import * as z from 'zod'
import { createComposerToken } from '../../http/v1/composer/composer.ts'
import { readContact } from '../../http/v1/contacts/contacts.ts'
import { contactSchema } from '../../http/v1/shared/resources.ts'
import { filled } from '../kit/form.ts'
import { ask, type Visit } from '../kit/visit.ts'
import { markRead } from './read-marks.ts'

const tokenSchema = z.strictObject({ token: z.string(), expiresAt: z.string() })

/** The agent is always the person who asks. */
export const openDesk = async (
  visit: Visit,
  form: URLSearchParams,
): Promise<{ readonly token: string }> => {
  const { from, to = '' } = filled(form, 'from', 'to')
  const { token } = await ask(visit, createComposerToken, tokenSchema, {
    body: { from, to, agent: visit.name },
  })
  const { id } = await ask(visit, readContact, contactSchema, { params: { address: to } })
  await markRead(visit, id)
  return { token }
}
