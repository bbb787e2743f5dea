/** The page of dead letters, by connection, with the last request and answer and buttons to retry. */

import * as z from 'zod'
import {
  listDeadLetters,
  MAX_REPLAYED,
  replayDeadLetter,
  replayDeadLetters,
} from '../../http/v1/dead-letters.ts'
import { deadLetterListSchema } from '../../http/v1/shared/resources.ts'
import {
  button,
  chip,
  empty,
  facts,
  type Html,
  html,
  number,
  onRequest,
  pager,
  when,
} from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'

type Listed = z.output<typeof deadLetterListSchema>
type DeadLetter = Listed['deadLetters'][number]
type Exchange = NonNullable<DeadLetter['lastExchange']>
type Count = NonNullable<Listed['connections']>[number]

const PAGE = 50

/** One page of them, of one connection or of all. */
export const deadLettersPage = async (context: PageContext): Promise<View> => {
  const { link, query } = context
  const [cursor, connection] = [query('cursor'), query('connection')]
  const [{ deadLetters, next }, { connections = [] }] = await Promise.all([
    callApi(context, listDeadLetters, deadLetterListSchema, {
      query: { limit: PAGE, ...(cursor && { cursor }), ...(connection && { connection }) },
    }),
    callApi(context, listDeadLetters, deadLetterListSchema, { query: { limit: 1 } }),
  ])
  const more = next && link('/dead-letters', { cursor: next, connection })
  return {
    title: 'Dead letters',
    body: html`<h1>Dead letters</h1>
<p class="lead">Events and messages that failed after all attempts. Fix the cause that the answer names, then try again. Those that fail again come back here.</p>
<div id="dead-letters" data-live>${
      deadLetters.length > 0
        ? html`<div class="bar">${tabs(context, connections, connection)}${allAgain(context, connections, connection)}</div>${list(context, deadLetters)}`
        : empty(
            connection
              ? html`No dead letters at ${connection}. <a href="${link('/dead-letters')}">All connections</a>`
              : 'No dead letters. No event or message has run out of attempts.',
          )
    }</div>
${pager(more, 'Older dead letters')}`,
  }
}

/** Puts one into the outbox again; leads back to the list. */
export const replay = async (context: PageContext): Promise<string> => {
  await callApi(context, replayDeadLetter, z.unknown(), { params: { id: context.param('id') } })
  return context.link('/dead-letters', { done: 'replayed' })
}

/** The chosen ones, or a connection's oldest, in the order in which they failed. */
export const replayMany = async (context: PageContext, form: URLSearchParams): Promise<string> => {
  const ids = form.getAll('ids')
  const connection = form.get('connection') ?? undefined
  if (connection === undefined && ids.length === 0)
    return context.link('/dead-letters', { done: 'none_selected' })
  await callApi(context, replayDeadLetters, z.unknown(), {
    body: connection === undefined ? { ids } : { connection },
  })
  return context.link('/dead-letters', { done: 'replayed' })
}

const tabs = ({ link }: PageContext, connections: readonly Count[], chosen: string): Html => {
  const total = connections.reduce((all, { count }) => all + count, 0)
  const tab = (name: string, label: string, count: number) =>
    html`<a href="${link('/dead-letters', { connection: name })}"${name === chosen && html` aria-current="page"`}>${label} <span class="count">${count}</span></a>`
  return html`<nav class="tabs" aria-label="By connection">${tab('', 'All', total)}${connections.map(
    ({ connection, count }) => tab(connection, connection, count),
  )}</nav>`
}

/** The button that retries all of the chosen connection, or of the only one. */
const allAgain = (
  { link, canChange }: PageContext,
  connections: readonly Count[],
  chosen: string,
): Html | false => {
  const [only] = connections
  const one = connections.find(({ connection }) => connection === chosen)
  const meant = one ?? (connections.length === 1 ? only : undefined)
  if (!meant || !canChange || meant.count < 2) return false
  const { connection, count } = meant
  const label =
    count > MAX_REPLAYED ? `Try the oldest ${MAX_REPLAYED} again` : `Try all ${count} again`
  return button(link('/dead-letters/replay'), label, { connection }, `at ${connection}`)
}

const list = (context: PageContext, letters: readonly DeadLetter[]): Html => {
  const { link, canChange } = context
  const rows = html`<ul class="rows">${letters.map((letter) => row(context, letter))}</ul>`
  if (!canChange) return rows
  return html`<form method="post" action="${link('/dead-letters/replay')}">${
    letters.length > 1 &&
    html`<p class="choose"><label class="check" data-all><input type="checkbox"> Select all on this page</label> <button type="submit">Try the selected again</button></p>`
  }${rows}</form>`
}

const row = (context: PageContext, letter: DeadLetter): Html => {
  const { link, canChange } = context
  const { id, connection, contact, address, effect, createdAt, diedAt, attempts, code } = letter
  const what = typeof effect.type === 'string' ? effect.type : effect.kind
  const tried = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return html`<li class="item letter">${
    canChange &&
    html`<label class="check"><input type="checkbox" name="ids" value="${id}"><span class="unseen">${what} of ${diedAt}</span></label>`
  }<div><h2>${what} ${chip('bad', code)}</h2>
<p class="quiet">${connection} · ${tried} · given up ${when(diedAt)}</p>
${onRequest(
  'Request and answer',
  html`${letter.lastExchange ? exchange(letter.lastExchange) : html`<p class="quiet">${noExchange(code)}</p>`}${facts(
    [
      ['Since', when(createdAt)],
      ['Id', html`<code>${effect.id}</code>`],
      [
        'Contact',
        address === undefined
          ? html`<code>${contact}</code>`
          : html`<a href="${link(contactPath(address))}">${number(address)}</a>`,
      ],
    ],
  )}`,
  `of ${what}`,
)}</div>${
    canChange &&
    html`<button type="submit" formaction="${link(`/dead-letters/${encodeURIComponent(id)}/replay`)}">Try again<span class="unseen"> ${what}</span></button>`
  }</li>`
}

const noExchange = (code: string): string =>
  code.startsWith('no_such_')
    ? 'No request was made: this connection or sender is no longer in the configuration.'
    : 'No request is recorded: none was made, or an earlier version of Postern gave up.'

const exchange = ({ at, durationMs, request, answer, error }: Exchange): Html =>
  html`<div class="exchange"><figure><figcaption>Request <span class="quiet">${when(at)}</span></figcaption>
<pre tabindex="0" aria-label="The request"><strong>${request.method} ${request.url}</strong>
${headers(request.headers)}
${pretty(request.body)}</pre></figure>
<figure><figcaption>Answer <span class="quiet">after ${durationMs} ms</span></figcaption>
<pre tabindex="0" aria-label="The answer">${
    answer
      ? html`<strong>${answer.status}</strong>
${headers(answer.headers)}
${pretty(answer.body)}`
      : `No answer: ${error ?? 'unknown'}`
  }</pre></figure></div>
<p class="quiet">Secrets and message texts are left out. The message texts are on the contact's page.</p>`

const headers = (all: Readonly<Record<string, string>>): string =>
  Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')

const pretty = (body = ''): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
