/** Every `reason` of a problem document: what it means and what would help. `/docs` shows this table. */

import type { Reason } from '../../core/model/verdict.ts'

export type EdgeReason =
  | 'unauthenticated'
  | 'out_of_reach'
  | 'rate_limited'
  | 'invalid_request'
  | 'unknown_sender'
  | 'not_json'
  | 'unsupported_media_type'
  | 'too_large'
  | 'incomplete'
  | 'not_found'
  | 'method_not_allowed'
  | 'no_streams'
  | 'idempotency_mismatch'
  | 'idempotency_in_flight'
  | 'bad_signature'
  | 'malformed'
  | 'media_unavailable'
  | 'busy'
  | 'internal'

export type ProblemReason = Reason | EdgeReason

type Explanation = { readonly status: number; readonly title: string; readonly meaning: string }

/** The gate's own objections come first, in the order of the rules. */
export const REASONS: Readonly<Record<ProblemReason, Explanation>> = {
  sender_inactive: {
    status: 409,
    title: 'The sender is not active',
    meaning:
      '`state` says whether it was deactivated here (`inactive`) or stopped by the provider (`restricted`). An administrator can activate it: `PATCH /v1/senders/{address}`.',
  },
  contact_unreachable: {
    status: 409,
    title: 'The contact cannot be reached on this channel',
    meaning:
      'The provider said so, `since` then. Use another channel, or wait until the contact writes.',
  },
  contact_taken: {
    status: 409,
    title: 'The contact is with another agent',
    meaning:
      '`owner` in the same line of business is in touch with this contact. They can hand the contact over: `PUT /v1/contacts/{address}/owners/{line}`.',
  },
  consent_pending: {
    status: 409,
    title: 'The contact has not answered the opt-in request',
    meaning:
      'A message waits (status `held`) until the contact says yes. A second opt-in request is possible from `retryAt`.',
  },
  consent_missing: {
    status: 409,
    title: 'No consent is on record',
    meaning: 'Consent has to be recorded first: `PUT /v1/contacts/{address}/consent`.',
  },
  country_not_allowed: {
    status: 409,
    title: 'Nobody is written to first in this country',
    meaning:
      "The contact never wrote, and its `country` is not among the policy's `countries`. An administrator can add it.",
  },
  consent_refused: {
    status: 409,
    title: 'The contact has refused',
    meaning: 'Nothing may be sent, no opt-in request either, until the contact writes YES.',
  },
  consent_revoked: {
    status: 409,
    title: 'The contact has opted out',
    meaning:
      "Only the contact's own word undoes it. Through the API only a withdrawal that was recorded through the API can be undone: `PUT /v1/contacts/{address}/consent`.",
  },
  consent_granted: {
    status: 409,
    title: 'The contact has consented already',
    meaning: 'There is nothing to ask for: send the message.',
  },
  session_closed: {
    status: 409,
    title: 'The 24-hour session is closed',
    meaning:
      'WhatsApp allows free text for 24 hours after the contact last wrote, that is until `closedAt`. An approved template opens the way again.',
  },
  template_unavailable: {
    status: 409,
    title: 'The template cannot be used',
    meaning:
      'There is no approved template of this name and language at the provider, or it cannot start a session. `approval` says how far it is.',
  },
  template_invalid: {
    status: 422,
    title: 'A template variable is wrong',
    meaning:
      '`variable` is named, `problem` is one of `missing`, `unknown`, `empty`, `not_text`, `newline`, `tab`, `spaces`, `too_long`.',
  },
  marketing_not_allowed: {
    status: 409,
    title: 'Marketing is not allowed to this contact',
    meaning:
      '`because` of the `country`, or since the contact `stopped` it, or the platform `throttled` it.',
  },
  quiet_hours: {
    status: 409,
    title: 'It is too early or too late where the contact is',
    meaning: 'From `until` on it may be sent. A message waits (status `held`).',
  },
  content_invalid: {
    status: 422,
    title: 'The provider would not carry this content',
    meaning:
      '`problem` is one of `empty`, `text_too_long`, `too_many_media`, `media_type`, `media_url`, `caption_not_supported`; `limit` is the most that is possible.',
  },
  scheduled: {
    status: 409,
    title: 'The message waits for its time',
    meaning: 'It is judged again, and sent, at `until`. Until then it can be cancelled.',
  },
  held_full: {
    status: 409,
    title: 'Too many messages wait for this contact',
    meaning: 'At most `limit` messages wait. Cancel one: `POST /v1/messages/{id}/cancel`.',
  },
  not_held: {
    status: 409,
    title: 'The message does not wait any more',
    meaning:
      'Only a message with the status `held` can be cancelled; `messageStatus` says where it stands.',
  },
  not_finished: {
    status: 409,
    title: 'The message has not left yet',
    meaning: 'What it says can be taken back once it was sent, or withdrawn while it is held.',
  },
  provider_rejected: {
    status: 409,
    title: 'The provider said no',
    meaning: "`code` is the provider's own.",
  },
  unauthenticated: {
    status: 401,
    title: 'The API key is missing or wrong',
    meaning: 'Send `Authorization: Bearer <api key>`.',
  },
  out_of_reach: {
    status: 403,
    title: 'The composer token does not reach that',
    meaning:
      'A token of `POST /v1/composer-tokens` is for one agent and one contact, and for the senders of one line. Everything else needs an API key.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    meaning: 'Come back after `Retry-After` seconds. `RateLimit` says how much is left.',
  },
  invalid_request: {
    status: 422,
    title: 'The request is not as documented',
    meaning: '`errors` names each field and its problem. Unknown fields are refused.',
  },
  unknown_sender: {
    status: 422,
    title: 'No such sender',
    meaning: '`from` must be one of the senders that `GET /v1/senders` lists.',
  },
  not_json: {
    status: 400,
    title: 'The body is not JSON',
    meaning: 'Send a JSON object in UTF-8.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'This kind of body is not read',
    meaning: 'Send `Content-Type: application/json` without `Content-Encoding`.',
  },
  too_large: {
    status: 413,
    title: 'The body is too large',
    meaning: 'At most 256 KiB under `/v1`, 64 KiB for a webhook.',
  },
  incomplete: {
    status: 400,
    title: 'The body did not arrive whole',
    meaning: 'Nothing was stored. Send the request again.',
  },
  not_found: {
    status: 404,
    title: 'There is no such thing',
    meaning: 'The route, or what its path names, does not exist in your organisation.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This route has other methods',
    meaning: '`Allow` lists them.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'The idempotency key belongs to another request',
    meaning: 'The same `Idempotency-Key` came with another route or body before. Use a new key.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The first request with this key is not answered yet',
    meaning: 'Come back after `Retry-After` seconds with the same key.',
  },
  bad_signature: {
    status: 403,
    title: 'The webhook is not signed as configured',
    meaning:
      'Nothing was stored. Check the secret, and that the public URL is the one configured at the other side.',
  },
  malformed: {
    status: 400,
    title: 'The webhook cannot be read',
    meaning: 'Nothing was stored.',
  },
  media_unavailable: {
    status: 502,
    title: 'The provider did not hand over the file',
    meaning: 'Try the link again in a moment.',
  },
  busy: {
    status: 503,
    title: 'The store is busy',
    meaning: 'Nothing was stored. Come back after `Retry-After` seconds.',
  },
  no_streams: {
    status: 501,
    title: 'There are no streams here',
    meaning: 'This gateway keeps no connection open. Ask again from time to time instead.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    meaning: 'The log has it under the request id in `instance`.',
  },
}
