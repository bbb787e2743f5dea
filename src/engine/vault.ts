/** The adapters' vault, in the settings and reservations of a store. */

import { createHash } from 'node:crypto'
import { readSetting, vaultEntry, writeSetting } from '../ports/settings.ts'
import type { Clock } from '../ports/side.ts'
import type { Reservations, Settings } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'

/** Longer than any exchange; after it another process may take over from one that died. */
const LEASE_MS = 30_000

export type VaultOptions = {
  readonly store: Settings & Reservations
  readonly seal: {
    close(text: string): string
    open(sealed: string): string | undefined
  }
  readonly clock: Clock
}

/** See `Vault`. Without the seal's secret the database reveals nothing of the content. */
export const createVault = ({ store, seal, clock }: VaultOptions): Vault => ({
  read: async (name) => {
    const sealed = await readSetting(store, vaultEntry(name))
    return sealed === undefined ? undefined : seal.open(sealed)
  },
  rotate: async (name, used, work) => {
    const key = `vault ${name} ${createHash('sha256').update(used).digest('hex')}`
    const reserved = await store.reserve(key, name, clock(), LEASE_MS)
    if (reserved.status === 'done') return seal.open(reserved.answer)
    if (reserved.status !== 'reserved') return undefined
    const next = await work()
    // Store the new secret first; the rest only saves others the work.
    const sealed = seal.close(next)
    await writeSetting(store, vaultEntry(name), sealed)
    await store.answer(key, sealed)
    return next
  },
})
