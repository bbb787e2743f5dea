/** A contact's state with each sender, and the forms that change it. */

import type * as z from 'zod'
import { BASES } from '../../http/v1/shared/consent-schemas.ts'
import type { contactSchema } from '../../http/v1/shared/resources.ts'
import {
  chip,
  choice,
  facts,
  field,
  type Html,
  html,
  inWords,
  number,
  numberText,
  onRequest,
  said,
  when,
} from '../kit/markup.ts'
import { contactPath, type PageContext } from '../kit/page-context.ts'
import { consentChip, doubtLine, doubtsOf, sessionChip } from './contacts.ts'

type Contact = z.output<typeof contactSchema>
type Standing = Contact['senders'][number]

/** A card for each sender that could reach the contact. */
export const standings = (context: PageContext, contact: Contact): Html =>
  html`<ul class="cards">${contact.senders.map((one) => {
    const isFirstOfLine = contact.senders.find(({ line }) => line === one.line) === one
    return standingCard(context, contact, one, isFirstOfLine)
  })}</ul>`

/** The contact's address on the sender's channel, which the API requires. */
export const addressFor = ({ addresses }: Contact, sender: string): string | undefined => {
  const channel = sender.slice(0, sender.indexOf(':') + 1)
  return addresses.find((address) => address.startsWith(channel))
}

const isNo = ({ consent }: Standing) => consent.status === 'revoked' || consent.status === 'refused'

/** A lone keyword was not misread, and the provider's word is not ours to correct. */
const isReadFromWords = (one: Standing) => {
  const { source, message, words, reading } = one.consent
  return (
    isNo(one) &&
    source !== 'provider' &&
    message !== undefined &&
    words !== undefined &&
    (reading?.how === 'phrase' || reading?.is === 'doubt')
  )
}

const standingCard = (
  context: PageContext,
  contact: Contact,
  one: Standing,
  isFirstOfLine: boolean,
): Html => {
  const address = addressFor(contact, one.sender)
  return html`<li class="card"><h3>${number(one.sender)}</h3>
<p>${consentChip(one.consent.status)} ${sessionChip(one.sender, one.session.state)} ${
    one.unreachableSince && chip('bad', 'unreachable')
  } ${one.marketingStoppedAt && chip('bad', 'no marketing')} ${
    one.purposes.marketing?.status === 'granted' && chip('good', 'marketing agreed')
  }</p>
${facts([
  ['Line', context.organisation.lines.find(({ id }) => id === one.line)?.name ?? one.line],
  ['Owner', one.owner ? said(one.owner) : 'unassigned'],
  ...consentFacts(one),
  ...(one.session.closesAt ? [['Session closes', when(one.session.closesAt)] as const] : []),
  ...(one.session.closedAt ? [['Session closed', when(one.session.closedAt)] as const] : []),
])}${
  address &&
  context.canChange &&
  onRequest(
    'Change',
    html`${consentForms(context, address, one)}${marketingButtons(context, address, one)}${
      isFirstOfLine && ownerForms(context, address, one)
    }`,
    `the status with ${numberText(one.sender)}`,
  )
}</li>`
}

/** The basis of the consent or the no. */
const consentFacts = ({ consent }: Standing): readonly (readonly [string, unknown])[] => {
  const { at, words, basis, evidence, agent, corrects, reason, source, status } = consent
  if (at === undefined) return []
  return [
    [`Consent ${inWords(status)}`, when(at)],
    ...(words === undefined || status === 'requested'
      ? []
      : [['The contact wrote', html`<q>${said(words)}</q>`] as const]),
    ...(basis === undefined ? [] : [['Basis', inWords(basis)] as const]),
    ...(evidence === undefined ? [] : [['Evidence', said(evidence)] as const]),
    ...(corrects === undefined ? [] : [['Corrected', said(reason ?? '')] as const]),
    ...(agent === undefined ? [] : [['Recorded by', said(agent)] as const]),
    ...(agent === undefined && source === 'provider'
      ? [['Recorded by', 'the provider'] as const]
      : []),
  ]
}

/** Forms to record consent given elsewhere, or its withdrawal, unless only the contact can lift the no. */
const consentForms = ({ link, button }: PageContext, address: string, one: Standing): Html => {
  const { status, source } = one.consent
  const isOwnNo = isNo(one) && (source === 'contact' || source === 'provider')
  const bases = BASES.map((basis) => [basis, inWords(basis)] as const)
  const agreed = html`<form method="post" action="${link(contactPath(address, '/consent'))}" class="stacked"><input type="hidden" name="from" value="${one.sender}">
${choice('basis', 'The contact agreed', bases, 'web_form')}
${field('evidence', 'Where you keep the proof', '', 'form 4711 of 2 November')}
<button type="submit">Record consent<span class="unseen"> to messages from ${number(one.sender)}</span></button></form>`
  return html`${status !== 'granted' && !isOwnNo && agreed}${
    isOwnNo &&
    (isReadFromWords(one)
      ? html`<p class="quiet">The contact said no. If that was read by mistake, correct it above.</p>`
      : html`<p class="quiet">The contact said no, so only the contact can lift it.</p>`)
  }${
    !isNo(one) &&
    button(
      link(contactPath(address, '/stop')),
      'Contact asked to stop',
      { from: one.sender },
      `messages from ${numberText(one.sender)}`,
    )
  }`
}

