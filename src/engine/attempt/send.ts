/** Sends one message: an attempt in doubt is looked up first, and the rules are applied once more. */

import { fillTemplate, isUnfilled } from '../../core/gate/fill-template.ts'
import { checkBeforeSend, type LastCheck, outboundOf } from '../../core/gate/recheck.ts'
import { isAsked } from '../../core/inputs/unsent.ts'
import { type Address, identityOf, variantsOf } from '../../core/model/address.ts'
import { type Fault, PAUSE_MS } from '../../core/model/message/fault.ts'
import type { Message, MessageStatus, Send } from '../../core/model/message/message.ts'
import { textToSend } from '../../core/wording/notice.ts'
import type { Http } from '../../ports/http.ts'
import type { Order } from '../../ports/side.ts'
import type { Settlement } from '../../ports/store/outbox.ts'
import type { Dependencies, Handle, Policies } from '../contracts.ts'
import { connectionOf } from '../message-connection.ts'
import { type Breaker, type BreakerAttempt, PROBE_MS } from './breaker.ts'
import { doubt, lookUp } from './look-up.ts'
import {
  type Attempt,
  answered,
  type Evidence,
  isOpen,
  type LeasedTask,
  receiptOf,
  record,
  type Settled,
} from './receipt.ts'
import { ABSENCE_MS, MAX_PAUSED_MS, sendDelay } from './retry.ts'

/** The interval and the longest wait for a list of templates that can't be read. */
const LIST_WAIT_MS = 10_000
const MAX_LIST_WAIT_MS = 4 * 3_600_000

const DONE: Settlement = { status: 'done' }

/** Makes one attempt and returns how its task is settled. */
export const createSend =
  (parts: Dependencies, policies: Policies, handle: Handle, breaker: Breaker) =>
  async (
    task: LeasedTask,
    order: Order<Send>,
    trial: BreakerAttempt,
    http: Http,
  ): Promise<Settlement | Settled> => {
    const { message } = order
    if (!isOpen(message)) return DONE
    if (isLeftToPerson(task, message)) return DONE
    const sender = parts.directory.sender(message.sender)
    // No policy can judge it and no contact can record it. It can be replayed once the sender is back.
    if (sender?.organisation.id !== task.organisation)
      return { status: 'dead', code: 'no_such_sender' }
    const provider = parts.providers[task.connection]
    const { absenceMs = ABSENCE_MS } = parts
    const given = { parts, policies, handle, task, order, sender, provider, absenceMs }
    const attempt = { ...given, breaker, trial, http }
    if (!isUnfilled(message)) return sendOnce(attempt)
    const found = await filled(attempt)
    return 'message' in found
      ? sendOnce({ ...attempt, order: { ...order, message: found.message } })
      : found
  }

/** A person decides, or has decided, whether to send it again; another task sends it then. */
const isLeftToPerson = ({ createdAt, doubtful }: LeasedTask, message: Message): boolean =>
  doubtful && (isAsked(message) || createdAt < (message.resentAt ?? createdAt))

/**
 * An attempt in doubt is looked up where it was made. The sender may have another connection by now, and a
 * reply to another sender may have released the message; then its task moves before the next attempt.
 */
const sendOnce = async (attempt: Attempt): Promise<Settlement | Settled> => {
  const { task, sender } = attempt
  const settled = task.doubtful && (await lookUp(attempt))
  if (settled) return settled
  if (task.connection !== sender.connection)
    return { status: 'moved', connection: sender.connection }
  return deliver(attempt)
}

/** Resolves the message's template once the list can be read; until then the message waits. */
const filled = async (attempt: Attempt): Promise<{ readonly message: Message } | Settlement> => {
  const { parts, policies, task, order, sender } = attempt
  const { message } = order
  const now = parts.clock()
  const policy = await policies.policy(sender, message.address, 'current')
  const { organisation, contact } = task
  const loaded = await parts.store.load({ organisation, contact })
  const found = loaded && fillTemplate(loaded.contact, message, policy, now)
  if (found && 'message' in found) return found
  if (found) return record(attempt, 'failed', found)
  if (now >= (message.validUntil ?? task.createdAt + MAX_LIST_WAIT_MS))
    return record(attempt, 'expired', { code: 'templates_unknown' })
  return { status: 'wait', at: now + LIST_WAIT_MS, code: 'templates_unknown' }
}

