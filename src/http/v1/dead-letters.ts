/** Routes: undelivered events and messages, and replaying them. */

import * as z from 'zod'
import { nameSchema } from '../../core/model/text.ts'
import type { DeadLetter } from '../../ports/store/outbox.ts'
import { invalid, notFound } from '../kit/problem.ts'
import { type Caller, route } from '../kit/route.ts'
import { recordChange } from './audit.ts'
import { deadLetterListSchema } from './shared/resources.ts'
import { pageSchema } from './shared/schemas.ts'
import { deadLetterView } from './shared/views.ts'

/** The most dead letters replayed by one request. */
export const MAX_REPLAYED = 100

/** Created for each use: a shared schema would need a name in the document. */
const shortText = () => nameSchema(200)

export const listDeadLetters = route({
  operationId: 'listDeadLetters',
  method: 'get',
  path: '/v1/dead-letters',
  tag: 'Operation',
  summary: 'Undelivered events for the CRM and messages for the provider',
  query: pageSchema.extend({
    connection: shortText().optional().meta({
      description:
        'Only dead letters of this connection: one of your organisation, or an earlier one that still has some.',
    }),
  }),
  answer: { status: 200, description: 'One page.', schema: deadLetterListSchema },
  reasons: [],
  handle: async (caller, { query: { limit, cursor, connection } }) => {
    const { gateway, organisation } = caller
    const page = { limit, ...(cursor && { cursor }) }
    await checkConnection(caller, connection)
    const [{ items, next }, connections] = await Promise.all([
      gateway.store.deadLetters(organisation.id, page, connection),
      cursor ? undefined : gateway.store.deadLetterCounts(organisation.id),
    ])
    const deadLetters = await Promise.all(
      items.map(async (letter) => ({
        ...deadLetterView(letter),
        ...(await addressee(caller, letter)),
      })),
    )
    return {
      status: 200,
      body: { deadLetters, ...(connections && { connections }), ...(next && { next }) },
    }
  },
})

/** The address of its contact, by which people know them. */
const addressee = async ({ gateway, organisation }: Caller, { effect }: DeadLetter) => {
  const about =
    effect.kind === 'send' ? await gateway.store.message(organisation.id, effect.message) : effect
  return about && 'address' in about && { address: about.address }
}

export const replayDeadLetter = route({
  operationId: 'replayDeadLetter',
  method: 'post',
  path: '/v1/dead-letters/{id}/replay',
  tag: 'Operation',
  summary: 'Try a dead letter again',
  params: z.strictObject({ id: shortText() }),
  answer: {
    status: 202,
    description: 'Back in the outbox.',
    schema: z.strictObject({ id: z.string() }),
  },
  reasons: ['not_found'],
  handle: async (caller, { params: { id } }) => {
    if ((await putBack(caller, [id])) === 0) throw notFound('dead letter with this id')
    return { status: 202, body: { id } }
  },
})

export const replayDeadLetters = route({
  operationId: 'replayDeadLetters',
  method: 'post',
  path: '/v1/dead-letters/replay',
  tag: 'Operation',
  summary: 'Try many dead letters again',
  description: `Give either \`ids\` or a \`connection\`, whose oldest ${MAX_REPLAYED} are tried again in the order in which they were given up. Repeat the request while \`left\` is not 0.`,
  body: z.strictObject({
    connection: shortText().optional(),
    ids: z.array(shortText()).min(1).max(MAX_REPLAYED).optional(),
  }),
  answer: {
    status: 202,
    description: 'Back in the outbox.',
    schema: z.strictObject({
      replayed: z.int().meta({ description: 'Ids that no longer exist are not counted.' }),
      left: z
        .int()
        .meta({ description: 'Dead letters of the connection that are left; 0 with `ids`.' }),
    }),
  },
  reasons: [],
  handle: async (caller, { body: { connection, ids } }) => {
    const { gateway, organisation } = caller
    const { store } = gateway
    if ((connection === undefined) === (ids === undefined))
      throw invalid('body', 'needs either connection or ids')
    await checkConnection(caller, connection)
    const chosen =
      ids ?? (await store.oldestDeadLetters(organisation.id, connection ?? '', MAX_REPLAYED))
    const replayed = await putBack(caller, chosen)
    const counts = ids ? [] : await store.deadLetterCounts(organisation.id)
    const left = counts.find((one) => one.connection === connection)?.count ?? 0
    return { status: 202, body: { replayed, left } }
  },
})

/** Refuses a connection that is not the organisation's and has no dead letters left. */
const checkConnection = async (
  { gateway, organisation: { id, senders, crms } }: Caller,
  connection: string | undefined,
): Promise<void> => {
  const known = [...new Set([...senders.map((sender) => sender.connection), ...crms])]
  if (connection === undefined || known.includes(connection)) return
  const counts = await gateway.store.deadLetterCounts(id)
  if (!counts.some((one) => one.connection === connection))
    throw invalid('connection', `must be one of ${known.join(', ')}`)
}

/** Replays in the given order; returns the number. */
const putBack = async (caller: Caller, ids: readonly string[]): Promise<number> => {
  const { gateway, organisation, at } = caller
  let count = 0
  for (const id of ids) {
    if (!(await gateway.store.replay(organisation.id, id, at))) continue
    await recordChange(caller, 'dead_letter_replayed', id)
    count += 1
  }
  if (count > 0) gateway.pump.nudge()
  return count
}
