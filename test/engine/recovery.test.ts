/** A CRM that was down and comes back. */

import { expect, test } from 'vitest'
import { createMemoryStore } from '../support/memory-store.ts'
import { CONFIG, createWorld } from '../support/world.ts'

const MINUTE = 60_000
const OTHER = { From: 'whatsapp:+4915187654321' }

test('a CRM that is back is told within seconds what waited for it, in order for each contact', async () => {
  const [organisation] = CONFIG.organisations
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }), {
    ...CONFIG,
    organisations: [{ ...organisation, policy: { flow: 'disclaimer' } }],
  })
  const down = () => new Response(null, { status: 500 })
  world.crmAnswers.push(...Array.from({ length: 6 }, () => down))
  await world.writes('one')
  await world.writes('two')
  // Told in vain after 5 s, 30 s, 5 min; next would be half an hour later, then two hours.
  await world.advance(50 * MINUTE)
  expect(world.crmAnswers).toHaveLength(1)
  expect(world.crmEvents).toEqual([])

  world.crmAnswers.length = 0
  await world.writes('and me', OTHER)
  await world.advance(6_000)
  const texts = world.crmEvents.map(({ data }) => data.message?.text)
  expect(texts.filter((text) => text !== undefined)).toEqual(['and me', 'one', 'two'])
})
