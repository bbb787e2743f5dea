/** Routes of the composer: what may be sent to a contact now, who may ask that, and when to ask again. */

import * as z from 'zod'
import { compose } from '../../../core/gate/compose.ts'
import { FILE_TYPES } from '../../../core/model/message/file-name.ts'
import { isAmong } from '../../../core/wording/render.ts'
import { createComposerTokens } from '../../../tokens/composer-token.ts'
import { isoTime } from '../../../wire/events.ts'
import { ProblemError } from '../../kit/problem.ts'
import { route } from '../../kit/route.ts'
import { composerSchema } from '../shared/composer-schema.ts'
import { checkParties } from '../shared/gate.ts'
import { areGrantedParties } from '../shared/grant.ts'
import { contactAt } from '../shared/lookup.ts'
import { instant, parties } from '../shared/schemas.ts'
import { composerView } from '../shared/views.ts'
import { openFeed } from './feed.ts'

const exampleQuery = 'from=whatsapp:+15550001111&to=whatsapp:+15550102030&agent=ana'

export const readComposer = route({
  operationId: 'getComposer',
  method: 'get',
  path: '/v1/composer',
  tag: 'Messages',
  summary: 'What an agent may send to a contact now',
  description:
    'The decision that a message would get; nothing is sent. Show it where the agent writes.',
  query: z.strictObject(parties),
  exampleQuery,
  answer: {
    status: 200,
    description: 'One verdict for each kind of message.',
    schema: composerSchema,
  },
  reasons: ['unknown_sender'],
  grants: (caller, { query }) => areGrantedParties(caller, query),
  handle: async (caller, { query: { from, to, agent } }) => {
    const sender = checkParties(caller, from, to)
    const { contact } = await contactAt(caller, to)
    const policy = await caller.gateway.policies.policy(sender, to)
    const { at } = caller
    const decided = compose(contact, { sender: from, to, agent, at }, policy)
    const { quickReplies } = caller.organisation
    const view = composerView(decided, caller.organisation.variableNames)
    const { maxTextLength, maxMedia, mediaTypes } = policy.limits
    const fileTypes = FILE_TYPES.filter((type) => isAmong(mediaTypes, type))
    const limits = { maxTextLength, maxMedia, fileTypes }
    return {
      status: 200,
      body: { at: isoTime(at), line: sender.line.id, limits, ...view, quickReplies },
    }
  },
})

export const followComposer = route({
  operationId: 'followComposer',
  method: 'get',
  path: '/v1/composer/events',
  tag: 'Messages',
  summary: 'Notifies when the composer changes',
  description:
    'Server-sent events: `changed` at the start and when anything about the contact has changed, `beat` every few seconds, `end` when the token has expired. `data` has `at`, the time of the gateway. Not available on Workers.',
  query: z.strictObject(parties),
  exampleQuery,
  answer: {
    status: 200,
    description: 'An endless stream of events.',
    schema: z.string(),
    type: 'text/event-stream',
  },
  reasons: ['unknown_sender', 'no_streams'],
  grants: (caller, { query }) => areGrantedParties(caller, query),
  handle: async (caller, { query: { from, to } }) => {
    const sender = checkParties(caller, from, to)
    const { notices } = caller.gateway
    if (!notices)
      throw new ProblemError('no_streams', 'This gateway does not hold connections open.')
    return { status: 200, stream: await openFeed(caller, notices, sender, to) }
  },
})

export const createComposerToken = route({
  operationId: 'createComposerToken',
  method: 'post',
  path: '/v1/composer-tokens',
  tag: 'Messages',
  summary: 'Create a token for the composer',
  description:
    'A bearer token for `<postern-composer>`, valid for 15 minutes, for this agent, this contact and the senders of the same line. Create it on your server; never put the API key into a page.',
  body: z.strictObject(parties),
  example: { from: 'whatsapp:+15550001111', to: 'whatsapp:+15550102030', agent: 'ana' },
  answer: {
    status: 200,
    description: 'The token.',
    schema: z.strictObject({ token: z.string(), expiresAt: instant }),
  },
  reasons: ['unknown_sender'],
  handle: async (caller, { body: { from, to, agent } }) => {
    checkParties(caller, from, to)
    const { gateway, organisation, at } = caller
    const { make } = createComposerTokens(gateway.secret)
    const { token, expiresAt } = make({ organisation: organisation.id, from, to, agent }, at)
    return { status: 200, body: { token, expiresAt: isoTime(expiresAt) }, isSecret: true }
  },
})
