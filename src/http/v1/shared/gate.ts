/** Helpers for routes that call the gate. */

import { type Address, type Channel, channelOf } from '../../../core/model/address.ts'
import type { Preference } from '../../../core/model/message/message.ts'
import type { Verdict } from '../../../core/model/verdict.ts'
import { wireVerdict } from '../../../wire/events.ts'
import type { Answer } from '../../kit/answer.ts'
import { invalid, notFound, refused } from '../../kit/problem.ts'
import type { Caller } from '../../kit/route.ts'
import { findContact, isOwnSender, ownSender } from './lookup.ts'
import { addressSchema } from './schemas.ts'
import { contactView } from './views.ts'

/** Finds the sender; throws if the message could never be sent. */
export const checkParties = (caller: Caller, from: Address, to: Address) => {
  const sender = ownSender(caller, from)
  if (channelOf(to) !== channelOf(from)) throw invalid('to', 'must be on the same channel as from')
  if (to === from) throw invalid('to', 'must not be the same as from')
  checkContact(caller, to, 'to')
  return sender
}

/** Throws when the contact is one of our own senders, on any channel. */
export const checkContact = ({ organisation }: Caller, address: Address, field: string): void => {
  if (isOwnSender(organisation, address)) throw invalid(field, 'is a sender, not a contact')
}

/** Answers 202 with the verdict, or a refusal as a problem. */
export const verdictAnswer = (
  id: string,
  verdict: Verdict | undefined,
  headers: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Answer => {
  if (!verdict) throw new Error('no contact for a request of a known sender')
  if (verdict.status === 'refused') throw refused(verdict)
  return { status: 202, headers, body: { id, ...wireVerdict(verdict), ...more } }
}

/** The contact as it is now. */
export const contactAnswer = async (caller: Caller, address: Address) => ({
  status: 200,
  body: await contactView(caller, await findContact(caller, address)),
})

/** Puts a preference through the gate; throws a refusal as a problem. */
export const prefer = async (
  caller: Caller,
  address: Address,
  change: Partial<Omit<Preference, 'kind' | 'id' | 'at' | 'address' | 'source'>>,
) => {
  const { gateway, organisation, at } = caller
  checkContact(caller, address, 'address')
  const handled = await gateway.handle(organisation.id, {
    kind: 'preference',
    id: caller.id('prf'),
    at,
    address,
    source: 'crm',
    ...change,
  })
  if (!handled) throw notFound('sender on this channel')
  if (handled.verdict.status === 'refused') throw refused(handled.verdict)
}

/** `from` names a sender, or a line through one of its senders. */
export const senderFor = (caller: Caller, from: string, on: Channel): Address => {
  const line = caller.organisation.lines.find(({ id }) => id === from)
  const inLine = line?.senders.find(({ address }) => channelOf(address) === on)
  if (inLine) return inLine.address
  const parsed = addressSchema.safeParse(from)
  if (!parsed.success)
    throw invalid('from', 'must be a sender on this channel, or a line that has one')
  const { address } = ownSender(caller, parsed.data)
  if (channelOf(address) !== on) throw invalid('from', 'must be on the same channel as the consent')
  return address
}
