/** The short variant of `npm run torture`, which is for longer nights. */

import { expect, test } from 'vitest'
import { FAILURES } from './torture/count.ts'
import { kill } from './torture/scenarios.ts'

const NONE = Object.fromEntries(FAILURES.map((failure) => [failure, []]))
const ENOUGH_MS = 120_000

test('killed four times under load, the process loses nothing, sends nothing twice and keeps the order', {
  timeout: ENOUGH_MS,
}, async () => {
  const { failures, counts } = await kill({ seed: 1, contacts: 12, kills: 4 })
  expect(failures).toEqual(NONE)
  expect(counts['webhooks acknowledged']).toBeGreaterThan(0)
  expect(counts['sends acknowledged']).toBeGreaterThan(0)
})
