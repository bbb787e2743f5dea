/** Verdicts: refusals with evidence and remedies. */

import type { Objection } from '../gate/reasons.ts'
import type { Address, Channel } from './address.ts'
import type { Instant, Wait } from './instant.ts'

export type { Objection, Reason } from '../gate/reasons.ts'

export type Remedy =
  | {
      readonly do: 'choose_template'
      readonly templates: readonly { readonly name: string; readonly language: string }[]
    }
  | { readonly do: 'request_opt_in'; readonly from: Instant }
  | { readonly do: 'record_consent' }
  | { readonly do: 'settle_doubt'; readonly message: string }
  | { readonly do: 'wait_for_contact' }
  | { readonly do: 'contact_administrator' }
  | { readonly do: 'ask_owner'; readonly owner: string }
  | { readonly do: 'use_channel'; readonly channel: Channel; readonly sender: Address }
  | { readonly do: 'wait_until'; readonly at: Instant }
  | { readonly do: 'try_later' }
  | { readonly do: 'check_address' }
  | { readonly do: 'change_content' }
  | { readonly do: 'resend'; readonly message: string }
  | { readonly do: 'discard'; readonly message: string }

/** An objection with the sentence an agent reads and what would help. */
export type Refusal = Objection & {
  readonly sentence: string
  readonly remedies: readonly Remedy[]
}

/** The gate refused the message. */
export type Objected =
  | ({
      readonly status: 'held'
      readonly until: Wait
      readonly expiresAt: Instant
    } & Refusal)
  | ({ readonly status: 'refused' } & Refusal)

export type Verdict =
  /** `observed`: the verdict that the gate would have given when enforcing. */
  { readonly status: 'accepted'; readonly observed?: Objected } | Objected

export const ACCEPTED: Verdict = { status: 'accepted' }
