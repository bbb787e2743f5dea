import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'

test('counters add up by their labels, and each metric has a description', () => {
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

test('a histogram counts values up to each bound, and all in +Inf', () => {
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

test('each documented metric has a description', () => {
  const metrics = createMetrics()
  const listed = readFileSync('docs/operation.md', 'utf8').matchAll(/^\| `(postern_\w+)/gm)
  const names = [...listed].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(9)
  for (const name of names) metrics.count(name)
  for (const name of names) expect(metrics.text()).toContain(`# HELP ${name} `)
})

test('deliveries to a CRM are counted by outcome', async () => {
  const rig = createRig()
  rig.crmOutcomes.push({ status: 'retry', code: 'http_500' })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.advance(60_000)
  const counted = rig.gateway.metrics.read('postern_tells_total')
  expect(counted.map(({ labels, value }) => ({ ...labels, value }))).toEqual([
    { connection: 'acme-crm', outcome: 'retry', code: 'http_500', value: 1 },
    { connection: 'acme-crm', outcome: 'accepted', code: '', value: expect.any(Number) },
  ])
})
