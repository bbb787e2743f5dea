/** Routes: a contact, its messages and journal, owners, location, and erasure. */

import * as z from 'zod'
import { isRegion } from '../../../config/country.ts'
import { isTimeZone } from '../../../config/fields.ts'
import { refuse } from '../../../core/gate/refuse.ts'
import { takenRule } from '../../../core/gate/rules/taken.ts'
import type { Address } from '../../../core/model/address.ts'
import type { Message } from '../../../core/model/message/message.ts'
import { nameSchema } from '../../../core/model/text.ts'
import { eraseEverywhere } from '../../../engine/periodic/crm-pass.ts'
import type { Page, Paged } from '../../../ports/store/page.ts'
import { maskAddress } from '../../../telemetry/log.ts'
import { ProblemError, refused } from '../../kit/problem.ts'
import { type Caller, route } from '../../kit/route.ts'
import { recordChange } from '../audit.ts'
import { contactAnswer, prefer } from '../shared/gate.ts'
import { grantedLine, isGrantedContact, seesMessage } from '../shared/grant.ts'
import { contactAt, findContact, findLine, ownSender } from '../shared/lookup.ts'
import { contactSchema, journalSchema, messageListSchema } from '../shared/resources.ts'
import { addressSchema, agentSchema, localeSchema, pageSchema } from '../shared/schemas.ts'
import { journalView, messageView } from '../shared/views.ts'

const addressParams = z.strictObject({ address: addressSchema })
/** Read for one answer at most. */
const MAX_PAGES = 50
const answer = { status: 200, description: 'The contact.', schema: contactSchema } as const

export const readContact = route({
  operationId: 'getContact',
  method: 'get',
  path: '/v1/contacts/{address}',
  tag: 'Contacts',
  summary: 'A contact: session, consent and owner for each sender, and held messages',
  params: addressParams,
  answer,
  reasons: ['not_found'],
  handle: async (caller, { params }) => contactAnswer(caller, params.address),
})

export const listMessages = route({
  operationId: 'listContactMessages',
  method: 'get',
  path: '/v1/contacts/{address}/messages',
  tag: 'Contacts',
  summary: 'The messages with a contact, newest first',
  params: addressParams,
  query: pageSchema,
  answer: { status: 200, description: 'One page.', schema: messageListSchema },
  reasons: ['not_found'],
  grants: (caller, { params }) => isGrantedContact(caller, params.address),
  handle: async (caller, { params, query: { limit, cursor } }) => {
    const { id } = await findContact(caller, params.address)
    const { items, next } = await readSeen(caller, id, { limit, ...(cursor && { cursor }) })
    const messages = await Promise.all(items.map((message) => messageView(caller, message)))
    return { status: 200, body: { messages, ...(next && { next }) } }
  },
})

/** A token sees one line: skip pages without its messages, or the thread would look empty. */
const readSeen = async (
  caller: Caller,
  contact: string,
  page: Page,
  left = MAX_PAGES,
): Promise<Paged<Message>> => {
  const read = await caller.gateway.store.messages(caller.organisation.id, contact, page)
  const items = read.items.filter((message) => seesMessage(caller, message))
  if (items.length > 0 || read.next === undefined || left <= 1) return { ...read, items }
  return readSeen(caller, contact, { ...page, cursor: read.next }, left - 1)
}

export const readJournal = route({
  operationId: 'getContactJournal',
  method: 'get',
  path: '/v1/contacts/{address}/journal',
  tag: 'Contacts',
  summary: 'Everything that happened with a contact, oldest first',
  description:
    'The evidence: every input, decision and sent message, word for word. Each entry contains the hash of the previous one; `chain` shows whether all hashes match.',
  params: addressParams,
  query: pageSchema,
  answer: { status: 200, description: 'One page.', schema: journalSchema },
  reasons: ['not_found'],
  handle: async (caller, { params, query: { limit, cursor } }) => {
    const { id } = await findContact(caller, params.address)
    const { store } = caller.gateway
    const page = { limit, ...(cursor && { cursor }) }
    const [{ items, next }, chain] = await Promise.all([
      store.journal(caller.organisation.id, id, page),
      store.verify(caller.organisation.id, id),
    ])
    const entries = await Promise.all(items.map((entry) => journalView(caller, entry)))
    return { status: 200, body: { entries, chain, ...(next && { next }) } }
  },
})

