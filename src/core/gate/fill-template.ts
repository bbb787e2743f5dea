/** Fills in a template that was accepted while its provider's list could not be read. */

import type { Contact, Instant } from '../model/contact.ts'
import type { Message } from '../model/message/message.ts'
import { chooseTemplate, matchTemplate, nameValues } from '../model/message/template.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Refusal } from '../model/verdict.ts'
import { render } from '../wording/render.ts'
import { outboundOf } from './recheck.ts'
import { refuse } from './refuse.ts'
import { templateObstacle } from './rules/template.ts'

/** Whether the message's template has never been found in the list. */
export const isUnfilled = ({ content, rendered, direction }: Message): boolean =>
  direction === 'outbound' &&
  content?.kind === 'template' &&
  content.templateId === undefined &&
  !rendered

/**
 * The message as it can be sent, or why it can't; undefined while the list is not known.
 * The gate's own opt-in request has more values than a template needs.
 */
export const fillTemplate = (
  contact: Contact,
  message: Message,
  policy: Policy,
  at: Instant,
): { readonly message: Message } | { readonly refusal: Refusal } | undefined => {
  if (message.content?.kind !== 'template') return { message }
  const { locale } = policy.organisation
  const { templates } = policy
  const template =
    matchTemplate(templates, message.content, locale) ??
    (message.automatic && chooseTemplate(templates, message.content.name, undefined, 'en'))
  if (!template && policy.templatesUnknown) return undefined
  const named = nameValues(templates, message.content, locale)
  const content = {
    ...named,
    ...(template && { templateId: template.id }),
    ...(template && message.automatic && { variables: only(template.variables, named.variables) }),
  }
  const outbound = { ...outboundOf(message, at), content }
  const rendered = render(contact, outbound, policy)
  const objection = templateObstacle(contact, outbound, policy, rendered)
  if (objection) return { refusal: refuse(objection, contact, outbound, policy) }
  return { message: { ...message, content: rendered.content, rendered: rendered.text } }
}

/** The message as sent, with the template from the list, for the record of the attempt. */
export const fillIfKnown = (
  contact: Contact,
  message: Message,
  policy: Policy,
  at: Instant,
): Message => {
  if (!isUnfilled(message) || message.sender !== policy.sender.address) return message
  const found = fillTemplate(contact, message, policy, at)
  return found && 'message' in found ? found.message : message
}

const only = (names: readonly string[], values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
