/** Purposes of messages, and what a contact said about them. */

import { type Address, factsOf } from './address.ts'
import type { Contact, Instant, PurposeConsent } from './contact.ts'
import type { Outbound } from './message/message.ts'
import { matchTemplate } from './message/template.ts'
import type { Policy, Rules } from './policy/policy.ts'

export const SERVICE = 'service'
export const MARKETING = 'marketing'

/** The purposes that a message may name. */
export const purposesOf = ({ purposes }: Pick<Rules, 'purposes'>): readonly string[] => [
  ...new Set([SERVICE, MARKETING, ...Object.keys(purposes)]),
]

/** A marketing template is always marketing; otherwise the CRM's purpose counts, then the policy's. */
export const purposeOf = (
  { content, purpose }: Pick<Outbound, 'content' | 'purpose'>,
  policy: Policy,
): string => {
  const said = purpose ?? policy.rules.purpose
  if (content.kind !== 'template' || isMarketing(said, policy)) return said
  const template = matchTemplate(policy.templates, content, policy.organisation.locale)
  return template?.category === 'marketing' ? MARKETING : said
}

/** Whether the marketing rules apply to a purpose. An organisation's own purpose may be like service. */
export const isMarketing = (purpose: string, { rules }: Policy): boolean =>
  purpose !== SERVICE &&
  (purpose === MARKETING || (rules.purposes[purpose]?.like ?? MARKETING) === MARKETING)

/** Whether a purpose needs its own consent. */
const requiresConsent = (purpose: string, policy: Policy): boolean => {
  const { purposes, flow } = policy.rules
  const fallback = isMarketing(purpose, policy) && flow !== 'disclaimer' ? 'consent' : 'nothing'
  return (purposes[purpose]?.requires ?? fallback) === 'consent'
}

/** The key of a purpose's consent: it covers what an opt-out covers, on every channel. */
const keyOf = (purpose: string, { rules, line, sender }: Policy): string => {
  switch (rules.consentScope) {
    case 'organisation':
      return `${purpose} *`
    case 'line':
      return `${purpose} line:${line.id}`
    case 'sender':
      return `${purpose} sender:${sender.address}`
  }
}

/** The contact's consent to a purpose. An old no to marketing, recorded by sender, still counts. */
export const purposeConsentOf = (
  contact: Contact,
  purpose: string,
  policy: Policy,
): PurposeConsent | undefined => {
  const purposeConsent = contact.purposes?.[keyOf(purpose, policy)]
  if (purpose !== MARKETING) return purposeConsent
  const at = stoppedBySender(contact, policy)
  return at !== undefined && at > (purposeConsent?.at ?? Number.NEGATIVE_INFINITY)
    ? { status: 'revoked', at, source: 'crm' }
    : purposeConsent
}

const stoppedBySender = ({ marketingStopped }: Contact, policy: Policy): Instant | undefined => {
  const { rules, sender, alternatives } = policy
  const inLine = [sender.address, ...alternatives.map((one) => one.sender)]
  const times = (Object.entries(marketingStopped) as [Address, Instant][])
    .filter(
      ([address]) =>
        rules.consentScope === 'organisation' ||
        (rules.consentScope === 'line' ? inLine.includes(address) : address === sender.address),
    )
    .map(([, at]) => at)
  return times.length > 0 ? Math.max(...times) : undefined
}

/** The contact with a new consent for a purpose; undefined withdraws it. */
export const withPurposeConsent = (
  contact: Contact,
  purpose: string,
  purposeConsent: PurposeConsent | undefined,
  policy: Policy,
): Contact => {
  const { [keyOf(purpose, policy)]: _, ...others } = contact.purposes ?? {}
  const purposes = purposeConsent ? { ...others, [keyOf(purpose, policy)]: purposeConsent } : others
  return { ...contact, purposes, ...(purpose === MARKETING && { marketingStopped: {} }) }
}

/** Why a message for this purpose may not be sent to the contact. */
export const barOf = (
  contact: Contact,
  { sender, purpose, isTemplate }: PurposeQuestion,
  policy: Policy,
): 'country' | 'stopped' | 'consent' | undefined => {
  if (purpose === SERVICE) return undefined
  const { country } = policy.place
  const isBarredThere = country !== undefined && factsOf(sender).noMarketingIn.includes(country)
  if (isTemplate && isBarredThere && isMarketing(purpose, policy)) return 'country'
  const purposeConsent = purposeConsentOf(contact, purpose, policy)
  if (purposeConsent?.status === 'revoked') return 'stopped'
  return requiresConsent(purpose, policy) && purposeConsent?.status !== 'granted'
    ? 'consent'
    : undefined
}

type PurposeQuestion = {
  readonly sender: Address
  readonly purpose: string
  readonly isTemplate: boolean
}
