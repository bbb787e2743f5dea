/** Routes: ask for consent, record it. */

import * as z from 'zod'
import { type Address, channelOf } from '../../../core/model/address.ts'
import type { OptInRequest } from '../../../core/model/message/message.ts'
import { invalid } from '../../kit/problem.ts'
import { checkPurpose } from '../../kit/purpose.ts'
import { route } from '../../kit/route.ts'
import { basisOf, givenAtProblem, provenance, text } from '../shared/consent-schemas.ts'
import { checkParties, contactAnswer, prefer, senderFor, verdictAnswer } from '../shared/gate.ts'
import { areGrantedParties, isGrantedContact } from '../shared/grant.ts'
import { findContact } from '../shared/lookup.ts'
import { contactSchema } from '../shared/resources.ts'
import {
  acceptedSchema,
  addressSchema,
  agentSchema,
  channel,
  instant,
  parties,
  purposeSchema,
} from '../shared/schemas.ts'
import { defined } from '../shared/views.ts'

export const requestOptIn = route({
  operationId: 'requestOptIn',
  method: 'post',
  path: '/v1/opt-in-requests',
  tag: 'Consent',
  summary: 'Ask a contact for consent',
  description:
    'At most once in 24 hours, and never after the contact has refused. During quiet hours the request is held (status `held`) and sent when they end; it can be cancelled like a message.',
  body: z.strictObject({
    ...parties,
    purposes: z.array(purposeSchema).min(1).max(10).optional().meta({
      description:
        "What the request asks for in addition to service, such as `marketing`; a yes is recorded for each. Default: the policy's `optInPurposes`.",
    }),
  }),
  example: { from: 'whatsapp:+15550001111', to: 'whatsapp:+15550102030', agent: 'ana' },
  answer: { status: 202, description: 'The request is sent, or held.', schema: acceptedSchema },
  reasons: [
    'sender_inactive',
    'contact_unreachable',
    'contact_taken',
    'consent_pending',
    'consent_missing',
    'country_not_allowed',
    'consent_refused',
    'consent_revoked',
    'consent_granted',
    'consent_questioned',
    'template_unavailable',
    'marketing_not_allowed',
    'purpose_unnamed',
    'quiet_hours',
    'held_full',
    'unknown_sender',
  ],
  grants: (caller, { body }) => areGrantedParties(caller, body),
  handle: async (caller, { body: { from, to, agent, purposes } }) => {
    const sender = checkParties(caller, from, to)
    for (const purpose of purposes ?? []) checkPurpose(sender.rules, purpose, 'purposes')
    const id = caller.id('opt')
    const { gateway, organisation, at } = caller
    const input: OptInRequest = {
      kind: 'opt_in_request',
      ...{ id, at, sender: sender.address, to, agent },
      ...(purposes && { purposes }),
    }
    const handled = await gateway.handle(organisation.id, input, sender)
    return verdictAnswer(id, handled?.verdict, { Location: `/v1/messages/${id}` })
  },
})

export const recordConsent = route({
  operationId: 'recordConsent',
  method: 'put',
  path: '/v1/contacts/{address}/consent',
  tag: 'Consent',
  summary: "Record a contact's consent, or its withdrawal",
  description:
    "Records what the contact said elsewhere, such as on a form or by phone. This cannot undo the contact's own STOP, but an opt-out that was wrongly read from a sentence can be corrected with `corrects` and a `reason`.",
  params: z.strictObject({ address: addressSchema }),
  body: z
    .strictObject({
      status: z.enum(['granted', 'revoked']),
      channel: channel.optional().meta({ description: "Default: the address's channel." }),
      from: z.string().optional().meta({
        description:
          'A sender or the id of a line, if consent is per sender or line. Default: the first sender on the channel.',
      }),
      basis: basisOf(),
      evidence: text(2000, 'Where you keep the proof.'),
      agent: agentSchema.optional().meta({
        description: 'The person in your organisation who records or corrects it.',
      }),
      corrects: text(
        220,
        'The id of the message that was mistaken for an opt-out. It cannot be a keyword alone.',
      ),
      reason: text(2000, 'How you know that it was a mistake; required with `corrects`.'),
      givenAt: instant.optional().meta({ description: 'When the contact agreed.' }),
      ...provenance,
    })
    .superRefine((body, context) => {
      const { status, basis, evidence, corrects, reason, agent } = body
      const missing = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (corrects !== undefined) {
        if (status !== 'granted') missing('corrects', 'is only allowed with status granted')
        if (reason === undefined) missing('reason', 'is required with corrects')
        if (agent === undefined) missing('agent', 'is required with corrects')
      } else if (status === 'granted' && basis === undefined)
        missing('basis', 'is required with status granted')
      if (basis === 'other' && evidence === undefined)
        missing('evidence', 'is required with the basis other')
    }),
  example: { status: 'granted', basis: 'web_form', evidence: 'form 4711 of 2 November' },
  answer: { status: 200, description: 'The contact.', schema: contactSchema },
  reasons: ['consent_revoked', 'consent_refused', 'not_correctable', 'unknown_sender'],
  // An agent's page may record that the contact wants no more, in the agent's own name.
  grants: (caller, { params, body }) =>
    isGrantedContact(caller, params.address) &&
    body.status === 'revoked' &&
    body.agent === caller.grant?.agent &&
    body.channel === undefined,
  handle: async (caller, { params: { address }, body }) => {
    const { from: _, channel: __, status, givenAt, ...details } = body
    const problem = givenAtProblem(givenAt, caller.at)
    if (problem !== undefined) throw invalid('givenAt', problem)
    const on = body.channel ?? channelOf(address)
    const sender = body.from === undefined ? undefined : senderFor(caller, body.from, on)
    await prefer(caller, address, {
      ...(sender && { sender }),
      consent: {
        status,
        channel: on,
        ...(givenAt !== undefined && { givenAt: Date.parse(givenAt) }),
        ...defined(details),
      },
    })
    return contactAnswer(caller, address)
  },
})

export const settleDoubt = route({
  operationId: 'settleDoubt',
  method: 'post',
  path: '/v1/contacts/{address}/doubt',
  tag: 'Consent',
  summary: 'Say what a contact meant by words that may have been an opt-out',
  description:
    '`opt_out`: the contact wants no more messages and gets none. `other`: the words meant something else, and held messages are sent. The journal records who decided.',
  params: z.strictObject({ address: addressSchema }),
  body: z.strictObject({
    is: z.enum(['opt_out', 'other']),
    agent: agentSchema,
    from: z.string().optional().meta({
      description:
        'A sender or the id of a line, if consent is per sender or line. Default: the sender that received the message.',
    }),
  }),
  answer: { status: 200, description: 'The contact.', schema: contactSchema },
  reasons: ['not_found', 'not_questioned', 'unknown_sender'],
  grants: (caller, { params, body }) =>
    isGrantedContact(caller, params.address) && body.agent === caller.grant?.agent,
  handle: async (caller, { params: { address }, body: { is, agent, from } }) => {
    const { doubts = {} } = await findContact(caller, address)
    const channel = channelOf(address)
    const [said] = (Object.keys(doubts) as Address[]).filter((one) => channelOf(one) === channel)
    const sender = from === undefined ? said : senderFor(caller, from, channel)
    await prefer(caller, address, { ...(sender && { sender }), doubt: { is, agent } })
    return contactAnswer(caller, address)
  },
})
