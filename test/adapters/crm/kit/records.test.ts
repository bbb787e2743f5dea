import { expect, test } from 'vitest'
import { createRecords } from '../../../../adapters/crm/kit/records.ts'
import type { Link, Links } from '../../../../src/ports/store/links.ts'

const createLinks = (): Links => {
  const kept: Link[] = []
  const find = (key: Partial<Link>) =>
    kept.find((one) =>
      Object.entries(key).every(([name, value]) => one[name as keyof Link] === value),
    )
  return {
    link: async (link) => {
      const { theirs: _, contact: __, ...key } = link
      const known = find(key)
      if (!known) kept.push(link)
      return known?.theirs ?? link.theirs
    },
    theirs: async (key) => find(key)?.theirs,
    ours: async (key) => find(key)?.ours,
    unlink: async (key) => {
      const known = find(key)
      if (known) kept.splice(kept.indexOf(known), 1)
    },
  }
}

const RECORD = { organisation: 'acme', kind: 'contact', ours: 'c_1', contact: 'c_1' }

test('two concurrent requests create one record, and find it later', async () => {
  const records = createRecords(createLinks(), 'cw')
  let made = 0
  const make = async () => `their-${++made}`
  const none = async () => undefined
  const ids = await Promise.all([1, 2, 3].map(() => records.findOrMake(RECORD, none, make)))
  expect(ids).toEqual(['their-1', 'their-1', 'their-1'])
  expect(await records.ours({ organisation: 'acme', kind: 'contact', theirs: 'their-1' })).toBe(
    'c_1',
  )
})

test('an existing record is not created again, and a forgotten one is searched again', async () => {
  const records = createRecords(createLinks(), 'cw')
  const never = async () => {
    throw new Error('made')
  }
  expect(await records.findOrMake(RECORD, async () => '31', never)).toBe('31')
  await records.forget(RECORD)
  expect(await records.findOrMake(RECORD, async () => '32', never)).toBe('32')
})

test('a failure leaves nothing behind, and the next request succeeds', async () => {
  const records = createRecords(createLinks(), 'cw')
  const fail = async () => {
    throw new Error('down')
  }
  await expect(records.findOrMake(RECORD, async () => undefined, fail)).rejects.toThrow('down')
  expect(
    await records.findOrMake(
      RECORD,
      async () => undefined,
      async () => '33',
    ),
  ).toBe('33')
})
