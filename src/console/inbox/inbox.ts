/** The inbox: contacts who need attention, and the composer for the chosen one. */

import { ProblemError } from '../../http/kit/problem.ts'
import { readContact } from '../../http/v1/contacts/contacts.ts'
import { contactSchema } from '../../http/v1/shared/resources.ts'
import {
  chip,
  choice,
  field,
  type Html,
  html,
  number,
  pager,
  said,
  whenBriefly,
} from '../kit/markup.ts'
import { keepOrganisation, type View } from '../kit/page.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'
import { wordsOf } from '../pages/contact.ts'
import { addressFor } from '../pages/contact-standing.ts'
import { doubtsOf } from '../pages/contacts.ts'
import { type Contact, findRows, NEEDS, type Need, type Row, rowOf, type Wanted } from './rows.ts'

const LABELS: Readonly<Record<Need, string>> = {
  '': 'All',
  unanswered: 'Unanswered',
  unread: 'Unread',
  doubt: 'Possible opt-out',
  held: 'Messages held',
  closing: 'Closes within an hour',
}

/** The list, and the chosen contact's conversation. */
export const inboxPage = async (context: PageContext): Promise<View> => {
  const { query, choose, organisation } = context
  const wanted: Wanted = {
    need: choose('need', NEEDS),
    q: query('q'),
    owner: query('owner'),
    line: choose(
      'line',
      organisation.lines.map(({ id }) => id),
    ),
    cursor: query('cursor') || undefined,
  }
  const chosen = query('contact')
  const [{ rows, next }, conversation] = await Promise.all([
    findRows(context, wanted),
    chosen ? conversationFor(context, chosen) : undefined,
  ])
  return {
    title: 'Inbox',
    scripts: ['/composer.js'],
    body: html`<div class="inbox${conversation && ' chosen'}"><div class="inbox-top"><h1>Inbox</h1>${needs(context, wanted)}</div><section class="inbox-list" aria-label="Contacts">
${filters(context, wanted)}
<div id="inbox" data-live>${
      rows.length > 0
        ? html`<ul class="rows">${rows.map((row) => item(context, wanted, row, chosen))}</ul>`
        : html`<p class="empty">${emptyText(context, wanted, next)}</p>`
    }${pager(
      next && context.link('/inbox', { ...kept(wanted), cursor: next }),
      rows.length > 0 ? 'More contacts' : 'Search further',
    )}</div></section>
<section class="inbox-conversation" aria-label="Conversation">${
      conversation ?? html`<p class="empty">Choose a contact to read and answer.</p>`
    }</section></div>`,
  }
}

const kept = ({ need, q, owner, line }: Wanted) => ({ need, q, owner, line })

const needs = ({ link }: PageContext, wanted: Wanted): Html =>
  html`<nav class="tabs wrap" aria-label="Contacts who need attention">${NEEDS.map(
    (need) =>
      html`<a href="${link('/inbox', { ...kept(wanted), need })}"${need === wanted.need && html` aria-current="page"`}>${LABELS[need]}</a>`,
  )}</nav>`

const filters = (context: PageContext, { need, q, owner, line }: Wanted): Html => {
  const { organisation, name } = context
  const lines = organisation.lines.map((one) => [one.id, one.name] as const)
  return html`<form class="filters" method="get" action="/console/inbox" role="search">
${keepOrganisation(context)}${need && html`<input type="hidden" name="need" value="${need}">`}
${field('q', 'Number, name or words', q, '0151 1234 or invoice')}
${choice('owner', 'Owner', [['', 'Anyone'], [name, 'Mine'], ['none', 'Unassigned'], ...otherOwner(owner, name)], owner)}
${lines.length > 1 && choice('line', 'Line', [['', 'Any'], ...lines], line)}
<button type="submit">Search</button></form>`
}

/** Other contacts are reachable by a URL that names them. */
const otherOwner = (owner: string, name: string): readonly (readonly [string, string])[] =>
  owner && owner !== name && owner !== 'none' ? [[owner, owner]] : []

