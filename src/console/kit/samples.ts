/** What the metrics came to in each of the last intervals, in memory. */

import type { Clock } from '../../ports/side.ts'
import type { Metrics, Reading } from '../../telemetry/metrics.ts'

export const SAMPLE_EVERY_MS = 5_000
/** Ten minutes. */
const KEPT = 120

/** One interval, which ended at `at`. */
export type Sample = {
  readonly at: number
  readonly received: number
  readonly sent: number
  /** How long the CRM's events took on average, in seconds; undefined when it got none. */
  readonly lag: number | undefined
}

export type Samples = {
  /** Takes one unless the last is younger than half an interval. */
  take(): void
  /** Oldest first. */
  list(): readonly Sample[]
}

/** `clock` is the real one, which can't be moved. */
export const createSamples = (metrics: Metrics, clock: Clock): Samples => {
  const samples: Sample[] = []
  let before = totals(metrics)
  let takenAt = clock()
  return {
    take: () => {
      const at = clock()
      if (at - takenAt < SAMPLE_EVERY_MS / 2) return
      const now = totals(metrics)
      const events = now.events - before.events
      samples.push({
        at,
        received: now.received - before.received,
        sent: now.sent - before.sent,
        lag: events > 0 ? (now.lag - before.lag) / events : undefined,
      })
      samples.splice(0, samples.length - KEPT)
      before = now
      takenAt = at
    },
    list: () => samples,
  }
}

const totals = (metrics: Metrics) => {
  const lags = metrics.read('postern_crm_delivery_lag_seconds')
  return {
    received: sum(metrics, 'postern_inputs_total', ({ kind }) => kind === 'inbound'),
    sent: sum(metrics, 'postern_sends_total', ({ outcome }) => outcome === 'accepted'),
    events: lags.reduce((all, { value }) => all + value, 0),
    lag: lags.reduce((all, one) => all + one.sum, 0),
  }
}

/** The counts of a metric's series that are meant. */
export const sum = (
  metrics: Metrics,
  name: string,
  isMeant: (labels: Reading['labels']) => boolean,
): number =>
  metrics.read(name).reduce((all, { labels, value }) => all + (isMeant(labels) ? value : 0), 0)

/** The counts of a metric by one of its labels, most first. */
export const countBy = (
  metrics: Metrics,
  name: string,
  label: string,
  isMeant: (labels: Reading['labels']) => boolean = () => true,
): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>()
  for (const { labels, value } of metrics.read(name)) {
    const key = labels[label] ?? ''
    if (isMeant(labels)) counts.set(key, (counts.get(key) ?? 0) + value)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}
