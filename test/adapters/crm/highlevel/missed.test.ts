/** After a downtime: what agents wrote meanwhile, and erasures. */

import { afterEach, expect, test } from 'vitest'
import { runCrmPass } from '../../../../src/engine/periodic/crm-pass.ts'
import { createHlWorld } from '../../../support/crm/highlevel-world.ts'
import { CUSTOMER } from '../../../support/world.ts'

let violations: readonly string[] = []
afterEach(() => {
  expect(violations).toEqual([])
})

const talking = async (...parts: Parameters<typeof createHlWorld>) => {
  const world = await createHlWorld(...parts)
  violations = world.crm.violations
  await runCrmPass(world.gateway)
  await world.writes('Good morning')
  await world.writes('YES')
  return world
}

test('a message whose Delivery was lost is sent once, and only for our provider', async () => {
  const { crm, gateway, sent, advance, post } = await talking()
  await advance(60_000)
  const known = crm.types('This one came')
  await post(known)
  const missed = crm.types('This one did not')
  const other = crm.types('By another provider')
  Object.assign(other.message, { conversationProviderId: 'elsewhere' })
  const texts = () => sent.map(({ Body }) => Body)
  for (const _ of [1, 2]) {
    await advance(60_000)
    await runCrmPass(gateway)
    await gateway.pump.drain()
  }
  expect(texts().filter((text) => text === 'This one came')).toHaveLength(1)
  expect(texts().filter((text) => text === 'This one did not')).toHaveLength(1)
  expect(texts()).not.toContain('By another provider')
  // The Delivery that comes late after all is a repetition.
  await post(missed)
  expect(texts().filter((text) => text === 'This one did not')).toHaveLength(1)
})

test('erasing a contact here deletes it in HighLevel, unless switched off', async () => {
  for (const onErase of ['delete', 'keep'] as const) {
    const { crm, call, gateway } = await talking({ onErase })
    expect((await call('DELETE', `/v1/contacts/whatsapp:${CUSTOMER}`)).status).toBe(204)
    await runCrmPass(gateway)
    expect(crm.contacts).toHaveLength(onErase === 'delete' ? 0 : 1)
  }
})
