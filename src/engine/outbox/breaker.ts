/** A circuit breaker: spares a failing destination and probes it one attempt at a time. */

import { LRUCache } from 'lru-cache'
import type { Instant } from '../../core/model/contact.ts'
import type { Clock } from '../../ports/side.ts'

const SLOT_MS = 30_000
const SLOTS = 10
const MIN_ATTEMPTS = 10
const FAILURE_SHARE = 0.7
const FIRST_PAUSE_MS = 30_000
const MAX_PAUSE_MS = 5 * 60_000
const MAX_KEYS = 10_000
/** Fewer failures in a row may be about one event that the destination rejects. */
const DOWN_AFTER = 3

export type BreakerState = 'closed' | 'open' | 'half_open'

export type Breaker = {
  /** Whether the destination may be tried now; while half open, one attempt may. */
  allow(key: string): boolean
  /** True when the destination seems to be back: after failures in a row, a probe, or at the start. */
  record(key: string, ok: boolean): boolean
  state(key: string): BreakerState
  /** While not closed: from when the next probe is allowed. */
  retryAt(key: string): Instant | undefined
}

type Slot = { readonly number: number; ok: number; failed: number }
type Circuit = {
  slots: Slot[]
  /** 0 = closed. */
  pauseMs: number
  retryAt: Instant
  probing: boolean
  failedInARow: number
  backAt: Instant
}

/** Opens at 70 % failures of at least 10 attempts in 5 minutes; pauses 30 s, doubling to 5 minutes. */
export const createBreaker = ({ clock }: { readonly clock: Clock }): Breaker => {
  const circuits = new LRUCache<string, Circuit>({ max: MAX_KEYS })

  return {
    allow: (key) => {
      const circuit = circuits.get(key)
      if (!circuit || circuit.pauseMs === 0) return true
      if (clock() < circuit.retryAt) return false
      circuit.probing = true
      // A probe that is never recorded (a crash) blocks the destination for one more pause only.
      circuit.retryAt = clock() + circuit.pauseMs
      return true
    },
    record: (key, ok) => {
      const circuit = circuits.get(key) ?? { ...UNKNOWN }
      circuits.set(key, circuit)
      // Ignore results of attempts that started before the circuit opened.
      if (circuit.pauseMs > 0 && !circuit.probing) return false
      const isBack = ok && seemsBack(circuit, clock())
      circuit.failedInARow = ok ? 0 : circuit.failedInARow + 1
      if (circuit.pauseMs === 0) count(circuit, ok, clock())
      else if (ok) pause(circuit, 0, clock())
      else pause(circuit, Math.min(circuit.pauseMs * 2, MAX_PAUSE_MS), clock())
      return isBack
    },
    state: (key) => {
      const circuit = circuits.get(key)
      if (!circuit || circuit.pauseMs === 0) return 'closed'
      return circuit.probing || clock() >= circuit.retryAt ? 'half_open' : 'open'
    },
    retryAt: (key) => {
      const circuit = circuits.get(key)
      return circuit && circuit.pauseMs > 0 ? circuit.retryAt : undefined
    },
  }
}

const UNKNOWN: Circuit = {
  slots: [],
  pauseMs: 0,
  retryAt: 0,
  probing: false,
  failedInARow: DOWN_AFTER,
  backAt: Number.NEGATIVE_INFINITY,
}

/** At most once per slot, for a destination that keeps coming and going. */
const seemsBack = (circuit: Circuit, now: Instant): boolean => {
  const isBack = circuit.probing || circuit.failedInARow >= DOWN_AFTER
  if (!isBack || now - circuit.backAt < SLOT_MS) return false
  circuit.backAt = now
  return true
}

const count = (circuit: Circuit, ok: boolean, now: Instant) => {
  const number = Math.floor(now / SLOT_MS)
  let slot = circuit.slots.at(-1)
  if (slot?.number !== number) {
    slot = { number, ok: 0, failed: 0 }
    circuit.slots = [...circuit.slots.filter((old) => old.number > number - SLOTS), slot]
  }
  if (ok) slot.ok += 1
  else slot.failed += 1
  if (ok) return
  const failed = circuit.slots.reduce((sum, each) => sum + each.failed, 0)
  const all = circuit.slots.reduce((sum, each) => sum + each.failed + each.ok, 0)
  if (all >= MIN_ATTEMPTS && failed / all >= FAILURE_SHARE) pause(circuit, FIRST_PAUSE_MS, now)
}

const pause = (circuit: Circuit, pauseMs: number, now: Instant) => {
  circuit.slots = []
  circuit.pauseMs = pauseMs
  circuit.retryAt = now + pauseMs
  circuit.probing = false
}
