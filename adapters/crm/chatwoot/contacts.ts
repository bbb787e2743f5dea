/** Finds or creates a contact and its conversation in Chatwoot. */

import { type Address, identityOf, phoneOf } from '../../../src/core/model/address.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Json, listOf, objectOf } from '../../kit/json.ts'
import { CallError } from '../kit/call-error.ts'
import type { Records } from '../kit/records.ts'
import { type Api, idOf } from './api.ts'

/** A contact and the inbox to use. */
export type Party = {
  readonly organisation: string
  /** Our contact id. */
  readonly contact: string
  readonly address: Address
  readonly inbox: number
  readonly name?: string | undefined
}

export type Contacts = ReturnType<typeof createContacts>

type Access = { readonly api: Api; readonly records: Records }

/** The contacts of one account. */
export const createContacts = (parts: Access) => {
  const { records } = parts
  return {
    contact: (http: Http, party: Party) => contactOf(parts, http, party),
    /** The contact, if Chatwoot has it; creates none. */
    known: async (http: Http, party: Party): Promise<number | undefined> => {
      const linked = await records.theirs(contactKey(party))
      if (linked !== undefined) return Number(linked)
      const found = await find(parts, http, party)
      return found === undefined ? undefined : Number(await records.keep(contactKey(party), found))
    },
    /** The conversation linked already. */
    linked: async (party: Party): Promise<number | undefined> => {
      const known = await records.theirs(conversationKey(party))
      return known === undefined ? undefined : Number(known)
    },
    conversation: async (http: Http, party: Party): Promise<number> => {
      const known = await records.theirs(conversationKey(party))
      if (known !== undefined) return Number(known)
      try {
        return await enter(parts, http, party)
      } catch (error) {
        if (!(error instanceof GoneError)) throw error
        // The contact was deleted or merged in Chatwoot since it was linked.
        await forget(parts, party)
        return enter(parts, http, party)
      }
    },
    forget: (party: Party) => forget(parts, party),
  }
}

const contactKey = ({ organisation, contact }: Party) => ({
  organisation,
  contact,
  kind: 'contact',
  ours: contact,
})

const conversationKey = ({ organisation, contact, inbox }: Party) => ({
  organisation,
  contact,
  kind: 'conversation',
  ours: `${contact} ${inbox}`,
})

const contactOf = async (parts: Access, http: Http, party: Party): Promise<number> =>
  Number(
    await parts.records.findOrMake(
      contactKey(party),
      () => find(parts, http, party),
      () => make(parts, http, party),
    ),
  )

const enter = async (parts: Access, http: Http, party: Party): Promise<number> => {
  const contact = await contactOf(parts, http, party)
  return Number(
    await parts.records.findOrMake(
      conversationKey(party),
      () => newest(parts, http, party, contact),
      () => makeConversation(parts, http, party, contact),
    ),
  )
}

const forget = async ({ records }: Access, party: Party): Promise<void> => {
  await records.forget(conversationKey(party))
  await records.forget(contactKey(party))
}

/** Finds the contact by our id, then by number. Adopts a contact made by others unless it carries another id. */
const find = async (parts: Access, http: Http, party: Party): Promise<string | undefined> => {
  const own = await parts.api.filterContacts(http, 'identifier', identifierOf(party))
  if (own) return String(idOf(own.id))
  const phone = phoneOf(party.address)
  const known = phone && (await parts.api.filterContacts(http, 'phone_number', phone))
  const id = known ? idOf(known.id) : undefined
  if (!known || id === undefined) return undefined
  if (!known.identifier)
    await parts.api.changeContact(http, id, { identifier: identifierOf(party) })
  return String(id)
}

const make = async (parts: Access, http: Http, party: Party): Promise<string> => {
  const { status, json } = await parts.api.makeContact(http, contactBody(party))
  const payload = objectOf(objectOf(json).payload ?? json)
  const id = idOf(objectOf(payload.contact ?? payload).id)
  if (id !== undefined && status < 300) return String(id)
  // Another request was faster; Chatwoot does not always say which id was taken.
  const found = status === 422 ? await find(parts, http, party) : undefined
  if (found === undefined) throw new CallError({ status: 'retry', code: 'no_contact' }, status)
  return found
}

const linkInbox = async (
  parts: Access,
  http: Http,
  party: Party,
  contact: number,
): Promise<string> => {
  const { inbox, address } = party
  const asked = { inbox_id: inbox, source_id: address }
  const { status, json } = await parts.api.makeContactInbox(http, contact, asked)
  const given = objectOf(json).source_id
  if (status < 300) return typeof given === 'string' ? given : address
  // Chatwoot reports two creations at once as a failure although one worked: search, don't repeat.
  const known = await parts.api.contact(http, contact)
  if (!known) throw new GoneError()
  const linked = listOf(known.contact_inboxes).filter(
    (one) => idOf(objectOf(one.inbox).id) === inbox,
  )
  const found = linked.find((one) => one.source_id === address) ?? linked[0]
  if (typeof found?.source_id === 'string') return found.source_id
  throw new CallError({ status: 'retry', code: 'no_contact_inbox' }, status)
}

const newest = async (
  parts: Access,
  http: Http,
  party: Party,
  contact: number,
): Promise<string | undefined> => {
  const all = await parts.api.conversationsOf(http, contact)
  if (!all) throw new GoneError()
  const ids = all.filter((one) => idOf(one.inbox_id) === party.inbox).map((one) => idOf(one.id))
  const found = ids.filter((id) => id !== undefined)
  return found.length === 0 ? undefined : String(Math.max(...found))
}

const makeConversation = async (
  parts: Access,
  http: Http,
  party: Party,
  contact: number,
): Promise<string> => {
  const source = await linkInbox(parts, http, party, contact)
  // Send all three: with only one, Chatwoot may pick another inbox or a second contact.
  const { status, json } = await parts.api.makeConversation(http, {
    source_id: source,
    inbox_id: party.inbox,
    contact_id: contact,
    status: 'open',
    custom_attributes: { postern_contact: party.contact },
  })
  const id = idOf(objectOf(json).id)
  if (id !== undefined && status < 300) return String(id)
  if (status === 404) throw new GoneError()
  throw new CallError({ status: 'retry', code: `http_${status}` }, status)
}

/** The linked record is gone. */
class GoneError extends Error {}

/** Chatwoot compares identifiers in lower case. */
const identifierOf = ({ contact }: Party): string => contact.toLowerCase()

const contactBody = (party: Party): Json => {
  const { address, inbox, name } = party
  const phone = phoneOf(address)
  return {
    inbox_id: inbox,
    name: name ?? phone ?? identityOf(address),
    identifier: identifierOf(party),
    ...(phone !== undefined && { phone_number: phone }),
  }
}
