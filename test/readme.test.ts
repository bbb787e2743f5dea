import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFolder, type Running, startGateway } from './support/running.ts'

type Step = { readonly command: string; readonly answer: unknown }

const README = readFileSync('README.md', 'utf8')

/** Each `sh` block, with the `json` block that follows it. The first one has no answer. */
const STEPS: readonly Step[] = [
  ...README.matchAll(/^```sh\n([\s\S]*?)^```\n(?:\s*```json\n([\s\S]*?)^```)?/gm),
].map(([, command = '', answer]) => ({ command, answer: answer && JSON.parse(answer) }))

const [WORDS, ...STORY] = STEPS

/** The documented answer, with what differs each time made into a pattern. */
const pattern = (documented: unknown): unknown => {
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

describe('the README', () => {
  let gateway: Running
  beforeAll(async () => {
    gateway = await startGateway(newFolder())
  })
  afterAll(async () => {
    await gateway.stop()
  })

  it('tells a story', () => {
    expect(STORY.length).toBeGreaterThan(8)
    expect(STORY.every(({ answer }) => answer !== undefined)).toBe(true)
  })

  it.each(STORY)('answers as documented: $command', ({ command, answer }) => {
    const words = WORDS?.command.replace('http://localhost:8787', gateway.url) ?? ''
    const printed = execFileSync('bash', ['-euc', `${words}\n${command}`], { encoding: 'utf8' })
    expect(JSON.parse(printed)).toMatchObject(pattern(answer) as object)
  })

  it('leads to files that exist, as the documents do', () => {
    const documents = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
    const missing = documents.flatMap((document) => {
      const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
      return links
        .map(([, target = '']) => new URL(target, `file:///${document}`).pathname.slice(1))
        .filter((path) => !existsSync(path))
        .map((path) => `${document} → ${path}`)
    })
    expect(missing).toEqual([])
  })
})
