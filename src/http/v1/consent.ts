/** Routes: ask for consent, record it. */

import * as z from 'zod'
import { type Address, type Channel, channelOf } from '../../core/model/address.ts'
import { invalid } from '../kit/problem.ts'
import { type Caller, route } from '../kit/route.ts'
import { checkParties, contactAnswer, prefer, verdictAnswer } from './shared/gate.ts'
import { areGrantedParties } from './shared/grant.ts'
import { ownSender } from './shared/lookup.ts'
import { contactSchema } from './shared/resources.ts'
import { acceptedSchema, addressSchema, channel, parties } from './shared/schemas.ts'

export const requestOptIn = route({
  method: 'post',
  path: '/v1/opt-in-requests',
  tag: 'Consent',
  summary: 'Ask a contact for consent',
  description: 'At most once in 24 hours, and never after the contact has refused.',
  body: z.strictObject(parties),
  example: { from: 'whatsapp:+15550001111', to: 'whatsapp:+15550102030', agent: 'ana' },
  answer: { status: 202, description: 'The request goes out.', schema: acceptedSchema },
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
    'template_unavailable',
    'quiet_hours',
    'unknown_sender',
  ],
  grants: (caller, { body }) => areGrantedParties(caller, body),
  handle: async (caller, { body: { from, to, agent } }) => {
    const sender = checkParties(caller, from, to)
    const id = caller.id('opt')
    const { gateway, organisation, at } = caller
    const input = { kind: 'opt_in_request', id, at, sender: sender.address, to, agent } as const
    const handled = await gateway.handle(organisation.id, input, sender)
    return verdictAnswer(id, handled?.verdict)
  },
})

export const recordConsent = route({
  method: 'put',
  path: '/v1/contacts/{address}/consent',
  tag: 'Consent',
  summary: "Record a contact's consent, or its withdrawal",
  description:
    "What the contact said elsewhere, such as on a form or by phone. It does not undo the contact's own STOP.",
  params: z.strictObject({ address: addressSchema }),
  body: z
    .strictObject({
      status: z.enum(['granted', 'revoked']),
      channel: channel.optional().meta({ description: "Default: the address's channel." }),
      from: z.string().optional().meta({
        description:
          'A sender or the id of a line, where consent is limited to it. Default: the first sender on the channel.',
      }),
      basis: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .meta({
          description: 'The basis of the consent; required with `granted`.',
          examples: ['web_form'],
        }),
      evidence: z.string().min(1).max(2000).optional().meta({
        description: 'Where the proof is kept.',
      }),
    })
    .refine(({ status, basis }) => status === 'revoked' || basis !== undefined, {
      path: ['basis'],
      message: 'is required with status granted',
    }),
  example: { status: 'granted', basis: 'web_form', evidence: 'form 4711 of 2 November' },
  answer: { status: 200, description: 'The contact.', schema: contactSchema },
  reasons: ['consent_revoked', 'consent_refused', 'unknown_sender'],
  handle: async (caller, { params: { address }, body }) => {
    const { status, basis, evidence } = body
    const on = body.channel ?? channelOf(address)
    const sender = body.from === undefined ? undefined : senderFor(caller, body.from, on)
    await prefer(caller, address, {
      ...(sender && { sender }),
      consent: { status, channel: on, ...(basis && { basis }), ...(evidence && { evidence }) },
    })
    return contactAnswer(caller, address)
  },
})

/** `from` names a sender, or a line through one of its senders. */
const senderFor = (caller: Caller, from: string, on: Channel): Address => {
  const line = caller.organisation.lines.find(({ id }) => id === from)
  const inLine = line?.senders.find(({ address }) => channelOf(address) === on)
  if (inLine) return inLine.address
  const parsed = addressSchema.safeParse(from)
  if (!parsed.success)
    throw invalid('from', 'must be a sender on this channel, or a line that has one')
  const { address } = ownSender(caller, parsed.data)
  if (channelOf(address) !== on) throw invalid('from', 'must be on the channel of the consent')
  return address
}
