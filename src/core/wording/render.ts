/** Renders an agent's message as the contact reads it. */

import { type Address, channelOf, factsOf, onChannel } from '../model/address.ts'
import { channelFacts } from '../model/channel.ts'
import { consentOf, sharesConsent } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import { mediaTypeOf } from '../model/message/file-name.ts'
import type { AutomaticKind, Content, Outbound } from '../model/message/message.ts'
import { matchTemplate, renderTemplate, type Template } from '../model/message/template.ts'
import { isObserved } from '../model/policy/enforcement.ts'
import type { FlowWording, Policy } from '../model/policy/policy.ts'
import { MARKETING, SERVICE } from '../model/purpose.ts'
import { yesWordOf } from '../reading/keyword.ts'
import { fill, fillSentences } from './fill.ts'

export type Rendered = {
  readonly text: string
  /** The content with the template's id put in. */
  readonly content: Content
  /** Whether the text begins with the notice of the disclaimer flow. */
  readonly carriesNotice: boolean
  /** The template, if the message is made from one that is known. */
  readonly template?: Template
}

/** Renders a message; in flow `disclaimer` the first text begins with the notice. */
export const render = (contact: Contact, message: Outbound, policy: Policy): Rendered => {
  const { content } = message
  if (content.kind === 'template') {
    const template = matchTemplate(policy.templates, content, policy.organisation.locale)
    if (!template) return { text: '', content, carriesNotice: false }
    const text = renderTemplate(template, content.variables)
    return {
      text,
      content: { ...content, language: template.language, templateId: template.id },
      carriesNotice: /\bSTOP\b/.test(text) && needsNotice(contact, message, policy),
      template,
    }
  }
  const text = content.text ?? ''
  const notice = noticeFor(contact, message, policy)
  if (notice === undefined) return { text, content, carriesNotice: false }
  return {
    text: withNotice(notice, text),
    content,
    carriesNotice: !policy.limits.captionTypes || !typesOf(content).includes(undefined),
  }
}

/** The notice of the disclaimer flow, if this message has to begin with it and can. */
export const noticeFor = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
): string | undefined => {
  const { content } = message
  // The provider would silently drop a caption that the file's type does not allow.
  const isDropped = typesOf(content).some((type) => !isAmong(policy.limits.captionTypes, type))
  const hasText = content.kind !== 'location' && content.kind !== 'reaction'
  if (isDropped || !hasText || !needsNotice(contact, message, policy)) return undefined
  return wordingOf(policy, contact, 'disclaimer', message.agent)
}

const withNotice = (notice: string, text: string): string =>
  [notice, text].filter((part) => part !== '').join('\n\n')

const typesOf = (content: Content) =>
  content.kind === 'media' ? content.media.map(mediaTypeOf) : []

/** Whether a content type is among these; an undeclared type is left to the provider. */
export const isAmong = (
  beginnings: readonly string[] | undefined,
  type: string | undefined,
): boolean =>
  !beginnings ||
  type === undefined ||
  beginnings.some((beginning) => type.toLowerCase().startsWith(beginning))

/** Whether the contact still has to get the notice of flow `disclaimer`, and no message in the outbox carries it. */
export const needsNotice = (
  contact: Contact,
  message: Pick<Outbound, 'origin'>,
  policy: Policy,
): boolean => {
  if (policy.rules.flow !== 'disclaimer' || isObserved(policy, message)) return false
  const consent = consentOf(contact, policy)
  if (consent.status === 'granted' || consent.noticedAt !== undefined) return false
  const senders = Object.keys(contact.notices ?? {}) as Address[]
  return !senders.some((sender) => sharesConsent(policy, sender))
}

/** The language of automatic messages to the contact, such as `es`; undefined: the sender's. */
export const languageOf = ({ locale, spokenLocale }: Contact): string | undefined =>
  (locale ?? spokenLocale)?.toLowerCase().replace(/[-_].*$/, '')

/** Countries where contacts may pay for received messages, and carriers require saying so. */
const CHARGED_COUNTRIES: readonly string[] = ['US', 'CA', 'PR', 'GU', 'VI', 'AS', 'MP']

/**
 * One of the organisation's automatic texts, filled in, in the contact's language. Without an agent,
 * the line's name replaces the agent's.
 */
export const wordingOf = (
  policy: Policy,
  contact: Contact,
  kind: AutomaticKind,
  agent?: string,
  purposes: readonly string[] = [],
): string => {
  const { rules, organisation, line, sender, place } = policy
  const flow = flowFor(policy, contact)
  const isUnsigned = kind === 'opt_in_request' && agent === undefined
  const reach = kind === 'opt_out_confirmation' ? reachOf(policy, contact, flow) : undefined
  const { country } = place
  const text = flow[isUnsigned ? 'opt_in_request_by_line' : kind]
  const isOfLine = kind === 'opt_out_confirmation' && isNarrow(policy) && !text.includes('{line}')
  return fillSentences(text, {
    agent: agent ?? line.name,
    organisation: isOfLine ? `${organisation.name} (${line.name})` : organisation.name,
    line: line.name,
    channel: factsOf(sender.address).label,
    yes: yesWordOf(policy, flow.yes_word),
    purposes: listOf(purposes, contact, policy),
    ...(reach !== undefined && { reach }),
    ...((country === undefined || CHARGED_COUNTRIES.includes(country)) && { rates: flow.rates }),
    ...rules.disclosures,
  })
}

/** The name of a purpose in a request. */
export const labelOf = (purpose: string, contact: Contact, policy: Policy): string => {
  const flow = flowFor(policy, contact)
  const { label } = policy.rules.purposes[purpose] ?? {}
  if (label !== undefined) return label
  if (purpose === SERVICE) return flow.about_service
  return purpose === MARKETING ? flow.about_marketing : purpose
}

/** Service and the other purposes of a request, as a list in the contact's language. */
export const listOf = (purposes: readonly string[], contact: Contact, policy: Policy): string =>
  joined(
    [SERVICE, ...purposes].map((purpose) => labelOf(purpose, contact, policy)),
    contact,
    policy,
  )

const joined = (names: readonly string[], contact: Contact, policy: Policy): string => {
  const own = languageOf(contact) ?? ''
  return new Intl.ListFormat(policy.flows[own] ? own : policy.wording.language).format(names)
}

const flowFor = (policy: Policy, contact: Contact): FlowWording =>
  policy.flows[languageOf(contact) ?? ''] ?? policy.wording.flow

/** The sentence about what a STOP on this channel means for other channels. */
const reachOf = (policy: Policy, contact: Contact, flow: FlowWording): string | undefined => {
  const own = channelOf(policy.sender.address)
  const others = policy.channels.filter(
    (channel) => channel !== own && contact.addresses.some((one) => onChannel(one, channel)),
  )
  if (others.length === 0) return undefined
  const isEverywhere = policy.rules.revocation === 'everywhere'
  const names = (isEverywhere ? [own, ...others] : others).map((one) => channelFacts(one).label)
  const channels = joined(names, contact, policy)
  return fill(isEverywhere ? flow.reach_everywhere : flow.reach_channel, { channels })
}

/** A STOP to one line leaves the others free to write. */
const isNarrow = ({ rules, otherLines }: Policy): boolean =>
  rules.consentScope !== 'organisation' &&
  rules.revocation !== 'everywhere' &&
  otherLines.length > 0
