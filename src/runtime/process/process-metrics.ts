/** Figures of the process, by the names that Prometheus' own clients use. */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import about from '../../../package.json' with { type: 'json' }
import type { Metrics } from '../../telemetry/metrics.ts'

/** Collects them whenever metrics are read. */
export const collectProcess = (metrics: Metrics): void => {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  let counted = 0
  metrics.gauge('process_start_time_seconds', Math.round(performance.timeOrigin / 1000))
  metrics.gauge('postern_build_info', 1, { version: about.version, node: process.version })
  metrics.collect(() => {
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed } = process.memoryUsage()
    const used = (user + system) / 1e6
    metrics.count('process_cpu_seconds_total', {}, used - counted)
    counted = used
    metrics.gauge('process_resident_memory_bytes', rss)
    metrics.gauge('nodejs_heap_size_used_bytes', heapUsed)
    metrics.gauge('nodejs_eventloop_lag_p99_seconds', Math.max(0, delay.percentile(99) / 1e9))
    delay.reset()
  })
}
