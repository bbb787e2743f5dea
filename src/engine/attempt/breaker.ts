/** Circuit breakers: each destination has its share of the attempts, and one that fails is probed instead of flooded. */

import { LRUCache } from 'lru-cache'
import type { Instant } from '../../core/model/contact.ts'
import type { Clock } from '../../ports/side.ts'
import type { Dependencies } from '../contracts.ts'

const SLOT_MS = 30_000
const SLOTS = 10
const MIN_ATTEMPTS = 10
const FAILURE_SHARE = 0.7
const MAX_KEYS = 10_000
/** Fewer failures in a row may be about one event that the destination rejects. */
const DOWN_AFTER = 3
/** This many failures in a row open the circuit at once. */
const SURELY_DOWN_AFTER = 10
/** A destination that accepted something this recently is not down yet after a few failures. */
const SILENCE_MS = 3_000
/** A longer attempt may be hanging. */
const HANG_MS = 5_000
const MIN_HANGING = 4
/** After this, an attempt that never ended (its Worker's request is over) no longer counts. */
const MAX_ATTEMPT_MS = 60_000
/** Attempts at a time for a recovered destination; each success allows one more. */
const FIRST_ALLOWANCE = 4
/** How long an event must have been put off before answers to others bring it forward. */
const PUT_OFF_MS = 60_000
/** After failing for this long, with one contact's events only, a destination is probed less often. */
const LONE_AFTER_MS = 3_600_000
const LONE_PAUSE_MS = 60_000

/** The interval between probes of a destination that is down. */
export const PROBE_MS = 4_000

export type BreakerState = 'closed' | 'open' | 'half_open'

/** `hung`: no answer in time. `none`: no request was made. */
export type AttemptResult = 'ok' | 'failed' | 'hung' | 'none'

export type BreakerAttempt = {
  /**
   * Only the first call counts. True if the destination seems to have recovered: after failures in a row, at
   * startup, or if it answers others a minute after it put one off.
   */
  end(result: AttemptResult): boolean
}

export type Breaker = {
  /** How many more attempts may start now: the rest of its share, one probe, or none. */
  room(key: string): number
  /** The free places of its share; none while the circuit is not closed. */
  spare(key: string): number
  begin(key: string, contact: string): BreakerAttempt
  /** The destination asked for a longer delay of one event than its retry schedule has. */
  putOff(key: string): void
  /** Failures since the last success. */
  failedInARow(key: string): number
  state(key: string): BreakerState
  /** While not closed: from when the next probe is allowed. */
  retryAt(key: string): Instant | undefined
}

export type BreakerOptions = {
  readonly clock: Clock
  /** Attempts at one destination at once. Default 64. */
  readonly share?: number
  /** Default `PROBE_MS`. */
  readonly probeMs?: number
  readonly onChange?: (key: string, state: 'open' | 'closed') => void
}

type Slot = { readonly number: number; ok: number; failed: number }
type UnderWay = { readonly since: Instant; readonly isProbe: boolean }
type Circuit = {
  slots: Slot[]
  openedAt: Instant | undefined
  probeAt: Instant
  failedInARow: number
  /** Contacts whose events have failed since the last success; two are enough to remember. */
  readonly failing: Set<string>
  lastOkAt: Instant
  closedAt: Instant
  allowance: number
  backAt: Instant
  putOffAt: Instant | undefined
  readonly underWay: Set<UnderWay>
}

const LONG_AGO = Number.NEGATIVE_INFINITY

/**
 * Opens after ten failures in a row, after three without a success for some seconds, at 70 % failures
 * of at least ten attempts in five minutes, and when most attempts under way hang.
 */
export const createBreaker = (options: BreakerOptions): Breaker => {
  const { clock, share = 64, probeMs = PROBE_MS, onChange = () => {} } = options
  const { find, circuitOf, inspected, open, close } = createCircuits({ clock, probeMs, onChange })

  return {
    spare: (key) => {
      const { openedAt, allowance, underWay } = inspected(key)
      return openedAt === undefined
        ? Math.max(0, Math.ceil(Math.min(share, allowance) - underWay.size))
        : 0
    },
    room: (key) => {
      const circuit = inspected(key)
      const now = clock()
      if (circuit.openedAt !== undefined) return now >= circuit.probeAt ? 1 : 0
      const allowed = Math.min(share, circuit.allowance)
      const busy = circuit.underWay.size
      // Claiming many costs hardly more than claiming one, so wait for some room.
      return busy > allowed * 0.75 ? 0 : Math.ceil(allowed - busy)
    },
    begin: (key, contact) => {
      const circuit = circuitOf(key)
      const attempt = { since: clock(), isProbe: circuit.openedAt !== undefined }
      circuit.underWay.add(attempt)
      // A hanging probe does not block the next one.
      if (attempt.isProbe) circuit.probeAt = clock() + pauseOf(circuit, clock(), probeMs)
      let ended = false
      return {
        end: (result) => {
          if (ended) return false
          ended = true
          circuit.underWay.delete(attempt)
          const now = clock()
          if (result === 'ok') {
            const isBack = seemsBack(circuit, now)
            if (circuit.openedAt !== undefined) close(key, circuit)
            succeed(circuit, now)
            return isBack
          }
          if (result !== 'none') {
            circuit.failing.add(contact)
            if (fail(circuit, attempt, now)) open(key, circuit)
          } else if (attempt.isProbe) circuit.probeAt = now
          return false
        },
      }
    },
    putOff: (key) => {
      circuitOf(key).putOffAt ??= clock()
    },
    failedInARow: (key) => find(key)?.failedInARow ?? 0,
    state: (key) => {
      const circuit = find(key)
      if (circuit?.openedAt === undefined) return 'closed'
      return clock() >= circuit.probeAt ? 'half_open' : 'open'
    },
    retryAt: (key) => {
      const circuit = find(key)
      return circuit?.openedAt === undefined ? undefined : circuit.probeAt
    },
  }
}

