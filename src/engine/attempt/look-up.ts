/** Looks up a message at the provider whose last attempt is in doubt. */

import type { Found } from '../../ports/provider.ts'
import type { Settlement } from '../../ports/store/outbox.ts'
import { type Attempt, answered, isOpen, receiptOf, record } from './receipt.ts'
import { lookupDelay, MAX_DOUBT_MS } from './retry.ts'

const NO_FIND: Found = { status: 'undecided', code: 'no_list' }

/** Asks the provider about an attempt in doubt. Undefined: it did not happen, so send again. */
export const lookUp = async (attempt: Attempt): Promise<Settlement | undefined> => {
  const { parts, task, order, provider, absenceMs, http } = attempt
  const { store, clock } = parts
  const { message } = order
  const { history } = message
  const leftAt = history.findLastIndex(({ status }) => status === 'accepted')
  const doubtedAt = history.slice(leftAt + 1).findLast(({ status }) => status === 'unknown')?.at
  // The process died during the attempt, so the doubt is only noticed now.
  if (doubtedAt === undefined) return doubt(attempt, 'interrupted')
  const recent = await store.messages(task.organisation, task.contact, { limit: 100 })
  // A callback may have brought this message's own provider id since the task was claimed.
  const others = recent.items.filter((other) => other.id !== message.id)
  const takenIds = [
    ...others.flatMap((other) => other.providerId ?? []),
    ...(message.formerIds ?? []),
  ]
  const found = (await provider?.find?.({ ...order, takenIds }, http)) ?? NO_FIND
  await answered(attempt, found)
  switch (found.status) {
    case 'accepted':
      return record(attempt, found.reached ?? 'queued', { ...found, providerId: found.id })
    case 'absent':
      if (clock() < doubtedAt + absenceMs)
        return { status: 'retry', at: doubtedAt + absenceMs, code: 'absent', doubtful: true }
      // Restart the absence window for the next attempt.
      await record(attempt, 'unknown', { code: 'absent' })
      return undefined
    case 'undecided':
      if (clock() >= doubtedAt + absenceMs)
        return record(attempt, 'unknown', { code: found.code, isUndecided: true })
      return { status: 'retry', at: doubtedAt + absenceMs, code: found.code, doubtful: true }
    default: {
      const at = clock() + lookupDelay(task.attempt, absenceMs)
      // The contact's later messages must not wait for ever. A replay starts with another look-up.
      if (at > doubtedAt + MAX_DOUBT_MS) return { status: 'dead', code: found.code }
      return { status: 'retry', at, code: found.code, doubtful: true }
    }
  }
}

/** Records that the attempt may have reached the provider, and schedules a look-up unless a callback has said so. */
export const doubt = async (attempt: Attempt, code: string): Promise<Settlement> => {
  const { handle, task, order, sender } = attempt
  const receipt = receiptOf(attempt, 'unknown', { code })
  const handled = await handle(task.organisation, receipt, sender)
  const now = handled?.messages.find(({ id }) => id === order.message.id)
  if (now && !isOpen(now)) return { status: 'done' }
  const at = attempt.parts.clock() + lookupDelay(1, attempt.absenceMs)
  return { status: 'retry', at, code, doubtful: true }
}
