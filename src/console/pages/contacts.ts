/** The page of all contacts, with a search and filters. */

import type * as z from 'zod'
import { CHANNELS, isChannel } from '../../core/model/channel.ts'
import { listContacts } from '../../http/v1/lists.ts'
import {
  type contactListSchema,
  contactListSchema as listSchema,
} from '../../http/v1/shared/resources.ts'
import {
  chip,
  choice,
  empty,
  field,
  type Html,
  html,
  inWords,
  number,
  pager,
  said,
  when,
} from '../kit/markup.ts'
import { keepOrganisation, type View } from '../kit/page.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'

type Contact = z.output<typeof contactListSchema>['contacts'][number]
type Standing = Contact['senders'][number]
type Filters = Readonly<
  Record<'q' | 'consent' | 'session' | 'owner' | 'line' | 'held' | 'doubt' | 'closing', string>
>

/** Contacts per page, and the most contacts read for one page. */
const ENOUGH = 25
const MAX_READ = 1_000
const PAGE = 50

const CONSENTS = ['unasked', 'requested', 'granted', 'refused', 'revoked'] as const

/** Newest change first. */
export const contactsPage = async (context: PageContext): Promise<View> => {
  const { query, choose, link, organisation } = context
  const filters: Filters = {
    q: query('q'),
    consent: choose('consent', CONSENTS),
    session: choose('session', ['open', 'closed']),
    owner: query('owner'),
    line: choose(
      'line',
      organisation.lines.map(({ id }) => id),
    ),
    held: choose('held', ['yes']),
    doubt: choose('doubt', ['true']),
    closing: choose('closing', ['yes']),
  }
  const { contacts, next } = await find(context, filters, query('cursor') || undefined)
  const more = next && link('/contacts', { ...filters, cursor: next })
  const any: readonly [string, string] = ['', 'Any']
  return {
    title: 'Contacts',
    body: html`<h1>Contacts</h1>
${needs(context, filters)}
<form class="filters" method="get" action="/console/contacts" role="search">
${keepOrganisation(context)}${NEEDS.map(([name, value]) => filters[name] && html`<input type="hidden" name="${name}" value="${value}">`)}
${field('q', 'Number or name', filters.q, '+15557654321')}
${choice('consent', 'Consent', [any, ...CONSENTS.map((one) => [one, one] as const)], filters.consent)}
${choice('session', 'Session', [any, ['open', 'open'], ['closed', 'closed']], filters.session)}
${organisation.lines.length > 1 && choice('line', 'Line', [any, ...organisation.lines.map(({ id, name }) => [id, name] as const)], filters.line)}
${field('owner', 'Owner', filters.owner, 'an agent')}
<button type="submit">Search</button>
</form>
<div id="contacts" data-live>${
      contacts.length > 0
        ? html`<ul class="rows">${contacts.map((contact) => row(context, contact))}</ul>`
        : empty(emptyText(context, filters, next))
    }${pager(more, contacts.length > 0 ? 'More contacts' : 'Search further')}</div>`,
  }
}

/** Links to contacts that need attention. */
const needs = ({ link }: PageContext, filters: Filters): Html =>
  html`<nav class="tabs" aria-label="Contacts who need attention"><a href="${link('/contacts')}"${!NEEDS.some(([name]) => filters[name]) && html` aria-current="page"`}>All</a>${NEEDS.map(
    ([name, value, label]) =>
      html`<a href="${link('/contacts', { [name]: value })}"${filters[name] && html` aria-current="page"`}>${label}</a>`,
  )}</nav>`

const NEEDS = [
  ['doubt', 'true', 'Possible opt-out'],
  ['held', 'yes', 'Messages held'],
  ['closing', 'yes', 'Session closes within an hour'],
] as const

const SOON_MS = 3_600_000

/** Free text may go out for less than an hour from now. */
const isClosing = ({ session }: Standing, now: number): boolean =>
  session.state === 'open' &&
  session.closesAt !== undefined &&
  Date.parse(session.closesAt) - now <= SOON_MS

/** Reads until there is enough to show; a page of the store is always shown whole. */
const find = async (
  context: PageContext,
  filters: Filters,
  start: string | undefined,
): Promise<{ readonly contacts: readonly Contact[]; readonly next: string | undefined }> => {
  const { q } = filters
  const contacts: Contact[] = []
  // One character would match nearly everything.
  if (q.length === 1) return { contacts, next: undefined }
  let cursor = start
  for (let read = 0; read < MAX_READ; read += PAGE) {
    const page = await callApi(context, listContacts, listSchema, {
      query: { limit: PAGE, ...(cursor && { cursor }), ...(q !== '' && { q }) },
    })
    contacts.push(
      ...page.contacts.filter((contact) => matches(contact, filters, context.caller.at)),
    )
    cursor = page.next
    // For an empty page the API has read as many as it may.
    if (cursor === undefined || contacts.length >= ENOUGH || page.contacts.length === 0) break
  }
  return { contacts, next: cursor }
}

