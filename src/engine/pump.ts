/** Claim → deliver → settle; what became of a send comes back as a Receipt. */

import { LRUCache } from 'lru-cache'
import type { Sender } from '../config/schema.ts'
import { type LastLook, lookAgain } from '../core/gate/recheck.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Message, MessageStatus, Receipt, Send } from '../core/model/message.ts'
import type { Provider } from '../ports/provider.ts'
import type { Order } from '../ports/side.ts'
import type { Settlement, Task } from '../ports/store.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import type { Handle, Parts, Policies, Pump } from './gateway.ts'
import { ABSENCE_MS, lookupDelay, MOST_DOUBT_MS, sendDelay } from './retry.ts'
import { createTell } from './tell.ts'

const LEASE_MS = 60_000
/** More looks at one contact within `LOOKS_MS` than this are a loop: the next one waits. */
const MOST_LOOKS = 20
const LOOKS_MS = 1_000
/** So often is asked whether an organisation that was configured before is configured again. */
const ABSENT_MS = 3_600_000

const DONE: Settlement = { status: 'done' }
type Leased = Task & { readonly leasedUntil: Instant }

export type PumpOptions = {
  /** Attempts under way at once. Default 256. */
  readonly atOnce?: number
  /** Attempts that one `drain` begins; the rest waits for the next one. Default: no limit. */
  readonly perDrain?: number
  /** Shared with other pumps of this process. */
  readonly breaker?: Breaker
}

