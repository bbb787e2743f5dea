/** Route: messages that the gate would have refused or held while it only observes. */

import * as z from 'zod'
import { RULE_REASONS } from '../../../core/gate/reasons.ts'
import type { Address } from '../../../core/model/address.ts'
import type { Message } from '../../../core/model/message/message.ts'
import { isoTime, wireVerdict } from '../../../wire/events.ts'
import { type Caller, route } from '../../kit/route.ts'
import { checkPeriod, timeSchema } from '../shared/filters.ts'
import { ownSender } from '../shared/lookup.ts'
import { next } from '../shared/resources.ts'
import {
  address,
  addressSchema,
  instant,
  name,
  pageSchema,
  reason,
  remedy,
} from '../shared/schemas.ts'

export const observationsSchema = name(
  'Observations',
  z.strictObject({
    observations: z.array(
      z
        .strictObject({
          message: z.string().meta({ description: 'The id of the message.' }),
          at: instant.meta({ description: 'The time of the verdict.' }),
          contact: z.string(),
          address,
          sender: address,
          line: z.string(),
          agent: z.string().optional(),
          verdict: z
            .enum(['held', 'refused'])
            .meta({ description: 'The verdict with enforcement on.' }),
          reason,
          sentence: z
            .string()
            .meta({ description: 'The sentence that the agent would have seen.' }),
          remedies: z.array(remedy),
        })
        .meta({ description: 'A message that passed only because of observe mode.' }),
    ),
    counts: z
      .record(z.string(), z.int())
      .meta({ description: 'The number of messages per reason, over all pages.' }),
    next,
  }),
)

export const listObservations = route({
  operationId: 'listObservations',
  method: 'get',
  path: '/v1/observations',
  tag: 'Operation',
  summary: 'Messages that the gate would have refused or held, newest first',
  description:
    'With `enforce` set to `observe` every message passes. Those that would have been refused or held are listed here with the reason.',
  query: pageSchema.extend({
    from: addressSchema.optional().meta({
      description: 'The sender: one of your organisation, or an earlier one with observations.',
    }),
    reason: z.enum(RULE_REASONS).optional(),
    since: timeSchema()
      .optional()
      .meta({ description: 'At this time or later; not in the future.' }),
    until: timeSchema().optional().meta({ description: 'Before this time; later than `since`.' }),
  }),
  answer: { status: 200, description: 'One page.', schema: observationsSchema },
  reasons: ['unknown_sender'],
  handle: async (caller, { query: { from, cursor, ...query } }) => {
    const { gateway, organisation } = caller
    checkPeriod(query, caller.at)
    const { items, counts, next } = await gateway.store.observed(organisation.id, {
      limit: query.limit,
      ...(cursor && { cursor }),
      ...(from && { sender: from }),
      ...(query.reason && { reason: query.reason }),
      ...(query.since !== undefined && { since: query.since }),
      ...(query.until !== undefined && { until: query.until }),
    })
    if (from !== undefined && items.length === 0) await checkSender(caller, from)
    const observations = items.flatMap(viewOf)
    return { status: 200, body: { observations, counts, ...(next && { next }) } }
  },
})

/** Refuses a sender that is neither configured nor in any observation. */
const checkSender = async (caller: Caller, sender: Address): Promise<void> => {
  const { gateway, organisation } = caller
  const { items } = await gateway.store.observed(organisation.id, { limit: 1, sender })
  if (items.length === 0) ownSender(caller, sender)
}

const viewOf = ({ id, contact, address, sender, line, agent, observed }: Message) => {
  if (!observed) return []
  const { status: verdict, reason, sentence, remedies } = wireVerdict(observed)
  const at = isoTime(observed.at)
  return [
    {
      message: id,
      at,
      contact,
      address,
      sender,
      line,
      ...(agent !== undefined && { agent }),
      verdict,
      reason,
      sentence,
      remedies,
    },
  ]
}
