/** Explains a provider's rejection to the agent: the sentence and the remedies. */

import { factsOf } from '../model/address.ts'
import type { Contact } from '../model/contact.ts'
import { type Fault, type FaultSentence, PAUSE_MS } from '../model/message/fault.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Objection, Refusal, Remedy } from '../model/verdict.ts'
import { say } from '../wording/fill.ts'
import { sentenceFor } from '../wording/sentence.ts'
import { momentOf } from '../wording/time.ts'
import { otherChannels } from './other-channels.ts'
import { adviceOn } from './reasons.ts'
import type { OutboundContext } from './rule.ts'
import { templateChoice } from './rules/template.ts'

/** `not_accepted`: the provider's answer to the send. `not_delivered`: it had accepted the message before. */
export type Moment = 'not_accepted' | 'not_delivered'

type Remedies = (contact: Contact, context: OutboundContext, policy: Policy) => readonly Remedy[]

const LATER: Remedy = { do: 'try_later' }
const NUMBER: Remedy = { do: 'check_address' }
const CHANGE: Remedy = { do: 'change_content' }
const WAIT: Remedy = { do: 'wait_for_contact' }
const ADMINISTRATOR: Remedy = { do: 'contact_administrator' }

/** Remedies, best first. The administrator is named only if one can change something. */
const REMEDIES: Readonly<Record<FaultSentence, Remedies>> = {
  recipient_off: (...of) => [LATER, ...otherChannels(...of)],
  recipient_unknown: (...of) => [NUMBER, LATER, ...otherChannels(...of)],
  recipient_invalid: () => [NUMBER],
  recipient_landline: (...of) => [NUMBER, ...otherChannels(...of)],
  recipient_blocks: () => [WAIT],
  recipient_not_on_channel: (...of) => [...otherChannels(...of), NUMBER, WAIT],
  recipient_unreachable: (...of) => [...otherChannels(...of), WAIT],
  recipient_not_joined: () => [WAIT, ADMINISTRATOR],
  rate_limited: () => [LATER],
  sender_paused: (_contact, { at }) => [{ do: 'wait_until', at: at + PAUSE_MS }],
  sender_unregistered: (...of) => [ADMINISTRATOR, ...otherChannels(...of)],
  sender_restricted: (...of) => [ADMINISTRATOR, ...otherChannels(...of)],
  country_not_enabled: () => [ADMINISTRATOR],
  template_invalid: (...of) => [...templateChoice(...of), ADMINISTRATOR],
  template_paused: (...of) => [...templateChoice(...of), LATER],
  template_rejected: (...of) => [...templateChoice(...of), ADMINISTRATOR],
  content_rejected: () => [CHANGE],
  carrier_filtered: () => [CHANGE],
  media_failed: () => [CHANGE],
  media_unsupported: () => [CHANGE],
  identity_unsupported: (...of) => [...templateChoice(...of), WAIT],
  configuration: () => [ADMINISTRATOR],
  expired: () => [LATER],
  transient: () => [LATER],
  unknown: () => [LATER],
}

/** The refusal for a message that the provider rejected. */
export const refuseByProvider = (
  objection: Objection,
  { moment, fault, code }: { moment: Moment; fault?: Fault | undefined; code: string },
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): Refusal => {
  const key = sentenceOf(fault)
  const remedies = key
    ? REMEDIES[key](contact, context, policy)
    : adviceOn(objection).remedies(objection, contact, context, policy)
  const why = key
    ? say(
        policy.wording.faults[key],
        {
          code,
          channel: factsOf(context.sender).label,
          ...momentOf(context.at + PAUSE_MS, policy),
        },
        policy,
      )
    : sentenceFor(objection, { at: context.at, contact, policy, remedies })
  const frame = moment === 'not_accepted' ? 'provider_rejected' : 'provider_not_delivered'
  return { ...objection, sentence: say(policy.wording.refusals[frame], { why }, policy), remedies }
}

/** Undefined: the gate's own reason has the sentence. */
const sentenceOf = (fault: Fault | undefined): FaultSentence | undefined => {
  if (fault === undefined) return 'unknown'
  return Object.hasOwn(REMEDIES, fault) ? (fault as FaultSentence) : undefined
}

/** Families after which the contact isn't tried again on this channel until it writes. */
const LASTING: readonly Fault[] = [
  'recipient_invalid',
  'recipient_landline',
  'recipient_blocks',
  'recipient_not_on_channel',
  'recipient_unreachable',
]

/** Whether the contact itself can't be reached. */
export const isAboutRecipient = (fault: Fault | undefined): boolean =>
  fault === 'recipient_off' || fault === 'recipient_unknown' || isLasting(fault)

export const isLasting = (fault: Fault | undefined): boolean =>
  fault !== undefined && LASTING.includes(fault)