/** See `Pump`. */
export const createPump = (
  parts: Parts,
  policies: Policies,
  handle: Handle,
  options: PumpOptions = {},
): Pump => {
  const { directory, store, providers, http, clock, log, metrics, random } = parts
  const { leaseMs = LEASE_MS, absenceMs = ABSENCE_MS } = parts
  const { atOnce = 256, perDrain = Number.POSITIVE_INFINITY } = options
  const tell = createTell(parts, handle, options.breaker ?? createBreaker({ clock }))
  const underWay = new Set<Promise<void>>()
  const looks = new LRUCache<string, { since: Instant; count: number }>({ max: 10_000 })
  let running: Promise<number> | undefined
  let again = false
  let stopped = false
  let wake = () => {}

  /** There may be something to claim. */
  const lookForMore = () => {
    again = true
    wake()
  }

  const drain = (): Promise<number> => {
    lookForMore()
    running ??= work()
    return running
  }

  /** Keeps up to `atOnce` attempts under way, so that a slow destination stops no other. */
  async function work(): Promise<number> {
    let settled = 0
    let left = perDrain
    try {
      while (!stopped && ((again && left > 0) || underWay.size > 0)) {
        const limit = Math.min(atOnce - underWay.size, left)
        // Claiming many at once costs hardly more than claiming one, so wait for room for many.
        if (!again || limit <= 0 || underWay.size > atOnce * 0.75) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        again = false
        const now = clock()
        const tasks = await store.claim(now, { limit, leaseMs })
        left -= tasks.length
        for (const task of tasks) {
          const attempt = carry({ ...task, leasedUntil: now + leaseMs }).finally(() => {
            underWay.delete(attempt)
            settled += 1
            lookForMore()
          })
          underWay.add(attempt)
        }
      }
    } finally {
      // In the turn of the last look: a nudge after it begins a new drain.
      running = undefined
    }
    return settled
  }

  async function carry(task: Leased): Promise<void> {
    try {
      await store.settle(task, await attempt(task), clock())
    } catch (error) {
      // The lease runs out and the task is tried again; a send will be looked up first.
      log.error('task_failed', {
        task: task.id,
        kind: task.effect.kind,
        error: messageOf(error),
      })
    }
  }

  async function attempt(task: Leased): Promise<Settlement> {
    const order = {
      organisation: task.organisation,
      contact: task.contact,
      at: clock(),
      attempt: task.attempt,
      ...(task.message ? { message: task.message } : {}),
    }
    switch (task.effect.kind) {
      case 'later':
        if (isSpinning(task)) return { status: 'wait', at: clock() + LOOKS_MS, code: 'spinning' }
        return look(task)
      case 'tell':
        return tell(task, { ...order, effect: task.effect })
      case 'send':
        return task.message ? send(task, task.message, { ...order, effect: task.effect }) : DONE
    }
  }

  /** A contact whose look got lost would never be looked at again, so it waits for its organisation. */
  async function look({ organisation, contact, id }: Task): Promise<Settlement> {
    const handled = await handle(organisation, { kind: 'due', id, at: clock(), contact })
    return handled
      ? DONE
      : { status: 'wait', at: clock() + ABSENT_MS, code: 'no_such_organisation' }
  }

  /** A look that asks for the next one at once, for ever, must not keep a drain from ending. */
  function isSpinning({ organisation, contact }: Task): boolean {
    const key = `${organisation} ${contact}`
    const seen = looks.get(key)
    if (seen && clock() - seen.since < LOOKS_MS) return ++seen.count > MOST_LOOKS
    looks.set(key, { since: clock(), count: 1 })
    return false
  }

  async function send(task: Leased, message: Message, order: Order<Send>): Promise<Settlement> {
    if (message.status !== 'accepted' && message.status !== 'unknown') return DONE
    const sender = directory.sender(message.sender)
    // Nothing could judge it, nor keep what became of it. It can be replayed once the sender is back.
    if (sender?.organisation.id !== task.organisation)
      return { status: 'dead', code: 'no_such_sender' }
    // A held message may be released by words to another sender, whose connection is another.
    const provider = providers[sender.connection]
    if (!provider) return { status: 'dead', code: 'no_such_connection' }
    if (task.doubtful) {
      const settlement = await lookUp(task, message, order, provider)
      if (settlement) return settlement
    }
    const now = clock()
    if (message.validUntil !== undefined && now >= message.validUntil)
      return finish(task, message, 'expired', { code: 'validity_expired' })
    const { refusal, observed } = await objection(task, message, sender)
    if (refusal?.reason === 'quiet_hours')
      return { status: 'wait', at: refusal.until, code: 'quiet_hours' }
    if (refusal) return finish(task, message, 'failed', { refusal })
    // A process that stood still too long: the message is another's, who may have sent it already.
    if (clock() >= task.leasedUntil) return { status: 'wait', at: clock(), code: 'lease_expired' }

    const outcome = await provider.deliver(order, http)
    metrics.count('postern_sends_total', {
      connection: task.connection,
      outcome: outcome.status,
      code: outcome.code ?? '',
    })
    switch (outcome.status) {
      case 'accepted':
        return finish(task, message, outcome.reached ?? 'queued', {
          providerId: outcome.id,
          ...(observed && { refusal: observed }),
        })
      case 'rejected':
        return finish(task, message, 'failed', outcome)
      case 'unknown': {
        await finish(task, message, 'unknown', { code: outcome.code })
        const at = clock() + lookupDelay(1, absenceMs)
        return { status: 'retry', at, code: outcome.code, doubtful: true }
      }
      case 'retry': {
        const delay = sendDelay({
          attempt: task.attempt,
          ageMs: clock() - task.createdAt,
          random: random(),
          ...(outcome.afterMs === undefined ? {} : { afterMs: outcome.afterMs }),
        })
        if (delay === undefined) return finish(task, message, 'expired', { code: outcome.code })
        return { status: 'retry', at: clock() + delay, code: outcome.code, doubtful: false }
      }
    }
  }

  /** What became of an attempt in doubt; undefined = it certainly did not happen, so send again. */
  async function lookUp(
    task: Task,
    message: Message,
    order: Order<Send>,
    provider: Provider,
  ): Promise<Settlement | undefined> {
    const doubtedAt = message.history.findLast((entry) => entry.status === 'unknown')?.at
    if (doubtedAt === undefined) {
      // A crash: the attempt was under way when its process died. Only now do we know of the doubt.
      await finish(task, message, 'unknown', { code: 'interrupted' })
      const at = clock() + lookupDelay(1, absenceMs)
      return { status: 'retry', at, code: 'interrupted', doubtful: true }
    }
    const recent = await store.messages(task.organisation, task.contact, { limit: 100 })
    // A callback may have brought this one's own id since it was claimed.
    const others = recent.items.filter((other) => other.id !== message.id)
    const takenIds = others.flatMap((other) => other.providerId ?? [])
    const found = await provider.find({ ...order, takenIds }, http)
    switch (found.status) {
      case 'accepted':
        return finish(task, message, found.reached ?? 'queued', { ...found, providerId: found.id })
      case 'absent':
        if (clock() < doubtedAt + absenceMs)
          return { status: 'retry', at: doubtedAt + absenceMs, code: 'absent', doubtful: true }
        // Should the next attempt be cut off too, its absence is to be believed no sooner.
        await finish(task, message, 'unknown', { code: 'absent' })
        return undefined
      default: {
        const at = clock() + lookupDelay(task.attempt, absenceMs)
        // What comes after it must not wait for ever. A replay begins with another look.
        if (at > doubtedAt + MOST_DOUBT_MS) return { status: 'dead', code: found.code }
        return { status: 'retry', at, code: found.code, doubtful: true }
      }
    }
  }

  /** The rules once more: the contact may have said STOP since this message was accepted. */
  async function objection(task: Task, message: Message, sender: Sender): Promise<LastLook> {
    const policy = await policies.policy(sender, message.address)
    // The contact last: what it says while the provider is asked for templates must count.
    const loaded = await store.load({ organisation: task.organisation, contact: task.contact })
    if (!loaded) return {}
    return lookAgain(loaded.contact, message, policy, clock())
  }

  async function finish(
    task: Task,
    message: Message,
    status: MessageStatus,
    evidence: Partial<Pick<Receipt, 'providerId' | 'code' | 'fault' | 'refusal'>>,
  ): Promise<Settlement> {
    const { providerId, code, fault, refusal } = evidence
    await handle(task.organisation, {
      kind: 'receipt',
      id: `${task.id}:${task.attempt}:${status}`,
      at: clock(),
      sender: message.sender,
      message: message.id,
      status,
      ...(providerId === undefined ? {} : { providerId }),
      ...(code === undefined ? {} : { code }),
      ...(fault === undefined ? {} : { fault }),
      ...(refusal === undefined ? {} : { refusal }),
    })
    return DONE
  }

  return {
    nudge: () => {
      if (stopped) return
      drain().catch((error) => log.error('drain_failed', { error: messageOf(error) }))
    },
    drain,
    stop: async () => {
      stopped = true
      await Promise.allSettled([...underWay, running])
    },
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
