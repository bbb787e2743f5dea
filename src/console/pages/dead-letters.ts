/** The page of what was given up, by connection, from where one or many are tried again. */

import * as z from 'zod'
import { listDeadLetters, replayDeadLetter } from '../../http/v1/dead-letters.ts'
import { deadLetterListSchema } from '../../http/v1/shared/resources.ts'
import { filled } from '../kit/form.ts'
import { facts, type Html, html, pager, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

type DeadLetter = z.output<typeof deadLetterListSchema>['deadLetters'][number]

/** So many are tried again at a click. */
const MAX_REPLAYED = 100
const MAX_PAGES = 20
const PAGE = 100

/** One page of them. */
export const deadLettersPage = async (visit: Visit): Promise<View> => {
  const [cursor, connection] = [visit.query('cursor'), visit.query('connection')]
  const query = { limit: PAGE, ...(cursor && { cursor }) }
  const { deadLetters, next } = await ask(visit, listDeadLetters, deadLetterListSchema, { query })
  const groups = Map.groupBy(
    deadLetters.filter((one) => !connection || one.connection === connection),
    (one) => one.connection,
  )
  const more = next && visit.link('/dead-letters', { cursor: next, connection })
  return {
    title: 'Dead letters',
    body: html`<h1>Dead letters</h1>
<p class="lead">Events that the CRM did not accept and messages that the provider did not take, after all attempts.</p>
${connection && html`<p><a href="${visit.link('/dead-letters')}">All connections</a></p>`}
<div id="dead-letters" data-live>${
      groups.size > 0
        ? [...groups].map(([name, letters]) => group(visit, name, letters))
        : html`<p class="empty">${next ? 'None of this connection so far.' : 'No dead letters.'}</p>`
    }</div>
${pager(more, 'More dead letters')}`,
  }
}

/** Puts one into the outbox again; leads back to the list. */
export const replay = async (visit: Visit): Promise<string> => {
  await ask(visit, replayDeadLetter, z.unknown(), { params: { id: visit.param('id') } })
  return visit.link('/dead-letters', { done: 'replayed' })
}

/** Puts the oldest of a connection into the outbox again, in the order in which they were given up. */
export const replayMany = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const { connection } = filled(form, 'connection')
  const found: DeadLetter[] = []
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await ask(visit, listDeadLetters, deadLetterListSchema, {
      query: { limit: PAGE, ...(cursor && { cursor }) },
    })
    found.push(...read.deadLetters.filter((one) => one.connection === connection))
    cursor = read.next
    if (cursor === undefined) break
  }
  for (const { id } of found.toReversed().slice(0, MAX_REPLAYED))
    await ask(visit, replayDeadLetter, z.unknown(), { params: { id } })
  return visit.link('/dead-letters', { done: 'replayed' })
}

const group = (visit: Visit, name: string, letters: readonly DeadLetter[]): Html => {
  const { link, button } = visit
  return html`<section><h2><a href="${link('/dead-letters', { connection: name })}">${name}</a></h2>
${letters.length > 1 && button(link('/dead-letters/replay'), `Try up to ${MAX_REPLAYED} again`, { connection: name }, `of ${name}, the oldest first`)}
<ul class="cards">${letters.map((letter) => card(visit, letter))}</ul></section>`
}

const card = ({ link, button }: Visit, letter: DeadLetter): Html => {
  const { id, contact, effect, createdAt, diedAt, attempts, code } = letter
  const what = typeof effect.type === 'string' ? effect.type : effect.kind
  return html`<li class="card"><h3>${what}</h3>
${facts([
  ['Answer', code],
  ['Attempts', attempts],
  ['Since', when(createdAt)],
  ['Given up', when(diedAt)],
  ['Id', html`<code>${effect.id}</code>`],
  ['Contact', html`<code>${contact}</code>`],
])}${button(link(`/dead-letters/${encodeURIComponent(id)}/replay`), 'Try again', {}, what)}</li>`
}
