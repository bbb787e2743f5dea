/** Filters of lists: their schemas, and checks that refuse a filter that nothing can match. */

import * as z from 'zod'
import type { Organisation } from '../../../config/schema.ts'
import type { Instant } from '../../../core/model/contact.ts'
import type { Message } from '../../../core/model/message/message.ts'
import type { Rules } from '../../../core/model/policy/policy.ts'
import { purposeOf, purposesOf, SERVICE } from '../../../core/model/purpose.ts'
import { isoTime } from '../../../wire/events.ts'
import { invalid } from '../../kit/problem.ts'
import type { Caller } from '../../kit/route.ts'

/** A time in a query, as milliseconds. */
export const timeSchema = () => z.iso.datetime().transform((text) => Date.parse(text))

/** Before all messages. Seconds that are read as milliseconds give a time in 1970. */
const FIRST_AT = Date.UTC(2000, 0, 1)
/** The caller's clock may be ahead of ours. */
const MAX_AHEAD_MS = 5 * 60_000

/** Refuses a period that ends before it begins or before all messages, or that has not begun. */
export const checkPeriod = (
  { since, until }: { readonly since?: number | undefined; readonly until?: number | undefined },
  now: Instant,
): void => {
  if (until !== undefined && until <= FIRST_AT)
    throw invalid('until', `must be later than ${isoTime(FIRST_AT)}`)
  if (since !== undefined && until !== undefined && until <= since)
    throw invalid('until', 'must be later than since')
  checkNotAhead('since', since, now)
}

/** Refuses a time in the future, since which nothing can have happened. */
export const checkNotAhead = (field: string, time: number | undefined, now: Instant): void => {
  if (time !== undefined && time > now + MAX_AHEAD_MS)
    throw invalid(field, `is in the future: it is ${isoTime(now)} here`)
}

/** Refuses a purpose that no line has: each may have its own. `others` says where else it was looked for. */
export const checkAnyPurpose = ({ senders }: Organisation, purpose: string, others = ''): void => {
  const purposes: Rules['purposes'] = Object.assign(
    {},
    ...senders.map(({ rules }) => rules.purposes),
  )
  const known = purposesOf({ purposes })
  if (!known.includes(purpose))
    throw invalid('purpose', `must be one of ${known.join(', ')}${others}`)
}

/** Gives each message of ours the purpose that the gate counts it under: of one without, the policy's. */
export const createPurposes = async ({ gateway, organisation }: Caller) => {
  const policies = new Map(
    await Promise.all(
      organisation.senders.map(async (sender) => {
        const policy = await gateway.policies.policy(sender, sender.address, 'at_hand')
        return [sender.address, policy] as const
      }),
    ),
  )
  return ({ direction, automatic, content, purpose, sender }: Message): string | undefined => {
    if (direction === 'inbound') return undefined
    const policy = policies.get(sender)
    if (automatic !== undefined || !policy) return purpose ?? SERVICE
    if (!content) return purpose ?? policy.rules.purpose
    return purposeOf({ content, ...(purpose !== undefined && { purpose }) }, policy)
  }
}

type Directed = {
  readonly [K in 'direction' | 'status' | 'agent' | 'purpose']?: Message[K] | undefined
}

/** Refuses filters of one direction beside those of the other: no message has both. */
export const checkDirection = (filters: Directed): void => {
  const { direction, status } = filters
  const isInbound = direction === 'inbound' || status === 'received'
  if (!isInbound) return
  const ours = (['agent', 'purpose'] as const).find((name) => filters[name] !== undefined)
  if (ours !== undefined) throw invalid(ours, 'is a filter for outbound messages only')
  if (direction === 'outbound') throw invalid('status', 'is not received in outbound messages')
  if (status !== undefined && status !== 'received')
    throw invalid('status', 'can only be received in inbound messages')
}