const deliver = async (attempt: Attempt): Promise<Settlement | Settled> => {
  const { parts, task, order, provider, http } = attempt
  const { clock, metrics } = parts
  const { message } = order
  if (!provider) return { status: 'dead', code: 'no_such_connection' }
  if (message.validUntil !== undefined && clock() >= message.validUntil)
    return record(attempt, 'expired', { code: 'validity_expired' })
  if (message.repeatAt !== undefined && clock() < message.repeatAt)
    return { status: 'wait', at: message.repeatAt, code: 'repeat' }
  const { refusal, observed, rendered } = await lastCheck(attempt)
  if (refusal?.reason === 'quiet_hours' || refusal?.reason === 'sender_paused')
    return { status: 'wait', at: refusal.until, code: refusal.reason }
  if (refusal) return record(attempt, 'failed', { refusal })
  // On record before the attempt, since a look-up compares texts; then the rules are applied once more.
  if (rendered !== undefined && rendered !== message.rendered) {
    await record(attempt, 'accepted', { rendered })
    return { status: 'wait', at: clock(), code: 'notice' }
  }
  // Our lease expired while we were stalled; another process may have sent this already.
  if (clock() >= task.leasedUntil) return { status: 'wait', at: clock(), code: 'lease_expired' }

  const outcome = await provider.deliver(order, http)
  metrics.count('postern_sends_total', {
    connection: task.connection,
    outcome: outcome.status,
    code: outcome.code ?? '',
  })
  await answered(attempt, outcome)
  switch (outcome.status) {
    case 'accepted':
      if (outcome.aliases?.length) await recordIdentity(attempt, outcome.aliases)
      return accepted(attempt, outcome.reached ?? 'queued', {
        providerId: outcome.id,
        ...(observed && { refusal: observed }),
      })
    case 'rejected':
      return outcome.fault === 'sender_paused'
        ? waitForSender(attempt, outcome)
        : record(attempt, 'failed', outcome)
    case 'unknown':
      return doubt(attempt, outcome.code)
    case 'retry': {
      const delay = sendDelay({
        attempt: task.attempt,
        ageMs: clock() - task.createdAt,
        random: parts.random(),
        ...(outcome.afterMs === undefined ? {} : { afterMs: outcome.afterMs }),
      })
      if (delay === undefined) return record(attempt, 'expired', { code: outcome.code })
      // During an outage of the provider, the message's own retry schedule stands still.
      if (attempt.breaker.state(task.connection) !== 'closed')
        return { status: 'wait', at: clock() + (parts.probeMs ?? PROBE_MS), code: outcome.code }
      return { status: 'retry', at: clock() + delay, code: outcome.code, doubtful: false }
    }
  }
}

/** The receipt ends the task in the same transaction. */
const accepted = async (
  attempt: Attempt,
  status: MessageStatus,
  evidence: Evidence,
): Promise<Settlement | Settled> => {
  const { handle, task, order, sender } = attempt
  const receipt = receiptOf(attempt, status, evidence)
  const handled = await handle(task.organisation, receipt, sender, { settles: task })
  if (order.message.agent !== undefined) await markRead(attempt)
  return handled?.settled ? { status: 'settled', ...handled.settled } : DONE
}

/** The provider knows the recipient by further addresses: replies may come from those. */
const recordIdentity = async (
  { parts, handle, task, order: { message }, sender }: Attempt,
  aliases: readonly Address[],
): Promise<void> => {
  await handle(
    task.organisation,
    {
      kind: 'preference',
      id: `${task.id}:${task.attempt}:identity`,
      at: parts.clock(),
      address: message.address,
      source: 'provider',
      sender: message.sender,
      aliases,
    },
    sender,
  )
}

/** The contact sees that an agent has read what they wrote. Best effort: an answer doesn't wait for it to work. */
const markRead = async ({ parts, task, order: { message }, provider }: Attempt): Promise<void> => {
  if (!provider?.markRead) return
  const { store, http } = parts
  const recent = await store.messages(task.organisation, task.contact, { limit: 20 })
  const read = recent.items.find(
    ({ direction, sender }) => direction === 'inbound' && sender === message.sender,
  )
  // A message from an earlier connection has an id that this provider does not know.
  if (read && (connectionOf(read) ?? task.connection) === task.connection)
    await provider.markRead(read, http)
}

/** The sender's limit is used up: all its messages wait until it resumes. */
const waitForSender = async (
  attempt: Attempt,
  { code, fault }: { readonly code: string; readonly fault?: Fault },
): Promise<Settlement> => {
  const { parts, task } = attempt
  const at = parts.clock() + PAUSE_MS
  if (at > task.createdAt + MAX_PAUSED_MS) return record(attempt, 'expired', { code })
  await record(attempt, 'accepted', { code, ...(fault && { fault }) })
  // A retry, not a wait: each attempt has a receipt of its own.
  return { status: 'retry', at, code, doubtful: false }
}

/**
 * Applies the rules once more: the contact may have said STOP since this message was accepted, and what was to
 * bring the notice before it may have failed.
 */
const lastCheck = async (attempt: Attempt): Promise<LastCheck & Pick<Message, 'rendered'>> => {
  const { parts, policies, task, sender } = attempt
  const { message } = attempt.order
  const policy = await policies.policy(sender, message.address, 'at_hand')
  // Load the contact last: a STOP that arrives while the templates are fetched must count.
  const { organisation, contact } = task
  // Loading by address also finds a no under another spelling of the number.
  const key =
    variantsOf(identityOf(message.address)).length > 0
      ? { organisation, addresses: [message.address] as const }
      : { organisation, contact }
  const loaded = await parts.store.load(key)
  if (!loaded) return {}
  const at = parts.clock()
  const rendered = textToSend(loaded.contact, message, outboundOf(message, at), policy)
  return {
    ...checkBeforeSend(loaded.contact, message, policy, at),
    ...(rendered !== undefined && { rendered }),
  }
}
