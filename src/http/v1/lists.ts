/** Routes: all contacts and all messages, with a search and filters. */

import * as z from 'zod'
import { channelOf } from '../../core/model/address.ts'
import type { Contact, Instant } from '../../core/model/contact.ts'
import type { Message } from '../../core/model/message/message.ts'
import { SERVICE } from '../../core/model/purpose.ts'
import { isOneLine, nameSchema, ONE_LINE } from '../../core/model/text.ts'
import { CursorError } from '../../ports/errors.ts'
import { invalid } from '../kit/problem.ts'
import { type Caller, route } from '../kit/route.ts'
import {
  checkAnyPurpose,
  checkDirection,
  checkNotAhead,
  checkPeriod,
  createPurposes,
  timeSchema,
} from './shared/filters.ts'
import { checkContact } from './shared/gate.ts'
import { checkContactId, contactAt, ownSender } from './shared/lookup.ts'
import { contactsOfNumber, isNamed, isNumber, readMatching } from './shared/matching.ts'
import { contactListSchema, messageListSchema, messageStatus } from './shared/resources.ts'
import { addressSchema, agentSchema, channel, pageSchema, purposeSchema } from './shared/schemas.ts'
import { contactView, messageView } from './shared/views.ts'

const SHORT_PAGES =
  'With a filter, a page may have fewer items than `limit`, or none, and still a `next`: continue while there is one.'

const contactFilters = {
  address: addressSchema.optional().meta({
    description: 'The contact of this address; with other filters, if they match too.',
  }),
  q: z.string().trim().min(2).max(100).refine(isOneLine, ONE_LINE).optional().meta({
    description:
      'A number in any spelling (`0151 1234 5678`, `+49 (151) …`, its last digits), or a part of the name.',
  }),
  consent: z.enum(['unasked', 'requested', 'granted', 'refused', 'revoked']).optional().meta({
    description: 'At any of the senders; with `purpose`, the consent to that purpose.',
  }),
  channel: channel.optional().meta({
    description: 'The channel that `consent` is about; only with `consent`.',
  }),
  purpose: purposeSchema.optional().meta({
    description: 'The purpose that `consent` is about; only with `consent`.',
  }),
  owner: agentSchema.optional(),
  doubt: z.literal('true').optional().meta({
    description: 'Contacts with a message that may be an opt-out.',
  }),
  held: z.literal('true').optional().meta({ description: 'Contacts with held messages.' }),
  wroteSince: timeSchema()
    .optional()
    .meta({ description: 'Contacts who wrote at this time or later; not in the future.' }),
}

export const listContacts = route({
  operationId: 'listContacts',
  method: 'get',
  path: '/v1/contacts',
  tag: 'Contacts',
  summary: 'All contacts, most recently changed first, with a search and filters',
  description: `A contact that changes while you page moves to the front. To get all of them, start again after the last page and stop at the first contact you already have. ${SHORT_PAGES}`,
  query: pageSchema.extend(contactFilters),
  answer: { status: 200, description: 'One page.', schema: contactListSchema },
  reasons: [],
  handle: async (caller, { query: { limit, cursor, address, ...filters } }) => {
    checkConsentFilters(caller, filters)
    checkNotAhead('wroteSince', filters.wroteSince, caller.at)
    // A contact found by address is the whole list: there is no other page of it.
    if (address !== undefined && cursor !== undefined) throw new CursorError()
    const page = { limit, ...(cursor && { cursor }) }
    const { items, next } = await readContacts(caller, page, address, filters)
    const views = await Promise.all(items.map((contact) => contactView(caller, contact)))
    const contacts = views.filter((view) => matchesSenders(view, filters))
    return { status: 200, body: { contacts, ...(next && { next }) } }
  },
})

type Filters = z.output<z.ZodObject<Omit<typeof contactFilters, 'address'>>>

/** Refuses `channel` and `purpose` without `consent`, where they would filter nothing, and what no contact could match. */
const checkConsentFilters = ({ organisation }: Caller, filters: Filters): void => {
  const { consent, purpose, channel: on } = filters
  const alone = (['channel', 'purpose'] as const).find((name) => filters[name] !== undefined)
  if (consent === undefined && alone !== undefined)
    throw invalid(alone, 'is only allowed with consent')
  if (on !== undefined && !organisation.senders.some(({ address }) => channelOf(address) === on))
    throw invalid('channel', 'has no sender in this organisation')
  if (purpose === undefined) return
  checkAnyPurpose(organisation, purpose)
  const statuses: readonly (typeof consent)[] = ['unasked', 'granted', 'revoked']
  if (purpose !== SERVICE && !statuses.includes(consent))
    throw invalid('consent', `must be one of ${statuses.join(', ')} with the purpose ${purpose}`)
}

const readContacts = async (
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string },
  address: string | undefined,
  filters: Filters,
) => {
  const { store } = caller.gateway
  const { id } = caller.organisation
  const { q } = filters
  const named = q === undefined ? () => true : isNamed(q)
  const known =
    q !== undefined && isNumber(q) && !page.cursor ? await contactsOfNumber(caller, q) : []
  if (address !== undefined) {
    const { items } = await store.contacts(id, { ...page, address })
    const isFound = (contact: Contact) =>
      named(contact) || known.some((one) => one.id === contact.id)
    return { items: items.filter((one) => isFound(one) && isMeant(one, filters)) }
  }
  if (known.length > 0) return { items: known.filter((contact) => isMeant(contact, filters)) }
  return readMatching(
    page,
    (next) => store.contacts(id, next),
    (contact) => named(contact) && isMeant(contact, filters),
  )
}

