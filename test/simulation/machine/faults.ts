/** The faults and their rates: each seed draws a subset of its own. */

import type { Random } from './random.ts'

/** How often each fault strikes where it can, at full strength. */
const RATES = {
  /** At any step of a process: all that it had in memory is gone. */
  crash: 0.004,
  /** A process stands still for minutes, longer than its leases. */
  stall: 0.002,
  webhook_duplicated: 0.3,
  /** By up to a minute, so that others overtake it. */
  webhook_reordered: 0.4,
  /** By hours or days. */
  webhook_delayed: 0.1,
  webhook_lost: 0.15,
  status_duplicated: 0.3,
  /** By up to an hour. */
  status_delayed: 0.3,
  status_lost: 0.15,
  provider_429: 0.1,
  /** A 5xx, and the message was not accepted. */
  provider_5xx: 0.08,
  /** A 5xx, and the message was accepted. */
  provider_5xx_accepted: 0.08,
  provider_unreachable: 0.1,
  /** No answer, and nothing arrived. */
  provider_timeout: 0.08,
  /** No answer, and all the same it arrives, at once or up to a minute later. */
  provider_timeout_accepted: 0.12,
  /** What was accepted is not delivered. */
  provider_undelivered: 0.1,
  /** The provider's list shows a message late. */
  provider_list_late: 0.4,
  crm_5xx: 0.15,
  crm_429: 0.08,
  crm_timeout: 0.08,
  /** No answer, and the event was taken. */
  crm_timeout_accepted: 0.12,
  /** A redirect, a 404, a 200 with nonsense behind it. */
  crm_rubbish: 0.15,
  crm_slow: 0.2,
  disk_busy: 0.02,
  disk_write_failed: 0.02,
  /** Written, but whoever wrote does not hear of it. */
  disk_answer_lost: 0.02,
  disk_slow: 0.02,
  /** The contact says STOP in the moment a message leaves. */
  stop_race: 0.15,
} as const

/** Faults that a seed has or has not, as a whole. */
const CONDITIONS = {
  second_worker: 0.5,
  /** In which a send in doubt could be looked up: a person has to decide. */
  provider_without_list: 0.3,
  /** For hours. */
  provider_down: 0.25,
  /** For a day. */
  crm_down: 0.25,
} as const

export type Striking = keyof typeof RATES
export type Condition = keyof typeof CONDITIONS
export type Fault = Striking | Condition

export const FAULTS = [...Object.keys(RATES), ...Object.keys(CONDITIONS)] as readonly Fault[]

export type Faults = {
  /** Does it strike now? */
  strikes(fault: Striking): boolean
  isPossible(fault: Striking): boolean
  has(condition: Condition): boolean
  /** From now on nothing goes wrong. */
  heal(): void
  note(fault: Fault): void
  /** How often each has struck. */
  readonly struck: Readonly<Partial<Record<Fault, number>>>
}

/** A random subset of the faults, at random strengths. */
export const drawFaults = (random: Random): Faults => {
  const struck: Partial<Record<Fault, number>> = {}
  const share = random.pick([0, 0.3, 0.6, 0.9])
  const rates = Object.entries(RATES).map(([fault, rate]) => {
    const strength = 0.2 + random.next()
    return [fault, random.chance(share) ? rate * strength : 0] as const
  })
  const rateOf = Object.fromEntries(rates) as Record<Striking, number>
  const conditions = Object.entries(CONDITIONS).filter(([, rate]) => random.chance(rate))
  const present = new Set(conditions.map(([condition]) => condition))
  let healed = false
  const note = (fault: Fault) => {
    struck[fault] = (struck[fault] ?? 0) + 1
  }
  return {
    struck,
    note,
    strikes: (fault) => {
      if (healed || rateOf[fault] === 0 || !random.chance(rateOf[fault])) return false
      note(fault)
      return true
    },
    isPossible: (fault) => rateOf[fault] > 0,
    has: (condition) => present.has(condition),
    heal: () => {
      healed = true
    },
  }
}
