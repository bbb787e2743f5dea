/** What contacts write, as HighLevel gets it. */

import { afterEach, expect, test } from 'vitest'
import { createHlWorld } from '../../../support/highlevel-world.ts'
import { CUSTOMER } from '../../../support/world.ts'

let violations: readonly string[] = []
afterEach(() => {
  expect(violations).toEqual([])
})

const open = async (...parts: Parameters<typeof createHlWorld>) => {
  const world = await createHlWorld(...parts)
  violations = world.crm.violations
  return world
}

test('a first message makes one contact and one conversation, and carries our id and the time', async () => {
  const { crm, writes, gateway } = await open()
  await writes('Good morning', { ProfileName: 'Maria' })
  expect(crm.contacts).toMatchObject([{ phone: CUSTOMER, name: 'Maria', source: 'Postern' }])
  expect(crm.conversations).toMatchObject([{ contactId: crm.contacts[0]?.id }])
  const [ours] = (await gateway.store.recentMessages('acme', { limit: 10 })).items.filter(
    ({ direction }) => direction === 'inbound',
  )
  expect(crm.messages).toMatchObject([
    {
      type: 'SMS',
      body: 'Good morning',
      altId: ours?.id,
      dateAdded: new Date(ours?.at ?? 0).toISOString(),
      conversationId: crm.conversations[0]?.id,
    },
  ])
})
