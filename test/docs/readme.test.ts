import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pattern, run, stepsOf } from '../support/documents/documented.ts'
import { newFolder, type Running, startGateway } from '../support/running.ts'

const [, ...STORY] = stepsOf('README.md')

const isText = (name: string) => name.endsWith('.md')

describe('the README', () => {
  let gateway: Running
  beforeAll(async () => {
    gateway = await startGateway(newFolder())
  })
  afterAll(async () => {
    await gateway.stop()
  })

  it('has a working story', () => {
    expect(STORY.length).toBeGreaterThan(8)
    expect(STORY.every(({ answer }) => answer !== undefined)).toBe(true)
  })

  it.each(STORY)('answers as documented: $command', ({ command, answer }) => {
    expect(run(command, gateway.url)).toMatchObject(pattern(answer) as object)
  })

  it('links to existing files, as the other documents do', () => {
    const documents = [
      'README.md',
      'RELIABILITY.md',
      ...readdirSync('docs')
        .filter(isText)
        .map((name) => `docs/${name}`),
    ]
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
