/** The dashboard and the alert rules ask for nothing that `/metrics` does not answer. */

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { collectProcess } from '../../src/runtime/process/process-metrics.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'

const dashboard: {
  panels: { title: string; targets: { expr: string; legendFormat: string }[] }[]
} = JSON.parse(readFileSync('docs/monitoring/grafana.json', 'utf8'))
const alerts = readFileSync('docs/monitoring/alerts.yml', 'utf8')

const EXPRESSIONS = [
  ...dashboard.panels.flatMap(({ targets }) =>
    targets.map(({ expr, legendFormat }) => ({
      expr,
      labels: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label),
    })),
  ),
  ...[...alerts.matchAll(/expr: (.+)\n(?:.*\n){3}.*summary: (.+)/g)].map(
    ([, expr = '', summary]) => ({
      expr,
      labels: [...(summary ?? '').matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label),
    }),
  ),
]

/** Something of everything that is counted. */
const scrape = async (): Promise<string> => {
  const rig = createRig()
  collectProcess(rig.gateway.metrics)
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const message = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hi' }
  await rig.call('POST', '/v1/messages', message)
  await rig.writes(MARIA, ACME.whatsapp, 'please stop writing to me maybe')
  await rig.app.request('/webhooks/acme-phone/messages', { method: 'POST', body: '[]' })
  return (await rig.call('GET', '/metrics')).body
}

/** Prometheus adds these itself. */
const OWN_LABELS = ['instance', 'job', 'le']

it('dashboard and alerts only use existing metrics and labels', async () => {
  const text = await scrape()
  const series = [...text.matchAll(/^([a-z]\w*)(?:\{(.*)\})? [^ ]+$/gm)].map(
    ([, name, labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label),
    }),
  )
  expect(EXPRESSIONS.length).toBeGreaterThan(30)
  for (const { expr, labels } of EXPRESSIONS) {
    const names = [...expr.matchAll(/\b(?:postern|process|nodejs)_\w+/g)].map(([name]) => name)
    expect(names, expr).not.toEqual([])
    const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) =>
      list.split(', '),
    )
    const selected = [...expr.matchAll(/(\w+)(?:=|!=|=~|!~)"/g)].map(([, label]) => label)
    for (const name of names) {
      const found = series.filter((one) => one.name === name)
      expect(found.length, `${name} in ${expr}`).toBeGreaterThan(0)
      for (const label of [...grouped, ...selected, ...labels].filter(
        (label) => !OWN_LABELS.includes(label ?? ''),
      ))
        expect(
          found.flatMap((one) => one.labels),
          `${label} of ${name} in ${expr}`,
        ).toContain(label)
    }
  }
})

it('each metric is explained to Prometheus, and named in the document', async () => {
  const text = await scrape()
  const documented = readFileSync('docs/operation.md', 'utf8')
  for (const [, name = '', help] of text.matchAll(/^# HELP (\w+) (.*)$/gm)) {
    expect(help, name).not.toBe(name)
    if (name.startsWith('postern_')) expect(documented).toContain(name)
  }
})
