/** Routes: senders and their templates. */

import * as z from 'zod'
import type { Sender } from '../../config/schema.ts'
import { channelOf } from '../../core/model/address.ts'
import type { Template } from '../../core/model/message/template.ts'
import { nameSchema, proseSchema } from '../../core/model/text.ts'
import { showSenderState } from '../../engine/periodic/crm-pass.ts'
import { isoTime } from '../../wire/events.ts'
import { notFound, templatesUnknown } from '../kit/problem.ts'
import { type Caller, route } from '../kit/route.ts'
import { recordChange } from './audit.ts'
import { isGrantedSender } from './shared/grant.ts'
import { ownSender } from './shared/lookup.ts'
import { addressSchema } from './shared/schemas.ts'
import { senderListSchema, senderSchema, templateListSchema } from './shared/sender-schemas.ts'

export const listSenders = route({
  operationId: 'listSenders',
  method: 'get',
  path: '/v1/senders',
  tag: 'Senders',
  summary: 'The senders of the organisation',
  answer: { status: 200, description: 'The list.', schema: senderListSchema },
  reasons: [],
  handle: async (caller) => {
    const senders = await Promise.all(
      caller.organisation.senders.map((sender) => senderView(caller, sender)),
    )
    return { status: 200, body: { senders } }
  },
})

export const changeSender = route({
  operationId: 'updateSender',
  method: 'patch',
  path: '/v1/senders/{address}',
  tag: 'Senders',
  summary: 'Activate or deactivate a sender',
  description:
    'A deactivated sender sends nothing. Contacts who write to it get a notice once a day that the number is not in use; the CRM still gets their messages. Activating a sender also ends a pause.',
  params: z.strictObject({ address: addressSchema }),
  body: z.strictObject({
    active: z.boolean(),
    agent: nameSchema(200).optional().meta({ description: 'Who changes it.' }),
    reason: proseSchema(500).optional().meta({ description: 'Why.' }),
  }),
  example: { active: false, agent: 'anna', reason: 'The branch has moved.' },
  answer: { status: 200, description: 'The sender.', schema: senderSchema },
  reasons: ['not_found'],
  handle: async (caller, { params, body }) => {
    const sender = caller.organisation.senders.find(({ address }) => address === params.address)
    if (!sender) throw notFound('sender with this address')
    const { active, agent = caller.agent, reason } = body
    const action = active ? 'sender_activated' : 'sender_deactivated'
    await recordChange({ ...caller, ...(agent !== undefined && { agent }) }, action, sender.address)
    await caller.gateway.policies.setState(sender, active ? 'active' : 'inactive', {
      by: caller.isConsole ? 'console' : 'crm',
      ...(agent !== undefined && { agent }),
      ...(reason !== undefined && { reason }),
    })
    await showSenderState(caller.gateway, sender)
    return { status: 200, body: await senderView(caller, sender) }
  },
})

export const listTemplates = route({
  operationId: 'listTemplates',
  method: 'get',
  path: '/v1/templates',
  tag: 'Senders',
  summary: "A sender's templates with approval, variables and languages",
  query: z.strictObject({ from: addressSchema }),
  exampleQuery: 'from=whatsapp:+15550001111',
  answer: { status: 200, description: 'The list.', schema: templateListSchema },
  reasons: ['unknown_sender', 'templates_unknown'],
  grants: (caller, { query }) => isGrantedSender(caller, query.from),
  handle: async (caller, { query }) => {
    const sender = ownSender(caller, query.from)
    const all = await caller.gateway.policies.templates(sender)
    if (!all) throw templatesUnknown()
    // An agent's page has no use for the one that asks for consent.
    const templates = caller.grant
      ? all.filter(({ name }) => name !== sender.rules.optInTemplate)
      : all
    return {
      status: 200,
      body: { templates: templates.map((template) => templateView(template, sender)) },
    }
  },
})

const templateView = ({ id: _, createdAt, updatedAt, ...template }: Template, sender: Sender) => ({
  ...template,
  ...(template.name === sender.rules.optInTemplate && { reserved: true as const }),
  ...(createdAt !== undefined && { createdAt: isoTime(createdAt) }),
  ...(updatedAt !== undefined && { updatedAt: isoTime(updatedAt) }),
})

const senderView = async ({ gateway }: Caller, sender: Sender) => {
  const { state, change, paused, unregistered } = await gateway.policies.condition(sender)
  const now = gateway.clock()
  const pause = state === 'active' && paused && now < paused.until ? paused : undefined
  const barred = unregistered && now < unregistered.until ? unregistered : undefined
  return {
    address: sender.address,
    channel: channelOf(sender.address),
    line: sender.line.id,
    state: pause ? ('paused' as const) : state,
    ...(pause && { until: isoTime(pause.until), code: pause.code }),
    ...(change && { changed: { ...change, at: isoTime(change.at) } }),
    ...(barred && {
      unregistered: {
        country: barred.country,
        code: barred.code,
        at: isoTime(barred.at),
        until: isoTime(barred.until),
      },
    }),
    optOutHandling: sender.optOutHandling,
    enforce: sender.enforcement.general,
  }
}
