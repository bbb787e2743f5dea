/** The steps that a start leaves for later, and their order. */

import v8 from 'node:v8'
import { expect, test, vi } from 'vitest'
import { loadLazily } from '../../../src/runtime/process/load-lazily.ts'
import { createLog } from '../../../src/telemetry/log.ts'

const load = (steps: readonly (() => unknown)[]) => {
  const events: string[] = []
  const log = createLog({
    level: 'error',
    write: (line) => void events.push(JSON.parse(line).event),
  })
  const flagged = new Promise<void>((done) => {
    vi.spyOn(v8, 'setFlagsFromString').mockImplementation((flag) => {
      events.push(flag)
      done()
    })
  })
  loadLazily(
    steps.map((step, index) => () => {
      events.push(`step ${index + 1}`)
      return step()
    }),
    log,
  )
  return flagged.then(() => events)
}

const GROWTH = '--heap-growing-percent=60'

test('V8 keeps its flags, and accepts Node’s compiled modules, until all steps are done', async () => {
  const later = async () => {}
  expect(await load([later, later])).toEqual(['step 1', 'step 2', GROWTH])
})

test('a step that fails is logged, and memory still grows slowly', async () => {
  const fail = () => Promise.reject(new Error('no such file'))
  expect(await load([fail, () => {}])).toEqual(['step 1', 'load_failed', GROWTH])
})
