/** Preferences that the CRM or the provider records: consent, purposes, language, place; and ownership. */

import { refuse } from '../gate/refuse.ts'
import { consentOf, isNo, isOwnNo, withConsent } from '../model/consent.ts'
import type { Consent, ConsentSource, Contact, Instant } from '../model/contact.ts'
import type { LegalHoldChange } from '../model/legal-hold.ts'
import type { Handover, Preference } from '../model/message/message.ts'
import { ownerOf, releaseContact, takeContact } from '../model/owner.ts'
import { MARKETING, purposeConsentOf } from '../model/purpose.ts'
import { ACCEPTED, type Objection, type Verdict } from '../model/verdict.ts'
import { decideDoubt, settle } from './doubt.ts'
import { type Draft, tell } from './draft.ts'
import { failRefused, releaseGranted } from './held.ts'
import { recordPurposeConsent } from './purpose-consent.ts'

/** Records consent, doubts, marketing, language and location. Only the contact can undo its own STOP. */
export const decidePreference = (draft: Draft, input: Preference): Verdict => {
  const { timeZone, region, locale } = input
  const verdict = input.doubt ? decideDoubt(draft, input, input.doubt) : decideConsent(draft, input)
  if (verdict.status === 'refused') return verdict
  if (input.marketing) {
    const status = input.marketing === 'stop' ? 'revoked' : undefined
    const refusal = recordPurpose(draft, input, { name: MARKETING, status })
    if (refusal) return refusal
  }
  if (input.purpose) {
    const refusal = recordPurpose(draft, input, input.purpose)
    if (refusal) return refusal
  }
  if (input.legalHold) draft.contact = withLegalHold(draft.contact, input.legalHold, input.at)
  draft.contact = {
    ...draft.contact,
    ...(timeZone !== undefined && { timeZone }),
    ...(region !== undefined && { region }),
    ...(locale !== undefined && { locale }),
  }
  return ACCEPTED
}

const withLegalHold = (
  { legalHold: _, ...contact }: Contact,
  { status, agent, reason }: LegalHoldChange,
  at: Instant,
): Contact => (status === 'lifted' ? contact : { ...contact, legalHold: { at, agent, reason } })

type Recorded = NonNullable<Preference['consent']>

const decideConsent = (draft: Draft, input: Preference): Verdict => {
  const { consent } = input
  if (!consent) return ACCEPTED
  const { corrects } = consent
  return corrects === undefined
    ? recordConsent(draft, input, consent)
    : correctConsent(draft, input, consent, corrects)
}

const recordConsent = (draft: Draft, input: Preference, recorded: Recorded): Verdict => {
  const { policy } = draft
  const { channel, status, agent } = recorded
  const before = consentOf(draft.contact, policy, channel)
  // An imported file describes the past, so it never overrides a no.
  const isBarred = input.imported ? isNo(before) : isOwnNo(before)
  if (status === 'granted' && isBarred && input.source === 'crm')
    return onlyTheContact(draft, before, input)
  if (input.at < before.at || (status === 'revoked' && isNo(before))) return ACCEPTED
  const after: Consent = {
    ...requestsOf(before),
    status,
    at: before.status === status ? before.at : input.at,
    source: before.status === status ? before.source : agent === undefined ? input.source : 'agent',
    ...detailsOf(recorded),
  }
  draft.contact = withConsent(draft.contact, policy, after, channel)
  if (status === 'revoked') settleBy(draft, input, recorded)
  if (before.status === status) return ACCEPTED
  const { basis } = recorded
  const by = agent === undefined ? input.source : 'agent'
  if (!input.imported?.isQuiet)
    tell(draft, `consent.${status}`, {
      address: input.address,
      detail: {
        by,
        ...(agent !== undefined && { agent }),
        ...(basis !== undefined && { basis }),
      },
    })
  if (status === 'granted') releaseGranted(draft)
  else failRefused(draft)
  return ACCEPTED
}

/** Recording an opt-out settles any doubt. */
const settleBy = (draft: Draft, { address }: Preference, { agent }: Recorded): void =>
  settle(draft, address, { is: 'opt_out', by: 'agent', ...(agent !== undefined && { agent }) })

/** Earlier requests stay on record. */
const requestsOf = ({ requestedAt, agentRequestedAt, noticedAt }: Consent) => ({
  ...(requestedAt !== undefined && { requestedAt }),
  ...(agentRequestedAt !== undefined && { agentRequestedAt }),
  ...(noticedAt !== undefined && { noticedAt }),
})

const detailsOf = ({ channel: _, status: __, ...details }: Recorded): Partial<Consent> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))

