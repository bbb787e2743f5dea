/** Gives the composer of the inbox its token, for the person who signed in, and marks the contact as read. */

import * as z from 'zod'
import { createComposerToken } from '../../http/v1/composer/composer.ts'
import { readContact } from '../../http/v1/contacts/contacts.ts'
import { contactSchema } from '../../http/v1/shared/resources.ts'
import { filled } from '../kit/form.ts'
import { callApi, type PageContext } from '../kit/page-context.ts'
import { markRead } from './read-marks.ts'

const tokenSchema = z.strictObject({ token: z.string(), expiresAt: z.string() })

/** The agent is always the person who asks. */
export const openComposer = async (
  context: PageContext,
  form: URLSearchParams,
): Promise<{ readonly token: string }> => {
  const { from, to = '' } = filled(form, 'from', 'to')
  const { token } = await callApi(context, createComposerToken, tokenSchema, {
    body: { from, to, agent: context.name },
  })
  const { id } = await callApi(context, readContact, contactSchema, { params: { address: to } })
  await markRead(context, id)
  return { token }
}
