/** Route: a legal hold, which prevents erasing a contact. */

import * as z from 'zod'
import { proseSchema } from '../../../core/model/text.ts'
import { route } from '../../kit/route.ts'
import { contactAnswer, prefer } from '../shared/gate.ts'
import { contactSchema } from '../shared/resources.ts'
import { addressSchema, agentSchema } from '../shared/schemas.ts'

export const changeLegalHold = route({
  operationId: 'setLegalHold',
  method: 'put',
  path: '/v1/contacts/{address}/legal-hold',
  tag: 'Contacts',
  summary: 'Keep everything about a contact until the hold is lifted',
  description:
    'While it is set, every request to erase the contact answers 409 `legal_hold`, and retention skips the contact: messages, their words and the journal stay. Uploaded files still expire after 30 days. Setting and lifting it are in the journal.',
  params: z.strictObject({ address: addressSchema }),
  body: z.strictObject({
    status: z.enum(['set', 'lifted']),
    agent: agentSchema.meta({ description: 'Who decided it.' }),
    reason: proseSchema(500).meta({
      description: 'Why, such as a case number.',
    }),
  }),
  example: { status: 'set', agent: 'ana', reason: 'Case 4711' },
  answer: { status: 200, description: 'The contact.', schema: contactSchema },
  reasons: [],
  handle: async (caller, { params: { address }, body }) => {
    await prefer(caller, address, { legalHold: body })
    return contactAnswer(caller, address)
  },
})
