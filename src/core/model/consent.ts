/** Consent by channel and scope, and how its changes merge. */

import { type Address, type Channel, channelOf } from './address.ts'
import type { Consent, Contact, Instant } from './contact.ts'
import type { Policy } from './policy.ts'

const UNASKED: Consent = { status: 'unasked', at: 0, source: 'contact' }

/** The key of `Contact.consents`: how far one consent, and one STOP, reaches. */
export const consentKey = (
  policy: Policy,
  channel: Channel = channelOf(policy.sender.address),
  sender: Address = policy.sender.address,
): string => {
  switch (policy.rules.consentScope) {
    case 'organisation':
      return `${channel} *`
    case 'line':
      return `${channel} line:${policy.line.id}`
    case 'sender':
      return `${channel} sender:${sender}`
  }
}

/** What the contact has said, or `unasked`. */
export const consentOf = (contact: Contact, policy: Policy, channel?: Channel): Consent =>
  contact.consents[consentKey(policy, channel)] ?? UNASKED

/** The contact with other consent. */
export const withConsent = (
  contact: Contact,
  policy: Policy,
  consent: Consent,
  channel?: Channel,
): Contact => ({
  ...contact,
  consents: { ...contact.consents, [consentKey(policy, channel)]: consent },
})

/** The contact has said no, in whichever words. */
export const isNo = (consent: Consent): boolean =>
  consent.status === 'refused' || consent.status === 'revoked'

/** From when an agent may ask again: only the requests that agents caused count. */
export const retryAt = (consent: Consent, policy: Policy, at: Instant): Instant =>
  consent.agentRequestedAt === undefined
    ? at
    : consent.agentRequestedAt + policy.rules.requestIntervalMs
