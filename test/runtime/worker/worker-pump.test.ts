import { expect, test } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import { createHandle } from '../../../src/engine/handle/handle.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { createWorkerPump } from '../../../src/runtime/worker/worker-pump.ts'
import { ACME, createRig, type Rig } from '../../support/gateway.ts'

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

test('a drain takes a limited number of tasks and leaves the rest for the next one', async () => {
  const rig = createRig()
  await written(rig, 5)
  const pump = pumpOf(rig, 4)
  expect(await pump.drain()).toBe(4)
  expect(await rig.gateway.store.nextDueAt()).toBeLessThanOrEqual(rig.now())
  while ((await pump.drain()) > 0);
  expect(await rig.gateway.store.nextDueAt()).toBeGreaterThan(rig.now())
  expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(5)
})

test('a hanging drain doesn’t block others', async () => {
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

test('without a commit there is no search for tasks', async () => {
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
  await pump.attend(async () => {}).ended
  expect(reads).toBe(0)
  pump.nudge()
  await pump.attend(async () => {}).ended
  expect(reads).toBe(1)
})

const writes = (rig: Rig, id: string): Input => ({
  kind: 'inbound',
  id,
  at: rig.now(),
  sender: ACME.whatsapp as Address,
  from: `whatsapp:+49151123456${id}`,
  aliases: [],
  providerId: `P-${id}`,
  message: { form: 'message', type: 'text', text: 'Hello', media: [] },
})

/** A gateway whose only pump is a Worker's, and how often it looked for something to claim. */
const openWorker = (perRun: number) => {
  let reads = 0
  const rig = createRig({
    policy: { flow: 'recorded' },
    wrap: (store) => ({
      ...store,
      due: (now) => {
        reads += 1
        return store.due(now)
      },
    }),
  })
  const { policies, ...parts } = rig.gateway
  const handle = createHandle(parts, policies, () => pump)
  const pump = createWorkerPump(parts, policies, handle, perRun)
  return { rig, pump, handle, reads: () => reads }
}

test('a request runs the tasks it committed without searching for them', async () => {
  const { rig, pump, handle, reads } = openWorker(6)
  const { answered, ended } = pump.attend(() => handle('acme', writes(rig, '10')))
  expect(await answered).toMatchObject({ verdict: { status: 'accepted' } })
  await ended
  expect(rig.events).toContain('message.received')
  expect(await rig.gateway.store.depth()).toMatchObject({ ready: 0 })
  expect(reads()).toBe(0)
})

test('a request starts a limited number of tasks, and the next one continues', async () => {
  const { rig, pump, handle } = openWorker(2)
  await pump.attend(async () => {
    for (const id of ['10', '11', '12', '13', '14']) await handle('acme', writes(rig, id))
  }).ended
  expect(rig.events).toHaveLength(2)
  await pump.attend(async () => {}).ended
  expect(rig.events).toHaveLength(4)
})

test('a send whose request was ended by the runtime is looked up, not sent again', async () => {
  const { rig, pump, handle } = openWorker(6)
  await pump.attend(() => handle('acme', writes(rig, '10'))).ended
  rig.sendOutcomes.push(new Promise<Outcome>(() => {}) as never)
  const send: Input = {
    kind: 'outbound',
    id: 'msg_1',
    at: rig.now(),
    sender: ACME.whatsapp as Address,
    to: 'whatsapp:+4915112345610',
    agent: 'ana',
    content: { kind: 'text', text: 'Hello' },
  }
  void pump.attend(() => handle('acme', send)).ended
  await expect.poll(() => rig.sent).toHaveLength(1)
  await rig.gateway.pump.stop()
  await rig.advance(61_000)
  await pump.drain()
  expect(rig.sent).toHaveLength(1)
  const message = (await rig.gateway.store.load({ organisation: 'acme', message: 'msg_1' }))
    ?.message
  expect(message?.status).toBe('unknown')
})
