/** Every `reason` of a problem document, with its meaning and remedy. `/docs` shows this table. */

import { GATE_REASONS, type Reason } from '../../core/gate/reasons.ts'

type Explanation = { readonly status: number; readonly title: string; readonly meaning: string }

/** Reasons before the gate decides: invalid requests and internal problems. */
const EDGE_REASONS = {
  unauthenticated: {
    status: 401,
    title: 'The API key is missing or wrong',
    meaning: 'Send `Authorization: Bearer <api key>`.',
  },
  out_of_reach: {
    status: 403,
    title: 'The composer token does not allow this',
    meaning:
      'A token from `POST /v1/composer-tokens` covers one agent, one contact and the senders of one line. Everything else needs an API key.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    meaning: 'Retry after `Retry-After` seconds. `RateLimit` shows how much is left.',
  },
  invalid_request: {
    status: 422,
    title: 'The request is invalid',
    meaning: '`errors` names each field and its problem. Unknown fields are rejected.',
  },
  unknown_sender: {
    status: 422,
    title: 'Unknown sender',
    meaning:
      'The field that `errors` names must be one of the senders that `GET /v1/senders` lists.',
  },
  not_json: {
    status: 400,
    title: 'The body is not JSON',
    meaning: 'Send a JSON object in UTF-8.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported content type or encoding',
    meaning: 'Send `Content-Type: application/json` without `Content-Encoding`.',
  },
  too_large: {
    status: 413,
    title: 'The body is too large',
    meaning:
      'At most 256 KiB under `/v1`, 16 MiB for a file, and 64 KiB to 3 MiB for a webhook, depending on the adapter.',
  },
  incomplete: {
    status: 400,
    title: 'The request body is incomplete',
    meaning: 'Nothing was stored. Send the request again.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning: 'The route, or the resource in its path, does not exist in your organisation.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The `Allow` header lists the methods of this route.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'The idempotency key was used for another request',
    meaning:
      'This `Idempotency-Key` was already used with a different route or body. Use a new key.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The first request with this key is still in progress',
    meaning: 'Retry after `Retry-After` seconds with the same key.',
  },
  import_running: {
    status: 409,
    title: 'This import is still being read',
    meaning: 'Another request is sending the same file. `GET /v1/imports/{id}` shows its progress.',
  },
  legal_hold: {
    status: 409,
    title: 'The contact is under a legal hold',
    meaning:
      'Nothing was erased. `PUT /v1/contacts/{address}/legal-hold` with `lifted` lifts the hold.',
  },
  contact_erased: {
    status: 410,
    title: 'The contact was erased',
    meaning:
      'The contact of the first request with this `Idempotency-Key` has been erased, and so has the stored answer. Nothing is sent.',
  },
  files_full: {
    status: 409,
    title: 'There is no room for more files',
    meaning: 'An organisation can keep 2 GiB of uploaded files; each is deleted after 30 days.',
  },
  bad_signature: {
    status: 403,
    title: 'The webhook signature is invalid',
    meaning:
      'Nothing was stored. Check the secret, and that the provider or CRM calls exactly the configured `publicUrl`.',
  },
  malformed: {
    status: 400,
    title: 'The webhook cannot be read',
    meaning: 'Nothing was stored.',
  },
  media_unavailable: {
    status: 502,
    title: 'The provider did not return the file',
    meaning: 'Try the link again in a moment.',
  },
  templates_unknown: {
    status: 503,
    title: 'The list of templates is not available yet',
    meaning: 'The provider has not answered yet. Try again in a moment.',
  },
  busy: {
    status: 503,
    title: 'The store is busy',
    meaning: 'Nothing was stored. Retry after `Retry-After` seconds.',
  },
  no_streams: {
    status: 501,
    title: 'Event streams are not available',
    meaning: 'This gateway does not hold connections open. Poll instead.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    meaning: 'The log has the details under the request id in `instance`.',
  },
} as const satisfies Readonly<Record<string, Explanation>>

export type EdgeReason = keyof typeof EDGE_REASONS
export type ProblemReason = Reason | EdgeReason

/** The gate's own reasons come first, in the order of its rules. */
export const REASONS: Readonly<Record<ProblemReason, Explanation>> = {
  ...GATE_REASONS,
  ...EDGE_REASONS,
}
