/** The sentence that an agent reads for an objection. */

import type { Channel } from './address.ts'
import type { Instant } from './contact.ts'
import type { Policy, Wording } from './policy.ts'
import type { Objection } from './verdict.ts'

/** Puts values in the place of `{names}`; a name without a value stays. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )

/** Spells an objection out in the organisation's words. `mayAsk`: another opt-in request can be sent. */
export const sentenceFor = (
  objection: Objection,
  at: Instant,
  policy: Policy,
  mayAsk: boolean,
): string =>
  fill(policy.wording.refusals[keyFor(objection, at, policy, mayAsk)], valuesFor(objection, policy))

/** The sentence for a message that waits for the end of quiet hours. */
export const heldSentence = (policy: Policy): string => policy.wording.refusals.held_quiet_hours

/** The sentence for a message that may not wait for consent, which therefore will not leave with the YES. */
export const unkeptSentence = (policy: Policy): string =>
  policy.wording.refusals.consent_pending_unkept

const keyFor = (
  objection: Objection,
  at: Instant,
  policy: Policy,
  mayAsk: boolean,
): keyof Wording['refusals'] => {
  if (objection.reason === 'consent_pending' && !mayAsk) return 'consent_pending_once'
  // The composer asks about any template at all, and there is none to name.
  if (objection.reason === 'template_unavailable' && objection.template === '')
    return 'template_none'
  if (objection.reason === 'sender_inactive' && objection.state === 'restricted')
    return 'sender_restricted'
  if (objection.reason === 'session_closed' && objection.closedAt === undefined)
    return 'session_never_open'
  if (
    objection.reason === 'consent_pending' &&
    at >= objection.requestedAt + policy.rules.requestIntervalMs
  )
    return 'consent_pending_stale'
  return objection.reason
}

const CHANNELS: Readonly<Record<Channel, string>> = { whatsapp: 'WhatsApp', sms: 'SMS' }

const valuesFor = (objection: Objection, policy: Policy): Record<string, string> => {
  switch (objection.reason) {
    case 'consent_pending':
      return { hours: hoursOf(policy.rules.requestIntervalMs) }
    case 'session_closed':
      return { hours: hoursOf(policy.rules.sessionMs) }
    case 'contact_unreachable':
      return { channel: CHANNELS[objection.channel] }
    case 'contact_taken':
      return { owner: objection.owner, line: policy.line.name }
    case 'template_unavailable':
      return { template: objection.template }
    case 'template_invalid':
      return {
        template: objection.template,
        problem: fill(policy.wording.templateProblems[objection.problem], {
          variable: objection.variable ?? '',
        }),
      }
    case 'content_invalid':
      return {
        problem: fill(policy.wording.contentProblems[objection.problem], {
          limit: String(objection.limit ?? ''),
        }),
      }
    case 'held_full':
      return { limit: String(objection.limit) }
    case 'provider_rejected':
      return { code: objection.code }
    default:
      return {}
  }
}

const HOUR_MS = 3_600_000

/** To a tenth. */
const hoursOf = (ms: number): string => String(Math.round((10 * ms) / HOUR_MS) / 10)
