/** The overview of a day, a week or a month, from the database. */

import { HOUR_MS, LAGS, readTallies } from '../../engine/periodic/tally.ts'
import type { Tally } from '../../ports/store/tallies.ts'
import { isoTime } from '../../wire/events.ts'
import { barChart, type Line, lineChart } from '../kit/chart.ts'
import { type Html, html, number, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import type { PageContext } from '../kit/page-context.ts'

const RANGES = {
  day: { label: 'A day', hours: 24, stepMs: HOUR_MS },
  week: { label: 'A week', hours: 7 * 24, stepMs: 6 * HOUR_MS },
  month: { label: 'A month', hours: 30 * 24, stepMs: 24 * HOUR_MS },
} as const
type Range = keyof typeof RANGES

/** The stored hourly counts, plus entries recorded since. */
export const overviewPage = async (context: PageContext): Promise<View> => {
  const { gateway, organisation, caller, choose } = context
  const { store } = gateway
  const range = choose('range', Object.keys(RANGES) as Range[]) || 'day'
  const { hours, stepMs } = RANGES[range]
  const end = caller.at - (caller.at % stepMs) + stepMs
  const from = end - hours * HOUR_MS
  const [{ tallies, until }, lags, depth] = await Promise.all([
    readTallies(gateway, organisation.id, from),
    store.tallies(LAGS, from, end),
    store.depth(),
  ])
  const sum = (what: Tally['what'], detail?: string) =>
    tallies
      .filter((one) => one.what === what && (detail === undefined || one.detail === detail))
      .reduce((all, { n }) => all + n, 0)
  const counters = [
    ['Messages in', sum('received')],
    ['Messages out', sum('sent')],
    ['Refused', sum('refused')],
    ['Held', sum('held')],
    ['Consents', sum('consent', 'granted')],
    ['Opt-outs', sum('consent', 'revoked') + sum('consent', 'refused')],
  ] as const
  return {
    title: 'Overview',
    scripts: ['/console/charts.js'],
    body: html`<h1>Overview</h1>
${ranges(context, range)}
<ul class="counters">${counters.map(([name, value]) => counter(name, value))}</ul>
<p class="quiet">Counted up to ${when(isoTime(Math.min(until, caller.at)))}, for ${organisation.name}.</p>
<section class="now" aria-labelledby="now-name"><h2 id="now-name">At the moment</h2>
<ul id="now" data-live>${waiting(context, depth, caller.at)}</ul></section>
<h2>Over time</h2>
<div class="charts">${charts(context, tallies, lags, { from, end, stepMs })}
${barChart('Refused by reason', byDetail(tallies), 'Nothing was refused.')}</div>
<h2>Delivery by sender</h2>
${delivery(context, tallies)}`,
  }
}

const ranges = ({ link }: PageContext, chosen: Range): Html =>
  html`<nav class="tabs" aria-label="Period">${Object.entries(RANGES).map(
    ([range, { label }]) =>
      html`<a href="${link('/overview', { range })}"${range === chosen && html` aria-current="page"`}>${label}</a>`,
  )}</nav>`

const counter = (name: string, value: string | number): Html =>
  html`<li><strong>${value}</strong> <span>${name}</span></li>`

type Depth = { readonly ready: number; readonly dead: number; readonly oldestAt?: number }

const waiting = (
  { link, several }: PageContext,
  { ready, dead, oldestAt }: Depth,
  now: number,
): readonly (Html | false)[] => {
  const seconds = oldestAt === undefined ? 0 : Math.max(0, now - oldestAt) / 1000
  const age = seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
  const letters = dead === 1 ? '1 dead letter' : `${dead} dead letters`
  const tasks = ready === 1 ? 'send or event' : 'sends and events'
  return [
    html`<li>${ready === 0 ? 'No sends or events are pending' : html`<strong>${ready}</strong> ${tasks} on the way, the oldest for ${age}`}</li>`,
    html`<li>${dead === 0 ? 'No dead letters' : html`<a href="${link('/dead-letters')}">${letters}</a>`}</li>`,
    several && html`<li class="quiet">Both count all organisations</li>`,
    html`<li><a href="${link('/contacts', { held: 'yes' })}">Held messages</a></li>`,
  ]
}

type Span = { readonly from: number; readonly end: number; readonly stepMs: number }

const charts = (
  { organisation }: PageContext,
  tallies: readonly Tally[],
  lags: readonly Tally[],
  span: Span,
): readonly Html[] => {
  const times = Array.from(
    { length: (span.end - span.from) / span.stepMs },
    (_, i) => (span.from + i * span.stepMs) / 1000,
  )
  const line = (name: string, isMeant: (tally: Tally) => boolean): Line => ({
    name,
    values: steps(tallies.filter(isMeant), span).map(({ n }) => n),
  })
  const crms = new Set<string>(organisation.crms)
  const measured = steps(
    lags.filter(({ sender }) => crms.has(sender)),
    span,
  )
  const consent = (name: string, ...details: readonly string[]) =>
    line(name, ({ what, detail }) => what === 'consent' && details.includes(detail))
  return [
    lineChart(
      'Messages in and out',
      {
        times,
        unit: '',
        lines: [
          line('in', ({ what }) => what === 'received'),
          line('out', ({ what }) => what === 'sent'),
        ],
      },
      'No messages.',
    ),
    lineChart(
      'Consents and opt-outs',
      {
        times,
        unit: '',
        lines: [consent('consents', 'granted'), consent('opt-outs', 'revoked', 'refused')],
      },
      'Nobody agreed or opted out.',
    ),
    lineChart(
      'CRM lag, on average',
      {
        times,
        unit: 's',
        lines: [
          {
            name: 'lag',
            values: measured.map(({ n, total }) => (n === 0 ? null : total / n / 1000)),
          },
        ],
      },
      'No lag was measured. It is recorded once a minute.',
    ),
  ]
}

/** The sums of each step. */
const steps = (tallies: readonly Tally[], { from, end, stepMs }: Span) => {
  const sums = Array.from({ length: (end - from) / stepMs }, () => ({ n: 0, total: 0 }))
  for (const { hour, n, total } of tallies) {
    const step = sums[Math.floor((hour - from) / stepMs)]
    if (!step) continue
    step.n += n
    step.total += total
  }
  return sums
}

const byDetail = (tallies: readonly Tally[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>()
  for (const { what, detail, n } of tallies)
    if (what === 'refused') counts.set(detail, (counts.get(detail) ?? 0) + n)
  return [...counts].toSorted(([, a], [, b]) => b - a)
}

const delivery = ({ organisation }: PageContext, tallies: readonly Tally[]): Html => {
  const count = (sender: string, what: Tally['what'], detail?: string) =>
    tallies
      .filter((one) => one.sender === sender && one.what === what)
      .filter((one) => detail === undefined || one.detail === detail)
      .reduce((all, { n }) => all + n, 0)
  const rows = organisation.senders.map(({ address }) => ({
    address,
    received: count(address, 'received'),
    sent: count(address, 'sent'),
    delivered: count(address, 'status', 'delivered'),
    read: count(address, 'status', 'read'),
    failed: count(address, 'status', 'failed'),
  }))
  const head = ['Sender', 'In', 'Out', 'Delivered', 'Read', 'Failed', 'Delivered rate']
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Delivery by sender"><table class="wide"><thead><tr>${head.map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ address, received, sent, delivered, read, failed }) =>
      html`<tr><th scope="row">${number(address)}</th><td>${received}</td><td>${sent}</td><td>${delivered}</td><td>${read}</td><td>${failed}</td><td>${share(delivered, sent)}</td></tr>`,
  )}</tbody></table></div>`
}

/** Statuses of messages from before the time may be among them. */
const share = (part: number, all: number) =>
  all === 0 ? '–' : `${Math.min(100, Math.round((100 * part) / all))} %`
