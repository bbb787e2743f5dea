/** The page of what was given up, from where it is tried again. */

import * as z from 'zod'
import { listDeadLetters, replayDeadLetter } from '../../http/v1/dead-letters.ts'
import { deadLetterListSchema } from '../../http/v1/shared/resources.ts'
import { facts, type Html, html, pager, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

type DeadLetter = z.output<typeof deadLetterListSchema>['deadLetters'][number]

/** One page of them. */
export const deadLettersPage = async (visit: Visit): Promise<View> => {
  const cursor = visit.query('cursor')
  const query = cursor ? { cursor } : {}
  const { deadLetters, next } = await ask(visit, listDeadLetters, deadLetterListSchema, { query })
  return {
    title: 'Dead letters',
    body: html`<h1>Dead letters</h1>
<p class="lead">Events that the CRM and messages that the provider did not accept, after all attempts.</p>
<div id="dead-letters" data-live>${
      deadLetters.length > 0
        ? html`<ul class="cards">${deadLetters.map((letter) => card(visit, letter))}</ul>`
        : html`<p class="empty">No dead letters.</p>`
    }</div>
${pager(next && visit.link('/dead-letters', { cursor: next }), 'More dead letters')}`,
  }
}

/** Puts one into the outbox again; leads back to the list. */
export const replay = async (visit: Visit): Promise<string> => {
  await ask(visit, replayDeadLetter, z.unknown(), { params: { id: visit.param('id') } })
  return visit.link('/dead-letters', { done: 'replayed' })
}

const card = ({ link, button }: Visit, letter: DeadLetter): Html => {
  const { id, connection, effect, createdAt, diedAt, attempts, code } = letter
  const what = typeof effect.type === 'string' ? effect.type : effect.kind
  return html`<li class="card"><h2>${what}</h2>
${facts([
  ['Connection', connection],
  ['Code', code],
  ['Attempts', attempts],
  ['Since', when(createdAt)],
  ['Given up', when(diedAt)],
])}${button(link(`/dead-letters/${encodeURIComponent(id)}/replay`), 'Try again', {}, what)}</li>`
}
