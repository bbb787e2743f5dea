/** The replay of the last month under a pasted policy. */

import { readLayer } from '../../config/layers.ts'
import type { Sender } from '../../config/schema.ts'
import { type Replayed, replayPolicy } from '../../engine/replay.ts'
import { isoTime } from '../../wire/events.ts'
import { chip, type Html, html, inWords, number, said, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { contactPath, type PageContext } from '../kit/page-context.ts'
import { chosenSender } from './sender.ts'

const MAX_POLICY = 8_000
const EXAMPLE = '{\n  "quietHours": { "enabled": true, "applyTo": "all" }\n}'

/** Asks for the policy. */
export const replayForm = (context: PageContext, { address }: Sender, pasted = EXAMPLE): Html =>
  html`<section aria-labelledby="replay"><h2 id="replay">What would have happened?</h2>
<p>Paste the changes for this sender. The gate decides the requests of its agents in the last 30 days again; nothing is sent or stored.</p>
<form class="stacked" method="post" action="${context.link('/policy/replay', { sender: address })}">
<label>Policy (JSON)<textarea name="policy" rows="8" maxlength="${MAX_POLICY}" spellcheck="false" required>${pasted}</textarea></label>
<button type="submit" class="first">Replay the last 30 days</button></form></section>`

/** One page of contacts; the way to the next one carries the policy on. */
export const replayPage = async (context: PageContext, form: URLSearchParams): Promise<View> => {
  const sender = chosenSender(context)
  const pasted = form.get('policy') ?? ''
  const read = readLayer(sender, pasted.slice(0, MAX_POLICY))
  const head = html`<h1>Replay</h1><p class="lead">${number(sender.address)}. <a href="${context.link('/policy', { sender: sender.address })}">Back to the policy in force</a></p>`
  if ('problems' in read)
    return {
      title: 'Replay',
      body: html`${head}<div class="verdict bad" role="alert">This policy can't be used:<ul>${read.problems.map((one) => html`<li>${one}</li>`)}</ul></div>${replayForm(context, sender, pasted)}`,
    }
  const cursor = form.get('cursor') || undefined
  const replayed = await replayPolicy(context.gateway, sender, read.rules, cursor)
  return {
    title: 'Replay',
    body: html`${head}${result(context, replayed)}${
      replayed.next &&
      html`<form method="post" action="${context.link('/policy/replay', { sender: sender.address })}"><input type="hidden" name="policy" value="${pasted}"><input type="hidden" name="cursor" value="${replayed.next}"><button type="submit">The next contacts</button></form>`
    }${replayForm(context, sender, pasted)}`,
  }
}

const result = (
  context: PageContext,
  { contacts, asked, outcomes, examples, skipped }: Replayed,
): Html => {
  const changed = outcomes
    .filter(({ before, after }) => before !== after)
    .reduce((all, { n }) => all + n, 0)
  return html`<ul class="counters"><li><strong>${contacts}</strong> <span>Contacts checked</span></li><li><strong>${asked}</strong> <span>Messages and requests</span></li><li><strong>${changed}</strong> <span>Decided differently</span></li></ul>
${skipped > 0 && html`<p class="quiet">${skipped === 1 ? 'A contact has too long a journal and is' : `${skipped} contacts have too long a journal and are`} not counted.</p>`}
${
  outcomes.length === 0
    ? html`<p class="empty">No agent used this sender with these contacts in the last 30 days.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="By reason"><table class="wide"><thead><tr><th scope="col">In force</th><th scope="col">Under this policy</th><th scope="col">How often</th></tr></thead><tbody>${outcomes.map(
        ({ before, after, n }) =>
          html`<tr><th scope="row">${inWords(before)}</th><td>${inWords(after)}</td><td>${n}</td></tr>`,
      )}</tbody></table></div>`
}
${examples.length > 0 && html`<h2>Examples</h2>`}
<ul class="cards">${examples.map(
    ({ at, contact, agent, before, after }) =>
      html`<li class="card"><h3><a href="${context.link(contactPath(contact))}">${number(contact)}</a></h3><p>${chip('plain', inWords(before))} → ${chip(after === 'accepted' ? 'good' : 'bad', inWords(after))}</p><p class="quiet">${said(agent)}, ${when(isoTime(at))}</p></li>`,
  )}</ul>`
}
