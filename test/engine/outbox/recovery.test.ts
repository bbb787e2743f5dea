/** A CRM that was down and comes back. */

import { expect, test } from 'vitest'
import { configOf } from '../../support/configuration.ts'
import { createMemoryStore } from '../../support/database/memory-store.ts'
import { createWorld } from '../../support/world.ts'

const MINUTE = 60_000
const OTHER = { From: 'whatsapp:+4915187654321' }

test('a recovered CRM gets its waiting events within five seconds, in order for each contact', async () => {
  const world = await createWorld(
    createMemoryStore({ hashKey: 'k' }),
    configOf({ policy: { flow: 'disclaimer' } }),
  )
  const down = () => new Response(null, { status: 500 })
  world.crmAnswers.push(...Array.from({ length: 2_000 }, () => down))
  await world.writes('one')
  await world.writes('two')
  await world.advance(40 * MINUTE)
  await world.writes('and me', OTHER)
  await world.advance(10 * MINUTE)
  // It has been asked every few seconds, and no more often than that.
  expect(world.crmAnswers.length).toBeGreaterThan(1_000)
  expect(world.crmEvents).toEqual([])

  world.crmAnswers.length = 0
  await world.advance(5_000)
  const texts = world.crmEvents.map(({ data }) => data.message?.text)
  expect(texts.filter((text) => text !== undefined).toSorted()).toEqual(['and me', 'one', 'two'])
  expect(texts.indexOf('one')).toBeLessThan(texts.indexOf('two'))
})
