/** `/openapi.json`, and `/docs`: a page written from that document, without scripts or other hosts. */

import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { protect } from '../kit/answer.ts'
import { REASONS } from '../kit/reasons.ts'
import type { Route } from '../kit/route.ts'
import type { Content, OpenApi, Operation, Schema } from './document.ts'
import { describeApi } from './openapi.ts'

/** Mounts both; they are rendered on the first request. */
export const serveDocs = (app: Hono, publicUrl: string, routes: readonly Route[]): void => {
  let document: OpenApi | undefined
  let page: string | undefined
  const describe = () => (document ??= describeApi(routes, publicUrl))

  app.get('/openapi.json', (c) => {
    protect(c)
    return c.json(describe())
  })
  app.get('/docs', (c) => {
    page ??= writePage(describe())
    protect(c, CSP)
    return c.html(page)
  })
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #06c }
@media (prefers-color-scheme: dark) { :root { --accent: #7bf } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem 1.5rem 6rem }
nav { columns: 16rem; border-block: 1px solid var(--line); padding: 1rem 0 }
nav p { break-inside: avoid; margin: 0 0 1rem }
nav a { display: block }
a { color: var(--accent); text-decoration: none }
a:hover { text-decoration: underline }
section { margin-top: 3rem }
article { border-top: 1px solid var(--line); padding: 1rem 0; overflow-wrap: anywhere }
h3 { margin: .2rem 0 }
h3 b { display: inline-block; min-width: 4.5rem; color: var(--accent) }
h4 { margin: 1rem 0 .3rem }
code, pre { font: 14px/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 4px }
code { padding: .1rem .25rem }
pre { padding: .75rem 1rem; overflow-x: auto }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top }
small { opacity: .75 }
summary { cursor: pointer }
`
const CSP = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const writePage = (api: OpenApi): string => {
  const operations = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = [...Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '')]
  const { title, description } = api.info
  const schemas = Object.entries(api.components.schemas)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(String(title))}: the API</title><style>${STYLE}</style></head><body>
<h1>${safe(String(title))}: the API</h1>
${prose(String(description))}
<p>As a document for machines: <a href="openapi.json">openapi.json</a> (OpenAPI ${api.openapi}).</p>
<nav>${groups
    .map(
      ([tag, own]) =>
        `<p><strong>${safe(tag)}</strong>${own.map(({ path, method, operation }) => `<a href="#${anchor(method, path)}">${safe(operation.summary)}</a>`).join('')}</p>`,
    )
    .join(
      '',
    )}<p><strong>Reference</strong><a href="#reasons">Reasons</a><a href="#schemas">Schemas</a></p></nav>
${groups
  .map(
    ([tag, own]) =>
      `<section><h2>${safe(tag)}</h2>${own.map(({ path, method, operation }) => writeOperation(path, method, operation, api)).join('')}</section>`,
  )
  .join('')}
<section id="reasons"><h2>Reasons</h2><p>Every error has one of these as its <code>reason</code>; they do not change.</p>
${Object.entries(REASONS)
  .map(
    ([reason, { status, title, meaning }]) =>
      `<article id="reason-${reason}"><h3><code>${reason}</code> <small>${status}</small></h3><p>${inline(`${title}. ${meaning}`)}</p></article>`,
  )
  .join('')}</section>
<section id="schemas"><h2>Schemas</h2>
${schemas.map(([name, schema]) => `<article id="schema-${name}"><h3>${name}</h3>${writeSchema(schema)}</article>`).join('')}</section>
</body></html>`
}

const writeOperation = (path: string, method: string, operation: Operation, api: OpenApi) => {
  const { summary, description, parameters, requestBody, responses } = operation
  return `<article id="${anchor(method, path)}"><h3><b>${method.toUpperCase()}</b> <code>${safe(path)}</code></h3>
<p><strong>${safe(summary)}.</strong> ${inline(description ?? '')}</p>
${
  parameters.length > 0
    ? `<h4>Parameters</h4><table>${parameters
        .map(
          (one) =>
            `<tr><td><code>${safe(one.name)}</code><br><small>${one.in}${one.required ? ', required' : ''}</small></td><td>${typeOf(one.schema)}</td><td>${inline(one.description ?? '')}</td></tr>`,
        )
        .join('')}</table>`
    : ''
}
${requestBody ? `<h4>Body</h4>${writeContent(requestBody.content)}` : ''}
<h4>Example</h4><pre>${safe(curl(path, method, operation, api))}</pre>
<h4>Answers</h4><table>${Object.entries(responses)
    .map(
      ([status, { description: text, content }]) =>
        `<tr><td><code>${status}</code></td><td>${linkReasons(text)}</td><td>${
          content
            ? Object.values(content)
                .map(({ schema }) => typeOf(schema))
                .join(' ')
            : ''
        }</td></tr>`,
    )
    .join('')}</table></article>`
}

const writeContent = (content: Content) =>
  Object.values(content)
    .map(({ schema }) => writeSchema(schema))
    .join('')

/** A table of members; anything else in one line. */
const writeSchema = (schema: Schema): string => {
  const about = typeof schema.description === 'string' ? `<p>${inline(schema.description)}</p>` : ''
  const properties = schema.properties as Readonly<Record<string, Schema>> | undefined
  if (!properties) return `${about}<p>${typeOf(schema)}</p>`
  const required = new Set((schema.required as readonly string[] | undefined) ?? [])
  const rows = Object.entries(properties).map(
    ([name, member]) =>
      `<tr><td><code>${safe(name)}</code>${required.has(name) ? '<br><small>required</small>' : ''}</td><td>${typeOf(member)}</td><td>${inline(String(member.description ?? ''))}</td></tr>`,
  )
  return `${about}<table>${rows.join('')}</table>`
}

const typeOf = (schema: Schema): string => {
  const { $ref, type, items, properties, additionalProperties, format, const: only } = schema
  const values = schema.enum as readonly unknown[] | undefined
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
  if (typeof $ref === 'string') {
    const name = safe($ref.slice($ref.lastIndexOf('/') + 1))
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (only !== undefined) return `<code>${safe(JSON.stringify(only))}</code>`
  if (values) return values.map((value) => `<code>${safe(String(value))}</code>`).join(' ')
  if (choices) return choices.map(typeOf).join(' or ')
  if (type === 'array') return `list of ${typeOf((items ?? {}) as Schema)}`
  if (properties) return writeSchema({ ...schema, description: undefined })
  if (type === 'object' && typeof additionalProperties === 'object')
    return `object of ${typeOf(additionalProperties as Schema)}`
  return safe(
    [[type ?? 'anything'].flat().join(' or '), format && `(${format})`, boundsOf(schema)]
      .filter(Boolean)
      .join(' '),
  )
}

const boundsOf = (schema: Schema): string => {
  const { minimum, maximum, minLength, maxLength, default: preset } = schema
  const isBounded = minimum !== undefined && maximum !== Number.MAX_SAFE_INTEGER
  return [
    isBounded && `${minimum} to ${maximum}`,
    maxLength !== undefined && `${minLength ?? 0} to ${maxLength} characters`,
    preset !== undefined && `default ${JSON.stringify(preset)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

const curl = (path: string, method: string, operation: Operation, api: OpenApi): string => {
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const filled = path
    .replace('{address}', 'whatsapp:+15550102030')
    .replace('{line}', 'advisory')
    .replace('{connection}', 'acme-twilio')
    .replace(/\{\w+\}/, 'msg_1')
  const query = operation['x-example-query'] ? `?${operation['x-example-query']}` : ''
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${api.servers[0]?.url}${filled}${query}'`,
    ...(operation.security?.length === 0 ? [] : ["-H 'Authorization: Bearer YOUR_API_KEY'"]),
    ...(body?.example && type
      ? [`-H 'Content-Type: ${type}'`, `-d '${JSON.stringify(body.example)}'`]
      : []),
  ].join(' \\\n  ')
}

const anchor = (method: string, path: string) => `${method}${path.replace(/[^\w]+/g, '-')}`

const safe = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const inline = (text: string) => safe(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const prose = (text: string) =>
  text
    .split('\n\n')
    .map((part) => `<p>${inline(part)}</p>`)
    .join('')

const linkReasons = (text: string) =>
  inline(text).replace(/<code>(\w+)<\/code>/g, (code, reason: string) =>
    Object.hasOwn(REASONS, reason) ? `<a href="#reason-${reason}">${code}</a>` : code,
  )
