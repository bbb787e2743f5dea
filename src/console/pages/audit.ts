/** The page of changes: who did what, and when, to senders and dead letters, and to contacts who are erased. */

import type * as z from 'zod'
import { listChanges } from '../../http/v1/audit.ts'
import { changeListSchema } from '../../http/v1/shared/audit-schemas.ts'
import { choice, empty, field, type Html, html, number, pager, said, when } from '../kit/markup.ts'
import { keepOrganisation, type View } from '../kit/page.ts'
import { callApi, type PageContext } from '../kit/page-context.ts'

type Change = z.output<typeof changeListSchema>['changes'][number]

/** The most pages read for one search. */
const MAX_PAGES = 20
const PAGE = 100

/** Newest first, of all or of those by one person or of one kind. */
export const auditPage = async (context: PageContext): Promise<View> => {
  const { query, choose, link } = context
  const who = query('who')
  const action = choose('action', Object.keys(ACTIONS))
  const { changes, next } = await find(context, who.toLowerCase(), action)
  return {
    title: 'Changes',
    body: html`<h1>Changes</h1>
<p class="lead">Changes to senders and dead letters, and erased contacts, with the person or program who made them. Other changes to a contact are in its journal.</p>
<form class="filters" method="get" action="/console/audit">${keepOrganisation(context)}
${choice('action', 'What was done', [['', 'Anything'], ...Object.entries(ACTIONS)], action)}
${field('who', 'By', who, 'a name, or api')}
<button type="submit">Show</button></form>
<div id="changes" data-live>${
      changes.length > 0
        ? html`<ul class="rows">${changes.map(row)}</ul>`
        : empty(
            who || action
              ? html`No changes match. <a href="${link('/audit')}">All changes</a>`
              : 'No changes yet.',
          )
    }</div>
${pager(next && link('/audit', { who, action, cursor: next }), 'Earlier changes')}`,
  }
}

/** The first page that has any, of a bounded number of pages. */
const find = async (context: PageContext, who: string, action: string) => {
  let cursor: string | undefined = context.query('cursor') || undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = { limit: PAGE, ...(cursor && { cursor }) }
    const { changes, next } = await callApi(context, listChanges, changeListSchema, { query })
    const found = changes
      .filter((one) => who === '' || one.who.toLowerCase() === who)
      .filter((one) => action === '' || one.action === action)
    if (found.length > 0 || next === undefined) return { changes: found, next }
    cursor = next
  }
  return { changes: [], next: cursor }
}

const ACTIONS: Readonly<Record<Change['action'], string>> = {
  sender_activated: 'Sender activated',
  sender_deactivated: 'Sender deactivated',
  dead_letter_replayed: 'Dead letter tried again',
  contact_erased: 'Contact erased',
}

const row = ({ at, who, action, subject }: Change): Html =>
  html`<li class="item contact-item"><div><h2>${ACTIONS[action]}</h2></div><p>${number(subject)}</p>
<p class="quiet">${said(who)}, ${when(at)}</p></li>`
