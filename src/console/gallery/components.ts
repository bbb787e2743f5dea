/** Every component of the console in each of its states, on one page of the sandbox. */

import { barChart, lineChart } from '../kit/chart.ts'
import {
  button,
  chip,
  choice,
  empty,
  facts,
  failed,
  field,
  type Html,
  html,
  loading,
  onRequest,
  pager,
  said,
  when,
} from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import type { PageContext } from '../kit/page-context.ts'

const AT = '2026-11-24T09:00:00.000Z'

/** A form on it leads back to it. */
export const componentsPage = async (context: PageContext): Promise<View> => {
  const here = context.link('/components')
  return {
    title: 'Components',
    scripts: ['/console/charts.js'],
    body: html`<h1>Components</h1>
<p class="lead">Every component of the console in each state. <a href="${context.link('/components/composer')}">The composer has its own page</a>.</p>
${section('Buttons', buttons(here))}
${section('Fields', fields(here))}
${section('Chips', chips)}
${section('Notices', notices)}
${section('Empty, loading, failed', states)}
${section('Cards and facts', cards)}
${section('Messages', messages)}
${section('Tables', tables)}
${section('Charts', charts())}
${section('Links', links(here))}`,
  }
}

const section = (name: string, specimens: readonly Html[]): Html =>
  html`<section><h2>${name}</h2><div class="specimens">${specimens}</div></section>`

const buttons = (here: string): readonly Html[] => [
  button(here, 'Changes something'),
  html`<form method="get" action="${here}"><button type="submit" class="first">The first of several</button></form>`,
  html`<p><button type="button" disabled>Disabled</button></p>`,
  html`<p><button type="button" aria-disabled="true">Disabled, with the focus</button></p>`,
  onRequest('Behind a word', html`<p>Opened.</p>`),
  html`<details open><summary>Disclosure, open</summary><p>Opened.</p></details>`,
]

const OPTIONS = [
  ['', 'All'],
  ['whatsapp', 'WhatsApp'],
  ['sms', 'SMS'],
] as const

const fields = (here: string): readonly Html[] => [
  field('empty', 'Empty', '', 'with a hint'),
  field('filled', 'Filled in', 'whatsapp:+15550102030'),
  field('required', 'Required', '', '', true),
  html`<label>Disabled<input value="Not yours" disabled></label>`,
  html`<div><label>Wrong<input value="12" aria-invalid="true" aria-describedby="wrong"></label><p id="wrong" class="failed">must be a number of 8 to 15 digits</p></div>`,
  choice('choice', 'One of several', OPTIONS, 'sms'),
  html`<label>Several lines<textarea rows="2">One
Two</textarea></label>`,
  html`<form class="filters" method="get" action="${here}">${field('q', 'Search', '')}<button type="submit">Show</button></form>`,
]

const chips: readonly Html[] = [
  html`<p>${chip('good', 'delivered')} ${chip('bad', 'failed')} ${chip('busy', 'waiting for consent')} ${chip('plain', 'marketing')}</p>`,
]

const notices: readonly Html[] = [
  html`<p class="notice" role="status">The sender is active again.</p>`,
  html`<p class="failed">The provider does not accept this sender.</p>`,
  html`<p class="verdict good">Free text may be sent until ${when(AT)}.</p>`,
  html`<p class="verdict bad">The contact asked to stop.</p>`,
  html`<p class="why">More than 24 hours have passed since the contact’s last message.</p>`,
]

const states: readonly Html[] = [
  empty('No contacts match.'),
  loading('The composer is being opened…'),
  failed('No answer from the gateway. Trying again…'),
]

const cards: readonly Html[] = [
  html`<article class="card"><h3>A card ${chip('good', 'active')}</h3>${facts([
    ['Line', 'Advisory'],
    ['Since', when(AT)],
    ['Id', html`<code>msg_1</code>`],
  ])}</article>`,
  html`<article class="card"><h3>${'A name of one very long word: '.concat('abcdefghij'.repeat(6))}</h3><p>Breaks where it must.</p></article>`,
  html`<ul class="counters"><li><strong>1 024</strong> <span>Messages in</span></li><li><strong>0</strong> <span>Refused</span></li></ul>`,
]

const messages: readonly Html[] = [
  html`<div class="thread"><div class="bubble"><p>${said('Hello, is my contract ready?')}</p></div>
<div class="bubble outbound"><p>${said('It is: shall we meet on Monday?')}</p><p class="quiet">${when(AT)}</p></div></div>`,
  html`<div class="thread"><div class="bubble"><p>${said('مرحبا، هل عقدي جاهز؟')}</p></div></div>`,
]

const HEAD = ['Sender', 'In', 'Out'] as const
const table = (rows: readonly (readonly string[])[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="A table of ${rows.length}"><table class="wide"><thead><tr>${HEAD.map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([name, ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`

const tables: readonly Html[] = [
  table([
    ['whatsapp:+15550001111', '12', '9'],
    ['sms:+15550001111', '1', '0'],
  ]),
  empty('No senders.'),
]

const HOUR_S = 3600
const TIMES = Array.from({ length: 24 }, (_, i) => Date.parse(AT) / 1000 + i * HOUR_S)

const charts = (): readonly Html[] => {
  const [up, down] = [TIMES.map((_, i) => i % 7), TIMES.map((_, i) => (i % 5 === 0 ? null : i % 3))]
  return [
    lineChart(
      'Lines',
      {
        times: TIMES,
        unit: '',
        lines: [
          { name: 'in', values: up },
          { name: 'out', values: down },
        ],
      },
      '',
    ),
    lineChart('Lines, empty', { times: TIMES, unit: '', lines: [] }, 'No messages.'),
    barChart(
      'Bars',
      [
        ['session_closed', 12],
        ['consent_pending', 3],
      ],
      '',
    ),
    barChart('Bars, empty', [], 'Nothing was refused.'),
  ]
}

const links = (here: string): readonly Html[] => [
  html`<p><a href="${here}">A link</a></p>`,
  html`<nav class="tabs wrap" aria-label="Tabs"><a href="${here}" aria-current="page">Chosen</a><a href="${here}">Not chosen</a></nav>`,
  html`${pager(here, 'The next page')}`,
]
