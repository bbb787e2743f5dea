/** Finds or creates HighLevel's contact and conversation for one of our contacts. */

import { type Address, identityOf, phoneOf } from '../../../../src/core/model/address.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { type Json, listOf, objectOf } from '../../../kit/json.ts'
import { CallError, retryLater } from '../../kit/call-error.ts'
import type { RecordOf, Records } from '../../kit/records.ts'
import type { Api } from './api.ts'

/** A contact in our words. */
export type ContactRef = {
  readonly organisation: string
  readonly contact: string
  readonly address: Address
  readonly name?: string | undefined
}

/** The same contact in HighLevel's words. */
export type ContactIds = { readonly contactId: string; readonly conversationId: string }

type Named = Pick<ContactRef, 'organisation' | 'address'>

export type Contacts = {
  /** HighLevel's contact, created if missing. */
  contactId(ref: ContactRef, http: Http): Promise<string>
  /** HighLevel's contact and conversation, created if missing. */
  find(ref: ContactRef, http: Http): Promise<ContactIds>
  /** HighLevel's contact, if linked. */
  known(ref: Named): Promise<string | undefined>
  /** The number or identity that HighLevel's contact is linked to. */
  identityOf(organisation: string, contactId: string): Promise<string | undefined>
  /** Forgets a contact or conversation that was deleted or merged in HighLevel. */
  forget(ref: Named): Promise<void>
  /** HighLevel's contact with this number, or undefined. */
  byPhone(phone: string, http: Http): Promise<string | undefined>
}

export type ContactsOptions = {
  readonly locationId: string
  readonly api: Api
  readonly records: Records
}

/** The contacts of one location; one number is one person on all channels. */
export const createContacts = ({ locationId, api, records }: ContactsOptions): Contacts => {
  const byPhone = createPhoneSearch(locationId, api)
  const make = createMaker(locationId, api, byPhone)
  const conversations = createConversations(locationId, api)

  const contactId = (ref: ContactRef, http: Http): Promise<string> => {
    const phone = phoneOf(ref.address)
    return records.findOrMake(
      recordOf(ref, 'contact'),
      async () => (phone === undefined ? undefined : byPhone(phone, http)),
      () => make(ref, http),
    )
  }

  return {
    contactId,
    byPhone,
    find: async (ref, http) => {
      const id = await contactId(ref, http)
      const conversationId = await records.findOrMake(
        recordOf(ref, 'conversation'),
        () => conversations.search(id, http),
        () => conversations.make(id, http),
      )
      return { contactId: id, conversationId }
    },
    known: ({ organisation, address }) =>
      records.theirs({ organisation, kind: 'contact', ours: identityOf(address) }),
    identityOf: (organisation, theirs) => records.ours({ organisation, kind: 'contact', theirs }),
    forget: async ({ organisation, address }) => {
      for (const kind of ['contact', 'conversation'])
        await records.forget({ organisation, kind, ours: identityOf(address) })
    },
  }
}

const recordOf = ({ organisation, contact, address }: ContactRef, kind: string): RecordOf => ({
  organisation,
  kind,
  ours: identityOf(address),
  contact,
})

const createPhoneSearch =
  (locationId: string, api: Api): Contacts['byPhone'] =>
  async (phone, http) => {
    const { json } = await api.call(
      {
        method: 'GET',
        path: '/contacts/search/duplicate',
        query: { locationId, number: phone },
        purpose: 'contact.search',
        expects: [404],
      },
      http,
    )
    return idIn(json, 'contact')
  }

const createMaker =
  (locationId: string, api: Api, byPhone: Contacts['byPhone']) =>
  async ({ address, name }: ContactRef, http: Http): Promise<string> => {
    const phone = phoneOf(address)
    const { status, json } = await api.call(
      {
        method: 'POST',
        path: '/contacts/upsert',
        // Search by number only: with an e-mail address too, HighLevel may return another person's contact.
        body: {
          locationId,
          ...(phone !== undefined && { phone }),
          name: name ?? phone ?? identityOf(address),
          source: 'Postern',
        },
        purpose: 'contact.upsert',
        expects: [400, 422],
      },
      http,
    )
    // The answer names a duplicate; after a 422 the contact may exist all the same.
    const id = idIn(json, 'contact') ?? duplicateIn(json) ?? (phone && (await byPhone(phone, http)))
    if (id) return id
    if (status < 300) throw retryLater('contact_malformed')
    throw new CallError({ status: 'rejected', code: `contact_http_${status}` }, status)
  }

const createConversations = (locationId: string, api: Api) => {
  const search = async (contactId: string, http: Http): Promise<string | undefined> => {
    const { json } = await api.call(
      {
        method: 'GET',
        path: '/conversations/search',
        query: { locationId, contactId },
        purpose: 'conversation.search',
      },
      http,
    )
    const [first] = listOf(json.conversations)
    return textOf(first?.id)
  }

  const make = async (contactId: string, http: Http): Promise<string> => {
    const { status, json } = await api.call(
      {
        method: 'POST',
        path: '/conversations/',
        body: { locationId, contactId },
        purpose: 'conversation.create',
        expects: [400],
      },
      http,
    )
    // A contact has one conversation: 400 may mean that it exists.
    const found = status === 400 ? await search(contactId, http) : undefined
    const id = found ?? idIn(json, 'conversation') ?? textOf(json.id)
    if (id !== undefined) return id
    if (status === 400)
      throw new CallError({ status: 'rejected', code: 'conversation_http_400' }, status)
    throw retryLater('conversation_malformed')
  }

  return { search, make }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const idIn = (json: Json, member: string): string | undefined => textOf(objectOf(json[member]).id)

/** "This location does not allow duplicated contacts." */
const duplicateIn = ({ meta }: Json): string | undefined => textOf(objectOf(meta).contactId)
