/** Reasons that come from no rule: from waiting, from a withdrawal or from the provider. */

import * as z from 'zod'
import { FAULTS } from '../model/message/fault.ts'
import type { MessageStatus } from '../model/message/message.ts'
import { say } from '../wording/fill.ts'
import { momentOf } from '../wording/time.ts'
import { type AdviceOf, defineReasons, instant } from './rule.ts'

export const OTHER_REASONS = defineReasons({
  /** Only for opt-in requests. */
  consent_granted: {
    status: 409,
    title: 'The contact has already consented',
    meaning: 'No opt-in request is needed: send the message.',
    evidence: z.strictObject({ grantedAt: instant }),
  },
  /** Only for opt-in requests. */
  purpose_unnamed: {
    status: 409,
    title: 'The opt-in request does not name this purpose',
    meaning:
      'The opt-in text or template has no placeholder for `purpose` (`{purposes}`, or variable 3), so the contact could not agree to it.',
    evidence: z.strictObject({ purpose: z.string() }),
  },
  /** For an answer to a doubt that is not open. */
  not_questioned: {
    status: 409,
    title: 'No message needs to be clarified',
    meaning: 'No message from this contact is waiting to be clarified.',
    evidence: z.strictObject({}),
  },
  /** Only for corrections. */
  not_correctable: {
    status: 409,
    title: 'This opt-out cannot be corrected',
    meaning:
      '`because` is the cause: the opt-out came in `another_message`, was a `keyword` alone, was reported by the `provider`, or there is `none`. Only the contact can undo a `keyword` or an opt-out that the `provider` reported.',
    evidence: z.strictObject({
      because: z.enum(['another_message', 'keyword', 'provider', 'none']),
    }),
    sentences: ['not_correctable_other', 'not_correctable_none'],
  },
  /** Only a reason to wait, never a refusal. */
  scheduled: {
    status: 409,
    title: 'The message is scheduled',
    meaning:
      'At `until` the rules are checked again and it is sent. Until then it can be cancelled.',
    evidence: z.strictObject({ until: instant }),
    sentences: ['scheduled_too', 'scheduled_obstacle', 'held_obstacle', 'held_request_obstacle'],
  },
  held_full: {
    status: 409,
    title: 'Too many messages are already waiting for this contact',
    meaning:
      'A contact can have at most `limit` held messages (`held.max` in the policy). Cancel one with `POST /v1/messages/{id}/cancel`, or try again at `until`, when the next one is sent; `until` is absent if that time is not known. With a limit of 0 no message can be held or scheduled: send this one at `until`, its `sendAt`.',
    evidence: z.strictObject({ limit: z.int(), until: instant.exactOptional() }),
    sentences: ['held_full_until', 'held_none'],
  },
  not_held: {
    status: 409,
    title: 'The message is no longer held',
    meaning:
      'Only a message with the status `held` can be cancelled; `messageStatus` is its current status.',
    evidence: z.strictObject({ messageStatus: z.exactOptional(z.string<MessageStatus>()) }),
  },
  /** For a message whose attempt was cut off, if the provider can't look it up. */
  maybe_sent: {
    status: 409,
    title: 'The message may have been sent',
    meaning:
      "The provider's answer to the attempt at `attemptedAt` was lost, and this provider has no list to look the message up in. Postern does not send it again automatically: a person either sends it again (`POST /v1/messages/{id}/resend`) or marks it as not sent (`POST /v1/messages/{id}/discard`). A later delivery report settles it too.",
    evidence: z.strictObject({ message: z.string(), attemptedAt: instant }),
  },
  not_in_doubt: {
    status: 409,
    title: 'It is already known whether the message was sent',
    meaning:
      'Only a message with the reason `maybe_sent` can be sent again or discarded; `messageStatus` is its current status.',
    evidence: z.strictObject({ messageStatus: z.exactOptional(z.string<MessageStatus>()) }),
  },
  not_finished: {
    status: 409,
    title: 'The message has not been sent yet',
    meaning:
      'Content can be redacted once the message has been sent. A held message can be cancelled.',
    evidence: z.strictObject({ messageStatus: z.string<MessageStatus>() }),
  },
  provider_rejected: {
    status: 409,
    title: 'The provider rejected the message',
    meaning:
      "`code` is the provider's own error code; `family` is the kind of error, if known. `moment` is `not_accepted` if the provider rejected the message at once, or `not_delivered` if delivery failed later. While the provider pauses the sender, `until` is the time from which the message can be sent again.",
    evidence: z.strictObject({
      code: z.string().meta({ description: "The provider's own code." }),
      family: z.exactOptional(z.enum(FAULTS)),
      moment: z.exactOptional(z.enum(['not_accepted', 'not_delivered'])),
      until: instant.exactOptional(),
    }),
    sentences: ['provider_not_delivered'],
  },
})

const isFinal = (because: string) => because === 'keyword' || because === 'provider'

export const OTHER_ADVICE: AdviceOf<typeof OTHER_REASONS> = {
  consent_granted: { remedies: () => [] },
  purpose_unnamed: {
    remedies: () => [{ do: 'contact_administrator' }],
    values: ({ purpose }, policy) => ({
      purpose: policy.rules.purposes[purpose]?.label ?? purpose,
    }),
  },
  not_questioned: { remedies: () => [] },
  not_correctable: {
    remedies: ({ because }) => (isFinal(because) ? [{ do: 'wait_for_contact' }] : []),
    sentence: ({ because }) => {
      if (isFinal(because)) return 'not_correctable'
      return because === 'none' ? 'not_correctable_none' : 'not_correctable_other'
    },
  },
  scheduled: {
    remedies: ({ until }) => [{ do: 'wait_until', at: until }],
    values: ({ until }, policy) => momentOf(until, policy),
  },
  held_full: {
    // Those that wait for a time leave whether the contact answers or not.
    remedies: ({ limit, until }) => [
      until === undefined ? { do: 'wait_for_contact' } : { do: 'wait_until', at: until },
      ...(limit === 0 ? [{ do: 'contact_administrator' } as const] : []),
    ],
    sentence: ({ limit, until }) => {
      if (limit === 0) return 'held_none'
      return until === undefined ? 'held_full' : 'held_full_until'
    },
    values: ({ limit, until }, policy) => ({
      limit: String(limit),
      ...(until !== undefined && momentOf(until, policy)),
    }),
  },
  not_held: { remedies: () => [] },
  maybe_sent: {
    remedies: ({ message }) => [
      { do: 'resend', message },
      { do: 'discard', message },
    ],
  },
  not_in_doubt: { remedies: () => [] },
  not_finished: { remedies: () => [] },
  provider_rejected: {
    remedies: () => [{ do: 'try_later' }],
    values: ({ code }, policy) => ({ why: say(policy.wording.faults.unknown, { code }, policy) }),
  },
}
