/** The page of observations: messages that the gate would have refused or held. */

import type * as z from 'zod'
import { listObservations, observationsSchema } from '../../http/v1/messages/observations.ts'
import { barChart } from '../kit/chart.ts'
import { chip, facts, type Html, html, inWords, number, pager, said, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'

type Observation = z.output<typeof observationsSchema>['observations'][number]

/** Newest first, with the number for each reason. */
export const observationsPage = async (context: PageContext): Promise<View> => {
  const { query, link } = context
  const [cursor, reason] = [query('cursor'), query('reason')]
  const { observations, counts, next } = await callApi(
    context,
    listObservations,
    observationsSchema,
    {
      query: { ...(cursor && { cursor }), ...(reason && { reason }) },
    },
  )
  const reasons = Object.entries(counts).toSorted(([, a], [, b]) => b - a)
  return {
    title: 'Observations',
    body: html`<h1>Observations</h1>
<p class="lead">Where <code>enforce</code> is <code>observe</code> every message passes. These would have been refused or held.</p>
${
  reasons.length > 0 &&
  html`<nav class="tabs wrap" aria-label="By reason"><a href="${link('/observations')}"${!reason && html` aria-current="page"`}>All</a>${reasons.map(
    ([one]) =>
      html`<a href="${link('/observations', { reason: one })}"${one === reason && html` aria-current="page"`}>${inWords(one)}</a>`,
  )}</nav>
${barChart('By reason', reasons, '')}`
}
<div id="observations" data-live>${
      observations.length > 0
        ? html`<ul class="cards">${observations.map((one) => card(context, one))}</ul>`
        : html`<p class="empty">Nothing was observed. A sender observes when its policy has <code>"enforce": "observe"</code>.</p>`
    }</div>
${pager(next && link('/observations', { reason, cursor: next }), 'Earlier observations')}`,
  }
}

const card = ({ link }: PageContext, one: Observation): Html => {
  const { at, address, sender, agent, verdict, reason, sentence } = one
  return html`<li class="card"><h2><a href="${link(contactPath(address))}">${number(address)}</a></h2>
<p>${chip(verdict === 'refused' ? 'bad' : 'busy', `would be ${verdict}`)} ${chip('plain', inWords(reason))}</p>
<p class="why">${said(sentence)}</p>
${facts([['At', when(at)], ['Sender', number(sender)], ...(agent === undefined ? [] : [['Agent', said(agent)] as const])])}</li>`
}
