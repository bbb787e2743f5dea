/** The cache of contacts is bounded by what they occupy, not by how many they are. */

import { expect, it } from 'vitest'
import type { Contact } from '../../../src/core/model/contact.ts'
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
