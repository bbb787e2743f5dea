import { expect, test } from 'vitest'
import type { Inbound } from '../src/core/message.ts'
import { BusyError, type Store } from '../src/port.ts'
import { ACME, createRig } from './support/gateway.ts'

const NUMBER = 'whatsapp:+15557654321'
const SCOPED_ID = 'whatsapp:US.a1b2c3'

const inbound = (id: string, more: Partial<Inbound> = {}): Inbound => ({
  kind: 'inbound',
  id,
  at: 1_800_000_000_000,
  sender: ACME.whatsapp as Inbound['sender'],
  from: NUMBER,
  aliases: [],
  providerId: id,
  message: { form: 'message', type: 'text', text: 'Hello', media: [] },
  ...more,
})

test('an address that was never committed is not committed with the next input', async () => {
  let isBusy = false
  const wrap = (store: Store): Store => ({
    ...store,
    commit: (change) => (isBusy ? Promise.reject(new BusyError()) : store.commit(change)),
  })
  const { gateway } = createRig({ wrap })
  await gateway.handle('acme', inbound('in-1'))
  // A process that has just started knows nobody yet.
  const { handle, store } = createRig({ wrap: () => wrap(gateway.store) }).gateway
  isBusy = true
  await expect(handle('acme', inbound('in-2', { aliases: [SCOPED_ID] }))).rejects.toThrow(BusyError)
  isBusy = false
  await handle('acme', inbound('in-3'))
  const loaded = await store.load({ organisation: 'acme', addresses: [NUMBER] })
  expect(loaded?.contact.addresses).toEqual([NUMBER])
})
