/** The sentence that an agent reads for an objection. */

import type { Channel } from '../model/address.ts'
import type { Instant } from '../model/contact.ts'
import type { Policy, Wording } from '../model/policy.ts'
import type { Objection, Remedy } from '../model/verdict.ts'

/** Puts values in the place of `{names}`; a name without a value stays. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )

/** Spells an objection out in the organisation's words; no sentence advises what is no remedy. */
export const sentenceFor = (
  objection: Objection,
  at: Instant,
  policy: Policy,
  remedies: readonly Remedy[],
): string =>
  fill(
    policy.wording.refusals[keyFor(objection, at, policy, remedies)],
    valuesFor(objection, policy),
  )

/** The sentence for a message that waits for the end of quiet hours. */
export const heldSentence = (policy: Policy): string => policy.wording.refusals.held_quiet_hours

/** The sentence for a message that may not wait for consent, which therefore will not leave with the YES. */
export const unkeptSentence = (policy: Policy): string =>
  policy.wording.refusals.consent_pending_unkept

const keyFor = (
  objection: Objection,
  at: Instant,
  policy: Policy,
  remedies: readonly Remedy[],
): keyof Wording['refusals'] => {
  const offers = (what: Remedy['do']) => remedies.some((remedy) => remedy.do === what)
  switch (objection.reason) {
    case 'consent_pending': {
      if (!offers('request_opt_in')) return 'consent_pending_once'
      const isStale = at >= objection.requestedAt + policy.rules.requestIntervalMs
      return isStale ? 'consent_pending_stale' : 'consent_pending'
    }
    case 'session_closed':
      if (!offers('choose_template')) return 'session_no_template'
      return objection.closedAt === undefined ? 'session_never_open' : 'session_closed'
    case 'template_unavailable':
      // The composer asks about any template at all, and there is none to name.
      return objection.template === '' ? 'template_none' : 'template_unavailable'
    case 'sender_inactive':
      return objection.state === 'restricted' ? 'sender_restricted' : 'sender_inactive'
    default:
      return objection.reason
  }
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
