/** One request in curl, Node, Python and PHP, for the pages at `/docs`. */

import type { OpenApi, Operation } from './document.ts'

/** An operation with where it is. */
export type Placed = {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** A request that the documentation shows. */
export type Sample = {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON, or the text of another type. */
  readonly body?: unknown
}

const PATHS = {
  '{address}': 'whatsapp:+15550102030',
  '{line}': 'advisory',
  '{purpose}': 'marketing',
  '{connection}': 'acme-twilio',
} as const

/** The example of an operation, at the gateway's own address. */
export const sampleOf = ({ path, method, operation }: Placed, api: OpenApi): Sample => {
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const filled = Object.entries(PATHS)
    .reduce((all, [name, value]) => all.replace(name, value), path)
    .replace(/\{\w+\}/, 'msg_1')
  const query = operation['x-example-query'] ? `?${operation['x-example-query']}` : ''
  return {
    url: `${api.servers[0]?.url}${filled}${query}`,
    method: method.toUpperCase(),
    headers: {
      ...(operation.security?.length !== 0 && { Authorization: 'Bearer YOUR_API_KEY' }),
      ...(type && content?.example !== undefined && { 'Content-Type': type }),
    },
    ...(content?.example !== undefined && { body: content.example }),
  }
}

/** By the name of the language. */
export const codeOf = (sample: Sample): Readonly<Record<string, string>> => ({
  curl: curl(sample),
  Node: node(sample),
  Python: python(sample),
  PHP: php(sample),
})

const textOf = (body: unknown, space?: number) =>
  typeof body === 'string' ? body : JSON.stringify(body, null, space)

const curl = ({ url, method, headers, body }: Sample): string => {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quote(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${quote(textOf(body))}`]),
  ].join(' \\\n  ')
}

const node = ({ url, method, headers, body }: Sample): string =>
  [
    `const answer = await fetch(${JSON.stringify(url)}, {`,
    `  method: '${method}',`,
    ...members(headers, (name, value) => `${name}: ${value}`, 'headers: {'),
    ...(body === undefined
      ? []
      : typeof body === 'string'
        ? [`  body: ${JSON.stringify(body)},`]
        : [`  body: JSON.stringify(${indent(textOf(body, 2))}),`]),
    '})',
    'console.log(answer.status, await answer.text())',
  ].join('\n')

const python = ({ url, method, headers, body }: Sample): string =>
  [
    'import requests',
    '',
    'answer = requests.request(',
    `  "${method}",`,
    `  ${JSON.stringify(url)},`,
    ...members(headers, (name, value) => `${name}: ${value}`, 'headers={'),
    ...(body === undefined
      ? []
      : typeof body === 'string'
        ? [`  data=${JSON.stringify(body)}.encode(),`]
        : [`  json=${literal(body)},`]),
    ')',
    'print(answer.status_code, answer.text)',
  ].join('\n')

const php = ({ url, method, headers, body }: Sample): string => {
  const own = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  return [
    '<?php',
    `$request = curl_init(${own(url)});`,
    'curl_setopt_array($request, [',
    `  CURLOPT_CUSTOMREQUEST => '${method}',`,
    '  CURLOPT_RETURNTRANSFER => true,',
    ...(Object.keys(headers).length === 0
      ? []
      : [
          `  CURLOPT_HTTPHEADER => [${Object.entries(headers)
            .map(([name, value]) => own(`${name}: ${value}`))
            .join(', ')}],`,
        ]),
    ...(body === undefined ? [] : [`  CURLOPT_POSTFIELDS => ${own(textOf(body))},`]),
    ']);',
    '$answer = curl_exec($request);',
    'echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), $answer;',
  ].join('\n')
}

const members = (
  pairs: Readonly<Record<string, string>>,
  write: (name: string, value: string) => string,
  begin: string,
): readonly string[] => {
  const all = Object.entries(pairs)
  if (all.length === 0) return []
  const inner = all.map(([name, value]) => write(JSON.stringify(name), JSON.stringify(value)))
  return [`  ${begin} ${inner.join(', ')} },`]
}

const indent = (text: string) => text.replaceAll('\n', '\n  ')

/** A value as Python writes it. */
const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, one]) => `${JSON.stringify(name)}: ${literal(one)}`)
      .join(', ')}}`
  return JSON.stringify(value)
}
