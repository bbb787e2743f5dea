/** The opt-in request: whether it can be sent, and its text. */

import type { OutboundContext } from '../gate/rule.ts'
import { templateObstacle } from '../gate/rules/template.ts'
import type { Contact } from '../model/contact.ts'
import type { Content } from '../model/message/message.ts'
import { chooseTemplate } from '../model/message/template.ts'
import type { Policy } from '../model/policy/policy.ts'
import { barOf, MARKETING, purposeConsentOf, SERVICE } from '../model/purpose.ts'
import { sessionOf } from '../model/session.ts'
import type { Objection } from '../model/verdict.ts'
import { labelOf, languageOf, listOf, render, wordingOf } from './render.ts'

type Wanted = OutboundContext & { readonly purposes?: readonly string[] }
type Means = {
  readonly content: Content
  readonly text: string
  /** The purposes that the text names, since a yes covers only what the contact read. */
  readonly purposes: readonly string[]
}

/** The values, for templates with numbered or named variables. */
export const requestValues = (
  agent: string,
  organisation: string,
  purposes: string,
): Readonly<Record<string, string>> => ({
  ...{ 1: agent, agent },
  ...{ 2: organisation, organisation },
  ...{ 3: purposes, purposes },
})

/** The request as it would be sent now, or why none can be sent. */
export const requestMeans = (
  contact: Contact,
  wanted: Wanted,
  policy: Policy,
): Means | Extract<Objection, { reason: 'template_unavailable' }> => {
  const named = wanted.agent?.trim() || undefined
  const agent = named ?? policy.line.name
  const asked = purposesToAsk(contact, wanted, policy)
  const isNamedIn = (text: string) => (purpose: string) =>
    text.includes(labelOf(purpose, contact, policy))
  if (sessionOf(contact, policy, wanted.at).state === 'open') {
    const text = wordingOf(policy, contact, 'opt_in_request', named, asked)
    return { content: { kind: 'text', text }, text, purposes: asked.filter(isNamedIn(text)) }
  }
  const name = policy.rules.optInTemplate
  const { locale } = policy.organisation
  const template =
    name === undefined
      ? undefined
      : // Contacts of a language without texts read English.
        (chooseTemplate(policy.templates, name, languageOf(contact), locale) ??
        chooseTemplate(policy.templates, name, undefined, 'en'))
  const { name: organisation } = policy.organisation
  const values = requestValues(agent, organisation, listOf(asked, contact, policy))
  if (name !== undefined && !template && policy.templatesUnknown)
    return unfilledMeans(name, languageOf(contact), values)
  if (name === undefined || !template)
    return { reason: 'template_unavailable', template: name ?? 'opt_in_request' }
  const variables = Object.fromEntries(
    template.variables.flatMap((variable) => {
      const value = values[variable]
      return value === undefined ? [] : [[variable, value.replace(/\s+/g, ' ')]]
    }),
  )
  const message = {
    ...wanted,
    kind: 'outbound',
    id: '',
    agent,
    content: { kind: 'template', name, language: template.language, variables },
  } as const
  const purpose = template.category === 'marketing' ? MARKETING : SERVICE
  const bar = barOf(contact, { sender: wanted.sender, purpose, isTemplate: true }, policy)
  // A missing consent needs a request.
  const rendered = render(contact, message, policy)
  const { content, text } = rendered
  if (templateObstacle(contact, message, policy, rendered) || (bar && bar !== 'consent')) {
    const { language, approval } = template
    return { reason: 'template_unavailable', template: name, language, approval }
  }
  return { content, text, purposes: asked.filter(isNamedIn(text)) }
}

/** While the list of templates is not known: filled in right before sending. The purposes in its text are not known. */
const unfilledMeans = (
  name: string,
  language: string | undefined,
  values: Readonly<Record<string, string>>,
): Means => {
  const variables = Object.fromEntries(
    Object.entries(values).map(([variable, value]) => [variable, value.replace(/\s+/g, ' ')]),
  )
  return {
    content: { kind: 'template', name, ...(language !== undefined && { language }), variables },
    text: '',
    purposes: [],
  }
}

/** Leaves out purposes that the contact has stopped. */
const purposesToAsk = (contact: Contact, { purposes }: Wanted, policy: Policy): readonly string[] =>
  [...new Set(purposes ?? policy.rules.optInPurposes)].filter(
    (one) => one !== SERVICE && purposeConsentOf(contact, one, policy)?.status !== 'revoked',
  )
