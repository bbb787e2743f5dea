/** The page of one contact: where they stand, what waits for them, and what was said. */

import type * as z from 'zod'
import { recordConsent, settleDoubt } from '../../http/v1/consent.ts'
import { listMessages, readContact } from '../../http/v1/contacts.ts'
import { cancelMessage } from '../../http/v1/messages.ts'
import { changePurpose } from '../../http/v1/purposes.ts'
import { contactSchema, messageListSchema, messageSchema } from '../../http/v1/shared/resources.ts'
import { chip, facts, type Html, html, pager, said, spell, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { ask, contactPath, type Visit } from '../kit/visit.ts'
import { consentChip, doubtLine, doubtsOf, sessionChip } from './contacts.ts'

type Contact = z.output<typeof contactSchema>
type Message = z.output<typeof messageSchema>

/** Newest message first. */
export const contactPage = async (visit: Visit): Promise<View> => {
  const { link, param, query } = visit
  const params = { address: param('address') }
  const cursor = query('cursor')
  const [contact, { messages, next }] = await Promise.all([
    ask(visit, readContact, contactSchema, { params }),
    ask(visit, listMessages, messageListSchema, { params, query: cursor ? { cursor } : {} }),
  ])
  return {
    title: contact.profileName ?? params.address,
    body: html`${contactHead(visit, contact, 'thread')}
<div id="standing" data-live>
${doubtList(visit, contact)}
${contact.held.length > 0 && heldList(visit, contact)}
<section aria-labelledby="where"><h2 id="where">Status</h2>
<ul class="cards">${contact.senders.map((sender) => standingCard(visit, contact, sender))}</ul></section>
</div>
<section aria-labelledby="said"><h2 id="said">Messages</h2>
<div id="thread" data-live>${
      messages.length > 0
        ? html`<ol class="thread">${messages.map((message) => bubble(message))}</ol>`
        : html`<p class="empty">No messages yet.</p>`
    }</div>
${pager(next && link(contactPath(params.address), { cursor: next }), 'Older messages')}</section>`,
  }
}

/** Withdraws one held message; leads back to the contact. */
export const withdraw = async (visit: Visit): Promise<string> => {
  await ask(visit, cancelMessage, messageSchema, { params: { id: visit.param('id') } })
  return visit.link(contactPath(visit.param('address')), { done: 'withdrawn' })
}

/** Says what a message in doubt meant; leads back to the contact. */
export const settle = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, settleDoubt, contactSchema, {
    params: { address: visit.param('address') },
    body: { is: form.get('is') ?? undefined, agent: visit.name, ...senderIn(form) },
  })
  return visit.link(contactPath(visit.param('address')), { done: 'settled' })
}

/** Records that the contact asked for no more messages, by phone or in person. */
export const stop = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  await ask(visit, recordConsent, contactSchema, {
    params: { address: visit.param('address') },
    body: { status: 'revoked', agent: visit.name, ...senderIn(form) },
  })
  return visit.link(contactPath(visit.param('address')), { done: 'stopped' })
}

/** Records that the contact agreed to marketing, or wants none. */
export const setMarketing = async (visit: Visit, form: URLSearchParams): Promise<string> => {
  const { basis, status } = { basis: form.get('basis'), status: form.get('status') ?? undefined }
  await ask(visit, changePurpose, contactSchema, {
    params: { address: visit.param('address'), purpose: 'marketing' },
    body: { status, agent: visit.name, ...(basis && { basis }), ...senderIn(form) },
  })
  return visit.link(contactPath(visit.param('address')), { done: 'marketing' })
}

const senderIn = (form: URLSearchParams) => {
  const from = form.get('from')
  return from ? { from } : {}
}

/** The contact's address on a sender's channel: the API takes the two together. */
const addressFor = ({ addresses }: Contact, sender: string): string | undefined => {
  const channel = sender.slice(0, sender.indexOf(':') + 1)
  return addresses.find((address) => address.startsWith(channel))
}

/** The name, and the way between thread and journal. */
export const contactHead = (
  { link }: Visit,
  { profileName, addresses, timeZone, region }: Contact,
  here: 'thread' | 'journal',
): Html => {
  const [address = '', ...others] = addresses
  const tab = (name: string, path: string, label: string) =>
    html`<a href="${link(path)}"${name === here && html` aria-current="page"`}>${label}</a>`
  return html`<h1>${profileName ? said(profileName) : address}</h1>
<p class="quiet">${[...(profileName ? addresses : others), timeZone, region].filter(Boolean).join(' · ')}</p>
<nav class="tabs" aria-label="Contact">${tab('thread', contactPath(address), 'Messages')}${tab(
    'journal',
    contactPath(address, '/journal'),
    'Journal',
  )}</nav>`
}