export const changeOwner = route({
  operationId: 'setContactOwner',
  method: 'put',
  path: '/v1/contacts/{address}/owners/{line}',
  tag: 'Contacts',
  summary: 'Take, hand over or release a contact in a line of business',
  params: addressParams.extend({ line: nameSchema(63) }),
  body: z.strictObject({
    agent: agentSchema
      .nullable()
      .meta({ description: 'The new owner; null releases the contact.' }),
  }),
  example: { agent: 'ben' },
  answer,
  reasons: ['not_found', 'contact_taken'],
  grants: (caller, { params }) =>
    isGrantedContact(caller, params.address) && params.line === grantedLine(caller)?.id,
  handle: async (caller, { params, body }) => {
    const { id: line } = findLine(caller, params.line)
    await checkOwner(caller, params.address)
    const { gateway, organisation, at } = caller
    await gateway.handle(organisation.id, {
      kind: 'handover',
      id: caller.id('own'),
      at,
      address: params.address,
      line,
      agent: body.agent,
      ...(caller.agent !== undefined && { by: caller.agent }),
    })
    return contactAnswer(caller, params.address)
  },
})

export const changeContact = route({
  operationId: 'updateContact',
  method: 'patch',
  path: '/v1/contacts/{address}',
  tag: 'Contacts',
  summary: 'Record where a contact is, their language, and whether they want marketing',
  params: addressParams,
  body: z
    .strictObject({
      timeZone: z
        .string()
        .refine(isTimeZone, 'is not an IANA time zone, such as Europe/Berlin')
        .optional()
        .meta({
          examples: ['America/New_York'],
        }),
      region: z
        .string()
        .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { error: 'is not an ISO 3166-2 region', abort: true })
        .refine(isRegion, 'is not an ISO 3166-2 region')
        .optional()
        .meta({ examples: ['US-FL'] }),
      marketing: z.enum(['stop', 'resume']).optional(),
      locale: localeSchema
        .optional()
        .meta({ description: 'The language of automatic messages.', examples: ['es'] }),
    })
    .refine((body) => Object.keys(body).length > 0, 'needs at least one field'),
  example: { timeZone: 'America/New_York', region: 'US-FL' },
  answer,
  reasons: ['marketing_not_allowed'],
  handle: async (
    caller,
    { params: { address }, body: { timeZone, region, marketing, locale } },
  ) => {
    await prefer(caller, address, {
      ...(timeZone && { timeZone }),
      ...(region && { region }),
      ...(marketing && { marketing }),
      ...(locale && { locale }),
    })
    return contactAnswer(caller, address)
  },
})

export const eraseContact = route({
  operationId: 'eraseContact',
  method: 'delete',
  path: '/v1/contacts/{address}',
  tag: 'Contacts',
  summary: 'Erase a contact',
  description:
    'Deletes messages, journal and state. If the contact had opted out, a keyed hash of the address is kept, so that the opt-out still counts. A CRM that supports it is asked to erase the contact too.',
  params: addressParams,
  answer: { status: 204, description: 'Forgotten.' },
  reasons: ['not_found', 'legal_hold'],
  handle: async (caller, { params }) => {
    const contact = await findContact(caller, params.address)
    if (contact.legalHold)
      throw new ProblemError(
        'legal_hold',
        'The contact is under a legal hold, so nothing was erased. Lift the hold first.',
      )
    await eraseEverywhere(caller.gateway, contact)
    await recordChange(caller, 'contact_erased', maskAddress(params.address))
    return { status: 204 }
  },
})

/** A token may take an unassigned contact and hand over the agent's own, but not take a colleague's. */
const checkOwner = async (caller: Caller, address: Address) => {
  const { gateway, grant, at } = caller
  if (!grant) return
  const { contact } = await contactAt(caller, address)
  const policy = await gateway.policies.policy(ownSender(caller, grant.from), address, 'at_hand')
  const approach = { sender: grant.from, to: address, agent: grant.agent, at }
  const objection = takenRule(contact, approach, policy)
  if (objection)
    throw refused({ status: 'refused', ...refuse(objection, contact, approach, policy) })
}
