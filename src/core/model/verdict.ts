/** Every way of saying no, with its evidence and what would help. */

import type { Address, Channel } from './address.ts'
import type { Instant } from './contact.ts'
import type { MessageStatus } from './message.ts'
import type { TemplateApproval } from './template.ts'

export type TemplateProblem =
  | 'missing'
  | 'unknown'
  | 'empty'
  | 'not_text'
  | 'newline'
  | 'tab'
  | 'spaces'
  | 'too_long'

export type ContentProblem =
  | 'empty'
  | 'text_too_long'
  | 'too_many_media'
  | 'media_type'
  | 'media_url'
  | 'caption_not_supported'

/** Why not, and the evidence. Stable: a CRM may switch on `reason`. */
export type Objection =
  | { readonly reason: 'sender_inactive'; readonly state: 'inactive' | 'restricted' }
  | {
      readonly reason: 'contact_unreachable'
      readonly channel: Channel
      readonly since?: Instant
    }
  | {
      readonly reason: 'contact_taken'
      readonly owner: string
      readonly line: string
      readonly since: Instant
    }
  | {
      readonly reason: 'consent_pending'
      readonly requestedAt: Instant
      /** From when an agent may ask again. */
      readonly retryAt: Instant
    }
  /** Flow `recorded`: nothing is on record, and no request may be sent. */
  | { readonly reason: 'consent_missing' }
  /** `country` is absent when the number does not tell. */
  | { readonly reason: 'country_not_allowed'; readonly country?: string }
  | { readonly reason: 'consent_refused'; readonly refusedAt: Instant }
  | { readonly reason: 'consent_revoked'; readonly revokedAt: Instant }
  /** An opt-in request to somebody who has consented already. */
  | { readonly reason: 'consent_granted'; readonly grantedAt: Instant }
  /** `closedAt` is absent when the contact never wrote. */
  | { readonly reason: 'session_closed'; readonly closedAt?: Instant }
  | {
      readonly reason: 'template_unavailable'
      readonly template: string
      readonly language?: string
      readonly approval?: TemplateApproval
    }
  | {
      readonly reason: 'template_invalid'
      readonly template: string
      readonly problem: TemplateProblem
      readonly variable?: string
    }
  | {
      readonly reason: 'marketing_not_allowed'
      readonly because: 'country' | 'stopped' | 'throttled'
    }
  | { readonly reason: 'quiet_hours'; readonly until: Instant }
  | {
      readonly reason: 'content_invalid'
      readonly problem: ContentProblem
      readonly limit?: number
    }
  /** Only ever a reason to wait. */
  | { readonly reason: 'scheduled'; readonly until: Instant }
  | { readonly reason: 'held_full'; readonly limit: number }
  /** Only a held message can be withdrawn. */
  | { readonly reason: 'not_held'; readonly messageStatus?: MessageStatus }
  /** What has not left yet still has to be read. */
  | { readonly reason: 'not_finished'; readonly messageStatus: MessageStatus }
  /** The provider said no for a reason of its own; `code` is the provider's. */
  | { readonly reason: 'provider_rejected'; readonly code: string }

export type Reason = Objection['reason']

export type Remedy =
  | {
      readonly do: 'choose_template'
      readonly templates: readonly { readonly name: string; readonly language: string }[]
    }
  | { readonly do: 'request_opt_in'; readonly from: Instant }
  | { readonly do: 'record_consent' }
  | { readonly do: 'wait_for_contact' }
  | { readonly do: 'contact_administrator' }
  | { readonly do: 'ask_owner'; readonly owner: string }
  | { readonly do: 'use_channel'; readonly channel: Channel; readonly sender: Address }
  | { readonly do: 'wait_until'; readonly at: Instant }

/** An objection with the sentence an agent reads and what would help. */
export type Refusal = Objection & {
  readonly sentence: string
  readonly remedies: readonly Remedy[]
}

/** The gate let nothing through. */
export type Objected =
  | ({
      readonly status: 'held'
      readonly until: 'consent' | Instant
      readonly expiresAt: Instant
    } & Refusal)
  | ({ readonly status: 'refused' } & Refusal)

export type Verdict =
  /** `observed`: what the gate would have said, had it not been told to observe only. */
  { readonly status: 'accepted'; readonly observed?: Objected } | Objected

export const ACCEPTED: Verdict = { status: 'accepted' }
