/** A message that repeats one of our texts is read without it; our texts are read only for one that may. */

import { expect, test } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import type { Inbound } from '../../../src/core/model/message/message.ts'
import type { Loaded, Store } from '../../../src/ports/store.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

const OURS = 'You may end our messages at any time. Write: Stop texting me.'
const REPEATING = `Why do you tell me this?\n${OURS}`
const OTHER = 'Good morning, could you tell me when my order arrives at the shop?'
const SCOPED_ID = 'whatsapp:US.a1b2c3' as Address

let count = 0

const inbound = (text: string, more: Partial<Inbound> = {}): Inbound => ({
  kind: 'inbound',
  id: `late-${++count}`,
  at: 1_800_000_000_000,
  sender: ACME.whatsapp as Address,
  from: MARIA as Address,
  aliases: [],
  providerId: `late-${count}`,
  message: { form: 'message', type: 'text', text, media: [] },
  ...more,
})

/** Maria has agreed and got our text. `before` is handled before her messages. */
const start = async (before: readonly Inbound[] = []) => {
  let reads = 0
  const wrap = (store: Store): Store => ({
    ...store,
    ourTexts: (organisation, contact, latest) => {
      reads += 1
      return store.ourTexts(organisation, contact, latest)
    },
  })
  const rig = createRig({ wrap })
  for (const input of before) await rig.gateway.handle('acme', input)
  await rig.advance(1_000)
  for (const text of ['Hello', 'YES']) await rig.writes(MARIA, ACME.whatsapp, text)
  const send = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: OURS }
  expect((await rig.call('POST', '/v1/messages', send)).status).toBe(202)
  await rig.gateway.pump.drain()
  return {
    ...rig,
    reads: () => reads,
    consent: async () =>
      (await rig.call('GET', `/v1/contacts/${MARIA}`)).body.senders[0].consent.status,
    /** Handles messages as a process that has just started. */
    newProcess: (wrapOther = (store: Store): Store => store) => {
      const { handle } = createRig({ wrap: () => wrapOther(rig.gateway.store) }).gateway
      return (text: string, more?: Partial<Inbound>) => handle('acme', inbound(text, more))
    },
  }
}

test('a process that has just started reads our texts only for a message that may repeat one', async () => {
  const rig = await start()
  const writes = rig.newProcess()
  await writes(OTHER)
  expect(rig.reads()).toBe(0)
  await writes(REPEATING)
  expect(await rig.consent()).toBe('granted')
  expect(rig.reads()).toBe(1)
  await writes(OTHER)
  expect(rig.reads()).toBe(1)
})

test('our texts are read once for a contact that was stored without their openings', async () => {
  const rig = await start()
  const older = ({ contact: { openings: _, ...contact }, ...loaded }: Loaded): Loaded => ({
    ...loaded,
    contact,
  })
  const writes = rig.newProcess((store) => ({
    ...store,
    load: async (key) => {
      const loaded = await store.load(key)
      return loaded && older(loaded)
    },
  }))
  await writes(REPEATING)
  expect(await rig.consent()).toBe('granted')
  const later = rig.newProcess()
  expect(rig.reads()).toBe(1)
  await later(OTHER)
  expect(rig.reads()).toBe(1)
  await later(REPEATING)
  expect(await rig.consent()).toBe('granted')
  expect(rig.reads()).toBe(2)
})

test('the latest ten of our texts are recognised', async () => {
  const rig = await start()
  for (let i = 1; i <= 9; i++) {
    const text = `Number ${i}: this is what we have to tell you today.`
    const send = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text }
    expect((await rig.call('POST', '/v1/messages', send)).status).toBe(202)
    await rig.gateway.pump.drain()
  }
  await rig.newProcess()(REPEATING)
  expect(await rig.consent()).toBe('granted')
})

test('after a merge our texts to the absorbed contact are recognised', async () => {
  const rig = await start([inbound(OTHER, { from: SCOPED_ID })])
  const writes = rig.newProcess()
  await writes('It is me, Maria.', { aliases: [SCOPED_ID] })
  const before = await rig.consent()
  await writes(REPEATING, { from: SCOPED_ID })
  expect(await rig.consent()).toBe(before)
})
