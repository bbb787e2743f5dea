/** What the contact reads of an agent's message. */

import { factsOf } from '../model/address.ts'
import { consentOf } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import { isObserved } from '../model/enforcement.ts'
import type { AutomaticKind, Content, Outbound } from '../model/message.ts'
import type { Policy } from '../model/policy.ts'
import { meantTemplate, renderTemplate } from '../model/template.ts'
import { fillSentences } from './fill.ts'

export type Rendered = {
  readonly text: string
  /** The content with the template's id put in. */
  readonly content: Content
  /** The text begins with the notice of the disclaimer flow, and the contact is sure to read it. */
  readonly carriesNotice: boolean
}

/** Renders a message; the contact's first words in flow `disclaimer` get the notice before them. */
export const render = (contact: Contact, message: Outbound, policy: Policy): Rendered => {
  const { content } = message
  if (content.kind === 'template') {
    const template = meantTemplate(policy.templates, content, policy.organisation.locale)
    if (!template) return { text: '', content, carriesNotice: false }
    return {
      text: renderTemplate(template, content.variables),
      content: { ...content, language: template.language, templateId: template.id },
      carriesNotice: false,
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

/** The notice of the disclaimer flow, where this message has to begin with it and can. */
export const noticeFor = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
): string | undefined => {
  // The provider would silently drop a caption that the file's type does not allow.
  const isDropped = typesOf(message.content).some(
    (type) => !isAmong(policy.limits.captionTypes, type),
  )
  if (isDropped || !needsNotice(contact, message, policy)) return undefined
  return wordingOf(policy, 'disclaimer', message.agent)
}

/** The text as the contact reads it after the notice. */
export const withNotice = (notice: string, text: string): string =>
  [notice, text].filter((part) => part !== '').join('\n\n')

const typesOf = (content: Content) =>
  content.kind === 'media' ? content.media.map((file) => file.contentType) : []

/** Whether a content type is among these; an undeclared type is left to the provider. */
export const isAmong = (
  beginnings: readonly string[] | undefined,
  type: string | undefined,
): boolean =>
  !beginnings ||
  type === undefined ||
  beginnings.some((beginning) => type.toLowerCase().startsWith(beginning))

const needsNotice = (contact: Contact, message: Outbound, policy: Policy): boolean => {
  if (policy.rules.flow !== 'disclaimer' || isObserved(policy, message)) return false
  const consent = consentOf(contact, policy)
  return consent.status !== 'granted' && consent.noticedAt === undefined
}

/** Where a contact may pay for what it receives, and carriers want it said. */
const CHARGED_COUNTRIES: readonly string[] = ['US', 'CA', 'PR', 'GU', 'VI', 'AS', 'MP']

/**
 * One of the organisation's automatic texts, filled in. Without an agent the line asks, and where a text
 * names an agent all the same, the line's name stands for one.
 */
export const wordingOf = (
  { wording, rules, organisation, line, sender, place }: Policy,
  kind: AutomaticKind | 'disclaimer',
  agent?: string,
): string => {
  const isUnsigned = kind === 'opt_in_request' && agent === undefined
  const { country } = place
  return fillSentences(wording.flow[isUnsigned ? 'opt_in_request_by_line' : kind], {
    agent: agent ?? line.name,
    organisation: organisation.name,
    line: line.name,
    channel: factsOf(sender.address).label,
    ...((country === undefined || CHARGED_COUNTRIES.includes(country)) && {
      rates: wording.flow.rates,
    }),
    ...rules.disclosures,
  })
}