/** Forms to record consent to marketing, or its withdrawal. */
const marketingButtons = (
  { link, button }: PageContext,
  address: string,
  { sender, purposes }: Standing,
): readonly (Html | false)[] => {
  const status = purposes.marketing?.status
  const action = link(contactPath(address, '/marketing'))
  const about = `to ${numberText(sender)}`
  const agreed = (basis: string, how: string) =>
    button(action, `Agreed to marketing ${how}`, { status: 'granted', basis, from: sender }, about)
  return [
    ...(status === 'revoked'
      ? []
      : [button(action, 'Opted out of marketing', { status: 'revoked', from: sender }, about)]),
    ...(status === 'granted'
      ? []
      : [agreed('telephone', 'by phone'), agreed('paper_form', 'in writing')]),
  ]
}

/** Forms to assign, hand over or release the contact. Shown once per line: its senders share the owner. */
const ownerForms = (
  { link, button }: PageContext,
  address: string,
  { line, owner }: Standing,
): Html => {
  const action = link(contactPath(address, `/owners/${encodeURIComponent(line)}`))
  return html`<form method="post" action="${action}" class="stacked">
${field('agent', owner ? 'Hand over to' : 'Assign to', '', 'an agent', true)}
<button type="submit">${owner ? 'Hand over' : 'Assign'}<span class="unseen"> in ${line}</span></button></form>${
    owner && button(action, 'Release', {}, `from ${owner} in ${line}`)
  }`
}

/** A possible opt-out, with a button for each meaning. */
export const doubtList = ({ link, button }: PageContext, contact: Contact): Html | false => {
  const doubts = doubtsOf(contact)
  if (doubts.length === 0) return false
  return html`<section class="attention" aria-labelledby="doubt"><h2 id="doubt">Possible opt-out</h2>
<p>This may have been an opt-out. What did the contact mean?</p>
<ul class="cards">${doubts.map(({ doubt, senders }) => {
    const from = senders.find((sender) => addressFor(contact, sender))
    const address = (from && addressFor(contact, from)) ?? contact.addresses[0] ?? ''
    const action = link(contactPath(address, '/doubt'))
    const at = from === undefined ? {} : { from }
    return html`<li class="card">${doubtLine(doubt)}<p class="quiet">with ${senders.map((sender) => html`${number(sender)} `)}</p>
<div class="buttons">${button(action, 'They want to stop messages', { is: 'opt_out', ...at })}
${button(action, "It's about something else", { is: 'other', ...at })}</div></li>`
  })}</ul></section>`
}

/** Opt-outs that were read out of a sentence, which may have been a mistake. */
export const misreadList = (context: PageContext, contact: Contact): Html | false => {
  const read = readOptOuts(contact)
  if (read.length === 0) return false
  return html`<section class="attention" aria-labelledby="misread"><h2 id="misread">Read as an opt-out</h2>
<p>These words were read as an opt-out. If they meant something else, say how you know.</p>
<ul class="cards">${read.map(
    ({ message, words, at, senders }) =>
      html`<li class="card"><p>${chip('bad', 'opt-out')} <q>${said(words)}</q> <span class="quiet">${when(at)}</span></p>
<p class="quiet">with ${senders.map(({ sender }) => html`${number(sender)} `)}</p>
${senders.slice(0, 1).map((sender) => correctionForm(context, sender, message))}</li>`,
  )}</ul></section>`
}

const correctionForm = (
  { link, canChange }: PageContext,
  { sender, address }: ReadAt,
  message: string,
): Html | false =>
  canChange &&
  html`<form method="post" action="${link(contactPath(address, '/correction'))}" class="stacked"><input type="hidden" name="corrects" value="${message}"><input type="hidden" name="from" value="${sender}">
${field('reason', 'Why it was a mistake', '', 'They meant a meeting', true)}
<button type="submit">Not an opt-out</button></form>`

type ReadAt = { readonly sender: string; readonly address: string }
type ReadOptOut = {
  readonly message: string
  readonly words: string
  readonly at: string
  readonly senders: readonly ReadAt[]
}

/** Each message once. */
const readOptOuts = (contact: Contact): readonly ReadOptOut[] => {
  const found = new Map<string, ReadOptOut>()
  for (const one of contact.senders) {
    const { message, words, at } = one.consent
    const address = addressFor(contact, one.sender)
    if (!isReadFromWords(one) || !message || !words || !at || !address) continue
    const before = found.get(message)?.senders ?? []
    found.set(message, {
      message,
      words,
      at,
      senders: [...before, { sender: one.sender, address }],
    })
  }
  return [...found.values()]
}
