/** The shared set-up of the store contract. */

import { afterEach, beforeEach, expect } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Loaded, Store } from '../../../src/ports/store.ts'
import type { Check } from '../checks.ts'
import { inbound, LEASE, NOW } from './given.ts'

export type StoreHarness = {
  readonly store: Store
  /** Closes the store and opens it again on what it left behind; absent = it leaves nothing. */
  readonly reopen?: () => Promise<Store>
  /** Changes the verdict that the journal has for one row, behind the store's back. */
  readonly tamper?: (organisation: string, contact: string, version: number) => Promise<void>
}

export type Suite = ReturnType<typeof createSuite>

/** What the parts of the contract share: a new store for each of their tests, and ways to fill it. */
export const createSuite = (make: () => Promise<StoreHarness>, check: Check) => {
  let harness: StoreHarness
  let current: Store
  // The parts are declared before there is a store.
  const store = new Proxy({} as Store, { get: (_, name) => current[name as keyof Store] })

  beforeEach(async () => {
    harness = await make()
    current = harness.store
  })
  afterEach(() => current.close())

  const load = async (...addresses: [Address, ...Address[]]): Promise<Loaded> =>
    (await store.load({ organisation: 'acme', addresses })) as Loaded
  /** Commits an inbound message of that contact as it is now. */
  const commit = async (
    address: Address,
    id: string,
    change: Parameters<typeof inbound>[2] = {},
  ) => {
    const loaded = await load(address)
    expect(await store.commit(inbound(loaded, id, change))).toMatchObject({ status: 'committed' })
    return load(address)
  }
  /** The tasks that such a commit leases. */
  const leasedOf = async (
    address: Address,
    id: string,
    change: Parameters<typeof inbound>[2],
  ): Promise<readonly Task[]> => {
    const committed = await store.commit(inbound(await load(address), id, change))
    return committed.status === 'committed' ? committed.tasks : []
  }
  const claim = (now = NOW, lease = LEASE) => store.claim(now, lease)
  const effects = (tasks: readonly Task[]) => tasks.map((task) => task.effect.id)
  const done = async (tasks: readonly Task[]) => {
    for (const task of tasks) expect(await store.settle(task, { status: 'done' }, NOW)).toBe(true)
  }
  const reopen = async () => {
    current = (await harness.reopen?.()) as Store
  }
  const tamper = async (...row: [string, string, number]) => harness.tamper?.(...row)

  return { check, store, reopen, tamper, load, commit, leasedOf, claim, effects, done }
}
