import { expect, test } from 'vitest'
import type { Later } from '../src/core/message.ts'
import { ACME, createRig, MARIA } from './support/gateway.ts'

test('a look that asks for the next one at once, for ever, does not keep a drain from ending', async () => {
  const looks = new Set<string>()
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      commit: async (change) => {
        if (change.input.kind !== 'due') return store.commit(change)
        looks.add(change.input.id)
        const again: Later = { kind: 'later', id: `again-${looks.size}`, at: change.input.at }
        return store.commit({ ...change, effects: [...change.effects, again] })
      },
    }),
  })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.advance(24 * 3_600_000)
  expect(looks.size).toBe(20)
  await rig.advance(999)
  expect(looks.size).toBe(20)
  await rig.advance(1)
  expect(looks.size).toBe(40)
})
