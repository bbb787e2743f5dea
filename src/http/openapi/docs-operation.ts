/** The page of one operation or event: `/docs/{operationId}`. */

import { codeOf, type Placed, sampleOf } from './docs-code.ts'
import { inline, linkReasons, safe, typeOf, writeContent } from './docs-schema.ts'
import type { OpenApi } from './document.ts'
import { EVENTS_AFTER } from './event-causes.ts'

/** An operation's answers, code samples and, in a sandbox, a form to try it. */
export const writeOperation = (placed: Placed, api: OpenApi, key?: string): string => {
  const { path, method, operation } = placed
  const { summary, description, parameters, requestBody, responses } = operation
  const isEvent = method === 'event'
  const name = method.toUpperCase()
  return `<h1>${safe(summary)}</h1>
<p class="where"><b class="method ${method}">${name}</b> <code>${safe(path)}</code></p>
<p>${inline(description ?? '')}</p>
<div class="two"><div>
${
  parameters.length > 0
    ? `<h2>${isEvent ? 'Headers' : 'Parameters'}</h2><table>${parameters
        .map(
          (one) =>
            `<tr><td><code>${safe(one.name)}</code><br><small>${one.in}${one.required ? ', required' : ''}</small></td><td>${typeOf(one.schema)}</td><td>${inline(one.description ?? '')}</td></tr>`,
        )
        .join('')}</table>`
    : ''
}
${requestBody ? `<h2>Body</h2>${writeContent(requestBody.content)}` : ''}
<h2>${isEvent ? 'What your CRM answers' : 'Answers'}</h2><table>${Object.entries(responses)
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
    .join('')}</table>
</div><div class="beside">
${isEvent ? example(placed) : code(placed, api)}
${key === undefined || isEvent ? '' : tryIt(placed, api, key)}
${isEvent ? causes(path, api) : followers(operation.operationId, api)}
</div></div>`
}

/** Events that the CRM may get because of this operation. */
const followers = (id: string, api: OpenApi): string =>
  list(
    'Events that may follow',
    (EVENTS_AFTER[id] ?? []).flatMap((type) => {
      const event = api.webhooks[type]?.post
      return event ? [{ id: event.operationId, name: type, summary: event.summary }] : []
    }),
  )

/** The operations because of which the CRM may be told this. */
const causes = (type: string, api: OpenApi): string =>
  list(
    'May follow',
    Object.entries(api.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { operationId, summary }]) =>
        EVENTS_AFTER[operationId]?.some((one) => one === type)
          ? [{ id: operationId, name: `${method.toUpperCase()} ${path}`, summary }]
          : [],
      ),
    ),
  )

type Linked = { readonly id: string; readonly name: string; readonly summary: string }

const list = (title: string, all: readonly Linked[]): string =>
  all.length === 0
    ? ''
    : `<h2>${title}</h2><ul class="related">${all
        .map(
          ({ id, name, summary }) =>
            `<li><a href="/docs/${id}"><code>${safe(name)}</code></a> ${safe(summary)}</li>`,
        )
        .join('')}</ul>`

const example = ({ operation }: Placed): string => {
  const body = operation.requestBody?.content['application/json']?.example
  return `<h2>Example</h2><pre tabindex="0">${safe(JSON.stringify(body, null, 2))}</pre>`
}

/** One language is open at a time. */
const code = (placed: Placed, api: OpenApi): string =>
  `<h2>Example</h2><div class="codes">${Object.entries(codeOf(sampleOf(placed, api)))
    .map(
      ([language, text], i) =>
        `<details name="code"${i === 0 ? ' open' : ''}><summary>${language}</summary><pre tabindex="0">${safe(text)}</pre></details>`,
    )
    .join('')}</div>`

const tryIt = (placed: Placed, api: OpenApi, key: string): string => {
  const { url, method, headers, body } = sampleOf(placed, api)
  const { pathname, search } = new URL(url)
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2)
  return `<h2>Try it in the sandbox</h2>
<form id="try" data-method="${method}" data-type="${safe(headers['Content-Type'] ?? '')}">
<label>Path<input name="path" value="${safe(pathname + search)}" spellcheck="false" autocomplete="off"></label>
${headers.Authorization ? `<label>API key<input name="key" value="${safe(key)}" spellcheck="false" autocomplete="off"></label>` : ''}
${body === undefined ? '' : `<label>Body<textarea name="body" rows="${Math.min(16, text.split('\n').length + 1)}" spellcheck="false">${safe(text)}</textarea></label>`}
<button type="submit">Send</button></form>
<p id="status" role="status"></p><pre id="answer" tabindex="0" role="region" aria-label="The answer" hidden></pre>`
}
