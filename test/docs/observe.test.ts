import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pattern, run, stepsOf } from '../support/documents/documented.ts'
import { newFolder, type Running, startGateway } from '../support/running.ts'

const [, CONFIG = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/observe.md', 'utf8')) ?? []
const STORY = stepsOf('docs/observe.md')
const ENV = { SANDBOX_API_KEY: 'sandbox' }

describe('docs/observe.md', () => {
  const folder = newFolder()
  let gateway: Running
  const start = async (config: string) => {
    writeFileSync(join(folder, 'postern.config.json'), config)
    gateway = await startGateway(folder, ENV)
  }
  beforeAll(() => start(CONFIG))
  afterAll(async () => {
    await gateway.stop()
  })

  it('has a working story, with a gateway that only observes', () => {
    expect(STORY.map(({ answer }) => answer)).not.toContain(undefined)
    expect(STORY.length).toBeGreaterThan(3)
    expect(gateway.printed()).toContain('The gate only observes for whatsapp:+15550001111')
  })

  it.each(STORY)('answers as documented: $command', ({ command, answer }) => {
    expect(run(command, gateway.url)).toMatchObject(pattern(answer) as object)
  })

  it('keeps its facts when enforcement begins', async () => {
    await gateway.stop()
    await start(CONFIG.replace('"enforce": "observe"', '"enforce": "enforce"'))
    expect(gateway.printed()).not.toContain('observes')
    const { command = '' } = STORY.find(({ command }) => command.includes('Did you see')) ?? {}
    expect(run(command, gateway.url)).toMatchObject({ status: 409, reason: 'consent_refused' })
    expect(run('get /v1/observations', gateway.url)).toMatchObject({
      counts: { consent_refused: 1, consent_pending: 1 },
    })
  })
})
