import { expect, test } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import type { Later } from '../../../src/core/model/message/effect.ts'
import type { Pump } from '../../../src/engine/gateway.ts'
import { createHandle } from '../../../src/engine/handle/handle.ts'
import { createPump } from '../../../src/engine/outbox/pump.ts'
import { startSchedule } from '../../../src/engine/periodic/schedule.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { ACME, createRig, MARIA, type Rig } from '../../support/gateway.ts'

test('a wake-up that always asks for the next one doesn’t keep a drain from ending', async () => {
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

/** A gateway whose first event to the CRM gets no answer until `goOn` is called. */
const withOneThatHangs = async () => {
  const rig = createRig()
  let answer = (_: Outcome) => {}
  const outcome = new Promise<Outcome>((resolve) => {
    answer = resolve
  })
  rig.crmOutcomes.push(outcome)
  const hanging = rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await expect.poll(() => rig.crmOutcomes).toEqual([])
  const goOn = async () => {
    answer({ status: 'accepted', id: 'at last' })
    await hanging
  }
  return { rig, goOn, received: () => rig.events.filter((type) => type === 'message.received') }
}
const OTHERS = ['whatsapp:+15550100002', 'whatsapp:+15550100003'] as const

const NO_PUMP = { nudge: () => {}, reserve: () => undefined }

/** Another process takes a message, and leaves what follows from it. */
const writesElsewhere = ({ gateway, now }: Rig, from: Address) =>
  createHandle(
    gateway,
    gateway.policies,
    () => NO_PUMP,
  )('acme', {
    kind: 'inbound',
    id: `elsewhere-${from}`,
    at: now(),
    sender: ACME.whatsapp as Address,
    from,
    aliases: [],
    providerId: `P-${from}`,
    message: { form: 'message', type: 'text', text: 'Hello', media: [] },
  })

test('a hanging attempt doesn’t delay later tasks', async () => {
  const { rig, goOn, received } = await withOneThatHangs()
  const second = rig.writes(OTHERS[0], ACME.whatsapp, 'Hello')
  await expect.poll(received).toHaveLength(1)
  await goOn()
  await second
  expect(received()).toHaveLength(2)
})

test('nor tasks that come due, or that another process has left', async () => {
  const { rig, goOn, received } = await withOneThatHangs()
  const ticks: (() => Promise<void>)[] = []
  startSchedule(rig.gateway, (_, work) => {
    ticks.push(work)
    return { stop: () => {} }
  })
  for (const [i, from] of OTHERS.entries()) {
    await writesElsewhere(rig, from)
    void ticks[0]?.()
    await expect.poll(received).toHaveLength(i + 1)
  }
  await goOn()
})

test('nor is a nudge lost at the moment a drain ends', async () => {
  for (let turns = 0; turns < 8; turns++) {
    let isAlmostOver = false
    const rig = createRig({
      wrap: (store) => ({
        ...store,
        claim: async (...args) => {
          if (!isAlmostOver) return store.claim(...args)
          isAlmostOver = false
          void after(turns, rig.gateway.pump.nudge)
          return []
        },
      }),
    })
    await writesElsewhere(rig, MARIA)
    isAlmostOver = true
    rig.gateway.pump.nudge()
    await expect.poll(() => rig.events).toContain('message.received')
  }
})

const after = async (turns: number, act: () => void) => {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve()
  act()
}

test('a process that stalled past its lease sends nothing that another may have sent', async () => {
  let wake = () => {}
  let isStanding = false
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      load: async (key) => {
        const loaded = await store.load(key)
        if (isStanding && 'contact' in key)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        return loaded
      },
    }),
  })
  await rig.gateway.pump.stop()
  const { gateway } = rig
  const [standing, other] = [0, 1].map(() =>
    createPump(gateway, gateway.policies, gateway.handle),
  ) as [Pump, Pump]
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  isStanding = true
  const late = standing.drain()
  await expect.poll(() => rig.events).toContain('message.received')
  isStanding = false
  // Another process finds the lease expired, looks the message up and sends it.
  for (let minute = 0; minute < 5; minute++) {
    await rig.advance(60_000)
    await other.drain()
  }
  expect(rig.sent).toHaveLength(1)
  wake()
  await late
  expect(rig.sent).toHaveLength(1)
})

