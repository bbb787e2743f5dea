/** Requires that a template exists, is approved if necessary, is allowed here, and is filled in. */

import * as z from 'zod'
import { factsOf } from '../../model/address.ts'
import type { Contact } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import {
  checkVariables,
  chooseTemplate,
  isBlocked,
  type Template,
  type TemplateApproval,
} from '../../model/message/template.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { TemplateProblem } from '../../model/policy/problems.ts'
import { barOf, MARKETING } from '../../model/purpose.ts'
import { sessionOf } from '../../model/session.ts'
import type { Remedy } from '../../model/verdict.ts'
import { say } from '../../wording/fill.ts'
import { render } from '../../wording/render.ts'
import { languageName } from '../../wording/time.ts'
import {
  defineReasons,
  type Judge,
  type ObjectionOf,
  type OutboundContext,
  type Rule,
} from '../rule.ts'

const REASONS = defineReasons({
  template_unavailable: {
    status: 409,
    title: 'The template cannot be used',
    meaning:
      'The provider has no approved template with this name and language, or its category cannot start a session. `approval` is its state.',
    evidence: z.strictObject({
      template: z.string(),
      language: z.string().exactOptional(),
      approval: z.exactOptional(z.string<TemplateApproval>()),
    }),
    sentences: ['template_none', 'templates_unknown', 'opt_in_unavailable', 'opt_in_unconfigured'],
  },
  template_invalid: {
    status: 422,
    title: 'A template variable is invalid',
    meaning:
      '`variable` names it; `problem` is one of `missing`, `unknown`, `empty`, `not_text`, `newline`, `tab`, `spaces`, `too_long`.',
    evidence: z.strictObject({
      template: z.string(),
      problem: z.string<TemplateProblem>(),
      variable: z.string().exactOptional(),
    }),
  },
  template_reserved: {
    status: 409,
    title: 'This template asks for consent: use POST /v1/opt-in-requests',
    meaning:
      'Agents cannot send this template: the gateway fills it in and records whom it asked. Use `POST /v1/opt-in-requests`.',
    evidence: z.strictObject({ template: z.string() }),
  },
})

export const templateRule: Judge<typeof REASONS> = (
  contact,
  message,
  policy,
  rendered = render(contact, message, policy),
) => {
  const { content } = message
  if (content.kind !== 'template') return undefined
  // The gate fills in the opt-in template, and records the request.
  if ((rendered.template?.name ?? content.name) === policy.rules.optInTemplate)
    return { reason: 'template_reserved', template: content.name }
  return templateObstacle(contact, message, policy, rendered)
}

/** Why this template can't be sent by any sender. */
export const templateObstacle: Judge<typeof REASONS> = (
  contact,
  message,
  policy,
  rendered = render(contact, message, policy),
) => {
  if (message.content.kind !== 'template') return undefined
  const { name, language, variables } = message.content
  const { template, text } = rendered
  // The composer asks about any template at all, so there is no name.
  if (!template && policy.templatesUnknown && name !== '') return undefined
  if (!template)
    return {
      reason: 'template_unavailable',
      template: name,
      ...(language !== undefined && { language }),
    }
  const obstacle = judgeTemplate(contact, message, template, policy)
  if (obstacle) return obstacle
  const flaw = checkVariables(template, variables)
  if (flaw) return { reason: 'template_invalid', template: name, ...flaw }
  return text.length > policy.limits.maxTemplateLength
    ? { reason: 'template_invalid', template: name, problem: 'too_long' }
    : undefined
}

export const template: Rule<typeof REASONS> = {
  about: {
    name: 'template',
    sources: [
      {
        source:
          'Meta: template status and category; Twilio: Content API, errors 63013, 63021, 63027, 63028',
        read: '2026-11',
      },
    ],
    tested: [
      'test/core/gate/rules/template.test.ts',
      'test/stories/faq.test.ts',
      'test/stories/purpose.test.ts',
    ],
  },
  reasons: REASONS,
  judge: templateRule,
  advice: {
    template_unavailable: {
      remedies: (_objection, contact, context, policy) => [
        ...templateChoice(contact, context, policy),
        policy.templatesUnknown ? { do: 'try_later' } : { do: 'contact_administrator' },
      ],
      // The composer asks whether any template can be sent, so there is no name.
      sentence: ({ template: name }, { policy }) => {
        if (name !== '') return 'template_unavailable'
        return policy.templatesUnknown ? 'templates_unknown' : 'template_none'
      },
      values: ({ template: name, language }, policy) => ({
        template: name,
        channel: factsOf(policy.sender.address).label,
        language: languageName(language ?? policy.organisation.locale, policy),
      }),
    },
    template_invalid: {
      remedies: () => [],
      values: (objection, policy) => ({
        template: objection.template,
        problem: say(
          policy.wording.templateProblems[objection.problem],
          { variable: objection.variable ?? '' },
          policy,
        ),
      }),
    },
    template_reserved: {
      remedies: (_objection, _contact, { at }) => [{ do: 'request_opt_in', from: at }],
      values: (objection) => ({ template: objection.template }),
    },
  },
}

/** The remedy "choose a template", if there is one to choose. */
export const templateChoice = (
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): readonly Remedy[] => {
  const templates = usableTemplates(contact, context, policy).map(({ name, language }) => ({
    name,
    language,
  }))
  return templates.length === 0 ? [] : [{ do: 'choose_template', templates }]
}

/** Every template that may be sent to this contact now, once it is filled in. */
export const usableTemplates = (
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): readonly Template[] => {
  const { templates, organisation } = policy
  // Several may share one name and language; only the one that would be sent is listed.
  const matched = [...Map.groupBy(templates, ({ name }) => name)].flatMap(([name, named]) =>
    named.filter(
      (template) =>
        chooseTemplate(named, name, template.language, organisation.locale) === template,
    ),
  )
  return matched.filter(
    (template) =>
      template.name !== policy.rules.optInTemplate &&
      !judgeTemplate(contact, context, template, policy) &&
      !(template.category === 'marketing' && barOf(contact, ofMarketing(context), policy)),
  )
}

const ofMarketing = ({ sender }: OutboundContext) => ({
  sender,
  purpose: MARKETING,
  isTemplate: true,
})

const judgeTemplate = (
  contact: Contact,
  { at, sender }: OutboundContext | Outbound,
  template: Template,
  policy: Policy,
): ObjectionOf<typeof REASONS> | undefined => {
  const { name, language, approval, canOpenSession } = template
  const { approvesTemplates } = factsOf(sender)
  const isOpen = sessionOf(contact, policy, at).state === 'open'
  // Inside a session some providers accept unapproved content, but not rejected content.
  const isSpared = isOpen && !policy.limits.approvedOnly && !isBlocked(template)
  const isApproved = approval === 'approved' || isSpared
  // The rejection holds for this channel only: by SMS the same content may be sent.
  if (approvesTemplates && (!isApproved || !(isOpen || canOpenSession)))
    return { reason: 'template_unavailable', template: name, language, approval }
  return undefined
}
