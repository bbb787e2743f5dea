/** `/openapi.json`, and pages written from that document at `/docs`: an index with search, and one page for each operation and event. */

import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { protect } from '../kit/answer.ts'
import { REASONS } from '../kit/reasons.ts'
import type { Route } from '../kit/route.ts'
import { type Script, serveScript } from '../script.ts'
import type { Placed } from './docs-code.ts'
import { writeOperation } from './docs-operation.ts'
import { inline, prose, safe, writeSchema } from './docs-schema.ts'
import type { OpenApi } from './document.ts'
import { describeApi } from './openapi.ts'

export type DocsOptions = {
  /** There is a console to go back to. */
  readonly console?: boolean
  /** A sandbox, in which operations can be tried. */
  readonly trial?: { readonly key: string; readonly script: Script }
}

const MAX_QUERY = 100

/** Mounts both; the document is made on the first request. */
export const serveDocs = (
  app: Hono,
  publicUrl: string,
  routes: readonly Route[],
  options: DocsOptions = {},
): void => {
  const { trial } = options
  let document: OpenApi | undefined
  const describe = () => (document ??= describeApi(routes, publicUrl))
  const show = (c: Context, title: string, body: string, isTried = false) => {
    protect(c, isTried ? `${CSP}; script-src 'self'; connect-src 'self'` : CSP)
    return c.html(frame(title, body, options, isTried))
  }

  app.get('/openapi.json', (c) => {
    protect(c)
    return c.json(describe())
  })
  app.get('/docs', (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, MAX_QUERY)
    return show(c, query || 'the API', writeIndex(describe(), query))
  })
  if (trial) app.get('/docs/try.js', (c) => serveScript(c, trial.script))
  app.get('/docs/:operation{[A-Za-z_]+}', async (c, next) => {
    const id = c.req.param('operation')
    const api = describe()
    const placed = operationsOf(api).find(({ operation }) => operation.operationId === id)
    if (!placed) return next()
    const page = writeOperation(placed, api, trial?.key).replaceAll('href="#', 'href="../docs#')
    return show(c, placed.operation.summary, page, page.includes('<form id="try"'))
  })
}

const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2429; --line: #d8dcd9; --soft: #f1f3f2; --accent: #0b6152 }
@media (prefers-color-scheme: dark) { :root { --paper: #101518; --ink: #e7ecea; --line: #313b40; --soft: #1a2125; --accent: #6fd3bf } }
body { background: var(--paper); color: var(--ink); overflow-wrap: anywhere; font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem 1.5rem 6rem }
.index { list-style: none; padding: 0; margin: 0 0 1rem }
.index a { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr) minmax(0, 1fr); gap: 0 .75rem; padding: .2rem 0 }
.index b { font-weight: 600 }
.index span { color: var(--ink) }
@media (max-width: 40rem) { .index a { grid-template-columns: 4.5rem minmax(0, 1fr) } .index span { grid-column: 2 } }
form { display: grid; gap: .5rem; margin: 1rem 0; max-width: 44rem }
form.search { grid-template-columns: minmax(0, 1fr) auto; align-items: end }
input, textarea, button { font: inherit; padding: .4rem .6rem; color: var(--ink); background: var(--paper); border: 1px solid #7d8a8b; border-radius: 6px; width: 100%; box-sizing: border-box }
textarea { font: 14px/1.5 ui-monospace, monospace }
button { cursor: pointer; width: auto; justify-self: start; font-weight: 600; color: var(--accent); background: none; border-color: var(--accent) }
header p { display: flex; flex-wrap: wrap; gap: 0 1.5rem }
a { color: var(--accent) }
.index a { text-decoration: none }
.index a:hover, .index a:focus { text-decoration: underline }
section { margin-top: 3rem }
article { border-top: 1px solid var(--line); padding: 1rem 0; overflow-wrap: anywhere }
h3 { margin: .2rem 0 }
h3 b { display: inline-block; min-width: 4.5rem; color: var(--accent) }
h4 { margin: 1rem 0 .3rem }
code, pre { font: 14px/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 4px }
code { padding: .1rem .25rem }
pre { padding: .75rem 1rem; overflow-x: auto; overflow-wrap: normal }
details pre { margin: .5rem 0 1rem }
code { overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top }
td { min-width: 5rem }
td:first-child { min-width: 7.5rem }
@media (max-width: 40rem) { table, tbody, tr, td { display: block } td { border: 0; padding: .1rem 0 } tr { border-bottom: 1px solid var(--line); padding: .3rem 0 } }
small { opacity: .9 }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
summary { cursor: pointer }
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
<header><p><a href="/docs">The API</a> <a href="/openapi.json">openapi.json</a>${console ? ' <a href="/console">Console</a>' : ''}</p></header>
<main>${body}</main></body></html>`

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

/** Everything, or what the words are found in. */
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
${groups.map(([tag, own]) => `<section><h2>${safe(tag)}</h2><ul class="index">${own.map(entry).join('')}</ul></section>`).join('')}
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

const entry = ({ path, method, operation }: Placed): string =>
  `<li><a href="/docs/${operation.operationId}"><b>${method.toUpperCase()}</b> <code>${safe(path)}</code> <span>${safe(operation.summary)}</span></a></li>`
