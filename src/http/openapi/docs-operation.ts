/** The page of one operation or event: `/docs/{operationId}`. */

import { codeOf, type Placed, sampleOf } from './docs-code.ts'
import { inline, linkReasons, safe, typeOf, writeContent } from './docs-schema.ts'
import type { OpenApi } from './document.ts'

/** What an operation answers, in code, and, in a sandbox, a form to try it. */
export const writeOperation = (placed: Placed, api: OpenApi, key?: string): string => {
  const { path, method, operation } = placed
  const { summary, description, parameters, requestBody, responses } = operation
  const isEvent = method === 'event'
  return `<h1><b>${method.toUpperCase()}</b> <code>${safe(path)}</code></h1>
<p><strong>${safe(summary)}.</strong> ${inline(description ?? '')}</p>
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
${isEvent ? example(placed) : code(placed, api)}
${key === undefined || isEvent ? '' : tryIt(placed, api, key)}
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
    .join('')}</table>`
}

const example = ({ operation }: Placed): string => {
  const body = operation.requestBody?.content['application/json']?.example
  return `<h2>Example</h2><pre tabindex="0">${safe(JSON.stringify(body, null, 2))}</pre>`
}

/** One language is open at a time. */
const code = (placed: Placed, api: OpenApi): string =>
  `<h2>Example</h2>${Object.entries(codeOf(sampleOf(placed, api)))
    .map(
      ([language, text], i) =>
        `<details name="code"${i === 0 ? ' open' : ''}><summary>${language}</summary><pre tabindex="0">${safe(text)}</pre></details>`,
    )
    .join('')}`

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