/** Whether the contact matches the filters that no sender has a part in. */
const isMeant = (contact: Contact, { owner, doubt, held, wroteSince }: Filters): boolean =>
  (owner === undefined || Object.values(contact.owners).some(({ agent }) => agent === owner)) &&
  (!doubt || Object.keys(contact.doubts ?? {}).length > 0) &&
  (!held || contact.held.length > 0) &&
  (wroteSince === undefined || lastInboundAt(contact) >= wroteSince)

const lastInboundAt = ({ sessions }: Contact): Instant =>
  Math.max(0, ...Object.values(sessions).map(({ lastInboundAt }) => lastInboundAt))

/** Filters by the contact's state at today's senders. */
const matchesSenders = (
  { senders }: Awaited<ReturnType<typeof contactView>>,
  { consent, channel: on, purpose, owner, doubt }: Filters,
): boolean => {
  const onChannel = senders.filter(({ sender }) => on === undefined || channelOf(sender) === on)
  const statusOf = (one: (typeof senders)[number]) =>
    purpose === undefined || purpose === SERVICE
      ? one.consent.status
      : (one.purposes[purpose]?.status ?? 'unasked')
  return (
    (consent === undefined || onChannel.some((one) => statusOf(one) === consent)) &&
    (owner === undefined || senders.some((one) => one.owner === owner)) &&
    // A doubt at a sender that is no longer ours can't be settled.
    (!doubt || senders.some((one) => 'doubt' in one.consent))
  )
}

const messageFilters = {
  sender: addressSchema.optional(),
  contact: nameSchema(100).optional().meta({
    description: 'The id of the contact, or one of its addresses.',
  }),
  agent: agentSchema.optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  status: messageStatus.optional(),
  purpose: purposeSchema.optional().meta({
    description:
      "Outbound messages for this purpose. A message without a purpose counts under the policy's `purpose` (default `service`), a marketing template under `marketing`.",
  }),
  since: timeSchema().optional().meta({ description: 'At this time or later; not in the future.' }),
  until: timeSchema().optional().meta({ description: 'Before this time; later than `since`.' }),
}

const NOR_IN_MESSAGES_READ =
  ', and none of the messages read for this page has it: to find an earlier one, set until to a time when it was in use'

export const listAllMessages = route({
  operationId: 'listMessages',
  method: 'get',
  path: '/v1/messages',
  tag: 'Messages',
  summary: 'All messages, newest first, with filters',
  description: `A filter that no message could match is an error: a sender or a purpose that your organisation does not have, and that none of the messages read for the first page has (for an earlier one, give \`until\`), an unknown contact id, a time in the future, or filters that exclude each other. ${SHORT_PAGES}`,
  query: pageSchema.extend(messageFilters),
  answer: { status: 200, description: 'One page.', schema: messageListSchema },
  reasons: ['unknown_sender'],
  handle: async (caller, { query: { limit, cursor, ...filters } }) => {
    const { store } = caller.gateway
    const { contact: named, since: from, until: before, sender, purpose } = filters
    checkPeriod(filters, caller.at)
    checkDirection(filters)
    const contact = named === undefined ? undefined : await contactNamed(caller, named)
    const span = {
      ...(from !== undefined && { from }),
      ...(before !== undefined && { before }),
    }
    const purposeOf = purpose === undefined ? () => undefined : await createPurposes(caller)
    const { items, next } = await readMatching(
      { limit, ...(cursor && { cursor }) },
      (page) =>
        contact === undefined
          ? store.recentMessages(caller.organisation.id, { ...page, ...span })
          : store.messages(caller.organisation.id, contact, page),
      (message) => isWanted(message, filters) && purposeOf(message) === purpose,
    )
    // Earlier senders and purposes are known by their messages only, of which not all have been read.
    if (items.length === 0 && cursor === undefined) {
      const others = next === undefined ? '' : NOR_IN_MESSAGES_READ
      if (sender !== undefined) ownSender(caller, sender, 'sender', others)
      if (purpose !== undefined) checkAnyPurpose(caller.organisation, purpose, others)
    }
    const messages = await Promise.all(items.map((message) => messageView(caller, message)))
    return { status: 200, body: { messages, ...(next && { next }) } }
  },
})

/** The contact's id, from an id or an address. */
const contactNamed = async (caller: Caller, text: string): Promise<string> => {
  if (/^con_[\w-]+$/.test(text)) {
    await checkContactId(caller, 'contact', text)
    return text
  }
  const { data: address } = addressSchema.safeParse(text)
  if (!address) throw invalid('contact', 'must be the id of a contact or an address')
  checkContact(caller, address, 'contact')
  return (await contactAt(caller, address)).contact.id
}

type MessageFilters = z.output<z.ZodObject<typeof messageFilters>>

const isWanted = (
  message: Message,
  {
    since: from = 0,
    until = Number.MAX_SAFE_INTEGER,
    contact: _,
    purpose: __,
    ...wanted
  }: MessageFilters,
): boolean =>
  message.at >= from &&
  message.at < until &&
  Object.entries(wanted).every(
    ([field, value]) => value === undefined || message[field as keyof Message] === value,
  )
