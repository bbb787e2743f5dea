/** What the CRM or the provider records of the contact's wishes, and who has the contact. */

import { refuse } from '../gate/refuse.ts'
import { consentKey, consentOf, isNo, withConsent } from '../model/consent.ts'
import type { Consent } from '../model/contact.ts'
import type { Handover, Preference } from '../model/message.ts'
import { ownerOf, releaseContact, takeContact } from '../model/owner.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { type Draft, tell } from './draft.ts'
import { failHeld, heldKey, release } from './held.ts'

/** Records consent, marketing, time zone and region. Only the contact can undo its own STOP. */
export const decidePreference = (draft: Draft, input: Preference): Verdict => {
  const { timeZone, region } = input
  if (input.consent) {
    const verdict = recordConsent(draft, input, input.consent)
    if (verdict.status === 'refused') return verdict
  }
  if (input.marketing) recordMarketing(draft, input)
  draft.contact = {
    ...draft.contact,
    ...(timeZone !== undefined && { timeZone }),
    ...(region !== undefined && { region }),
  }
  return ACCEPTED
}

type Recorded = NonNullable<Preference['consent']>

const recordConsent = (draft: Draft, input: Preference, recorded: Recorded): Verdict => {
  const { policy } = draft
  const { channel, status, basis, evidence } = recorded
  const before = consentOf(draft.contact, policy, channel)
  const isOwnNo = isNo(before) && (before.source === 'contact' || before.source === 'provider')
  if (status === 'granted' && isOwnNo && input.source === 'crm')
    return onlyTheContact(draft, before, input)
  if (input.at < before.at || (status === 'revoked' && isNo(before))) return ACCEPTED
  const { words: _, basis: __, evidence: ___, ...rest } = before
  const after: Consent = {
    ...rest,
    status,
    at: before.status === status ? before.at : input.at,
    source: before.status === status ? before.source : input.source,
    ...(basis !== undefined && { basis }),
    ...(evidence !== undefined && { evidence }),
  }
  draft.contact = withConsent(draft.contact, policy, after, channel)
  if (before.status === status) return ACCEPTED
  const detail = { by: input.source, ...(basis !== undefined && { basis }) }
  tell(draft, `consent.${status}`, { address: input.address, detail })
  const key = consentKey(policy, channel)
  if (status === 'granted')
    release(draft, (held) => held.until === 'consent' && heldKey(draft, held) === key)
  else failHeld(draft, key, { reason: 'consent_revoked', revokedAt: input.at })
  return ACCEPTED
}

const onlyTheContact = (draft: Draft, { status, at }: Consent, input: Preference): Verdict => {
  const { policy } = draft
  const objection =
    status === 'refused'
      ? ({ reason: 'consent_refused', refusedAt: at } as const)
      : ({ reason: 'consent_revoked', revokedAt: at } as const)
  const approach = { at: input.at, sender: policy.sender.address, to: input.address, agent: '' }
  return { status: 'refused', ...refuse(objection, draft.contact, approach, policy) }
}

const recordMarketing = (draft: Draft, input: Preference): void => {
  const sender = input.sender ?? draft.policy.sender.address
  const { [sender]: _, ...others } = draft.contact.marketingStopped
  draft.contact = {
    ...draft.contact,
    marketingStopped: input.marketing === 'stop' ? { ...others, [sender]: input.at } : others,
  }
}

/** Takes, transfers or releases the contact, whoever had it. */
export const decideHandover = (draft: Draft, input: Handover): Verdict => {
  const { policy } = draft
  const { line, agent, address, at } = input
  const owner = ownerOf(draft.contact, line, policy, at)?.agent
  if (agent === null) {
    draft.contact = releaseContact(draft.contact, line)
    if (owner !== undefined) tell(draft, 'contact.released', { line, address, detail: { owner } })
    return ACCEPTED
  }
  draft.contact = takeContact(draft.contact, line, agent, policy, at)
  const detail = { owner: agent, ...(owner !== undefined && { previous: owner }) }
  if (owner !== agent) tell(draft, 'contact.taken', { line, address, detail })
  return ACCEPTED
}
