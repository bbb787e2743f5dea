/** One attempt to send a message, and the receipt that records it. */

import type { Sender } from '../../config/schema.ts'
import type { Instant } from '../../core/model/instant.ts'
import type { Message, MessageStatus, Receipt, Send } from '../../core/model/message/message.ts'
import type { Http } from '../../ports/http.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Order } from '../../ports/side.ts'
import type { Settlement, Task } from '../../ports/store/outbox.ts'
import type { Dependencies, Handle, Policies } from '../contracts.ts'
import type { Breaker, BreakerAttempt } from './breaker.ts'
import { resultOf } from './retry.ts'

/** A claimed task, and when another process may claim it. */
export type LeasedTask = Task & { readonly leasedUntil: Instant }

/** The task has ended with the commit of its receipt. */
export type Settled = { readonly status: 'settled'; readonly hasNext: boolean }

/** One attempt to send a message, with everything it needs resolved. */
export type Attempt = {
  readonly parts: Dependencies
  readonly policies: Policies
  readonly handle: Handle
  readonly task: LeasedTask
  readonly order: Order<Send>
  readonly sender: Sender
  /** The task's provider; undefined once its connection is no longer configured. */
  readonly provider: Provider | undefined
  readonly absenceMs: number
  readonly breaker: Breaker
  readonly trial: BreakerAttempt
  /** For this attempt alone. */
  readonly http: Http
}

/** Whether the message has yet to be sent, or found at the provider. */
export const isOpen = ({ status }: Message): boolean =>
  status === 'accepted' || status === 'unknown'

export type Evidence = Partial<
  Pick<Receipt, 'providerId' | 'code' | 'fault' | 'refusal' | 'isUndecided' | 'rendered'>
>

export const receiptOf = (
  { parts, task, order: { message, effect } }: Attempt,
  status: MessageStatus,
  { providerId, code, fault, refusal, isUndecided, rendered }: Evidence,
): Receipt => ({
  kind: 'receipt',
  id: `${task.id}:${task.attempt}:${rendered === undefined ? status : parts.clock()}`,
  at: parts.clock(),
  sender: message.sender,
  connection: task.connection,
  message: message.id,
  status,
  ...(effect.trace && { trace: effect.trace }),
  ...(providerId === undefined ? {} : { providerId }),
  ...(code === undefined ? {} : { code }),
  ...(fault === undefined ? {} : { fault }),
  ...(refusal === undefined ? {} : { refusal }),
  ...(rendered === undefined ? {} : { rendered }),
  ...(isUndecided && { isUndecided }),
})

/** Puts a receipt of this attempt through the gate. */
export const record = async (
  attempt: Attempt,
  status: MessageStatus,
  evidence: Evidence,
): Promise<Settlement> => {
  const { handle, task, sender } = attempt
  await handle(task.organisation, receiptOf(attempt, status, evidence), sender)
  return { status: 'done' }
}

/** Reports to the breaker; brings forward the tasks of a recovered provider. */
export const answered = async (
  { parts, task, trial }: Attempt,
  outcome: Parameters<typeof resultOf>[0],
): Promise<void> => {
  if (!trial.end(resultOf(outcome))) return
  // Otherwise the tasks keep their scheduled times.
  await parts.store
    .hasten(task.connection)
    .catch(() => parts.log.warn('make_due_failed', { connection: task.connection }))
}
