/** Delivers one event to a CRM, and puts the CRM's answer through the gate. */

import type { Message, Tell } from '../../core/model/message/message.ts'
import type { Answer, Order } from '../../ports/side.ts'
import type { Settlement, Task } from '../../ports/store.ts'
import type { Handle, Parts } from '../parts.ts'
import type { Breaker } from './breaker.ts'
import { crmDelay } from './retry.ts'

/** Tasks that wait for a destination to recover are spread over this time. */
const SPREAD_MS = 5_000

const DONE: Settlement = { status: 'done' }

/** Makes one attempt and returns how its task is settled. */
export const createTell = (parts: Parts, handle: Handle, breaker: Breaker) => {
  const { store, crms, http, clock, log, metrics, random } = parts

  const tell = async (task: Task, order: Order<Tell>): Promise<Settlement> => {
    const crm = crms[task.connection]
    if (!crm) return { status: 'dead', code: 'no_such_connection' }
    if (crm.ignores?.(order)) return DONE
    if (!breaker.allow(task.connection)) {
      const at = (breaker.retryAt(task.connection) ?? clock()) + Math.round(random() * SPREAD_MS)
      return { status: 'wait', at, code: 'circuit_open' }
    }
    const quoted = await quotedBy(task)
    const outcome = await crm.deliver({ ...order, ...(quoted && { quoted }) }, http)
    metrics.count('postern_tells_total', {
      connection: task.connection,
      outcome: outcome.status,
      code: outcome.code ?? '',
    })
    if (outcome.status === 'accepted') {
      if (breaker.record(task.connection, true)) await hasten(task.connection)
      if (outcome.answer) await handleAnswer(task, outcome.answer)
      metrics.observe('postern_crm_delivery_lag_seconds', (clock() - order.effect.at) / 1000)
      return DONE
    }
    if (outcome.status === 'rejected') return { status: 'dead', code: outcome.code }
    breaker.record(task.connection, false)
    const afterMs = 'afterMs' in outcome ? outcome.afterMs : undefined
    const delay = crmDelay({
      attempt: task.attempt,
      ageMs: clock() - task.createdAt,
      random: random(),
      ...(afterMs === undefined ? {} : { afterMs }),
    })
    if (delay === undefined) return { status: 'dead', code: outcome.code }
    return { status: 'retry', at: clock() + delay, code: outcome.code, doubtful: false }
  }

  /** Brings the waiting tasks of a CRM that is back forward, a little spread. */
  const hasten = async (connection: string): Promise<void> => {
    try {
      await store.hasten(connection, clock(), SPREAD_MS)
    } catch (error) {
      // The tasks then come at the times set before.
      const cause = error instanceof Error ? error.message : 'unknown'
      log.warn('hasten_failed', { connection, error: cause })
    }
  }

  /** Puts the CRM's answer through the gate before the task is settled: a crash repeats the event. */
  const handleAnswer = async (task: Task, { inputs, ignored }: Answer): Promise<void> => {
    const about = { connection: task.connection, task: task.id }
    for (const what of ignored) log.info('answer_ignored', { ...about, what })
    for (const input of inputs) {
      const handled = await handle(task.organisation, input)
      const verdict = handled?.verdict ?? { status: 'refused', reason: 'no_such_sender' }
      if (verdict.status === 'refused')
        log.warn('answer_refused', { ...about, input: input.id, reason: verdict.reason })
    }
  }

  const quotedBy = async ({ organisation, message }: Task): Promise<Message | undefined> => {
    const providerId = message?.received?.replyTo?.providerId
    if (providerId === undefined) return undefined
    return (await store.load({ organisation, providerId }))?.message
  }

  return tell
}
