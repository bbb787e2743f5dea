/** `/openapi.json`, and pages written from that document at `/docs`: an index with search, and one page for each operation and event. */

import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { type ReadAsset, serveAsset } from '../asset.ts'
import { protect } from '../kit/answer.ts'
import { REASONS } from '../kit/reasons.ts'
import type { Route } from '../kit/route.ts'
import type { Placed } from './docs-code.ts'
import { writeOperation } from './docs-operation.ts'
import { inline, prose, safe, writeSchema } from './docs-schema.ts'
import type { OpenApi } from './document.ts'
import { describeApi } from './openapi.ts'

export type DocsOptions = {
  /** There is a console to go back to. */
  readonly console?: boolean
  /** A sandbox, in which operations can be tried. */
  readonly trial?: { readonly key: string; readonly readAsset: ReadAsset }
}

const MAX_QUERY = 100

/**
 * Mounts both; the document is made on the first request.
 *
 * @example serveDocs(app, 'https://gate.example.com', ROUTES) // /docs and /openapi.json
 */
export const serveDocs = (
  app: Hono,
  publicUrl: string,
  routes: readonly Route[],
  options: DocsOptions = {},
): void => {
  const { trial } = options
  let document: OpenApi | undefined
  const describe = () => (document ??= describeApi(routes, publicUrl))
  const show = (
    c: Context,
    title: string,
    body: string,
    isTried = false,
    status: 200 | 404 = 200,
  ) => {
    protect(c, isTried ? `${CSP}; script-src 'self'; connect-src 'self'` : CSP)
    return c.html(frame(title, body, options, isTried), status)
  }

  app.get('/openapi.json', (c) => {
    protect(c)
    return c.json(describe())
  })
  app.get('/docs', (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, MAX_QUERY)
    return show(c, query || 'The API', `<main>${writeIndex(describe(), query)}</main>`)
  })
  if (trial) app.get('/docs/try.js', (c) => serveAsset(c, 'try-api.js', trial.readAsset))
  app.get('/docs/:operation', async (c, next) => {
    const id = c.req.param('operation')
    const api = describe()
    const placed = operationsOf(api).find(({ operation }) => operation.operationId === id)
    // A program gets the problem that every unknown path answers with.
    if (!placed && !c.req.header('Accept')?.includes('text/html')) return next()
    if (!placed) return show(c, 'Not found', NOT_FOUND, false, 404)
    const page = writeOperation(placed, api, trial?.key).replaceAll('href="#', 'href="../docs#')
    const body = `<div class="page">${writeAll(api, id)}<main>${page}</main></div>`
    return show(c, placed.operation.summary, body, page.includes('<form id="try"'))
  })
}

const NOT_FOUND = `<main><h1>Not found</h1><p>The API has no operation or event with this name.</p><p><a href="/docs">All operations and events</a></p></main>`

