/** Durations for sentences. */

import type { Policy } from '../model/policy/policy.ts'
import { localeOf } from './time.ts'

const HOUR_MS = 3_600_000

/** The units, each with the smallest value that it is used for: 24 hours, but 2 days. */
const UNITS = [
  ['day', 24 * HOUR_MS, 2],
  ['hour', HOUR_MS, 1],
  ['minute', 60_000, 1],
] as const

/**
 * The value of `{period}`, such as `24 hours`, and `{amount}`, the number in it, for a verb's form. `{hours}` is
 * for organisations' own sentences.
 */
export const periodOf = (
  ms: number,
  policy: Policy,
): { readonly period: string; readonly amount: string; readonly hours: string } => {
  const [, amount] = inUnit(ms)
  return {
    period: spellPeriod(ms, localeOf(policy)),
    amount: String(amount),
    hours: hoursOf(ms),
  }
}

/** A duration as people say it. */
export const spellPeriod = (ms: number, locale: string): string => {
  const [unit, amount] = inUnit(ms)
  const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, options).format(amount)
}

/** In the largest unit that says it to a tenth, or nearly. */
const inUnit = (ms: number): readonly [string, number] => {
  for (const [unit, unitMs, least] of UNITS) {
    const amount = ms / unitMs
    const isExact = Number.isInteger(10 * amount) || amount >= 10
    if (amount >= least && isExact) return [unit, Math.round(10 * amount) / 10]
  }
  return ['second', Math.round(ms / 100) / 10]
}

/** To a tenth of an hour; a short one more exactly, never as 0. */
const hoursOf = (ms: number): string => {
  const hours = ms / HOUR_MS
  const short = Number(Math.max(hours, 0.0001).toPrecision(2))
  return String(hours < 0.1 ? short : Math.round(10 * hours) / 10)
}
