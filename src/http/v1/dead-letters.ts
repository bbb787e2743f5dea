/** Routes: undelivered events and messages, and replaying them. */

import * as z from 'zod'
import { notFound } from '../kit/problem.ts'
import { route } from '../kit/route.ts'
import { recordChange } from './audit.ts'
import { deadLetterListSchema } from './shared/resources.ts'
import { pageSchema } from './shared/schemas.ts'
import { deadLetterView } from './shared/views.ts'

export const listDeadLetters = route({
  operationId: 'listDeadLetters',
  method: 'get',
  path: '/v1/dead-letters',
  tag: 'Operation',
  summary: 'Undelivered events for the CRM and messages for the provider',
  query: pageSchema,
  answer: { status: 200, description: 'One page.', schema: deadLetterListSchema },
  reasons: [],
  handle: async ({ gateway, organisation }, { query: { limit, cursor } }) => {
    const page = { limit, ...(cursor && { cursor }) }
    const { items, next } = await gateway.store.deadLetters(organisation.id, page)
    return { status: 200, body: { deadLetters: items.map(deadLetterView), ...(next && { next }) } }
  },
})

export const replayDeadLetter = route({
  operationId: 'replayDeadLetter',
  method: 'post',
  path: '/v1/dead-letters/{id}/replay',
  tag: 'Operation',
  summary: 'Try a dead letter again',
  params: z.strictObject({ id: z.string().min(1).max(200) }),
  answer: {
    status: 202,
    description: 'Back in the outbox.',
    schema: z.strictObject({ id: z.string() }),
  },
  reasons: ['not_found'],
  handle: async (caller, { params: { id } }) => {
    const { gateway, organisation, at } = caller
    if (!(await gateway.store.replay(organisation.id, id, at)))
      throw notFound('dead letter with this id')
    await recordChange(caller, 'dead_letter_replayed', id)
    gateway.pump.nudge()
    return { status: 202, body: { id } }
  },
})