const standingCard = (visit: Visit, contact: Contact, one: Contact['senders'][number]): Html => {
  const { link, button } = visit
  const address = addressFor(contact, one.sender)
  const isNo = one.consent.status === 'revoked' || one.consent.status === 'refused'
  return html`<li class="card"><h3>${one.sender}</h3>
<p>${consentChip(one.consent.status)} ${sessionChip(one.session.state)} ${
    one.unreachableSince && chip('bad', 'unreachable')
  } ${one.marketingStoppedAt && chip('bad', 'no marketing')} ${
    one.purposes.marketing?.status === 'granted' && chip('good', 'marketing agreed')
  }</p>
${facts([
  ['Line', one.line],
  ['Owner', one.owner ? said(one.owner) : 'unassigned'],
  ...(one.consent.at ? [['Consent since', when(one.consent.at)] as const] : []),
  ...(one.session.closesAt ? [['Session closes', when(one.session.closesAt)] as const] : []),
  ...(one.session.closedAt ? [['Session closed', when(one.session.closedAt)] as const] : []),
])}${
  !isNo &&
  address &&
  button(
    link(contactPath(address, '/stop')),
    'Contact asked to stop',
    { from: one.sender },
    `messages from ${one.sender}`,
  )
}${address && marketingButtons(visit, address, one)}</li>`
}

/** What the contact can have said of marketing, beside what is on record. */
const marketingButtons = (
  { link, button }: Visit,
  address: string,
  { sender, purposes }: Contact['senders'][number],
): readonly (Html | false)[] => {
  const status = purposes.marketing?.status
  const action = link(contactPath(address, '/marketing'))
  const about = `to ${sender}`
  const agreed = (basis: string, how: string) =>
    button(action, `Agreed to marketing ${how}`, { status: 'granted', basis, from: sender }, about)
  return [
    ...(status === 'revoked'
      ? []
      : [button(action, 'Wants no marketing', { status: 'revoked', from: sender }, about)]),
    ...(status === 'granted'
      ? []
      : [agreed('telephone', 'by phone'), agreed('paper_form', 'in writing')]),
  ]
}

/** What may have been an opt-out, and the two things it can have meant. */
const doubtList = ({ link, button }: Visit, contact: Contact): Html | false => {
  const doubts = doubtsOf(contact)
  if (doubts.length === 0) return false
  return html`<section aria-labelledby="doubt"><h2 id="doubt">In doubt</h2>
<p>This may have been a request for no more messages. What did the contact mean?</p>
<ul class="cards">${doubts.map(({ doubt, senders }) => {
    const from = senders.find((sender) => addressFor(contact, sender))
    const address = (from && addressFor(contact, from)) ?? contact.addresses[0] ?? ''
    const action = link(contactPath(address, '/doubt'))
    const at = from === undefined ? {} : { from }
    return html`<li class="card">${doubtLine(doubt)}<p class="quiet">${senders.join(', ')}</p>
${button(action, 'They want no more messages', { is: 'opt_out', ...at })}
${button(action, "It's about something else", { is: 'other', ...at })}</li>`
  })}</ul></section>`
}

const heldList = ({ link, button }: Visit, { held, addresses }: Contact): Html =>
  html`<section aria-labelledby="held"><h2 id="held">Held messages</h2>
<ul class="cards">${held.map(
    ({ message, sender, agent, until, expiresAt }) =>
      html`<li class="card">${facts([
        ['From', html`${said(agent)} through ${sender}`],
        ['Waits for', waitOf(until)],
        ['Given up', when(expiresAt)],
      ])}${button(
        link(contactPath(addresses[0] ?? '', `/held/${encodeURIComponent(message)}/withdraw`)),
        'Withdraw',
        {},
        `the message of ${agent}`,
      )}</li>`,
  )}</ul></section>`

const waitOf = (until: Contact['held'][number]['until']) => {
  if (until === 'doubt') return 'what the contact meant'
  return until === 'consent' ? 'consent' : when(until)
}

const bubble = (message: Message): Html => {
  const { direction, at, status, agent, automatic, code, sentence, template } = message
  const who =
    direction === 'inbound' ? 'Contact' : automatic ? 'Automatic message' : (agent ?? 'Agent')
  return html`<li class="bubble ${direction}"><p class="quiet">${said(who)} · ${when(at)} · ${statusChip(status)}${
    code && html` <span>code ${code}</span>`
  }</p>
<p>${message.withheld ? html`<em>Hidden until the contact agrees.</em>` : said(wordsOf(message))}</p>
${template && html`<p class="quiet">Template ${template.name}${template.language && html` (${template.language})`}</p>`}
${message.media?.map(({ url, contentType, filename }) =>
  direction === 'inbound'
    ? html`<p><a href="${url}" rel="noreferrer">${said(filename ?? 'File')}</a> <span class="quiet">${contentType}</span></p>`
    : html`<p class="quiet">File ${said(filename ?? url)}</p>`,
)}
${automatic && html`<p class="quiet">${spell(automatic)}</p>`}
${sentence && html`<p class="why">${sentence}</p>`}</li>`
}

/** What a message says, where that is no text: what was chosen or filled in, or a place. */
export const wordsOf = ({ text, button, list, flow, location }: Message): string => {
  const { label, address, latitude, longitude } = location ?? {}
  const place = location && [label, address, `${latitude}, ${longitude}`].filter(Boolean).join(', ')
  return text ?? button?.text ?? list?.title ?? list?.id ?? flow?.data ?? place ?? ''
}

const FAILED = new Set<Message['status']>(['failed', 'expired', 'cancelled'])
const WAITING = new Set<Message['status']>(['held', 'unknown', 'accepted', 'queued'])

const statusChip = (status: Message['status']): Html =>
  chip(FAILED.has(status) ? 'bad' : WAITING.has(status) ? 'busy' : 'good', status)
