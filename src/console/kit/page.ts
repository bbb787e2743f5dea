/** The frame around every page of the console, and the headers that it is sent with. */

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { memberOf } from '../../config/layers.ts'
import { protect } from '../../http/kit/answer.ts'
import { type Html, html } from './markup.ts'
import type { PageContext } from './page-context.ts'

export type View = {
  readonly title: string
  readonly body: Html
  /** Scripts in addition to the live-reload script. */
  readonly scripts?: readonly string[]
}

export type Frame = {
  /** Simulated: there is a phone, and no sign-out. */
  readonly sandbox: boolean
}

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Nothing from other hosts, nothing inline; forms send a referrer only to our own pages. */
export const protectPage = (c: Context): void => {
  protect(c, CSP)
  c.header('Referrer-Policy', 'same-origin')
}

/** A whole page. Without a context, before sign-in, it has no navigation. */
export const showPage = (
  c: Context,
  { title, body, scripts = [] }: View,
  { sandbox }: Frame,
  context?: PageContext,
  status = 200,
): Response | Promise<Response> => {
  protectPage(c)
  const done = memberOf(DONE, context?.query('done') ?? '')
  return c.html(
    html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Postern</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/console/console.css">
${context && ['/console/console.js', ...scripts].map((src) => html`<script type="module" src="${src}"></script>`)}
</head><body>
<a class="skip" href="#main">Skip to content</a>
<header><p class="brand"><a href="/console"><img src="/console/icon.svg" alt="" width="24" height="24"> Postern</a></p>${context && navigation(context, sandbox)}</header>
<main id="main" tabindex="-1">${done && html`<p class="notice" role="status">${done}</p>`}
${body}</main>
${context && html`<footer><a href="/docs">API documentation</a></footer>`}
</body></html>`,
    status as ContentfulStatusCode,
  )
}

/** Confirmations, by the `done` parameter of the redirect. */
const DONE: Readonly<Record<string, string>> = {
  withdrawn: 'The message was withdrawn.',
  resent: 'The message is being sent again.',
  discarded: 'The message is marked as not sent.',
  settled: 'Recorded what the contact meant.',
  stopped: 'Recorded that the contact asked to stop.',
  corrected: 'Recorded that it was not an opt-out. Messages may be sent again.',
  agreed: 'Recorded the consent.',
  handed_over: 'The contact was handed over.',
  released: 'The contact is unassigned now.',
  erased: 'The contact was erased.',
  legal_hold: "The contact can't be erased until the hold is lifted.",
  hold_lifted: 'The legal hold is lifted.',
  marketing: 'The choice on marketing was recorded.',
  activated: 'The sender is active again.',
  deactivated: 'The sender is deactivated.',
  replayed: 'They are being tried again.',
  none_selected: 'Nothing was selected, so nothing was tried again.',
}

const PAGES = [
  ['/inbox', 'Inbox'],
  ['/overview', 'Overview'],
  ['/contacts', 'Contacts'],
  ['/senders', 'Senders'],
  ['/policy', 'Policy'],
  ['/templates', 'Templates'],
  ['/observations', 'Observations'],
  ['/dead-letters', 'Dead letters'],
  ['/audit', 'Changes'],
] as const

/** One row if there is room, otherwise behind a button; works without a script and closes with Escape. */
const navigation = (context: PageContext, sandbox: boolean): Html => {
  const { path, link } = context
  const phone = [['', 'Sandbox']] as const
  const pages = [...(sandbox ? phone : []), ...PAGES]
  const [, here] = pages.find(([target]) => isHere(path, target)) ?? []
  return html`<button type="button" class="menu-button" popovertarget="menu">${MENU}Menu${here && html`<span class="quiet">${here}</span>`}</button>
<nav aria-label="Console" id="menu" popover><ul>${pages.map(
    ([target, label]) =>
      html`<li><a href="${link(target)}"${isHere(path, target) && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul></nav>${account(context, sandbox)}`
}

const MENU = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>`

const isHere = (path: string, target: string) =>
  target === '' ? path === '' || path === '/' : path === target || path.startsWith(`${target}/`)

/** The account menu: organisation, person and sign-out. */
const account = (context: PageContext, sandbox: boolean): Html => {
  const { organisation, several, name, canChange } = context
  if (sandbox && !several) return html`<p class="quiet account-name">${organisation.name}</p>`
  return html`<button type="button" class="account-button" popovertarget="account"><span class="account-name">${organisation.name}</span><span class="unseen"> account</span></button>
<div id="account" popover>${several && chooser(context)}${
    !sandbox &&
    html`<form method="post" action="/console/logout"><p class="quiet">Signed in as <strong>${name}</strong>${!canChange && ', view only'}</p><button type="submit">Sign out</button></form>`
  }</div>`
}

const chooser = ({ gateway, organisation }: PageContext): Html =>
  html`<form method="get" action="/console/overview"><label>Organisation<select name="organisation">${gateway.directory.organisations.map(
    ({ id, name }) =>
      html`<option value="${id}"${id === organisation.id && html` selected`}>${name}</option>`,
  )}</select></label><button type="submit">Go</button></form>`

/** A form that searches within the same organisation. */
export const keepOrganisation = ({ several, organisation }: PageContext): Html | false =>
  several && html`<input type="hidden" name="organisation" value="${organisation.id}">`
