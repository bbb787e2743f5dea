/** The page of a contact's journal: the evidence, and whether its chain holds. */

import type * as z from 'zod'
import { readContact, readJournal } from '../../http/v1/contacts/contacts.ts'
import { contactSchema, journalSchema } from '../../http/v1/shared/resources.ts'
import { chip, type Html, html, inWords, numberText, pager, said, when } from '../kit/markup.ts'
import type { View } from '../kit/page.ts'
import { callApi, contactPath, type PageContext } from '../kit/page-context.ts'
import { contactHead, wordsOf } from './contact.ts'

type Journal = z.output<typeof journalSchema>
type Entry = Journal['entries'][number]

/** Oldest entry first. */
export const journalPage = async (context: PageContext): Promise<View> => {
  const { link, param, query } = context
  const params = { address: param('address') }
  const cursor = query('cursor')
  const [contact, { entries, chain, next }] = await Promise.all([
    callApi(context, readContact, contactSchema, { params }),
    callApi(context, readJournal, journalSchema, { params, query: cursor ? { cursor } : {} }),
  ])
  return {
    title: `Journal of ${contact.profileName ?? numberText(params.address)}`,
    body: html`${contactHead(context, contact, 'journal')}
<div id="journal" data-live>
${chainLine(chain)}
<ol class="journal">${entries.map((entry) => entryItem(context, entry))}</ol>
</div>
${pager(next && link(contactPath(params.address, '/journal'), { cursor: next }), 'Later entries')}`,
  }
}

const chainLine = ({ ok, brokenAtVersion }: Journal['chain']): Html =>
  ok
    ? html`<p class="verdict good">The chain is intact: every entry contains the hash of the previous one.</p>`
    : html`<p class="verdict bad" role="alert">The chain is broken at version ${brokenAtVersion ?? '?'}: that entry was changed later.</p>`

const entryItem = (
  context: PageContext,
  { version, at, input, verdict, effects, messages, hash }: Entry,
): Html =>
  html`<li class="card entry"><h2>${version}. ${happened(context, input)} ${chip(
    verdict.status === 'accepted' ? 'good' : verdict.status === 'held' ? 'busy' : 'bad',
    verdict.status,
  )} ${verdict.reason && chip('plain', inWords(verdict.reason))}</h2>
<p class="quiet">${when(at)} · hash <code>${hash.slice(0, 12)}</code></p>
${verdict.sentence && html`<p class="why">${verdict.sentence}</p>`}
${messages.map(
  (message) =>
    html`<blockquote><p class="quiet">${message.direction}${message.automatic && html`, ${inWords(message.automatic)}`}, ${message.status}</p><p>${
      message.withheld ? html`<em>Withheld</em>` : said(wordsOf(message))
    }</p></blockquote>`,
)}
${effects.length > 0 && html`<p class="quiet">${followed(effects)}</p>`}</li>`

/** The effects in words: events for the CRM, messages sent, timers. */
const followed = (effects: Entry['effects']): string => {
  const events = effects.flatMap(({ kind, type }) => (kind === 'tell' ? [String(type)] : []))
  const sent = effects.filter(({ kind }) => kind === 'send').length
  return [
    events.length > 0 && `${events.length === 1 ? 'Event' : 'Events'}: ${events.join(', ')}`,
    sent > 0 && (sent === 1 ? '1 message to the provider' : `${sent} messages to the provider`),
    effects.some(({ kind }) => kind === 'later') && 'a timer is set',
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The input in a few words. */
const happened = ({ organisation }: PageContext, input: Entry['input']): Html | string => {
  const { kind, agent, by, line, status, code, consent, doubt, source } = input as Entry['input'] &
    Readonly<Record<string, unknown>>
  const hold = (input as { legalHold?: { status: string; reason: string } }).legalHold
  const recordedBy = [agent, consent, doubt, hold].map(agentOf).find(Boolean)
  const who = said(String(recordedBy ?? ''))
  // A line that was removed has no name any more.
  const where = organisation.lines.find(({ id }) => id === line)?.name ?? String(line)
  switch (kind) {
    case 'inbound':
      return 'The contact wrote'
    case 'outbound':
      return html`${who} wrote`
    case 'opt_in_request':
      return html`${who} asked for consent`
    case 'receipt':
      return html`A message is ${String(status)}${code !== undefined && html` (code ${String(code)})`}`
    case 'handover':
      if (agent === null)
        return html`The contact was released in ${where}${by !== undefined && html` by ${said(String(by))}`}`
      return by === undefined
        ? html`${who} took the contact in ${where}`
        : html`${said(String(by))} handed the contact over to ${who} in ${where}`
    case 'preference':
      if (hold)
        return html`${who} ${hold.status === 'set' ? 'set' : 'lifted'} a legal hold: ${said(hold.reason)}`
      if ((consent as { corrects?: string } | undefined)?.corrects !== undefined)
        return html`${who} corrected a misread opt-out: ${said(String((consent as { reason?: string }).reason))}`
      return html`${recordedBy ? who : html`The ${source === 'crm' ? 'CRM' : 'provider'}`} recorded ${
        consent ? html`consent ${(consent as { status: string }).status}` : 'a preference'
      }`
    case 'recall':
      return html`A held message was withdrawn${agent !== undefined && html` by ${who}`}`
    case 'resolution':
      return html`A message that may have been sent was ${
        (input as { readonly is?: unknown }).is === 'resend' ? 'sent again' : 'discarded'
      }${agent !== undefined && html` by ${who}`}`
    case 'due':
      return 'A timer fired'
    default:
      return inWords(kind)
  }
}

/** The person of an input, or of a consent or doubt in it. */
const agentOf = (part: unknown): unknown =>
  typeof part === 'object' && part !== null ? (part as { readonly agent?: unknown }).agent : part