/** Corrects an opt-out that was wrongly read from a sentence, with an administrator's reason. */
const correctConsent = (
  draft: Draft,
  input: Preference,
  recorded: Recorded,
  corrects: string,
): Verdict => {
  const { policy } = draft
  const { channel, agent } = recorded
  const before = consentOf(draft.contact, policy, channel)
  const because = whyNot(before, corrects)
  if (because) return refusedWith(draft, { reason: 'not_correctable', because }, input)
  draft.contact = withoutMistake(draft.contact, corrects)
  const { words, reading } = before
  const after: Consent = {
    ...requestsOf(before),
    ...detailsOf(recorded),
    status: 'granted',
    at: input.at,
    source: 'agent',
    ...(words !== undefined && { words }),
    ...(reading && { reading }),
  }
  draft.contact = withConsent(draft.contact, policy, after, channel)
  tell(draft, 'consent.granted', {
    address: input.address,
    message: corrects,
    detail: {
      by: 'agent',
      ...(agent !== undefined && { agent }),
      corrects,
      ...(recorded.reason !== undefined && { reason: recorded.reason }),
    },
  })
  releaseGranted(draft)
  return ACCEPTED
}

/** A lone keyword can't be misread, and only the provider can lift its own block. */
const whyNot = (consent: Consent, corrects: string) => {
  if (!isNo(consent)) return 'none'
  if (consent.source === 'provider' || consent.reading?.how === 'provider') return 'provider'
  if (consent.message !== corrects) return 'another_message'
  const wasSentence = consent.reading?.how === 'phrase' || consent.reading?.is === 'doubt'
  return wasSentence ? undefined : 'keyword'
}

/** The same words may be recorded under several keys. */
const withoutMistake = (contact: Contact, message: string): Contact => ({
  ...contact,
  consents: Object.fromEntries(
    Object.entries(contact.consents).filter(([, one]) => !isNo(one) || one.message !== message),
  ),
})

const onlyTheContact = (draft: Draft, { status, at }: Consent, input: Preference): Verdict =>
  refusedWith(
    draft,
    status === 'refused'
      ? { reason: 'consent_refused', refusedAt: at }
      : { reason: 'consent_revoked', revokedAt: at },
    input,
  )

const refusedWith = (
  { contact, policy }: Draft,
  objection: Objection,
  { at, address }: Pick<Preference, 'at' | 'address'>,
): Extract<Verdict, { status: 'refused' }> => ({
  status: 'refused',
  ...refuse(objection, contact, { at, sender: policy.sender.address, to: address }, policy),
})

type PurposeChange = Omit<NonNullable<Preference['purpose']>, 'status'> & {
  /** Undefined withdraws a no without granting consent. */
  readonly status: 'granted' | 'revoked' | undefined
}

/** To lift a contact's own stop, the CRM has to give a basis. */
const recordPurpose = (
  draft: Draft,
  input: Preference,
  { name, status, ...details }: PurposeChange,
): Extract<Verdict, { status: 'refused' }> | undefined => {
  const { policy } = draft
  const before = purposeConsentOf(draft.contact, name, policy)
  const isOwnStop = before?.status === 'revoked' && before.source !== 'crm'
  const { basis, agent } = details
  if (status !== 'revoked' && isOwnStop && input.source === 'crm' && basis === undefined)
    return refusedWith(
      draft,
      { reason: 'marketing_not_allowed', because: 'stopped', purpose: name },
      input,
    )
  const isRepeated = before?.status === status && before?.basis === basis
  if (isRepeated || input.at < (before?.at ?? 0)) return undefined
  const source: ConsentSource = agent === undefined ? input.source : 'agent'
  const purposeConsent = status && { status, at: input.at, source, ...details }
  recordPurposeConsent(draft, name, purposeConsent, { address: input.address })
  return undefined
}

/** Takes, transfers or releases the contact. */
export const decideHandover = (draft: Draft, input: Handover): Verdict => {
  const { policy } = draft
  const { line, agent, address, at } = input
  const present = ownerOf(draft.contact, line, policy, at)
  const owner = present?.agent
  if (agent === null) {
    draft.contact = releaseContact(draft.contact, line)
    if (owner !== undefined) tell(draft, 'contact.released', { line, address, detail: { owner } })
    return ACCEPTED
  }
  if (input.imported && present && owner !== agent)
    return refusedWith(
      draft,
      { reason: 'contact_taken', owner: present.agent, line, since: present.since },
      input,
    )
  draft.contact = takeContact(draft.contact, line, agent, policy, at)
  if (input.imported?.isQuiet) return ACCEPTED
  const detail = { owner: agent, ...(owner !== undefined && { previous: owner }) }
  if (owner !== agent) tell(draft, 'contact.taken', { line, address, detail })
  return ACCEPTED
}
