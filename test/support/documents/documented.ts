/** Stories in documents: shell commands with the answers printed below them, run as a reader would. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

type Step = { readonly command: string; readonly answer: unknown }

/** Each `sh` block of a document, with the `json` block that follows it. */
export const stepsOf = (document: string): readonly Step[] =>
  [
    ...readFileSync(document, 'utf8').matchAll(
      /^```sh\n([\s\S]*?)^```\n(?:\s*```json\n([\s\S]*?)^```)?/gm,
    ),
  ].map(([, command = '', answer]) => ({ command, answer: answer && JSON.parse(answer) }))

/** What a command prints, with the README's first block before it, at a gateway of ours. */
export const run = (command: string, url: string): unknown => {
  const words = stepsOf('README.md')[0]?.command.replace('http://localhost:8787', url)
  return JSON.parse(execFileSync('bash', ['-euc', `${words}\n${command}`], { encoding: 'utf8' }))
}

/** The documented answer, with what differs each time made into a pattern. */
export const pattern = (documented: unknown): unknown => {
  if (typeof documented === 'string') {
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(documented))
      return expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    if (documented.endsWith('…'))
      return expect.stringMatching(new RegExp(`^${RegExp.escape(documented.slice(0, -1))}`))
    return documented
  }
  if (Array.isArray(documented)) {
    if (documented.at(-1) === '…')
      return expect.arrayContaining(documented.slice(0, -1).map(pattern))
    return documented.map(pattern)
  }
  if (typeof documented !== 'object' || documented === null) return documented
  return Object.fromEntries(
    Object.entries(documented).map(([name, value]) => [name, pattern(value)]),
  )
}
