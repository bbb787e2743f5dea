/** The page of one contact: state, held messages and thread. */

import type * as z from 'zod'
import { listMessages, readContact } from '../../http/v1/contacts/contacts.ts'
import {
  contactSchema,
  messageListSchema,
  type messageSchema,
} from '../../http/v1/shared/resources.ts'
import {
  chip,
  facts,
  field,
  type Html,
  html,
  inWords,
  number,
  numberText,
  onRequest,
  pager,
  said,
  when,
} from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'
import { doubtList, misreadList, standings } from './contact-standing.ts'

type Contact = z.output<typeof contactSchema>
type Message = z.output<typeof messageSchema>

/** Newest message first. */
export const contactPage = async (context: PageContext): Promise<View> => {
  const { link, param, query } = context
  const params = { address: param('address') }
  const cursor = query('cursor')
  const [contact, { messages, next }] = await Promise.all([
    callApi(context, readContact, contactSchema, { params }),
    callApi(context, listMessages, messageListSchema, { params, query: cursor ? { cursor } : {} }),
  ])
  return {
    title: contact.profileName ?? numberText(params.address),
    body: html`${contactHead(context, contact, 'thread')}
<div id="attention" data-live>${doubtList(context, contact)}
${misreadList(context, contact)}
${contact.held.length > 0 && heldList(context, contact)}</div>
<div class="beside"><div class="side" id="standing" data-live>
<section aria-labelledby="where"><h2 id="where">Status</h2>
${standings(context, contact)}</section>
</div>
<section class="main" aria-labelledby="said"><h2 id="said">Messages</h2>
<div id="thread" data-live>${
      messages.length > 0
        ? html`<ol class="thread">${messages.map((message) => bubble(context, message))}</ol>`
        : html`<p class="empty">No messages yet.</p>`
    }</div>
${pager(next && link(contactPath(params.address), { cursor: next }), 'Older messages')}</section>
<section class="side" aria-labelledby="keeping"><h2 id="keeping">Keeping and erasing</h2>
<p><a href="${link(contactPath(params.address, '/evidence'))}" download>Download the evidence pack</a> <span class="quiet">ZIP: consent, messages and journal with their hashes</span></p>
${holdForm(context, contact)}${contact.legalHold === undefined && eraseForm(context, contact)}</section></div>`,
  }
}

/** The form for a legal hold. */
const holdForm = (
  { link, canChange }: PageContext,
  { addresses: [address = ''], legalHold }: Contact,
) => {
  const form = (status: 'set' | 'lifted', label: string, hint: string) =>
    canChange &&
    onRequest(
      label,
      html`<form class="stacked narrow" method="post" action="${link(contactPath(address, '/legal-hold'))}"><input type="hidden" name="status" value="${status}">
${field('reason', 'Why', '', hint, true)}
<button type="submit">${label}</button></form>`,
    )
  if (legalHold === undefined) return form('set', 'Set a legal hold', 'Case 4711')
  return html`<p>${chip('busy', 'legal hold')} since ${when(legalHold.at)}, by ${said(legalHold.agent)}: ${said(legalHold.reason)}. The contact can't be erased until it is lifted.</p>${form('lifted', 'Lift the legal hold', 'The case is closed')}`
}

/** For a contact who wants to be forgotten. */
const eraseForm = ({ link, canChange }: PageContext, { addresses: [address = ''] }: Contact) =>
  canChange &&
  onRequest(
    'Erase this contact',
    html`<p>Deletes the messages, the journal and everything else, here and in a CRM that can erase contacts. If the contact asked to stop, a keyed hash of the number is kept, so that they are not messaged again. This cannot be undone.</p>
<form class="stacked narrow" method="post" action="${link(contactPath(address, '/erasure'))}">
${field('confirm', 'Type the number to erase the contact', '', address.slice(address.indexOf(':') + 1), true)}
<button type="submit">Erase the contact</button></form>`,
  )

/** The name, and the way between thread and journal. */
export const contactHead = (
  { link }: PageContext,
  { profileName, addresses, timeZone, region }: Contact,
  here: 'thread' | 'journal',
): Html => {
  const [address = '', ...others] = addresses
  const tab = (name: string, path: string, label: string) =>
    html`<a href="${link(path)}"${name === here && html` aria-current="page"`}>${label}</a>`
  const more = [
    ...(profileName ? addresses : others).map((one) => number(one)),
    ...[timeZone, region].filter(Boolean),
  ]
  return html`<h1>${profileName ? said(profileName) : number(address)}</h1>
${more.length > 0 && html`<p class="quiet">${more.map((one, i) => html`${i > 0 && ' · '}${one}`)}</p>`}
<nav class="tabs" aria-label="Contact">${tab('thread', contactPath(address), 'Messages')}${tab(
    'journal',
    contactPath(address, '/journal'),
    'Journal',
  )}</nav>`
}

const heldList = ({ link, button }: PageContext, { held, addresses }: Contact): Html =>
  html`<section class="attention" aria-labelledby="held"><h2 id="held">Held messages</h2>
<ul class="cards">${held.map(
    ({ message, sender, agent = 'the gateway', until, expiresAt }) =>
      html`<li class="card">${facts([
        ['From', html`${said(agent)} through ${number(sender)}`],
        ['Waits', waitOf(until)],
        ['Expires', when(expiresAt)],
      ])}${button(
        link(contactPath(addresses[0] ?? '', `/held/${encodeURIComponent(message)}/withdraw`)),
        'Withdraw',
        {},
        `the message of ${agent}`,
      )}</li>`,
  )}</ul></section>`

const waitOf = (until: Contact['held'][number]['until']) => {
  if (until === 'doubt') return 'until someone clarifies what the contact meant'
  return until === 'consent' ? 'for consent' : html`until ${when(until)}`
}

const bubble = (context: PageContext, message: Message): Html => {
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
${automatic && html`<p class="quiet">${inWords(automatic)}</p>`}
${sentence && html`<p class="why">${sentence}</p>`}${resolveButtons(context, message)}</li>`
}

/** The buttons for a message that may have been sent. */
const resolveButtons = ({ link, button }: PageContext, { id, address, remedies = [] }: Message) =>
  remedies.map((remedy) => {
    if (remedy.do !== 'resend' && remedy.do !== 'discard') return false
    const path = contactPath(address, `/messages/${encodeURIComponent(id)}/${remedy.do}`)
    return button(
      link(path),
      remedy.do === 'resend' ? 'Send again' : 'Mark as not sent',
      {},
      'the message',
    )
  })

/** A message's content other than text: a choice, a form, a location. */
export const wordsOf = ({ text, button, list, flow, location }: Message): string => {
  const { label, address, latitude, longitude } = location ?? {}
  const place = location && [label, address, `${latitude}, ${longitude}`].filter(Boolean).join(', ')
  return text ?? button?.text ?? list?.title ?? list?.id ?? flow?.data ?? place ?? ''
}

const FAILED = new Set<Message['status']>(['failed', 'expired', 'cancelled'])
const WAITING = new Set<Message['status']>(['held', 'unknown', 'accepted', 'queued'])

const statusChip = (status: Message['status']): Html =>
  chip(FAILED.has(status) ? 'bad' : WAITING.has(status) ? 'busy' : 'good', status)
