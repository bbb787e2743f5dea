/** What several routes do with the gate and its verdicts. */

import { type Address, channelOf } from '../../../core/model/address.ts'
import type { Preference } from '../../../core/model/message.ts'
import type { Verdict } from '../../../core/model/verdict.ts'
import { wireVerdict } from '../../../wire/events.ts'
import type { Answer } from '../../kit/answer.ts'
import { invalid, notFound, refused } from '../../kit/problem.ts'
import type { Caller } from '../../kit/route.ts'
import { findContact, ownSender } from './lookup.ts'
import { contactView } from './views.ts'

/** The sender of a message that could be sent at all. */
export const checkParties = (caller: Caller, from: Address, to: Address) => {
  const sender = ownSender(caller, from)
  if (channelOf(to) !== channelOf(from)) throw invalid('to', 'must be on the channel of from')
  if (to === from) throw invalid('to', 'must not be the same as from')
  return sender
}

/** 202 with the verdict; a refusal is a problem. */
export const verdictAnswer = (
  id: string,
  verdict: Verdict | undefined,
  headers: Readonly<Record<string, string>> = {},
): Answer => {
  if (!verdict) throw new Error('no contact for a request of a known sender')
  if (verdict.status === 'refused') throw refused(verdict)
  return { status: 202, headers, body: { id, ...wireVerdict(verdict) } }
}

/** The contact as it is now. */
export const contactAnswer = async (caller: Caller, address: Address) => ({
  status: 200,
  body: await contactView(caller, await findContact(caller, address)),
})

/** Hands a preference to the gate; a refusal is a problem. */
export const prefer = async (
  caller: Caller,
  address: Address,
  wish: Partial<Pick<Preference, 'sender' | 'consent' | 'timeZone' | 'region' | 'marketing'>>,
) => {
  const { gateway, organisation, at } = caller
  const handled = await gateway.handle(organisation.id, {
    kind: 'preference',
    id: caller.id('prf'),
    at,
    address,
    source: 'crm',
    ...wish,
  })
  if (!handled) throw notFound('sender on this channel')
  if (handled.verdict.status === 'refused') throw refused(handled.verdict)
}
