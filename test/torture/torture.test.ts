/** The short variant of `npm run torture`, which is for longer nights. */

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { FAILURES } from './count.ts'
import { diskFull, kill } from './scenarios.ts'

const NONE = Object.fromEntries(FAILURES.map((failure) => [failure, []]))
/** Nothing here waits for time to pass, but a busy machine needs long for so many starts. */
const timeout = 300_000
/** Only this program limits the files of a process that runs. */
const canLimit = spawnSync('prlimit', ['--version']).status === 0

test('killed four times under load, the process loses nothing, sends nothing twice and keeps the order', {
  timeout,
}, async () => {
  const { failures, counts } = await kill({ seed: 1, contacts: 10, kills: 4 })
  expect(failures).toEqual(NONE)
  expect(counts['webhooks acknowledged']).toBeGreaterThan(0)
  expect(counts['sends acknowledged']).toBeGreaterThan(0)
})

test.skipIf(!canLimit)(
  'with a full disk (where there is `prlimit`), the process answers 503, keeps its promises, and continues when there is room',
  {
    timeout,
  },
  async () => {
    const { failures, counts } = await diskFull({ seed: 1, contacts: 10 })
    expect(failures).toEqual(NONE)
    expect(counts['answers of 503']).toBeGreaterThan(0)
  },
)
