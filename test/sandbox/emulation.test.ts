/** The statuses of a simulated provider, when two requests wait for them at once. */

import { expect, test } from 'vitest'
import type { Delivery, Emulator } from '../../src/ports/emulator.ts'
import type { Http } from '../../src/ports/http.ts'
import { createEmulatedProvider } from '../../src/sandbox/emulation/emulated-provider.ts'

const delivery = { message: 'msg', from: 'sms:+15550001111', to: 'sms:+4915112345678' }

const build = () => {
  const emulator = {
    answer: async (_: unknown, network: { take(send: Delivery): Promise<unknown> }) => {
      await network.take(delivery as Delivery)
      return { status: 200 }
    },
    receipt: () => ({ url: 'https://gate.example/webhooks', headers: {}, body: '' }),
    idOf: (id: string) => id,
  } as unknown as Emulator
  const world = {
    phones: { messages: async () => [], add: async () => {} },
    exchanges: { add: async () => {} },
    server: {},
  }
  return createEmulatedProvider({
    connection: 'phones',
    publicUrl: 'https://gate.example',
    model: { name: 'telnyx' },
    emulator,
    real: {},
    world,
    clock: () => 0,
  } as unknown as Parameters<typeof createEmulatedProvider>[0])
}

test('nothing settles while another request still posts statuses', async () => {
  const emulated = build()
  const url = new URL('https://api.telnyx.com/v2/messages')
  await emulated.answer({ method: 'POST', url, headers: new Headers(), body: '' })
  const { promise: arrived, resolve: arrives } = Promise.withResolvers<void>()
  const posted: string[] = []
  const http = (async () => {
    await arrived
    posted.push('status')
    return { status: 200, headers: new Headers(), body: new Uint8Array() }
  }) as unknown as Http
  const first = emulated.settle(http)
  const second = emulated.settle(http).then((some) => [some, posted.length])
  arrives()
  expect(await first).toBe(true)
  expect(await second).toEqual([true, 2])
  expect(await emulated.settle(http)).toBe(false)
})
