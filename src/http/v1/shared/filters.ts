/** Filters of lists: what they can mean, and what is refused because nothing could ever match. */

import * as z from 'zod'
import type { Organisation, Sender } from '../../../config/schema.ts'
import type { Address } from '../../../core/model/address.ts'
import type { Message } from '../../../core/model/message/message.ts'
import { purposeOf, SERVICE } from '../../../core/model/purpose.ts'
import { invalid } from '../../kit/problem.ts'
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

/** The purposes of all lines: each line may have its own. */
export const purposesOf = ({ senders }: Organisation): Sender['rules']['purposes'] =>
  Object.assign({}, ...senders.map(({ rules }) => rules.purposes))

/** Connections that carry the organisation's messages or events. */
export const connectionsOf = ({ crms, senders }: Organisation): readonly string[] => [
  ...new Set([...senders.map(({ connection }) => connection), ...crms]),
]

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

type Directed = Partial<Pick<Message, 'direction' | 'status' | 'agent' | 'purpose'>>

/** Refuses filters of one direction beside those of the other: no message has both. */
export const checkDirection = (
  filters: {
    readonly [K in keyof Directed]?: Directed[K] | undefined
  },
): void => {
  const { direction, status } = filters
  const isInbound = direction === 'inbound' || status === 'received'
  if (!isInbound) return
  const ours = (['agent', 'purpose'] as const).find((name) => filters[name] !== undefined)
  if (ours !== undefined) throw invalid(ours, 'is a filter for outbound messages only')
  if (direction === 'outbound') throw invalid('status', 'is not received in outbound messages')
  if (status !== undefined && status !== 'received')
    throw invalid('status', 'can only be received in inbound messages')
}

/** Whether the address is one of today's senders. Earlier ones may still have messages. */
export const isToday = ({ senders }: Organisation, address: Address): boolean =>
  senders.some((sender) => sender.address === address)
