/** Routes: send a message, read it, cancel it, settle one that may have been sent. */

import * as z from 'zod'
import { RULE_REASONS } from '../../../core/gate/reasons.ts'
import type { Content, Message } from '../../../core/model/message/message.ts'
import { isSameLanguage } from '../../../core/model/message/template.ts'
import { nameSchema } from '../../../core/model/text.ts'
import { contentMembers, contentOf, isOneKind, ONE_KIND } from '../../../wire/content.ts'
import { invalid, notFound, ProblemError, refused } from '../../kit/problem.ts'
import { checkPurpose } from '../../kit/purpose.ts'
import { type Caller, route } from '../../kit/route.ts'
import { checkParties, verdictAnswer } from '../shared/gate.ts'
import { areGrantedParties, isGrantedContact, seesMessage } from '../shared/grant.ts'
import { findMessage } from '../shared/lookup.ts'
import { messageSchema } from '../shared/resources.ts'
import { acceptedSchema, instant, parties, purposeSchema } from '../shared/schemas.ts'
import { type Submitted, submit } from '../shared/send.ts'
import { messageView } from '../shared/views.ts'

/** How far ahead a message may be scheduled. */
const MAX_AHEAD_DAYS = 35

const sendSchema = z
  .strictObject({
    ...parties,
    ...contentMembers,
    replyTo: nameSchema(220).optional().meta({
      description:
        "Postern's id of the message to reply to; the contact sees it quoted above the reply.",
    }),
    sendAt: instant.optional().meta({
      description: `When to send it, up to ${MAX_AHEAD_DAYS} days ahead. Until then it is held (\`scheduled\`) and can be cancelled; the rules are checked again when it is sent.`,
    }),
    purpose: purposeSchema.optional().meta({
      description:
        "What it is for: `service`, `marketing` or one of the policy's `purposes`. Default: the policy's `purpose`. A marketing template is marketing.",
    }),
  })
  .refine(isOneKind, ONE_KIND)

const readSendAt = (at: number, text: string): number => {
  const sendAt = Date.parse(text)
  if (sendAt <= at) throw invalid('sendAt', 'must be in the future')
  if (sendAt > at + MAX_AHEAD_DAYS * 86_400_000)
    throw invalid('sendAt', `must be within ${MAX_AHEAD_DAYS} days`)
  return sendAt
}

export const sendMessage = route({
  operationId: 'sendMessage',
  method: 'post',
  path: '/v1/messages',
  tag: 'Messages',
  summary: 'Send a message',
  description:
    'The gate decides at once. `accepted`: the message is being sent. `held`: it waits for consent, for the end of quiet hours or for `sendAt`, and is judged again then. A refusal is a problem document that says why and what would help.',
  body: sendSchema,
  example: {
    from: 'whatsapp:+15550001111',
    to: 'whatsapp:+15550102030',
    agent: 'ana',
    text: 'Hello, this is Ana.',
  },
  answer: { status: 202, description: 'Accepted or held.', schema: acceptedSchema },
  reasons: [...RULE_REASONS, 'held_full', 'unknown_sender'],
  keepsAnswer: true,
  grants: (caller, { body }) => areGrantedParties(caller, body),
  handle: async (caller, { body }) => {
    const { from, to, agent, purpose, replyTo, sendAt, ...members } = body
    const sender = checkParties(caller, from, to)
    if (purpose !== undefined) checkPurpose(sender.rules, purpose)
    const notBefore = sendAt === undefined ? undefined : readSendAt(caller.at, sendAt)
    const submission = {
      sender,
      to,
      agent,
      content: contentOf(members),
      ...(replyTo !== undefined && { replyTo: { message: replyTo } }),
      ...(purpose !== undefined && { purpose }),
      ...(notBefore !== undefined && { notBefore }),
    }
    const answer = ({ id, verdict, message }: Submitted) => {
      const sent = message?.address ?? to
      const more = {
        ...(sent !== to && { to: { asked: to, sent } }),
        ...otherLanguage(members.template?.language, message?.content),
      }
      return verdictAnswer(id, verdict, { Location: `/v1/messages/${id}` }, more)
    }
    return answer(await submit(caller, submission, answer))
  },
})

/** The longest id that a CRM's webhook can produce: its connection's name and its `webhook-id`. */
const idParams = z.strictObject({ id: nameSchema(220) })