const matches = (contact: Contact, filters: Filters, now: number): boolean => {
  const { held, doubt, closing, owner, line, session, consent } = filters
  if (held && contact.held.length === 0) return false
  if (doubt && doubtsOf(contact).length === 0) return false
  if (!(owner || line || session || consent || closing)) return true
  return contact.senders.some(
    (sender) =>
      (!line || sender.line === line) &&
      (!owner || sender.owner === owner) &&
      (!session || sender.session.state === session) &&
      (!consent || sender.consent.status === consent) &&
      (!closing || isClosing(sender, now)),
  )
}

const row = ({ link }: PageContext, contact: Contact): Html => {
  const { addresses, profileName, senders, held } = contact
  const [address = ''] = addresses
  const doubts = doubtsOf(contact)
  const met = metBy(contact)
  const owners = [...new Set(senders.flatMap(({ owner }) => owner ?? []))]
  return html`<li class="item contact-item"><div><h2><a href="${link(contactPath(address))}">${
    profileName ? said(profileName) : number(address)
  }</a></h2>${profileName && html`<p class="quiet">${addresses.map((one) => html`${number(one)} `)}</p>`}</div>
<ul class="chips">${met.map((sender) => html`<li>${standing(sender, met.length > 1)}</li>`)}</ul>
<p>${held.length > 0 && html`${chip('busy', `${held.length} held`)} `}<span class="quiet">${
    owners.length > 0 ? html`Owner ${said(owners.join(', '))}` : 'Unassigned'
  }</span></p>${doubts.length > 0 && html`<div class="whole">${doubts.map(({ doubt }) => doubtLine(doubt))}</div>`}</li>`
}

/** The senders on a channel of the contact's; where there is none, all of them. */
const metBy = ({ addresses, senders }: Contact): readonly Standing[] => {
  const channelOf = (address: string) => address.slice(0, address.indexOf(':'))
  const channels = new Set(addresses.map(channelOf))
  const met = senders.filter(({ sender }) => channels.has(channelOf(sender)))
  return met.length > 0 ? met : senders
}

type DoubtAt = { readonly doubt: Doubt; readonly senders: readonly string[] }
type Doubt = NonNullable<Standing['consent']['doubt']>

/** Each message in doubt once, with the senders that wait for it to be settled. */
export const doubtsOf = ({ senders }: Contact): readonly DoubtAt[] => {
  const found = new Map<string, DoubtAt>()
  for (const { sender, consent } of senders) {
    const { doubt } = consent
    if (!doubt) continue
    const before = found.get(doubt.message)?.senders ?? []
    found.set(doubt.message, { doubt, senders: [...before, sender] })
  }
  return [...found.values()]
}

/** The words that may have been an opt-out, unless they are hidden for now, and since when. */
export const doubtLine = ({ words, at }: Doubt): Html =>
  html`<p>${chip('busy', 'possible opt-out')} ${
    words === undefined
      ? html`<em>Hidden until the contact agrees.</em>`
      : html`<q>${said(words)}</q>`
  } <span class="quiet">since ${when(at)}</span></p>`

/** The contact's state with one sender, in a few words. */
const standing = ({ sender, session, consent }: Standing, isNamed: boolean): Html =>
  html`${consentChip(consent.status)} ${sessionChip(sender, session.state)}${
    isNamed && html` <span class="quiet">with ${number(sender)}</span>`
  }`

export const consentChip = (status: Standing['consent']['status']): Html =>
  chip(
    status === 'granted' ? 'good' : status === 'refused' || status === 'revoked' ? 'bad' : 'plain',
    `consent ${inWords(status)}`,
  )

/** Nothing on a channel where free text may be sent at any time. */
export const sessionChip = (sender: string, state: 'open' | 'closed'): Html | false => {
  const channel = sender.slice(0, sender.indexOf(':'))
  if (isChannel(channel) && !CHANNELS[channel].hasSession) return false
  return chip(state === 'open' ? 'good' : 'plain', `session ${state}`)
}

const emptyText = (
  { link }: PageContext,
  filters: Filters,
  next: string | undefined,
): Html | string => {
  if (filters.q.length === 1) return 'Search for two characters or more.'
  if (next) return 'No match so far.'
  return Object.values(filters).some(Boolean)
    ? html`No contacts match. <a href="${link('/contacts')}">All contacts</a>`
    : 'No contacts yet. They appear when somebody writes to a sender.'
}