const item = (context: PageContext, wanted: Wanted, row: Row, chosen: string): Html => {
  const { contact, last, isUnread } = row
  const [address = ''] = contact.addresses
  const isChosen = contact.addresses.includes(chosen)
  const to = context.link('/inbox', { ...kept(wanted), contact: address })
  return html`<li class="item${isUnread && ' unread'}"><a href="${to}"${isChosen && html` aria-current="true"`}><span class="item-head"><strong>${
    contact.profileName ? said(contact.profileName) : number(address)
  }</strong>${isUnread && html` <span class="dot"><span class="unseen">new</span></span>`}<span class="unseen">,</span>
${last && html`<span class="quiet">${whenBriefly(last.at, context.caller.at)}</span>`}</span>
<span class="snippet">${last && snippet(last)}</span></a>
<p class="needs">${chipsOf(row)}</p></li>`
}

const snippet = (message: NonNullable<Row['last']>): Html => {
  if (message.withheld) return html`<em>Hidden until the contact agrees.</em>`
  const who = message.direction === 'outbound' && `${message.agent ?? 'Automatic'}: `
  return html`${who}${said(wordsOf(message).slice(0, 140) || (message.template?.name ?? 'a file'))}`
}

const chipsOf = ({ contact, unansweredSince, closesAt }: Row): readonly (Html | false)[] => {
  const owners = [...new Set(contact.senders.flatMap(({ owner }) => owner ?? []))]
  return [
    doubtsOf(contact).length > 0 && html`${chip('busy', 'possible opt-out')} `,
    contact.held.length > 0 && html`${chip('busy', `${contact.held.length} held`)} `,
    closesAt !== undefined && html`${chip('busy', 'closing')} `,
    unansweredSince !== undefined && html`${chip('plain', 'unanswered')} `,
    html`<span class="quiet owner">${owners.length > 0 ? said(owners.join(', ')) : 'unassigned'}</span>`,
  ]
}

const emptyText = (
  { link }: PageContext,
  { need, q, owner, line }: Wanted,
  next: string | undefined,
): Html | string => {
  if (q.length === 1) return 'Search for two characters or more.'
  if (next) return 'No match so far.'
  const all = html`<a href="${link('/inbox')}">All contacts</a>`
  if (q || owner || line) return html`No contacts match. ${all}`
  return need
    ? html`No contact needs attention here. ${all}`
    : 'No contacts yet. They appear when somebody writes to a sender.'
}

/** Head and composer for one contact, at the sender that was chosen or that they wrote to last. */
const conversationFor = async (context: PageContext, address: string): Promise<Html> => {
  const { link, query, canChange, name } = context
  const contact = await known(context, address)
  if (!contact) return html`<p class="empty">There is no contact with this address.</p>`
  const [own = ''] = contact.addresses
  const { last } = await rowOf(context, contact)
  const senders = contact.senders.filter(({ sender }) => addressFor(contact, sender))
  const from =
    senders.find(({ sender }) => sender === query('from')) ??
    senders.find(({ sender }) => sender === last?.sender) ??
    senders[0]
  const to = from && addressFor(contact, from.sender)
  const seat = from && to ? { from: from.sender, to, agent: name } : undefined
  const fields = { need: query('need'), q: query('q'), owner: query('owner'), line: query('line') }
  return html`<div class="conversation-head"><h2>${contact.profileName ? said(contact.profileName) : number(own)}</h2>
<p class="quiet"><a class="back" href="${link('/inbox', fields)}">Back to the list</a> <a href="${link(contactPath(own))}">Status and changes</a>${senders.length > 1 && senders.map(({ sender }) => senderLink(context, { ...fields, contact: own, from: sender }, sender === from?.sender))}</p>${
    from?.owner &&
    from.owner !== name &&
    context.button(
      link(contactPath(own, `/owners/${encodeURIComponent(from.line)}`)),
      'Assign to me',
      { agent: name, back: 'inbox' },
      `the contact of ${from.owner}`,
    )
  }</div>
${
  seat && canChange
    ? html`<div id="inbox-composer" data-seat="${JSON.stringify(seat)}" data-token="${link('/inbox/token')}"><p class="empty" role="status">Opening the composer…</p></div>`
    : html`<p class="empty">${seat ? 'You can read the messages under “Status and changes”; writing needs an administrator.' : 'None of your senders reaches this contact.'}</p>`
}`
}

const senderLink = (
  { link }: PageContext,
  query: Readonly<Record<string, string>>,
  isHere: boolean,
): Html =>
  html` <a href="${link('/inbox', query)}"${isHere && html` aria-current="true"`}>${number(query.from ?? '')}</a>`

const known = async (context: PageContext, address: string): Promise<Contact | undefined> => {
  try {
    return await callApi(context, readContact, contactSchema, { params: { address } })
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}
