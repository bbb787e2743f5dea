/** The page that shows at a glance what the gateway does. */

import { barChart, lineChart } from '../kit/chart.ts'
import { html } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { countBy, type Samples, sum } from '../kit/samples.ts'
import type { Visit } from '../kit/visit.ts'

/** Counters of this process, and what waits in the store. */
export const overviewPage = async (visit: Visit, samples: Samples): Promise<View> => {
  const { store, metrics, clock } = visit.gateway
  samples.take()
  const list = samples.list()
  const { ready, dead, oldestAt } = await store.depth()
  const oldest = oldestAt === undefined ? 0 : Math.max(0, clock() - oldestAt) / 1000
  const verdicts = (status: string) =>
    sum(metrics, 'postern_verdicts_total', (labels) => labels.status === status && isAsked(labels))
  const counters: readonly (readonly [string, string | number])[] = [
    ['Messages in', sum(metrics, 'postern_inputs_total', ({ kind }) => kind === 'inbound')],
    ['Messages out', sum(metrics, 'postern_sends_total', ({ outcome }) => outcome === 'accepted')],
    ['Refused', verdicts('refused')],
    ['Held', verdicts('held')],
    ['Waiting', ready],
    ['Oldest waiting', age(oldest)],
    ['Dead letters', dead],
  ]
  const refusals = countBy(
    metrics,
    'postern_verdicts_total',
    'reason',
    (labels) => labels.status === 'refused' && isAsked(labels),
  )
  return {
    title: 'Overview',
    body: html`<h1>Overview</h1>
<p class="lead">Since this process started${visit.several && ', for all organisations'}. The charts show the last ten minutes.</p>
<div id="overview" data-live>
<ul class="counters">${counters.map(
      ([name, value]) => html`<li><strong>${value}</strong> <span>${name}</span></li>`,
    )}</ul>
<div class="charts">
${lineChart(
  'Messages in and out, every five seconds',
  [
    { name: 'in', values: list.map(({ received }) => received) },
    { name: 'out', values: list.map(({ sent }) => sent) },
  ],
  '',
)}
${lineChart('CRM delivery lag', [{ name: 'lag', values: list.map(({ lag }) => lag) }], ' s')}
${barChart('Refusals by reason', refusals, 'No refusals.')}
${barChart('Sends by outcome', countBy(metrics, 'postern_sends_total', 'outcome'), 'No sends.')}
</div></div>`,
  }
}

const age = (seconds: number) =>
  seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`

/** What an agent asked for; receipts and timers have verdicts too. */
const isAsked = ({ kind }: Readonly<Record<string, string>>) =>
  kind === 'outbound' || kind === 'opt_in_request'
