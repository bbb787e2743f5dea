/** Consent by channel and scope: what each answer covers, and which of several applies. */

import { type Address, type Channel, channelOf } from './address.ts'
import type { Consent, Contact, Doubt, Instant } from './contact.ts'
import type { Policy } from './policy/policy.ts'

const UNASKED: Consent = { status: 'unasked', at: 0, source: 'contact' }

/** The key of `Contact.consents` under the scope that is configured now. */
const consentKey = (
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

/** What the contact has said to this sender, or `unasked`. */
export const consentOf = (contact: Contact, policy: Policy, channel?: Channel): Consent =>
  standing(contact, policy, channel).consent

type Standing = { readonly key: string; readonly consent: Consent }

/** The consent that applies and its key; today's key if there is none. */
export const standing = (
  contact: Contact,
  policy: Policy,
  channel: Channel = channelOf(policy.sender.address),
): Standing => {
  const reaching: Standing[] = []
  for (const [key, consent] of Object.entries(contact.consents)) {
    const reaches = isNo(consent) ? noReaches : yesReaches
    if (reaches(key, consent, policy, channel)) reaching.push({ key, consent })
  }
  const [first, ...others] = reaching
  if (!first) return { key: consentKey(policy, channel), consent: UNASKED }
  if (others.length === 0) return first
  const { key, consent } = weigh(reaching) ?? first
  return { key, consent: { ...consent, ...latestOf(reaching.map((one) => one.consent)) } }
}

/** A no that stands outranks the last yes, which outranks the last request. */
const weigh = (all: readonly Standing[]): Standing | undefined => {
  const given = all.filter(({ consent }) => consent.status === 'granted')
  const nos = all.filter(
    ({ consent: no }) =>
      isNo(no) &&
      !given.some(({ consent: yes }) => yes.at > no.at && (isOwnYes(yes) || !isOwnNo(no))),
  )
  return (
    last(nos.filter(({ consent }) => isOwnNo(consent))) ??
    last(nos) ??
    last(given) ??
    last(all.filter(({ consent }) => consent.status === 'requested'))
  )
}

const isOwnYes = ({ source, corrects }: Consent) => source === 'contact' || corrects !== undefined

const last = (all: readonly Standing[]): Standing | undefined =>
  all.reduce<Standing | undefined>(
    (found, one) => (found && found.consent.at > one.consent.at ? found : one),
    undefined,
  )

/** A no covers the scope it was given for and the scope that is configured now. */
const noReaches = (key: string, no: Consent, policy: Policy, channel: Channel): boolean => {
  if (no.isEverywhere || policy.rules.revocation === 'everywhere') return true
  if (channelIn(key) !== channel) return false
  if (isWhole(key) || policy.rules.consentScope === 'organisation') return true
  const { line, sender, otherLines } = policy
  const now = policy.rules.consentScope === 'line' ? line.senders : [sender.address]
  const saidTo = no.senders ?? []
  if (now.some((one) => saidTo.includes(one) || key.endsWith(` sender:${one}`))) return true
  const named = lineIn(key)
  if (named === undefined) return false
  // Nothing more is known of a removed line, or of a no without its sender.
  return named === line.id || (no.senders === undefined && !otherLines.includes(named))
}

/** Everything but a no covers exactly what it was asked for. */
const yesReaches = (key: string, yes: Consent, policy: Policy, channel: Channel): boolean => {
  if (channelIn(key) !== channel) return false
  if (isWhole(key)) return true
  const { line, sender } = policy
  return (
    key.endsWith(` sender:${sender.address}`) ||
    lineIn(key) === line.id ||
    yes.senders?.includes(sender.address) === true
  )
}

const channelIn = (key: string) => key.slice(0, key.indexOf(' '))
const isWhole = (key: string) => key.endsWith(' *')
const lineIn = (key: string) => / line:(.+)$/.exec(key)?.[1]

/** Requests and notices count whatever the outcome. */
const latestOf = (consents: readonly Consent[]) => {
  const latest = (name: 'requestedAt' | 'agentRequestedAt' | 'noticedAt') => {
    const times = consents.flatMap((consent) => consent[name] ?? [])
    return times.length > 0 && { [name]: Math.max(...times) }
  }
  return { ...latest('requestedAt'), ...latest('agentRequestedAt'), ...latest('noticedAt') }
}

/** The contact with other consent, by default under the key of today. */
export const withConsent = (
  contact: Contact,
  policy: Policy,
  consent: Consent,
  channel: Channel = channelOf(policy.sender.address),
  key: string = consentKey(policy, channel),
): Contact => {
  const before = contact.consents[key]
  const after = { ...consent, ...reachOf(key, consent, policy) }
  const consents = { ...contact.consents, [key]: after }
  if (before && isNo(before) && !isNo(after) && isWider(before, after, policy))
    return {
      ...contact,
      consents: { ...consents, [remnantOf(key)]: unite(consents[remnantOf(key)], before) },
    }
  return { ...contact, consents }
}

const reachOf = (key: string, consent: Consent, policy: Policy): Partial<Consent> => {
  const senders = new Set([...(consent.senders ?? []), ...sendersOf(key, policy)])
  const isEverywhere = isNo(consent) && policy.rules.revocation === 'everywhere'
  return {
    ...(senders.size > 0 && !isWhole(key) && { senders: [...senders] }),
    ...(isEverywhere && { isEverywhere }),
  }
}

const sendersOf = (key: string, { line, sender }: Policy): readonly Address[] => {
  if (key.endsWith(` sender:${sender.address}`)) return [sender.address]
  return lineIn(key) === line.id
    ? line.senders.filter((one) => channelOf(one) === channelIn(key))
    : []
}

/** The no covers more than its replacement lifts: keep the rest. */
const isWider = (no: Consent, yes: Consent, policy: Policy): boolean =>
  no.isEverywhere === true ||
  policy.rules.revocation === 'everywhere' ||
  no.senders?.some((sender) => !yes.senders?.includes(sender)) === true

/** The key of the part of a no that a yes did not replace. */
const remnantOf = (key: string): string => `${key.slice(0, key.indexOf(' '))} before:${key}`

const unite = (older: Consent | undefined, no: Consent): Consent => ({
  ...no,
  ...((older?.senders || no.senders) && {
    senders: [...new Set([...(older?.senders ?? []), ...(no.senders ?? [])])],
  }),
  ...(older?.isEverywhere && { isEverywhere: true }),
})

/** Whether the contact has said no. */
export const isNo = (consent: Consent): boolean =>
  consent.status === 'refused' || consent.status === 'revoked'

/** A no that only the contact can take back: the contact's own, or reported by the provider. */
export const isOwnNo = (consent: Consent): boolean =>
  isNo(consent) && (consent.source === 'contact' || consent.source === 'provider')

/** When an agent may ask again, counted from the last request of any kind. */
export const retryAt = (consent: Consent, policy: Policy, at: Instant): Instant =>
  consent.requestedAt === undefined ? at : consent.requestedAt + policy.rules.requestIntervalMs

/** The open doubt from a message to this sender, or to one in the same scope. */
export const doubtOf = (contact: Contact, policy: Policy): Doubt | undefined =>
  doubtsOf(contact, policy).reduce<Doubt | undefined>(
    (latest, [, doubt]) => (latest && latest.at > doubt.at ? latest : doubt),
    undefined,
  )

/** All doubts that cover this sender, by the sender of the doubtful message. */
export const doubtsOf = (
  { doubts }: Contact,
  policy: Policy,
): readonly (readonly [Address, Doubt])[] => {
  if (!doubts) return []
  return (Object.entries(doubts) as [Address, Doubt][]).filter(
    ([to]) => policy.rules.revocation === 'everywhere' || sharesConsent(policy, to),
  )
}

/** Whether the contact's words to that sender count for this one. */
export const sharesConsent = ({ rules, line, sender }: Policy, other: Address): boolean =>
  channelOf(other) === channelOf(sender.address) &&
  (rules.consentScope === 'organisation' ||
    other === sender.address ||
    (rules.consentScope === 'line' && line.senders.includes(other)))

/** The contact without the doubts that cover this sender. */
export const withoutDoubt = (contact: Contact, policy: Policy): Contact => {
  const settled = new Set(doubtsOf(contact, policy).map(([sender]) => sender))
  if (settled.size === 0) return contact
  const { doubts = {}, ...rest } = contact
  const left = Object.entries(doubts).filter(([sender]) => !settled.has(sender as Address))
  return left.length === 0 ? rest : { ...rest, doubts: Object.fromEntries(left) }
}
