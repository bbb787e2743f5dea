/** Shows the state of an agent's message at its bubble in HighLevel. */

import type { Message, MessageStatus } from '../../../../src/core/model/message/message.ts'
import type { Refusal } from '../../../../src/core/model/verdict.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { CallError, tooEarly } from '../../kit/call-error.ts'
import type { Context } from '../context.ts'

/** HighLevel has no "sent": a message is pending until delivered. */
export type TheirStatus = 'pending' | 'delivered' | 'read' | 'failed'

export type Failure = { readonly code: string; readonly message: string }

/** For some seconds after a Delivery, HighLevel doesn't know whose message it is. */
const UNKNOWN_FOR_MS = [3_000, 6_000, 12_000, 30_000] as const
/** A message unknown for longer than this was deleted, or belongs to another provider. */
const MAX_ATTEMPTS = 12

/** HighLevel's status for ours; undefined when there is nothing to set. */
export const theirStatusOf = (status: MessageStatus): TheirStatus | undefined => {
  switch (status) {
    case 'held':
    case 'accepted':
    case 'queued':
    case 'sent':
      return 'pending'
    case 'delivered':
    case 'read':
      return status
    case 'failed':
    case 'cancelled':
    case 'expired':
      return 'failed'
    default:
      return undefined
  }
}

/** Sets the status; repeating it does no harm. */
export const putStatus = async (
  { api }: Context,
  id: string,
  { status, failure, attempt }: { status: TheirStatus; failure?: Failure; attempt: number },
  http: Http,
): Promise<void> => {
  try {
    await api.call(
      {
        method: 'PUT',
        path: `/conversations/messages/${encodeURIComponent(id)}/status`,
        body: { status, ...(failure && { error: { ...failure, type: 'postern' } }) },
        purpose: `message.${status}`,
        // Deleted in HighLevel: no bubble to show a status at.
        expects: [404],
      },
      http,
    )
  } catch (error) {
    if (!(error instanceof CallError) || error.outcome.code !== 'provider_unknown') throw error
    const { code } = error.outcome
    if (attempt >= MAX_ATTEMPTS) throw new CallError({ status: 'rejected', code }, error.status)
    const afterMs = UNKNOWN_FOR_MS[attempt - 1] ?? UNKNOWN_FOR_MS[3]
    throw tooEarly(code, afterMs, error.status)
  }
}

/** The reason it failed, in our words. */
export const failureOf = (
  { code, verdict }: Pick<Message, 'code' | 'verdict'>,
  otherwise: string,
): Failure => {
  const refusal = verdict && verdict.status !== 'accepted' ? verdict : undefined
  return {
    code: code ?? refusal?.reason ?? 'failed',
    message: refusal?.sentence ?? otherwise,
  }
}

/** The reason it was refused. */
export const refusalFailure = ({ reason, sentence }: Refusal): Failure => ({
  code: reason,
  message: sentence,
})
