/** Filters of lists: their schemas, and checks that refuse a filter that nothing can match. */

import * as z from 'zod'
import type { Organisation } from '../../../config/schema.ts'
import type { Message } from '../../../core/model/message/message.ts'
import { purposeOf, SERVICE } from '../../../core/model/purpose.ts'
import { invalid } from '../../kit/problem.ts'
import { checkPurpose } from '../../kit/purpose.ts'
import type { Caller } from '../../kit/route.ts'

/** A time in a query, as milliseconds. */
export const timeSchema = () => z.iso.datetime().transform((text) => Date.parse(text))

/** Refuses a period that ends before it begins. */
export const checkPeriod = (period: {
  readonly since?: number | undefined
  readonly until?: number | undefined
}): void => {
  const { since, until } = period
  if (since !== undefined && until !== undefined && until <= since)
    throw invalid('until', 'must be later than since')
}

/** Refuses a purpose that no line has: each may have its own. */
export const checkAnyPurpose = ({ senders }: Organisation, purpose: string): void =>
  checkPurpose(
    { purposes: Object.assign({}, ...senders.map(({ rules }) => rules.purposes)) },
    purpose,
  )

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
