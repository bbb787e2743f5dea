/** Shows consent on Chatwoot's contact, and the owner as its assignee. */

import { ownerIdPrefix } from '../ids.ts'
import { note, ownPlace, type Step } from '../step.ts'

/** Assigning an id that no agent has clears the assignee. */
const NOBODY = 0

/** Writes consent to the contact, if Chatwoot has it. */
export const tellConsent = async (step: Step): Promise<void> => {
  const { effect, http, party, desk, account } = step
  const { people, api } = account
  const contact = await people.known(http, party)
  if (contact === undefined) return
  const value = effect.type.slice('consent.'.length)
  const channel = effect.address.slice(0, effect.address.indexOf(':'))
  const { status } = await api.changeContact(http, contact, {
    custom_attributes: { postern_consent: value, [`postern_consent_${channel}`]: value },
  })
  if (status === 404) await people.forget(party)
  if (effect.type !== 'consent.questioned') return
  const conversation = await people.linked(party)
  const words = effect.detail?.words
  const text =
    typeof words === 'string'
      ? desk.notes.say('questioned', { words })
      : desk.notes.say('questionedHidden')
  if (conversation !== undefined) await note(step, { conversation }, text)
}

/** Assigns the contact's conversations in this line to the owner. */
export const tellOwner = async (step: Step): Promise<void> => {
  const { effect, http, party, organisation, account } = step
  const { agents, api, desks, people, connection } = account
  // Chatwoot sent this change, and may have changed the assignee again since.
  if (effect.id.startsWith(ownerIdPrefix(connection))) return
  const name = effect.type === 'contact.taken' ? String(effect.detail?.owner) : undefined
  const assignee = name === undefined ? NOBODY : await agents.idOf(http, name)
  if (assignee === undefined) return
  const cause = ownPlace(step, effect.id.replace(/:\d+$/, ''))
  const conversations = new Set(cause ? [cause.conversation] : [])
  for (const desk of desks.values()) {
    if (desk.line !== effect.line || desk.organisation !== organisation) continue
    const linked = await people.linked({ ...party, inbox: desk.id })
    if (linked !== undefined) conversations.add(linked)
  }
  for (const conversation of conversations) await api.assign(http, conversation, assignee)
}