const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2429; --quiet: #55616a; --line: #d8dcd9; --soft: #f1f3f2; --accent: #0b6152; --edge: #7d8a8b; --get: #0a55b8; --put: #7a4a00; --delete: #9d1f1a; --event: #6b3fa0 }
@media (prefers-color-scheme: dark) { :root { --paper: #101518; --ink: #e7ecea; --quiet: #a5b1b3; --line: #313b40; --soft: #1a2125; --accent: #6fd3bf; --get: #8ab8ff; --put: #f0c270; --delete: #ff9d95; --event: #cfb3ff } }
* { box-sizing: border-box }
body { background: var(--paper); color: var(--ink); overflow-wrap: anywhere; font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 84rem; padding: 0 1.5rem 6rem }
body > header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem }
header p { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: .75rem 0 }
header a:first-child { font-weight: 650; color: var(--ink); text-decoration: none }
main { min-width: 0 }
body > main { max-width: 62rem }
.index { list-style: none; padding: 0; margin: 0 0 1rem }
.index a { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr) minmax(0, 1fr); gap: 0 .75rem; align-items: baseline; padding: .3rem .5rem; border-radius: 6px; text-decoration: none }
.index a:hover { background: var(--soft) }
.index a:hover code { text-decoration: underline }
.index code { justify-self: start; background: none; color: var(--ink) }
.index span { color: var(--quiet) }
.method { font: 600 12px/1.6 ui-monospace, monospace; letter-spacing: .02em; color: var(--accent); justify-self: start }
.method.get { color: var(--get) }
.method:is(.put, .patch) { color: var(--put) }
.method.delete { color: var(--delete) }
.method.event { color: var(--event) }
.where { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .25rem 0 1rem }
.where .method { border: 1px solid currentColor; border-radius: 4px; padding: 0 .4rem }
.where code { font-size: 16px }
@media (max-width: 40rem) { .index a { grid-template-columns: 4.5rem minmax(0, 1fr) } .index span { grid-column: 2 } }
.all .index a { grid-template-columns: 3.6rem minmax(0, 1fr); padding: .15rem .4rem; font-size: 14px }
.all .index code { display: none }
.all .index span { color: inherit }
.all .index [aria-current] { background: var(--soft); box-shadow: inset 3px 0 var(--accent) }
.all h2 { font-size: 13px; margin: .75rem 0 .2rem; color: var(--quiet) }
form { display: grid; gap: .5rem; margin: .5rem 0 1rem; max-width: 44rem }
label { color: var(--quiet); font-size: 14px }
form.search { grid-template-columns: minmax(0, 1fr) auto; align-items: end }
input, textarea, button { font: inherit; padding: .4rem .6rem; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; width: 100% }
textarea { font: 14px/1.5 ui-monospace, monospace }
button { cursor: pointer; width: auto; justify-self: start; font-weight: 600; color: var(--paper); background: var(--accent); border-color: var(--accent); padding-inline: 1rem }
a { color: var(--accent) }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem }
section { margin-top: 2rem }
article { border-top: 1px solid var(--line); padding: 1rem 0 }
h3 { margin: .2rem 0; font-size: 1rem }
code, pre { font: 14px/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 4px }
code { padding: .1rem .25rem; overflow-wrap: anywhere }
pre { padding: .75rem 1rem; margin: .5rem 0 1rem; overflow: auto; max-height: 26rem; white-space: pre-wrap; border: 1px solid var(--line); border-radius: 8px; font-size: 13px }
table { border-collapse: collapse; width: 100%; font-size: 15px }
td, th { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top }
td { min-width: 4rem }
td:first-child { min-width: 6.5rem }
td table td { border-bottom: 0; padding-block: .1rem }
.related { padding-inline-start: 0; list-style: none; font-size: 15px }
.related li { padding: .15rem 0 }
small { color: var(--quiet) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
summary { cursor: pointer }
.codes { display: flex; flex-wrap: wrap; gap: 0 1.25rem }
.codes details { display: contents }
.codes summary { list-style: none; order: 0; padding: .2rem 0; color: var(--quiet); border-bottom: 2px solid transparent }
.codes details[open] summary { color: var(--ink); font-weight: 600; border-color: var(--accent) }
.codes details::details-content { order: 1; flex: 0 0 100%; min-width: 0; max-width: 100% }
@media (max-width: 71.99rem) { .all { display: none } }
@media (max-width: 40rem) { table, tbody, tr, td { display: block } td { border: 0; padding: .1rem 0 } tr { border-bottom: 1px solid var(--line); padding: .3rem 0 } }
@media (min-width: 72rem) {
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2.5rem; align-items: start }
  .all { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding-block: .5rem 2rem; border-right: 1px solid var(--line); padding-right: .75rem }
  .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); gap: 2.5rem; align-items: start }
  .two h2:first-child { margin-top: .25rem }
  .two > :first-child :is(table, tbody, tr, td:last-child) { display: block }
  .two > :first-child td { display: inline-block; min-width: 0; max-width: 100%; border: 0; padding: 0 .5rem 0 0 }
  .two > :first-child tr { border-bottom: 1px solid var(--line); padding: .5rem 0 }
  .two > :first-child td:has(> table) { display: block }
  .two > :first-child td br { display: none }
  .two > :first-child td small { margin-left: .35rem }
  .two > :first-child td:nth-child(2) { color: var(--quiet) }
  .two > :first-child td table { margin: .25rem 0 0; padding-left: .75rem; border-left: 2px solid var(--line); color: var(--ink) }
  .two > :first-child td table tr { border: 0; padding: .2rem 0 }
}
`
const CSP = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const frame = (title: string, body: string, { console }: DocsOptions, isTried: boolean) =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(title)} · Postern</title><style>${STYLE}</style>${isTried ? '<script type="module" src="try.js"></script>' : ''}</head><body>
<header><p><a href="/docs">Postern: the API</a> <a href="/openapi.json">openapi.json</a>${console ? ' <a href="/console">Console</a>' : ''}</p></header>
${body}</body></html>`

