/** A template must exist, be approved where that counts, be allowed here, and be filled in. */

import { channelOf } from '../../model/address.ts'
import type { Contact } from '../../model/contact.ts'
import type { Outbound } from '../../model/message.ts'
import type { Policy } from '../../model/policy.ts'
import { sessionOf } from '../../model/session.ts'
import {
  checkVariables,
  chooseTemplate,
  isTurnedDown,
  meantTemplate,
  type Template,
} from '../../model/template.ts'
import type { Objection } from '../../model/verdict.ts'
import type { Approach, Rule } from './index.ts'

export const templateRule: Rule = (contact, message, policy) => {
  if (message.content.kind !== 'template') return undefined
  const { name, language, variables } = message.content
  const template = meantTemplate(policy.templates, message.content, policy.organisation.locale)
  if (!template)
    return {
      reason: 'template_unavailable',
      template: name,
      ...(language !== undefined && { language }),
    }
  const obstacle = judgeTemplate(contact, message, template, policy)
  if (obstacle) return obstacle
  const flaw = checkVariables(template, variables, policy.limits.maxTemplateLength)
  return flaw && { reason: 'template_invalid', template: name, ...flaw }
}

/** Every template that this contact may get now, once it is filled in. */
export const usableTemplates = (
  contact: Contact,
  approach: Approach,
  policy: Policy,
): readonly Template[] => {
  const { templates, organisation } = policy
  // Of several under one name and language only one would be sent, so no other is shown.
  const meant = [...Map.groupBy(templates, ({ name }) => name)].flatMap(([name, named]) =>
    named.filter(
      (template) =>
        chooseTemplate(named, name, template.language, organisation.locale) === template,
    ),
  )
  return meant.filter((template) => !judgeTemplate(contact, approach, template, policy))
}

const judgeTemplate = (
  contact: Contact,
  { at, sender }: Approach | Outbound,
  template: Template,
  policy: Policy,
): Objection | undefined => {
  const { name, language, approval, category, canOpenSession } = template
  const isWhatsApp = channelOf(sender) === 'whatsapp'
  const isOpen = sessionOf(contact, policy, at).state === 'open'
  // Inside a session the provider takes content that nobody approved, but none that was turned down.
  const isApproved = approval === 'approved' || (isOpen && !isTurnedDown(template))
  // It is WhatsApp's word, and nobody's else: by SMS the same content may go.
  if (isWhatsApp && (!isApproved || !(isOpen || canOpenSession)))
    return { reason: 'template_unavailable', template: name, language, approval }
  if (category !== 'marketing') return undefined
  if (policy.place.country === 'US' && isWhatsApp)
    return { reason: 'marketing_not_allowed', because: 'country' }
  return contact.marketingStopped[sender] === undefined
    ? undefined
    : { reason: 'marketing_not_allowed', because: 'stopped' }
}
