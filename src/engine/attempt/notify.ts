/** Delivers one event to a CRM, and puts the CRM's answer through the gate. */

import type { Message, Tell } from '../../core/model/message/message.ts'
import { errorMessage } from '../../ports/errors.ts'
import type { Http } from '../../ports/http.ts'
import type { Answer, Order, Outcome } from '../../ports/side.ts'
import type { Settlement, Task } from '../../ports/store/outbox.ts'
import type { Dependencies, Handle } from '../contracts.ts'
import { type Breaker, type BreakerAttempt, PROBE_MS } from './breaker.ts'
import { crmDelay, resultOf } from './retry.ts'

type Retried = Extract<Outcome, { readonly status: 'retry' | 'unknown' }>

const DONE: Settlement = { status: 'done' }

/** Makes one attempt and returns how its task is settled. */
export const createNotify = (parts: Dependencies, handle: Handle, breaker: Breaker) => {
  const { store, crms, clock, log, metrics, random, probeMs = PROBE_MS } = parts

  const notify = async (
    task: Task,
    order: Order<Tell>,
    trial: BreakerAttempt,
    http: Http,
  ): Promise<Settlement> => {
    const { connection } = task
    const crm = crms[connection]
    if (!crm) return { status: 'dead', code: 'no_such_connection' }
    if (crm.ignores?.(order)) return DONE
    const quoted = await quotedBy(task)
    const outcome = await crm.deliver({ ...order, ...(quoted && { quoted }) }, http)
    const { status, code = '' } = outcome
    metrics.count('postern_tells_total', { connection, outcome: status, code })
    if (trial.end(resultOf(outcome))) await hasten(connection)
    if (outcome.status === 'accepted') {
      if (outcome.answer) await handleAnswer(task, outcome.answer)
      const lagMs = clock() - order.effect.at
      metrics.observe('postern_crm_delivery_lag_seconds', lagMs / 1000, { connection })
      return DONE
    }
    if (outcome.status === 'rejected') return { status: 'dead', code: outcome.code }
    if (outcome.status === 'retry' && outcome.isEarly && outcome.afterMs !== undefined)
      return { status: 'retry', at: clock() + outcome.afterMs, code: outcome.code, doubtful: false }
    return again(task, outcome)
  }

  const again = (task: Task, outcome: Retried): Settlement => {
    const { connection, attempt, createdAt } = task
    const { code } = outcome
    const attempted = { attempt, ageMs: clock() - createdAt, random: random() }
    const usual = crmDelay(attempted)
    if (usual === undefined) return { status: 'dead', code }
    // During an outage of the CRM, the event's own retry schedule stands still.
    if (breaker.state(connection) !== 'closed')
      return { status: 'wait', at: clock() + probeMs, code }
    const afterMs = 'afterMs' in outcome ? outcome.afterMs : undefined
    const asked = afterMs === undefined ? usual : (crmDelay({ ...attempted, afterMs }) ?? usual)
    if (asked > usual) breaker.putOff(connection)
    // Two failures in a row may be the start of an outage, so probe soon.
    const isDoubtful = afterMs === undefined && breaker.failedInARow(connection) > 1
    const delay = isDoubtful ? Math.min(usual, probeMs) : asked
    return { status: 'retry', at: clock() + delay, code, doubtful: false }
  }

  /** Brings forward the waiting tasks of a recovered CRM; its share of attempts spreads them. */
  const hasten = async (connection: string): Promise<void> => {
    try {
      await store.hasten(connection)
    } catch (error) {
      // The tasks then keep their scheduled times.
      log.warn('make_due_failed', { connection, error: errorMessage(error) })
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

  return notify
}
