/** The statuses that a played provider posts, when two ask for them at once. */

import { expect, test } from 'vitest'
import type { Http } from '../../src/ports/http.ts'
import type { Delivery, Mimic } from '../../src/ports/mimic.ts'
import { createLookalike } from '../../src/sandbox/like/lookalike.ts'

const delivery = { message: 'msg', from: 'sms:+15550001111', to: 'sms:+4915112345678' }

const build = () => {
  const mimic = {
    answer: async (_: unknown, network: { take(send: Delivery): Promise<unknown> }) => {
      await network.take(delivery as Delivery)
      return { status: 200 }
    },
    receipt: () => ({ url: 'https://gate.example/webhooks', headers: {}, body: '' }),
    idOf: (id: string) => id,
  } as unknown as Mimic
  const world = {
    phones: { messages: async () => [], add: async () => {} },
    exchanges: { add: async () => {} },
    door: {},
  }
  return createLookalike({
    connection: 'phones',
    publicUrl: 'https://gate.example',
    model: { name: 'telnyx' },
    mimic,
    real: {},
    world,
    clock: () => 0,
  } as unknown as Parameters<typeof createLookalike>[0])
}

test('nothing settles while another request still posts statuses', async () => {
  const lookalike = build()
  const url = new URL('https://api.telnyx.com/v2/messages')
  await lookalike.answer({ method: 'POST', url, headers: new Headers(), body: '' })
  const { promise: arrived, resolve: arrives } = Promise.withResolvers<void>()
  const posted: string[] = []
  const http = (async () => {
    await arrived
    posted.push('status')
    return { status: 200, headers: new Headers(), body: new Uint8Array() }
  }) as unknown as Http
  const first = lookalike.settle(http)
  const second = lookalike.settle(http).then((some) => [some, posted.length])
  arrives()
  expect(await first).toBe(true)
  expect(await second).toEqual([true, 2])
  expect(await lookalike.settle(http)).toBe(false)
})
