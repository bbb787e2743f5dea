/** Small pieces of HTML; inserted values are escaped. */

import { html } from 'hono/html'
import { CHANNELS, isChannel } from '../../core/model/channel.ts'
import { isoTime } from '../../wire/events.ts'
import { plain } from '../../wire/plain.ts'

export { html }
export type Html = ReturnType<typeof html>

/** Text from a contact, isolated so that its direction can't affect the text around it. */
export const said = (text: string): Html => html`<bdi class="said" dir="auto">${plain(text)}</bdi>`

const DATE = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** A time of the wire (ISO 8601). In UTC until the page's script writes it as the reader does. */
export const when = (at: string): Html =>
  html`<time datetime="${at}" data-spell>${DATE.format(new Date(at))} UTC</time>`

/** The beginning of an hour or a day that was counted: in UTC for every reader. */
export const whenCounted = (at: string): Html =>
  html`<time datetime="${at}" data-spell data-zone="UTC">${DATE.format(new Date(at))}</time>`

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** In a list: the time for today, otherwise the day; the full time on hover. */
export const whenBriefly = (at: string, now: number): Html => {
  const date = new Date(at)
  const isToday = at.slice(0, 10) === new Date(now).toISOString().slice(0, 10)
  return html`<time datetime="${at}" title="${DATE.format(date)} UTC" data-spell="${isoTime(now)}">${(isToday ? TIME : DAY).format(date)}</time>`
}

/** The channel's name and the number in an address. */
const partsOf = (address: string) => {
  const [, channel = '', identity = ''] = /^(\w+):(.+)$/.exec(address) ?? []
  return isChannel(channel) ? { label: CHANNELS[channel].label, identity } : undefined
}

/** An address as people read it. */
export const number = (address: string): Html => {
  const parts = partsOf(address)
  if (!parts) return html`${address}`
  return html`<span class="number"><span class="channel">${parts.label}</span> <bdi>${parts.identity}</bdi></span>`
}

/** The same as plain text: for titles, choices, and what a screen reader adds. */
export const numberText = (address: string): string => {
  const parts = partsOf(address)
  return parts ? `${parts.label} ${parts.identity}` : address
}

export type Tone = 'good' | 'bad' | 'busy' | 'plain'

/** One word of state. The word says it; the colour only helps. */
export const chip = (tone: Tone, text: string): Html =>
  html`<span class="chip ${tone}">${text}</span>`

/** `consent_pending` → `consent pending`. */
export const inWords = (code: string): string => code.replaceAll('_', ' ')

/** Pairs of a name and a value. */
export const facts = (pairs: readonly (readonly [string, unknown])[]): Html =>
  html`<dl class="facts">${pairs.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`

/** A button that changes something. */
export const button = (
  action: string,
  label: string,
  fields: Readonly<Record<string, string>> = {},
  about = '',
): Html =>
  html`<form method="post" action="${action}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button type="submit">${label}${about && html`<span class="unseen"> ${about}</span>`}</button></form>`

/** Choices of one name; the first one stands for all. */
export const choice = (
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): Html =>
  html`<label>${label}<select name="${name}">${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
  )}</select></label>`

/** A line of text to fill in. */
export const field = (
  name: string,
  label: string,
  value: string,
  hint = '',
  isRequired = false,
): Html =>
  html`<label>${label}<input name="${name}" value="${value}" placeholder="${hint}" autocomplete="off" maxlength="200"${isRequired && html` required`}></label>`

/** A collapsed section. */
export const onRequest = (label: string, body: Html, about = ''): Html =>
  html`<details><summary>${label}${about && html`<span class="unseen"> ${about}</span>`}</summary>${body}</details>`

/** The link to the next page, if there is one. */
export const pager = (next: string | undefined, label: string): Html | '' =>
  next === undefined ? '' : html`<p class="pager"><a href="${next}" rel="next">${label}</a></p>`

/** Nothing to show, and why. */
export const empty = (text: unknown): Html => html`<p class="empty">${text}</p>`

/** A script is about to fill this in. */
export const loading = (text: string): Html => html`<p class="empty" role="status">${text}</p>`

/** Something could not be shown. */
export const failed = (text: string): Html => html`<p class="failed" role="alert">${text}</p>`
