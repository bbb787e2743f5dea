/** Routes: all contacts and all messages, with a search and filters. */

import * as z from 'zod'
import { channelOf } from '../../core/model/address.ts'
import type { Contact, Instant } from '../../core/model/contact.ts'
import type { Message } from '../../core/model/message/message.ts'
import { invalid } from '../kit/problem.ts'
import { checkPurpose } from '../kit/purpose.ts'
import { type Caller, route } from '../kit/route.ts'
import { contactAt } from './shared/lookup.ts'
import { contactsOfNumber, isNamed, isNumber, readMatching } from './shared/matching.ts'
import { contactListSchema, messageListSchema, messageStatus } from './shared/resources.ts'
import { addressSchema, agentSchema, channel, pageSchema, purposeSchema } from './shared/schemas.ts'
import { contactView, messageView } from './shared/views.ts'

const SHORT_PAGES =
  'With a filter, a page may have fewer items than `limit`, or none, and still a `next`: continue while there is one.'

const since = () => z.iso.datetime().transform((text) => Date.parse(text))

const contactFilters = {
  address: addressSchema.optional(),
  q: z.string().trim().min(2).max(100).optional().meta({
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
  wroteSince: since().optional().meta({ description: 'Contacts who wrote at this time or later.' }),
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
    const page = { limit, ...(cursor && { cursor }) }
    const { items, next } = await readContacts(caller, page, address, filters)
    const views = await Promise.all(items.map((contact) => contactView(caller, contact)))
    const contacts = views.filter((view) => matchesSenders(view, filters))
    return { status: 200, body: { contacts, ...(next && { next }) } }
  },
})

type Filters = z.output<z.ZodObject<Omit<typeof contactFilters, 'address'>>>

/** Refuses `channel` and `purpose` without `consent`: alone they would filter nothing. */
const checkConsentFilters = ({ organisation }: Caller, filters: Filters): void => {
  const { consent, purpose } = filters
  const alone = (['channel', 'purpose'] as const).find((name) => filters[name] !== undefined)
  if (consent === undefined && alone !== undefined) throw invalid(alone, 'needs consent beside it')
  // Each line may have purposes of its own.
  const purposes = Object.assign({}, ...organisation.senders.map(({ rules }) => rules.purposes))
  if (purpose !== undefined) checkPurpose({ purposes }, purpose)
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
  if (address !== undefined) {
    const { items } = await store.contacts(id, { ...page, address })
    return { items: items.filter((contact) => isMeant(contact, filters)) }
  }
  const known =
    q !== undefined && isNumber(q) && !page.cursor ? await contactsOfNumber(caller, q) : []
  if (known.length > 0) return { items: known.filter((contact) => isMeant(contact, filters)) }
  const named = q === undefined ? () => true : isNamed(q)
  return readMatching(
    page,
    (next) => store.contacts(id, next),
    (contact) => named(contact) && isMeant(contact, filters),
  )
}

/** By the contact itself. */
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
    purpose === undefined || purpose === 'service'
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
  contact: z.string().min(1).max(100).optional().meta({
    description: 'The id of the contact, or one of its addresses.',
  }),
  agent: agentSchema.optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  status: messageStatus.optional(),
  purpose: purposeSchema.optional(),
  since: since().optional().meta({ description: 'At this time or later.' }),
  until: since().optional().meta({ description: 'Before this time.' }),
}

export const listAllMessages = route({
  operationId: 'listMessages',
  method: 'get',
  path: '/v1/messages',
  tag: 'Messages',
  summary: 'All messages, newest first, with filters',
  description: SHORT_PAGES,
  query: pageSchema.extend(messageFilters),
  answer: { status: 200, description: 'One page.', schema: messageListSchema },
  reasons: [],
  handle: async (caller, { query: { limit, cursor, ...filters } }) => {
    const { store } = caller.gateway
    const { contact: named, since: from, until: before } = filters
    const contact = named === undefined ? undefined : await contactNamed(caller, named)
    const span = {
      ...(from !== undefined && { from }),
      ...(before !== undefined && { before }),
    }
    const { items, next } = await readMatching(
      { limit, ...(cursor && { cursor }) },
      (page) =>
        contact === undefined
          ? store.recentMessages(caller.organisation.id, { ...page, ...span })
          : store.messages(caller.organisation.id, contact, page),
      (message) => isWanted(message, filters),
    )
    const messages = await Promise.all(items.map((message) => messageView(caller, message)))
    return { status: 200, body: { messages, ...(next && { next }) } }
  },
})

/** The id, of an id or an address. */
const contactNamed = async (caller: Caller, text: string): Promise<string> => {
  if (/^con_[\w-]+$/.test(text)) return text
  const { data: address } = addressSchema.safeParse(text)
  if (!address) throw invalid('contact', 'must be the id of a contact or an address')
  return (await contactAt(caller, address)).contact.id
}

type MessageFilters = z.output<z.ZodObject<typeof messageFilters>>

const isWanted = (
  message: Message,
  { since: from = 0, until = Number.MAX_SAFE_INTEGER, contact: _, ...wanted }: MessageFilters,
): boolean =>
  message.at >= from &&
  message.at < until &&
  Object.entries(wanted).every(
    ([field, value]) => value === undefined || message[field as keyof Message] === value,
  )
