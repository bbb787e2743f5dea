/** Counters and histograms in the Prometheus text format. */

type Labels = Readonly<Record<string, string>>

export interface Metrics {
  /** Adds to a counter. */
  count(name: string, labels?: Labels, by?: number): void
  /** Records a duration for a histogram in seconds. */
  observe(name: string, seconds: number, labels?: Labels): void
  /** Sets a gauge. */
  gauge(name: string, value: number, labels?: Labels): void
  /** Prometheus text exposition, version 0.0.4. */
  text(): string
}