/** A breaker that logs when it opens and closes. */
export const createLoggedBreaker = ({
  clock,
  log,
  metrics,
  probeMs,
}: Pick<Dependencies, 'clock' | 'log' | 'metrics' | 'probeMs'>): Breaker =>
  createBreaker({
    clock,
    ...(probeMs !== undefined && { probeMs }),
    onChange: (connection, state) => {
      metrics.count('postern_circuit_changes_total', { connection, state })
      if (state === 'open') log.error('connection_down', { connection })
      else log.info('connection_back', { connection })
    },
  })

const createCircuits = ({
  clock,
  probeMs,
  onChange,
}: Required<Pick<BreakerOptions, 'clock' | 'probeMs' | 'onChange'>>) => {
  const circuits = new LRUCache<string, Circuit>({ maxSize: MAX_KEYS, sizeCalculation: () => 1 })

  const circuitOf = (key: string): Circuit => {
    const known = circuits.get(key)
    if (known) return known
    const circuit = newCircuit()
    circuits.set(key, circuit)
    return circuit
  }
  const open = (key: string, circuit: Circuit) => {
    circuit.openedAt = clock()
    circuit.probeAt = clock() + probeMs
    circuit.slots = []
    onChange(key, 'open')
  }
  const close = (key: string, circuit: Circuit) => {
    circuit.openedAt = undefined
    circuit.closedAt = clock()
    circuit.allowance = FIRST_ALLOWANCE
    onChange(key, 'closed')
  }

  /** Forgets attempts that never ended; opens when most of the others hang. */
  const inspected = (key: string): Circuit => {
    const circuit = circuitOf(key)
    const now = clock()
    for (const attempt of circuit.underWay) {
      // The oldest are first.
      if (now - attempt.since < MAX_ATTEMPT_MS) break
      circuit.underWay.delete(attempt)
    }
    if (circuit.openedAt === undefined && isStuck(circuit, now)) open(key, circuit)
    return circuit
  }

  return { find: (key: string) => circuits.get(key), circuitOf, inspected, open, close }
}

const newCircuit = (): Circuit => ({
  slots: [],
  openedAt: undefined,
  probeAt: LONG_AGO,
  failedInARow: 0,
  failing: new Set(),
  lastOkAt: LONG_AGO,
  closedAt: LONG_AGO,
  allowance: Number.POSITIVE_INFINITY,
  backAt: LONG_AGO,
  putOffAt: undefined,
  underWay: new Set(),
})

/** True if the circuit has to open. Ignores attempts that started before it closed. */
const fail = (circuit: Circuit, { since }: UnderWay, now: Instant): boolean => {
  if (circuit.openedAt !== undefined || since < circuit.closedAt) return false
  circuit.failedInARow += 1
  count(circuit, now, false)
  return isDown(circuit, now)
}

const succeed = (circuit: Circuit, now: Instant) => {
  circuit.failedInARow = 0
  circuit.failing.clear()
  circuit.lastOkAt = now
  circuit.allowance += 1
  count(circuit, now, true)
}

/** At most once per pause, for an unstable destination. */
const seemsBack = (circuit: Circuit, now: Instant): boolean => {
  const { openedAt, failedInARow, lastOkAt, putOffAt, backAt } = circuit
  const isFirst = lastOkAt === LONG_AGO
  const isPutOff = putOffAt !== undefined && now - putOffAt >= PUT_OFF_MS
  const isBack = openedAt !== undefined || failedInARow >= DOWN_AFTER - 1 || isFirst || isPutOff
  if (!isBack || now - backAt < PROBE_MS) return false
  circuit.backAt = now
  circuit.putOffAt = undefined
  return true
}

/** Most attempts in progress hang, and nothing has been answered since they started. */
const isStuck = ({ underWay, lastOkAt }: Circuit, now: Instant): boolean => {
  if (now - lastOkAt < HANG_MS) return false
  let hanging = 0
  for (const { since } of underWay) if (now - since >= HANG_MS) hanging += 1
  return hanging >= MIN_HANGING && hanging >= underWay.size / 2
}

const isDown = ({ failedInARow, lastOkAt, slots }: Circuit, now: Instant): boolean => {
  if (failedInARow >= SURELY_DOWN_AFTER) return true
  if (failedInARow >= DOWN_AFTER && now - lastOkAt >= SILENCE_MS) return true
  const failed = slots.reduce((sum, each) => sum + each.failed, 0)
  const all = slots.reduce((sum, each) => sum + each.failed + each.ok, 0)
  return all >= MIN_ATTEMPTS && failed / all >= FAILURE_SHARE
}

const count = (circuit: Circuit, now: Instant, ok: boolean) => {
  const number = Math.floor(now / SLOT_MS)
  let slot = circuit.slots.at(-1)
  if (slot?.number !== number) {
    slot = { number, ok: 0, failed: 0 }
    circuit.slots = [...circuit.slots.filter((old) => old.number > number - SLOTS), slot]
  }
  if (ok) slot.ok += 1
  else slot.failed += 1
}

/** A destination that fails only with one contact's events may rightly reject those. */
const pauseOf = ({ failing, openedAt }: Circuit, now: Instant, probeMs: number): number =>
  failing.size === 1 && now - (openedAt ?? now) >= LONE_AFTER_MS
    ? Math.max(LONE_PAUSE_MS, probeMs)
    : probeMs