const operationsOf = (api: OpenApi): readonly Placed[] => [
  ...Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  ),
  ...Object.entries(api.webhooks).map(([path, { post }]) => ({
    path,
    method: 'event',
    operation: post,
  })),
]

/** Everything, or the operations and events that match the words. */
const writeIndex = (api: OpenApi, query: string): string => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (...texts: readonly string[]) => {
    const text = texts.join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const operations = operationsOf(api).filter(({ path, method, operation }) => {
    const { operationId, summary, description = '', tags } = operation
    return has(path, method, operationId, summary, description, ...tags)
  })
  const groups = [...Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '')]
  const reasons = Object.entries(REASONS).filter(([reason, { title, meaning }]) =>
    has(reason, title, meaning),
  )
  const schemas = Object.entries(api.components.schemas).filter(([name, schema]) =>
    has(name, String(schema.description ?? '')),
  )
  const found = operations.length + reasons.length + schemas.length
  return `<h1>Postern: the API</h1>
${query ? '' : `${prose(String(api.info.description))}`}
<form class="search" method="get" action="/docs" role="search"><label>Search<input type="search" name="q" value="${safe(query)}" maxlength="${MAX_QUERY}"></label><button type="submit">Search</button></form>
${query ? `<p role="status">${found === 0 ? 'Nothing found.' : `${found} found.`} <a href="/docs">Show everything</a></p>` : '<p><a href="#reasons">Reasons</a> · <a href="#schemas">Schemas</a></p>'}
${groups.map(([tag, own]) => `<section><h2>${safe(tag)}</h2><ul class="index">${own.map((one) => entry(one)).join('')}</ul></section>`).join('')}
${
  reasons.length === 0
    ? ''
    : `<section id="reasons"><h2>Reasons</h2><p>Every error has one of these as its <code>reason</code>; they do not change.</p>
${reasons
  .map(
    ([reason, { status, title, meaning }]) =>
      `<article id="reason-${reason}"><h3><code>${reason}</code> <small>${status}</small></h3><p>${inline(`${title}. ${meaning}`)}</p></article>`,
  )
  .join('')}</section>`
}
${
  schemas.length === 0
    ? ''
    : `<section id="schemas"><h2>Schemas</h2>
${schemas.map(([name, schema]) => `<article id="schema-${name}"><h3>${name}</h3>${linked(writeSchema(schema), query)}</article>`).join('')}</section>`
}`
}

/** Among the results of a search not every schema is on the page. */
const linked = (html: string, query: string) =>
  query ? html.replaceAll('href="#', 'href="/docs#') : html

/** The index beside an operation; behind a word where there is no room. */
const writeAll = (api: OpenApi, here: string): string => {
  const groups = [...Map.groupBy(operationsOf(api), ({ operation }) => operation.tags[0] ?? '')]
  const list = groups.map(
    ([tag, own]) =>
      `<h2>${safe(tag)}</h2><ul class="index">${own.map((one) => entry(one, here)).join('')}</ul>`,
  )
  return `<nav class="all" aria-label="Operations and events" tabindex="0">${list.join('')}</nav>`
}

const entry = ({ path, method, operation }: Placed, here = ''): string =>
  `<li><a href="/docs/${operation.operationId}"${operation.operationId === here ? ' aria-current="page"' : ''}><b class="method ${method}">${method.toUpperCase()}</b> <code>${safe(path)}</code> <span>${safe(operation.summary)}</span></a></li>`
