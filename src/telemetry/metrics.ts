/** Counters and histograms in the Prometheus text format. */

type Labels = Readonly<Record<string, string>>

export interface Metrics {
  /** Adds to a counter. */
  count(name: string, labels?: Labels, by?: number): void
  /** Records a duration for a histogram in seconds. */
  observe(name: string, seconds: number, labels?: Labels): void
  /** Sets a gauge. */
  gauge(name: string, value: number, labels?: Labels): void
  /** Calls back before each `text`, for figures that are there at all times. */
  collect(gather: () => void): void
  /** The present series of a metric; of a histogram, how often it was observed and the sum. */
  read(name: string): readonly Reading[]
  /** Prometheus text exposition, version 0.0.4. */
  text(): string
}

export type Reading = { readonly labels: Labels; readonly value: number; readonly sum: number }

/** The help text of each metric. No label names a person. */
const HELP: Readonly<Record<string, string>> = {
  postern_inputs_total: 'Inputs committed, by kind.',
  postern_verdicts_total: 'Verdicts by kind of input, status and reason.',
  postern_observations_total: 'Messages that passed only because of observe mode, by reason.',
  postern_sends_total: 'Attempts to hand a message to a provider, by connection and outcome.',
  postern_tells_total: 'Attempts to deliver an event to a CRM, by connection and outcome.',
  postern_crm_delivery_lag_seconds:
    'Time from the commit of an event until the CRM has accepted it.',
  postern_outbox_depth: 'Tasks that are ready, and dead letters.',
  postern_outbox_oldest_seconds: 'Age of the oldest unfinished task.',
  postern_commit_seconds: 'Time from a decision until it is on disk.',
  postern_webhooks_rejected_total: 'Webhooks refused before anything was stored, by code.',
  postern_inbound_uncarried_total:
    "Customers' messages that are not supported, by kind, or only in part (`group`).",
  postern_http_request_seconds: 'Requests answered, by method, route and status.',
  postern_events_total:
    'Events for the CRM, by type: consent.questioned opens a doubt, consent.settled closes it.',
  postern_queue_depth: 'Tasks that wait, by connection.',
  postern_queue_oldest_seconds: 'Age of the oldest task that waits, by connection.',
  postern_attempts_in_doubt:
    'Sends and events that may have succeeded; a send is looked up before it is repeated.',
  postern_sessions_closing:
    'Contacts whose session closes, or whose held message is due, within the hour.',
  postern_breaker_state: 'Circuit of a connection: 0 closed, 1 being probed, 2 open.',
  postern_attempts_under_way: 'Attempts of this process that are under way, by connection.',
  postern_circuit_changes_total: 'Circuits opened and closed, by connection.',
  postern_build_info: 'Version of Postern and of Node; always 1.',
  process_cpu_seconds_total: 'CPU time of the process.',
  process_resident_memory_bytes: 'Resident memory of the process.',
  process_start_time_seconds: 'When the process started, in Unix time.',
  nodejs_heap_size_used_bytes: 'Memory of live JavaScript objects.',
  nodejs_eventloop_lag_p99_seconds:
    'Delay of the event loop since the last scrape, 99th percentile.',
  postern_reconciled_total: 'Messages that no webhook reported, found by asking the provider.',
}

/** Upper bounds in seconds: from a commit to a CRM that was away for a day. */
const BOUNDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 300, 1800,
  7200, 86_400,
]

type Series = { readonly labels: Labels; readonly counts: number[]; value: number; sum: number }
type Family = {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly series: Map<string, Series>
}

/**
 * Metrics of one process, in memory.
 *
 * @example createMetrics().count('postern_reconciled_total', {}, found)
 */
export const createMetrics = (): Metrics => {
  const families = new Map<string, Family>()
  const gathered: (() => void)[] = []

  const seriesOf = (name: string, type: Family['type'], labels: Labels): Series => {
    let family = families.get(name)
    if (!family) {
      family = { type, series: new Map() }
      families.set(name, family)
    }
    let key = ''
    for (const label in labels) key += `${labels[label]}\0`
    let series = family.series.get(key)
    if (!series) {
      series = { labels, value: 0, sum: 0, counts: [] }
      family.series.set(key, series)
    }
    return series
  }

  return {
    count: (name, labels = {}, by = 1) => {
      seriesOf(name, 'counter', labels).value += by
    },
    observe: (name, seconds, labels = {}) => {
      const series = seriesOf(name, 'histogram', labels)
      const bucket = BOUNDS.findIndex((bound) => seconds <= bound)
      if (bucket >= 0) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
      series.value += 1
      series.sum += seconds
    },
    gauge: (name, value, labels = {}) => {
      seriesOf(name, 'gauge', labels).value = value
    },
    read: (name) => [...(families.get(name)?.series.values() ?? [])],
    collect: (gather) => void gathered.push(gather),
    text: () => {
      for (const gather of gathered) gather()
      return `${[...families].flatMap(([name, family]) => describe(name, family)).join('\n')}\n`
    },
  }
}

const describe = (name: string, { type, series }: Family): string[] => [
  `# HELP ${name} ${HELP[name] ?? name}`,
  `# TYPE ${name} ${type}`,
  ...[...series.values()].flatMap((one) =>
    type === 'histogram' ? buckets(name, one) : [`${name}${formatLabels(one.labels)} ${one.value}`],
  ),
]

const buckets = (name: string, { labels, counts, value, sum }: Series): string[] => {
  let below = 0
  const lines = BOUNDS.map((bound, i) => {
    below += counts[i] ?? 0
    return `${name}_bucket${formatLabels({ ...labels, le: String(bound) })} ${below}`
  })
  return [
    ...lines,
    `${name}_bucket${formatLabels({ ...labels, le: '+Inf' })} ${value}`,
    `${name}_sum${formatLabels(labels)} ${sum}`,
    `${name}_count${formatLabels(labels)} ${value}`,
  ]
}

const formatLabels = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

const escapeValue = (value: string) =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
