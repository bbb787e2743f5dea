import { expect, test } from 'vitest'
import { createMetrics } from '../src/metrics.ts'

test('counters add up by their labels, and each family says what it means', () => {
  const metrics = createMetrics()
  metrics.count('postern_inputs_total', { kind: 'inbound' })
  metrics.count('postern_inputs_total', { kind: 'inbound' })
  metrics.count('postern_inputs_total', { kind: 'receipt' }, 3)
  expect(metrics.text()).toBe(
    [
      '# HELP postern_inputs_total Inputs committed, by kind.',
      '# TYPE postern_inputs_total counter',
      'postern_inputs_total{kind="inbound"} 2',
      'postern_inputs_total{kind="receipt"} 3',
      '',
    ].join('\n'),
  )
})

test('a gauge shows its last value', () => {
  const metrics = createMetrics()
  metrics.gauge('postern_outbox_depth', 7, { state: 'ready' })
  metrics.gauge('postern_outbox_depth', 2, { state: 'ready' })
  expect(metrics.text()).toContain('postern_outbox_depth{state="ready"} 2\n')
})

test('a histogram counts what is at or below each bound, and everything in +Inf', () => {
  const metrics = createMetrics()
  for (const seconds of [0.0005, 0.003, 0.003, 1e6])
    metrics.observe('postern_commit_seconds', seconds)
  const text = metrics.text()
  expect(text).toContain('# TYPE postern_commit_seconds histogram')
  expect(text).toContain('postern_commit_seconds_bucket{le="0.0005"} 1\n')
  expect(text).toContain('postern_commit_seconds_bucket{le="0.0025"} 1\n')
  expect(text).toContain('postern_commit_seconds_bucket{le="0.005"} 3\n')
  expect(text).toContain('postern_commit_seconds_bucket{le="86400"} 3\n')
  expect(text).toContain('postern_commit_seconds_bucket{le="+Inf"} 4\n')
  expect(text).toContain('postern_commit_seconds_count 4\n')
  expect(text).toContain('postern_commit_seconds_sum 1000000.0065\n')
})

test('quotes, backslashes and line breaks in a label cannot break the format', () => {
  const metrics = createMetrics()
  metrics.count('postern_sends_total', { connection: 'a"b\\c\nd' })
  expect(metrics.text()).toContain('postern_sends_total{connection="a\\"b\\\\c\\nd"} 1\n')
})
