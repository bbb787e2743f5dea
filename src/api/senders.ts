/** Routes: senders, their templates, and what may be sent to a contact now. */

import * as z from 'zod'
import type { Sender } from '../config.ts'
import { channelOf } from '../core/address.ts'
import { compose } from '../core/compose.ts'
import { contactAt, ownSender } from './lookup.ts'
import { invalid, notFound } from './problem.ts'
import { type Caller, route } from './route.ts'
import { addressSchema, agentSchema } from './schemas.ts'
import { composerSchema, senderListSchema, senderSchema, templateListSchema } from './things.ts'
import { composerView } from './views.ts'

export const readComposer = route({
  method: 'get',
  path: '/v1/composer',
  tag: 'Messages',
  summary: 'What an agent may send to a contact now',
  description:
    'The same decision that a send would get, without sending: show it where the agent writes.',
  query: z.strictObject({ from: addressSchema, to: addressSchema, agent: agentSchema }),
  exampleQuery: 'from=whatsapp:+15550001111&to=whatsapp:+15550102030&agent=ana',
  answer: { status: 200, description: 'A verdict for each kind.', schema: composerSchema },
  reasons: ['unknown_sender'],
  handle: async (caller, { query: { from, to, agent } }) => {
    const sender = ownSender(caller, from)
    if (channelOf(to) !== channelOf(from)) throw invalid('to', 'must be on the channel of from')
    const { contact } = await contactAt(caller, to)
    const policy = await caller.gateway.policies.policy(sender, to)
    const composed = compose(contact, { sender: from, to, agent, at: caller.at }, policy)
    return { status: 200, body: composerView(composed) }
  },
})

export const listSenders = route({
  method: 'get',
  path: '/v1/senders',
  tag: 'Senders',
  summary: 'The senders of the organisation',
  answer: { status: 200, description: 'All of them.', schema: senderListSchema },
  reasons: [],
  handle: async (caller) => {
    const senders = await Promise.all(
      caller.organisation.senders.map((sender) => senderView(caller, sender)),
    )
    return { status: 200, body: { senders } }
  },
})

export const changeSender = route({
  method: 'patch',
  path: '/v1/senders/{address}',
  tag: 'Senders',
  summary: 'Activate or deactivate a sender',
  description:
    'Nothing leaves through a deactivated sender. Who writes to it is told once a day that the number is not in use; the CRM gets their message.',
  params: z.strictObject({ address: addressSchema }),
  body: z.strictObject({ active: z.boolean() }),
  example: { active: false },
  answer: { status: 200, description: 'The sender.', schema: senderSchema },
  reasons: ['not_found'],
  handle: async (caller, { params, body }) => {
    const sender = caller.organisation.senders.find(({ address }) => address === params.address)
    if (!sender) throw notFound('sender of this address')
    await caller.gateway.policies.setState(sender, body.active ? 'active' : 'inactive')
    return { status: 200, body: await senderView(caller, sender) }
  },
})

export const listTemplates = route({
  method: 'get',
  path: '/v1/templates',
  tag: 'Senders',
  summary: "A sender's templates with approval, variables and languages",
  query: z.strictObject({ from: addressSchema }),
  exampleQuery: 'from=whatsapp:+15550001111',
  answer: { status: 200, description: 'All of them.', schema: templateListSchema },
  reasons: ['unknown_sender'],
  handle: async (caller, { query }) => {
    const templates = await caller.gateway.policies.templates(ownSender(caller, query.from))
    return {
      status: 200,
      body: { templates: templates.map(({ id: _, ...template }) => template) },
    }
  },
})

const senderView = async ({ gateway }: Caller, sender: Sender) => ({
  address: sender.address,
  channel: channelOf(sender.address),
  line: sender.line.id,
  state: await gateway.policies.state(sender),
  optOutHandling: sender.optOutHandling,
})
