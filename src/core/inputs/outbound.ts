/** An agent's message: sends, holds or refuses it. */

import { compose } from '../gate/compose.ts'
import { judge } from '../gate/judge.ts'
import { consentOf } from '../model/consent.ts'
import { type Content, withoutBlankCaption } from '../model/message/content.ts'
import type { Inquiry, Written } from '../model/message/message.ts'
import { nameValues } from '../model/message/template.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { request } from '../wording/automatic.ts'
import { render } from '../wording/render.ts'
import { type Draft, tell } from './draft.ts'
import { holdBack, letThrough, releaseFree, take } from './held.ts'
import { tellRefusal } from './refusal.ts'
import { exactAddress } from './waiting.ts'

/** Sends or holds the message and assigns the contact. A refused message may still trigger an opt-in request. */
export const decideOutbound = (draft: Draft, asked: Written): Verdict => {
  const { policy } = draft
  releaseFree(draft)
  const outbound = { ...asked, content: contentOf(asked, draft) }
  const rendered = render(draft.contact, outbound, policy)
  const verdict = judge(draft.contact, outbound, policy, rendered)
  const isUnasked = consentOf(draft.contact, policy).status === 'unasked'
  if (verdict.status !== 'refused') take(draft, outbound, policy)
  if (verdict.status === 'accepted')
    letThrough(draft, { outbound, rendered }, policy, verdict.observed)
  if (verdict.status === 'held') holdBack(draft, { outbound, rendered }, policy, verdict)
  if (verdict.status !== 'accepted' && verdict.reason === 'consent_pending' && isUnasked)
    request(draft, exactAddress(draft.contact, outbound), { agent: outbound.agent })
  tellRefusal(draft, outbound, verdict)
  return verdict
}

/** Names template values that were given by position; drops a caption without visible characters. */
const contentOf = ({ content }: Written, { policy }: Draft): Content => {
  if (content.kind === 'media') return withoutBlankCaption(content)
  return content.kind === 'template' && !policy.templatesUnknown
    ? nameValues(policy.templates, content, policy.organisation.locale)
    : content
}

/** Answers only the CRM that sent the message. */
export const decideInquiry = (draft: Draft, input: Inquiry): Verdict => {
  const { id, agent, about, command, origin } = input
  const { templates, template } = compose(draft.contact, input, draft.policy)
  tell(draft, 'agent.answered', {
    address: exactAddress(draft.contact, input),
    only: origin.connection,
    detail: {
      id,
      agent,
      about,
      ...(command !== undefined && { command }),
      // Why there is none to send.
      ...(template.status === 'refused' && { sentence: template.sentence }),
      templates: templates.map(({ name, language, body, variables }) => ({
        name,
        language,
        body,
        variables,
      })),
    },
  })
  return ACCEPTED
}
