/** Observe mode: everything passes, and what the gate would have refused is recorded. */

import { channelOf } from '../model/address.ts'
import type { Contact } from '../model/contact.ts'
import type { Outbound } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { ContentProblem } from '../model/policy/problems.ts'
import type { Objection } from '../model/verdict.ts'
import type { Rendered } from '../wording/render.ts'
import { contentRule } from './rules/content.ts'
import { templateObstacle } from './rules/template.ts'

/** Why the message can't be built at all, regardless of the rules. */
export const objectToForm = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered: Rendered,
): Objection | undefined => {
  const channel = channelOf(message.sender)
  if (channelOf(message.to) !== channel) return { reason: 'contact_unreachable', channel }
  const { content } = message
  if (content.kind === 'template') {
    const isFormed = content.templateId !== undefined || rendered.template
    return isFormed ? undefined : templateObstacle(contact, message, policy, rendered)
  }
  const flaw = contentRule(contact, message, policy, rendered)
  return flaw?.reason === 'content_invalid' && CERTAIN.includes(flaw.problem) ? flaw : undefined
}

/** For an unknown file type or caption rule, leave the judgement to the provider. */
const CERTAIN: readonly ContentProblem[] = ['empty', 'text_too_long', 'too_many_media', 'media_url']
