/** The vault of a process: in its store, under its secret. */

import { createVault } from '../../engine/vault.ts'
import { BusyError } from '../../ports/errors.ts'
import type { Clock } from '../../ports/side.ts'
import type { Reservations, Settings, Store } from '../../ports/store.ts'
import type { Vault } from '../../ports/vault.ts'
import { createSeal } from '../../tokens/seal.ts'

/** Secrets of the other side, kept by adapters. */
export const openVault = (
  store: Settings & Reservations,
  { secret, previousSecrets = [] }: Secrets,
  clock: Clock = Date.now,
): Vault => createVault({ store, seal: createSeal([secret, ...previousSecrets], 'vault'), clock })

/** One whose store is opened when it is first needed; until `close` it stays open. */
export const openVaultLater = (
  open: () => Promise<Store>,
  secrets: Secrets,
): Vault & { close(): Promise<void> } => {
  let opened: Promise<Store> | undefined
  const vault = async (): Promise<Vault> => {
    opened ??= open()
    try {
      return openVault(await opened, secrets)
    } catch {
      throw new BusyError('the database cannot be opened')
    }
  }
  return {
    read: async (name) => (await vault()).read(name),
    rotate: async (name, used, work) => (await vault()).rotate(name, used, work),
    close: async () => (await opened?.catch(() => undefined))?.close(),
  }
}

type Secrets = { readonly secret: string; readonly previousSecrets?: readonly string[] }
