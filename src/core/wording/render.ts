/** What the contact reads of an agent's message. */

import { factsOf } from '../model/address.ts'
import { consentOf } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import { isObserved } from '../model/enforcement.ts'
import type { Content, Outbound } from '../model/message.ts'
import type { Policy } from '../model/policy.ts'
import { meantTemplate, renderTemplate } from '../model/template.ts'
import { fill } from './fill.ts'

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
  const types = content.kind === 'media' ? content.media.map((file) => file.contentType) : []
  const { captionTypes } = policy.limits
  // The provider would drop it without a word.
  const isLost = types.some((type) => !isAmong(captionTypes, type))
  if (isLost || !needsNotice(contact, message, policy))
    return { text, content, carriesNotice: false }
  const notice = wordingOf(policy, 'disclaimer', message.agent)
  return {
    text: text === '' ? notice : `${notice}\n\n${text}`,
    content,
    carriesNotice: !captionTypes || !types.includes(undefined),
  }
}

/** A type that nobody declared is left to the provider. */
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

/** One of the organisation's automatic texts, filled in. Without an agent, the line speaks. */
export const wordingOf = (
  policy: Policy,
  kind: keyof Policy['wording']['flow'],
  agent: string = policy.line.name,
): string =>
  fill(policy.wording.flow[kind], {
    agent,
    organisation: policy.organisation.name,
    line: policy.line.name,
    channel: factsOf(policy.sender.address).label,
  })
