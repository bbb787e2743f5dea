/** The cache of contacts is bounded by what they occupy, not by how many they are. */

import { expect, it } from 'vitest'
import type { Contact } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import { createContactCache } from '../../../src/engine/handle/contact-cache.ts'

const contact = (id: string, text = ''): Contact =>
  ({ id, addresses: [`sms:+${id}`], note: text }) as unknown as Contact

it('evicts contacts when a large one needs their bytes', () => {
  const cache = createContactCache(100_000)
  const at = { version: 1, hash: 'h' }
  const has = (id: string) => cache.get({ organisation: 'acme', contact: id }) !== undefined
  for (let i = 0; i < 100; i++) cache.replace('acme', contact(`49${i}`), at)
  expect(has('490') && has('4999')).toBe(true)
  cache.replace('acme', contact('50', 'x'.repeat(40_000)), at)
  expect(has('50') && has('4999')).toBe(true)
  expect(has('491')).toBe(false)
})

it('asks the store after another process has changed a contact in memory', () => {
  const cache = createContactCache()
  const key = { organisation: 'acme', contact: '49' } as const
  const at = (version: number) => ({ version, hash: `h${version}` })
  cache.replace('acme', contact('49'), at(1))
  cache.replace('acme', contact('50'), at(1))
  cache.forget('acme', { contact: contact('49'), version: 1 }, 'conflict')
  expect(cache.get({ ...key, contact: '50' })).toBeUndefined()

  for (let i = 0; i < 1_000; i++) cache.get(key)
  expect(cache.get({ ...key, contact: '50' })?.version).toBe(1)
})

it('goes on from memory after a race between two writers of this process', () => {
  const cache = createContactCache()
  cache.replace('acme', contact('49'), { version: 2, hash: 'h2' })
  cache.replace('acme', contact('50'), { version: 1, hash: 'h1' })
  cache.forget('acme', { contact: contact('49'), version: 1 }, 'conflict')
  expect(cache.get({ organisation: 'acme', contact: '50' })?.version).toBe(1)
})

it('forgets the names of a message that has arrived', () => {
  const cache = createContactCache()
  const message = { id: 'm', providerId: 'P', history: [] as const } as unknown as Message
  const original = { contact: '49', seq: 1, message }
  const at = { version: 1, hash: 'h1' }
  const key = { organisation: 'acme', message: 'm' }
  cache.replace('acme', contact('49'), at, { underWay: [{ message, original }] })
  expect(cache.get(key)).toMatchObject({ version: 1, message, original })
  expect(cache.get({ organisation: 'acme', providerId: 'P' })).toMatchObject({ message })
  expect(cache.get({ organisation: 'zen', message: 'm' })).toBeUndefined()

  cache.replace('acme', contact('49'), { version: 2, hash: 'h2' }, { underWay: [] })
  expect(cache.get(key)).toBeUndefined()
  expect(cache.get({ organisation: 'acme', providerId: 'P' })).toBeUndefined()
})
