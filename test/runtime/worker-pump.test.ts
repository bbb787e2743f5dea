import { expect, test } from 'vitest'
import type { Address } from '../../src/core/model/address.ts'
import { createWorkerPump } from '../../src/runtime/worker/worker-pump.ts'
import { ACME, createRig, type Rig } from '../support/gateway.ts'

/** A contact writes, and only the pump under test does what follows. */
const written = async (rig: Rig, count: number) => {
  await rig.gateway.pump.stop()
  for (let i = 0; i < count; i++)
    await rig.gateway.handle('acme', {
      kind: 'inbound',
      id: `in-${i}`,
      at: rig.now(),
      sender: ACME.whatsapp as Address,
      from: `whatsapp:+491511234567${i}`,
      aliases: [],
      providerId: `P-${i}`,
      message: { form: 'message', type: 'text', text: 'Hello', media: [] },
    })
}
const pumpOf = ({ gateway }: Rig, perDrain: number) =>
  createWorkerPump(gateway, gateway.policies, gateway.handle, perDrain)

test('a drain takes so many tasks and leaves the rest for the next one', async () => {
  const rig = createRig()
  await written(rig, 5)
  const pump = pumpOf(rig, 4)
  expect(await pump.drain()).toBe(4)
  expect(await rig.gateway.store.nextDueAt()).toBeLessThanOrEqual(rig.now())
  while ((await pump.drain()) > 0);
  expect(await rig.gateway.store.nextDueAt()).toBeGreaterThan(rig.now())
  expect(rig.told.filter((type) => type === 'message.received')).toHaveLength(5)
})

test('a drain that hangs keeps no other from working', async () => {
  const rig = createRig({
    wrap: (store) => {
      let claims = 0
      // The first one belongs to a request that the runtime has ended.
      const claim: typeof store.claim = (...wanted) =>
        ++claims === 1 ? new Promise(() => {}) : store.claim(...wanted)
      return { ...store, claim }
    },
  })
  await written(rig, 1)
  const pump = pumpOf(rig, 4)
  void pump.drain()
  expect(await pump.drain()).toBeGreaterThan(0)
})

test('nothing is looked for when nothing was committed', async () => {
  let reads = 0
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      due: async (now) => {
        reads += 1
        return store.due(now)
      },
    }),
  })
  const pump = pumpOf(rig, 4)
  await pump.resume()
  expect(reads).toBe(0)
  pump.nudge()
  await pump.resume()
  expect(reads).toBe(1)
})
