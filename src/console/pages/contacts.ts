/** The page of all contacts, with a search and filters. */

import type * as z from 'zod'
import { parseAddress } from '../../core/model/address.ts'
import { CHANNEL_NAMES } from '../../core/model/channel.ts'
import { listContacts } from '../../http/v1/lists.ts'
import {
  type contactListSchema,
  contactListSchema as listSchema,
} from '../../http/v1/shared/resources.ts'
import { chip, choice, field, type Html, html, pager, said, spell, when } from '../kit/markup.ts'
import { keepOrganisation, type View } from '../kit/page.ts'
import { ask, contactPath, type Visit } from '../kit/visit.ts'

type Contact = z.output<typeof contactListSchema>['contacts'][number]
type Standing = Contact['senders'][number]
type Filters = Readonly<
  Record<'q' | 'consent' | 'session' | 'owner' | 'line' | 'held' | 'doubt' | 'closing', string>
>

/** So many contacts are shown at least, if there are, and so many looked at before we pause. */
const ENOUGH = 25
const MAX_READ = 1_000
const PAGE = 50

const CONSENTS = ['unasked', 'requested', 'granted', 'refused', 'revoked'] as const

/** Newest change first. */
export const contactsPage = async (visit: Visit): Promise<View> => {
  const { query, link, organisation } = visit
  const filters: Filters = {
    q: query('q'),
    consent: query('consent'),
    session: query('session'),
    owner: query('owner'),
    line: query('line'),
    held: query('held'),
    doubt: query('doubt'),
    closing: query('closing'),
  }
  const { contacts, next } = await find(visit, filters, query('cursor') || undefined)
  const more = next && link('/contacts', { ...filters, cursor: next })
  const any: readonly [string, string] = ['', 'Any']
  return {
    title: 'Contacts',
    body: html`<h1>Contacts</h1>
${needs(visit, filters)}
<form class="filters" method="get" action="/console/contacts" role="search">
${keepOrganisation(visit)}
${field('q', 'Number or name', filters.q, '+15557654321')}
${choice('consent', 'Consent', [any, ...CONSENTS.map((one) => [one, one] as const)], filters.consent)}
${choice('session', 'Session', [any, ['open', 'open'], ['closed', 'closed']], filters.session)}
${choice('line', 'Line', [any, ...organisation.lines.map(({ id, name }) => [id, name] as const)], filters.line)}
${field('owner', 'Owner', filters.owner, 'an agent')}
${choice('held', 'Held messages', [any, ['yes', 'some']], filters.held)}
${choice('doubt', 'Doubt', [any, ['true', 'in doubt']], filters.doubt)}
${choice('closing', 'Session closes', [any, ['yes', 'within an hour']], filters.closing)}
<button type="submit">Search</button>
</form>
<div id="contacts" data-live>${
      contacts.length > 0
        ? html`<ul class="cards">${contacts.map((contact) => card(visit, contact))}</ul>`
        : html`<p class="empty">${emptyText(filters, next)}</p>`
    }${pager(more, contacts.length > 0 ? 'More contacts' : 'Search further')}</div>`,
  }
}

/** What waits for somebody, a click each. */
const needs = ({ link }: Visit, filters: Filters): Html =>
  html`<nav class="tabs" aria-label="Contacts who need attention">${NEEDS.map(
    ([name, value, label]) =>
      html`<a href="${link('/contacts', { [name]: value })}"${filters[name] && html` aria-current="page"`}>${label}</a>`,
  )}</nav>`

const NEEDS = [
  ['doubt', 'true', 'In doubt'],
  ['held', 'yes', 'Messages held'],
  ['closing', 'yes', 'Session closes within an hour'],
] as const

const SOON_MS = 3_600_000

/** Free text may go out for less than an hour from now. */
const isClosing = ({ session }: Standing, now: number): boolean =>
  session.state === 'open' &&
  session.closesAt !== undefined &&
  Date.parse(session.closesAt) - now <= SOON_MS

/** Reads on until there is enough to show; a page of the store is never shown in parts. */
const find = async (
  visit: Visit,
  filters: Filters,
  start: string | undefined,
): Promise<{ readonly contacts: readonly Contact[]; readonly next: string | undefined }> => {
  const number = addressOf(filters.q)
  const contacts: Contact[] = []
  let cursor = start
  for (let read = 0; read < MAX_READ; read += PAGE) {
    const page = await ask(visit, listContacts, listSchema, {
      query: { limit: PAGE, ...(cursor && { cursor }), ...(number && { address: number }) },
    })
    contacts.push(
      ...page.contacts.filter((contact) => matches(contact, filters, !number, visit.caller.at)),
    )
    cursor = page.next
    if (cursor === undefined || contacts.length >= ENOUGH) break
  }
  return { contacts, next: cursor }
}

/** A whole number, or address, is looked up; of a part the list is searched. */
const addressOf = (text: string): string | undefined => {
  const bare = text.replace(/[\s()./-]/g, '')
  // Without its plus it may be any part of a number, or a short code.
  const spelled = bare.startsWith('+') ? CHANNEL_NAMES.map((channel) => `${channel}:${bare}`) : []
  return [text, ...spelled].find((one) => parseAddress(one) !== undefined)
}

const matches = (contact: Contact, filters: Filters, byText: boolean, now: number): boolean => {
  const { q, held, doubt, closing, owner, line, session, consent } = filters
  const text = [contact.profileName ?? '', ...contact.addresses].join('\n').toLowerCase()
  if (byText && !text.includes(q.toLowerCase())) return false
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

const card = ({ link }: Visit, contact: Contact): Html => {
  const { addresses, profileName, senders, held } = contact
  const [address = ''] = addresses
  return html`<li class="card"><h2><a href="${link(contactPath(address))}">${
    profileName ? said(profileName) : address
  }</a></h2>
${profileName && html`<p class="quiet">${addresses.join(', ')}</p>`}
${doubtsOf(contact).map(({ doubt }) => doubtLine(doubt))}
<ul class="chips">${senders.map((sender) => html`<li>${standing(sender)}</li>`)}${
    held.length > 0 && html`<li>${chip('busy', `${held.length} held`)}</li>`
  }</ul></li>`
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
  html`<p>${chip('busy', 'in doubt')} ${
    words === undefined
      ? html`<em>Hidden until the contact agrees.</em>`
      : html`<q>${said(words)}</q>`
  } <span class="quiet">since ${when(at)}</span></p>`

/** Where the contact stands with one sender, in a few words. */
const standing = ({ sender, session, consent, owner }: Standing): Html =>
  html`<span class="quiet">${sender}</span> ${consentChip(consent.status)} ${sessionChip(session.state)}${
    owner && html` <span>owner ${said(owner)}</span>`
  }`

export const consentChip = (status: Standing['consent']['status']): Html =>
  chip(
    status === 'granted' ? 'good' : status === 'refused' || status === 'revoked' ? 'bad' : 'plain',
    `consent ${spell(status)}`,
  )

export const sessionChip = (state: 'open' | 'closed'): Html =>
  chip(state === 'open' ? 'good' : 'plain', `session ${state}`)

const emptyText = (filters: Filters, next: string | undefined): string => {
  if (next) return `No match among the last ${MAX_READ} contacts.`
  return Object.values(filters).some(Boolean) ? 'No contacts match.' : 'No contacts yet.'
}