export const readMessage = route({
  operationId: 'getMessage',
  method: 'get',
  path: '/v1/messages/{id}',
  tag: 'Messages',
  summary: 'A message with the history of its status',
  params: idParams,
  answer: { status: 200, description: 'The message.', schema: messageSchema },
  reasons: ['not_found'],
  handle: async (caller, { params }) => ({
    status: 200,
    body: await messageView(caller, await findMessage(caller, params.id)),
  }),
})

/** A message to change; with a composer token, only the agent's own. */
const findOwn = async (caller: Caller, id: string): Promise<Message> => {
  const found = await findMessage(caller, id)
  const { grant } = caller
  const isOwn = found.agent === grant?.agent && isGrantedContact(caller, found.address)
  if (grant && !(isOwn && seesMessage(caller, found))) throw notFound('message with this id')
  return found
}

export const cancelMessage = route({
  operationId: 'cancelMessage',
  method: 'post',
  path: '/v1/messages/{id}/cancel',
  tag: 'Messages',
  summary: 'Withdraw a held message',
  description: 'A message that was already sent cannot be recalled.',
  params: idParams,
  answer: { status: 200, description: 'The cancelled message.', schema: messageSchema },
  reasons: ['not_found', 'not_held'],
  grants: () => true,
  handle: async (caller, { params }) => {
    const { gateway, organisation, at, agent } = caller
    const { id: message, status, address } = await findOwn(caller, params.id)
    if (status !== 'cancelled') {
      const handled = await gateway.handle(organisation.id, {
        kind: 'recall',
        id: caller.id('rec'),
        at,
        address,
        message,
        ...(agent !== undefined && { agent }),
      })
      if (handled?.verdict.status !== 'accepted')
        throw handled?.verdict.status === 'refused' ? refused(handled.verdict) : notHeld()
    }
    return { status: 200, body: await messageView(caller, await findMessage(caller, message)) }
  },
})

/** A person's decision about a message that may have been sent. */
const resolve = async (caller: Caller, { id, sender }: Message, is: 'resend' | 'discard') => {
  const { gateway, organisation, at, grant } = caller
  const agent = caller.agent ?? grant?.agent
  const handled = await gateway.handle(organisation.id, {
    kind: 'resolution',
    id: caller.id('res'),
    at,
    sender,
    message: id,
    is,
    ...(agent !== undefined && { agent }),
  })
  if (handled?.verdict.status === 'refused') throw refused(handled.verdict)
  if (!handled) throw notFound('sender of this message')
  return { status: 200, body: await messageView(caller, await findMessage(caller, id)) } as const
}

export const resendMessage = route({
  operationId: 'resendMessage',
  method: 'post',
  path: '/v1/messages/{id}/resend',
  tag: 'Messages',
  summary: 'Resend a message that may already have been sent',
  description:
    'For a message with the reason `maybe_sent`. It is sent once more, as the same message, if the rules still allow it; the contact may get it twice.',
  params: idParams,
  answer: { status: 200, description: 'The message is being sent.', schema: messageSchema },
  reasons: ['not_found', 'not_in_doubt'],
  grants: () => true,
  handle: async (caller, { params }) => resolve(caller, await findOwn(caller, params.id), 'resend'),
})

export const discardMessage = route({
  operationId: 'discardMessage',
  method: 'post',
  path: '/v1/messages/{id}/discard',
  tag: 'Messages',
  summary: 'Mark a message in doubt as not sent',
  description:
    'For a message with the reason `maybe_sent`. It becomes `failed`; a later delivery report still counts.',
  params: idParams,
  answer: { status: 200, description: 'The failed message.', schema: messageSchema },
  reasons: ['not_found', 'not_in_doubt'],
  grants: () => true,
  handle: async (caller, { params }) =>
    resolve(caller, await findOwn(caller, params.id), 'discard'),
})

/** The template went out in another language than was asked for. */
const otherLanguage = (asked: string | undefined, content: Content | undefined) => {
  const sent = content?.kind === 'template' ? content.language : undefined
  const isSame = sent === undefined || asked === undefined || isSameLanguage(asked, sent)
  return isSame ? {} : { language: { asked, sent } }
}

const notHeld = () => new ProblemError('not_held', 'This message is no longer held.')
