/** The page of changes: who did what, and when, to senders and dead letters, and to contacts who are erased. */

import type * as z from 'zod'
import { listChanges } from '../../http/v1/audit.ts'
import { changeListSchema } from '../../http/v1/shared/audit-schemas.ts'
import { facts, type Html, html, pager, said, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { ask, type Visit } from '../kit/visit.ts'

type Change = z.output<typeof changeListSchema>['changes'][number]

/** Newest first. */
export const auditPage = async (visit: Visit): Promise<View> => {
  const cursor = visit.query('cursor')
  const query = cursor ? { cursor } : {}
  const { changes, next } = await ask(visit, listChanges, changeListSchema, { query })
  return {
    title: 'Changes',
    body: html`<h1>Changes</h1>
<p class="lead">Changes to senders and dead letters, and erased contacts, with the person or program who made them. Other changes to a contact are in its journal.</p>
<div id="changes" data-live>${
      changes.length > 0
        ? html`<ul class="cards">${changes.map(card)}</ul>`
        : html`<p class="empty">No changes yet.</p>`
    }</div>
${pager(next && visit.link('/audit', { cursor: next }), 'Earlier changes')}`,
  }
}

const ACTIONS: Readonly<Record<Change['action'], string>> = {
  sender_activated: 'Sender activated',
  sender_deactivated: 'Sender deactivated',
  dead_letter_replayed: 'Dead letter tried again',
  contact_erased: 'Contact erased',
}

const card = ({ at, who, action, subject }: Change): Html =>
  html`<li class="card"><h2>${ACTIONS[action]}</h2>
${facts([
  ['By', said(who)],
  ['At', when(at)],
  ['What', subject],
])}</li>`
