/** Shows consent on Chatwoot's contact, and the owner as its assignee. */

import { type Delivery, note, ownRef } from '../delivery.ts'
import { ownerIdPrefix } from '../ids.ts'

/** Assigning an id that no agent has clears the assignee. */
const NO_AGENT = 0

/** Writes consent to the contact, if Chatwoot has it. */
export const deliverConsent = async (delivery: Delivery): Promise<void> => {
  const { effect, http, party, senderInbox, account } = delivery
  const { contacts, api } = account
  const contact = await contacts.known(http, party)
  if (contact === undefined) return
  const value = effect.type.slice('consent.'.length)
  const channel = effect.address.slice(0, effect.address.indexOf(':'))
  const { status } = await api.changeContact(http, contact, {
    custom_attributes: { postern_consent: value, [`postern_consent_${channel}`]: value },
  })
  if (status === 404) await contacts.forget(party)
  if (effect.type !== 'consent.questioned') return
  const conversation = await contacts.linked(party)
  const text = senderInbox.notes.questioned(effect.detail)
  if (conversation !== undefined) await note(delivery, { conversation }, text)
}

/** Assigns the contact's conversations in this line to the owner. */
export const deliverOwner = async (delivery: Delivery): Promise<void> => {
  const { effect, http, party, organisation, account } = delivery
  const { agents, api, senderInboxes, contacts, connection } = account
  // Chatwoot sent this change, and may have changed the assignee again since.
  if (effect.id.startsWith(ownerIdPrefix(connection))) return
  const name = effect.type === 'contact.taken' ? String(effect.detail?.owner) : undefined
  const assignee = name === undefined ? NO_AGENT : await agents.idOf(http, name)
  if (assignee === undefined) return
  const cause = ownRef(delivery, effect.id.replace(/:\d+$/, ''))
  const conversations = new Set(cause ? [cause.conversation] : [])
  for (const senderInbox of senderInboxes.values()) {
    if (senderInbox.line !== effect.line || senderInbox.organisation !== organisation) continue
    const linked = await contacts.linked({ ...party, inbox: senderInbox.id })
    if (linked !== undefined) conversations.add(linked)
  }
  for (const conversation of conversations) await api.assign(http, conversation, assignee)
}
