/** `/openapi.json`, and pages written from that document at `/docs`: an index with search, and one page for each operation and event. */

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
  readonly readAsset: ReadAsset
  /** There is a console to go back to. */
  readonly console?: boolean
  /** A sandbox, in which operations can be tried. */
  readonly trial?: { readonly key: string }
}

const MAX_QUERY = 100

/**
 * Mounts both; the document is made on the first request.
 *
 * @example serveDocs(app, 'https://gate.example.com', ROUTES, { readAsset }) // /docs and /openapi.json
 */
export const serveDocs = (
  app: Hono,
  publicUrl: string,
  routes: readonly Route[],
  options: DocsOptions,
): void => {
  const { readAsset, trial } = options
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
  app.get('/docs/docs.css', (c) => serveAsset(c, 'docs.css', readAsset))
  if (trial) app.get('/docs/try.js', (c) => serveAsset(c, 'try-api.js', readAsset))
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

const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const frame = (title: string, body: string, { console }: DocsOptions, isTried: boolean) =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(title)} · Postern</title><link rel="stylesheet" href="/docs/docs.css">${isTried ? '<script type="module" src="try.js"></script>' : ''}</head><body>
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
