/** Route: the events of the last days, for a CRM that missed some or was set up again. */

import * as z from 'zod'
import type { Tell } from '../../core/model/message/message.ts'
import type { JournalEntry } from '../../ports/store.ts'
import { createMediaLinks } from '../../tokens/media-link.ts'
import { isoTime, wireEvent } from '../../wire/events.ts'
import { invalid } from '../kit/problem.ts'
import { type Caller, route } from '../kit/route.ts'
import { timeSchema } from './shared/filters.ts'
import { next } from './shared/resources.ts'
import { instant, name, pageSchema } from './shared/schemas.ts'

const MAX_DAYS = 7
const MAX_AGE_MS = MAX_DAYS * 86_400_000
/** An entry may be recorded a moment before it can be read. */
const SETTLED_MS = 5_000

const eventsSchema = name(
  'Events',
  z.strictObject({
    events: z.array(
      z
        .looseObject({
          id: z.string().meta({ description: 'The `webhook-id` it was posted with.' }),
          type: z.string(),
          timestamp: instant,
          data: z.record(z.string(), z.unknown()),
        })
        .meta({ description: 'The event as posted to your webhook.' }),
    ),
    until: instant.meta({
      description:
        'These pages contain everything recorded before this time: use it as the next `after`.',
    }),
    next,
  }),
)

export const listEvents = route({
  operationId: 'listEvents',
  method: 'get',
  path: '/v1/events',
  tag: 'Moving in and out',
  summary: 'The events since a time, oldest first',
  description: `For a CRM that missed events or was set up again: up to ${MAX_DAYS} days back. They are the same events, with the same ids, as those sent by webhook, so you can skip the ones you already have. Messages in them have their current state. \`limit\` counts journal entries, each with zero or more events: continue while there is a \`next\`. The last ${SETTLED_MS / 1000} seconds are left out.`,
  query: pageSchema.extend({
    after: timeSchema().meta({ description: `At most ${MAX_DAYS} days ago, not in the future.` }),
  }),
  answer: { status: 200, description: 'One page.', schema: eventsSchema },
  reasons: [],
  handle: async (caller, { query: { after, limit, cursor } }) => {
    const { gateway, organisation, at } = caller
    if (after < at - MAX_AGE_MS) throw invalid('after', `is more than ${MAX_DAYS} days ago`)
    if (after > at) throw invalid('after', `is in the future: it is ${isoTime(at)} here`)
    const before = at - SETTLED_MS
    const page = { limit, ...(cursor && { cursor }), from: after, before }
    const read = await gateway.store.history(organisation.id, page)
    const events = await Promise.all(read.items.flatMap((entry) => eventsOf(caller, entry)))
    const until = isoTime(Math.max(before, after))
    return { status: 200, body: { events, until, ...(read.next && { next: read.next }) } }
  },
})

const eventsOf = (caller: Caller, { contact, effects }: JournalEntry) =>
  effects
    // Only the CRM in which an agent asked gets the answer.
    .filter((effect): effect is Tell => effect.kind === 'tell' && effect.only === undefined)
    .map((effect) => eventOf(caller, contact, effect))

const eventOf = async ({ gateway, organisation, at }: Caller, contact: string, effect: Tell) => {
  const { secret, directory, store } = gateway
  const message =
    effect.message === undefined ? undefined : await store.message(organisation.id, effect.message)
  const { make } = createMediaLinks({ secret, publicUrl: directory.publicUrl })
  const order = { effect, organisation: organisation.id, contact, at, attempt: 1 }
  const link = (index: number) => make(organisation.id, message?.id ?? '', index, at)
  return { id: effect.id, ...wireEvent({ ...order, ...(message && { message }) }, link) }
}