test('a STOP counts when it arrives while a message waits for its policy', async () => {
  let ask: (() => void) | undefined
  let answer = () => {}
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  let isSlow = false
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      setting: async (name) => {
        if (!isSlow) return store.setting(name)
        isSlow = false
        ask?.()
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return store.setting(name)
      },
    }),
  })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const { gateway } = rig
  await gateway.pump.stop()
  const text = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Good morning' }
  expect((await rig.call('POST', '/v1/messages', text)).status).toBe(202)
  await rig.advance(60_000)
  const before = rig.sent.length
  isSlow = true
  const draining = createPump(gateway, gateway.policies, gateway.handle).drain()
  await asked
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  answer()
  await draining
  const said = rig.sent.slice(before).map(({ message }) => message?.automatic)
  expect(said).toEqual(['opt_out_confirmation'])
})

/** A message that was accepted but has not left, in the store of a gateway that starts without its sender. */
const withoutItsSender = async (attempt: 'none' | 'cut off') => {
  const policy = { flow: 'disclaimer' }
  const before = createRig({ policy })
  const { store, pump } = before.gateway
  await pump.stop()
  const send = { from: ACME.sms, to: 'sms:+4915112345678', agent: 'ana', text: 'Hello' }
  const { id } = (await before.call('POST', '/v1/messages', send)).body
  if (attempt === 'cut off') await store.claim(before.now(), { limit: 10, leaseMs: 60_000 })
  const without = createRig({ policy, without: ACME.sms, wrap: () => store })
  await without.advance(60_000)
  const letters = async () => (await without.call('GET', '/v1/dead-letters')).body.deadLetters
  const restored = async () => {
    const rig = createRig({ policy, wrap: () => store })
    await rig.advance(120_000)
    const [{ id }] = await letters()
    await rig.call('POST', `/v1/dead-letters/${id}/replay`)
    return rig
  }
  return { id, without, letters, restored }
}

for (const attempt of ['none', 'cut off'] as const)
  test(`a message of a removed sender isn’t sent without a check, attempt ${attempt}`, async () => {
    const { id, without, letters, restored } = await withoutItsSender(attempt)
    expect(without.sent).toEqual([])
    expect(await letters()).toMatchObject([{ code: 'no_such_sender' }])
    const rig = await restored()
    // Nobody knows any more whether it left before.
    expect(rig.sent).toEqual([])
    for (let minute = 0; minute < 4; minute++) await rig.advance(60_000)
    expect(rig.sent).toMatchObject([{ effect: { message: id } }])
  })

test('scheduled tasks also wait for a removed organisation', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const { gateway } = rig
  await gateway.pump.stop()
  await rig.advance(24 * 3_600_000)
  const directory = { ...gateway.directory, organisation: () => undefined }
  const handle = createHandle({ ...gateway, directory }, gateway.policies, () => NO_PUMP)
  await createPump(gateway, gateway.policies, handle).drain()
  expect(rig.events).not.toContain('session.closed')
  await rig.advance(3_600_000)
  await createPump(gateway, gateway.policies, gateway.handle).drain()
  expect(rig.events).toContain('session.closed')
})

test('a send’s receipt ends its task, so no crash between the two can leave it in doubt', async () => {
  const rig = createRig({
    policy: { flow: 'disclaimer' },
    wrap: (store) => {
      const unlessSend = (kind: string) => {
        if (kind === 'send') throw new Error('killed')
      }
      return {
        ...store,
        settle: async (task, ...rest) => {
          unlessSend(task.effect.kind)
          return store.settle(task, ...rest)
        },
        settleSoon: async (task, ...rest) => {
          unlessSend(task.effect.kind)
          return store.settleSoon(task, ...rest)
        },
      }
    },
  })
  await rig.writes(MARIA, ACME.whatsapp, 'Hello')
  const send = { from: ACME.whatsapp, to: MARIA, agent: 'ana' }
  for (const text of ['One', 'Two'])
    expect((await rig.call('POST', '/v1/messages', { ...send, text })).status).toBe(202)
  await rig.gateway.pump.drain()
  expect(rig.sent).toHaveLength(2)
  expect((await rig.gateway.store.depth()).ready).toBe(0)
})
