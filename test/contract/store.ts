/** The contract of every store. A part for each of its concerns; the rest is here. */

import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { createChecks, type Skip } from './checks.ts'
import { originalsContract } from './originals.ts'
import { commitsContract } from './store/commits.ts'
import { contactsContract } from './store/contacts.ts'
import { deadLettersContract } from './store/dead-letters.ts'
import { dueContract } from './store/due.ts'
import { erasureContract } from './store/erasure.ts'
import { inbound, JANE, JANE_ID, JOHN, LEASE, NOW } from './store/given.ts'
import { journalContract } from './store/journal.ts'
import { lanesContract } from './store/lanes.ts'
import { linksContract } from './store/links.ts'
import { operationContract } from './store/operation.ts'
import { reservationsContract } from './store/reservations.ts'
import { createSuite, type StoreHarness } from './store/suite.ts'

const PARTS = [
  contactsContract,
  commitsContract,
  lanesContract,
  dueContract,
  deadLettersContract,
  journalContract,
  erasureContract,
  linksContract,
  operationContract,
  reservationsContract,
]

/** The suite for one implementation. */
export const storeContract = (
  name: string,
  make: () => Promise<StoreHarness>,
  { skip = [] }: { readonly skip?: readonly Skip[] } = {},
): void => {
  originalsContract(name, make)
  const { check, checkSkipped } = createChecks(skip)

  describe(`the ${name} store`, () => {
    const suite = createSuite(make, check)
    for (const part of PARTS) part(suite)
    const { store } = suite

    check('keeps settings, the last value of each', async () => {
      expect(await store.setting('clock')).toBeUndefined()
      await store.set('clock', '1')
      await store.set('clock', '2')
      expect(await store.setting('clock')).toBe('2')
      expect(await store.setting('other')).toBeUndefined()
    })

    check('never shows one organisation anything of another', async () => {
      const organisations = ['acme', 'bond'] as const
      const step = fc.record({
        organisation: fc.constantFrom(...organisations),
        address: fc.constantFrom(JANE, JOHN, JANE_ID),
        id: fc.integer({ min: 0, max: 9 }),
        erase: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
          const { store: shared } = await make()
          const { store: alone } = await make()
          for (const { organisation, address, id, erase } of steps) {
            // Whatever happens in the other organisation, acme sees what it would see alone.
            for (const one of organisation === 'acme' ? [shared, alone] : [shared]) {
              const loaded = await one.load({ organisation, addresses: [address] })
              if (!loaded) throw new Error('an address always loads')
              if (erase) await one.erase(organisation, loaded.contact.id, NOW)
              else await one.commit(inbound(loaded, `in${id}`))
            }
          }
          const seen = async (one: Store) => {
            const { items: contacts } = await one.contacts('acme', { limit: 100 })
            const each = contacts.map(async ({ id }) => ({
              messages: await one.messages('acme', id, { limit: 100 }),
              journal: await one.journal('acme', id, { limit: 100 }),
              chain: await one.verify('acme', id),
            }))
            const tasks = await one.claim(NOW, LEASE)
            return {
              contacts,
              each: await Promise.all(each),
              tasks: tasks
                .filter((task) => task.organisation === 'acme')
                .map(({ lease, ...task }) => ({ ...task, leased: lease !== '' })),
            }
          }
          expect(await seen(shared)).toEqual(await seen(alone))
          await Promise.all([shared.close(), alone.close()])
        }),
        { numRuns: 10 },
      )
    })

    checkSkipped()
  })
}
