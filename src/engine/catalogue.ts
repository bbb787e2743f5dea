/** The providers' lists of templates, cached for some minutes. */

import type { Sender } from '../config/schema.ts'
import type { Address } from '../core/model/address.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Parts } from './parts.ts'

const TEMPLATES_MS = 5 * 60_000
/** A list that could not be read is asked for again after this. */
const RETRY_MS = 10_000
/** How long a decision waits for the provider's list before it takes the last one known. */
const MAX_WAIT_MS = 3_000

type Entry = {
  readonly at: number
  readonly reading: Promise<readonly Template[]>
  /** The last list known, for use while the provider is asked. */
  atHand: readonly Template[]
}

/** Reads each sender's list when it is needed, and keeps the last one while a provider is down. */
export const createCatalogue = ({
  providers,
  http,
  clock,
  log,
}: Pick<Parts, 'providers' | 'http' | 'clock' | 'log'>) => {
  const entries = new Map<Address, Entry>()

  const entryOf = (sender: Sender): Entry => {
    const known = entries.get(sender.address)
    const now = clock()
    if (known && Math.abs(now - known.at) < TEMPLATES_MS) return known
    const fresh: Entry = { at: now, atHand: known?.atHand ?? [], reading: read(sender) }
    entries.set(sender.address, fresh)
    return fresh
  }

  const read = async (sender: Sender): Promise<readonly Template[]> => {
    const before = entries.get(sender.address)
    try {
      const templates = (await providers[sender.connection]?.templates(sender.address, http)) ?? []
      const now = entries.get(sender.address)
      if (now) now.atHand = templates
      return templates
    } catch (error) {
      const message = error instanceof Error ? error.message : 'unknown'
      log.warn('templates_unavailable', { connection: sender.connection, error: message })
      const now = entries.get(sender.address)
      if (now) entries.set(sender.address, { ...now, at: now.at - TEMPLATES_MS + RETRY_MS })
      return before?.atHand ?? []
    }
  }

  return {
    /** The provider's list, or the last one known if the provider is slow. */
    current: (sender: Sender) => withinPatience(entryOf(sender)),
    /** The last list known; asks the provider without waiting for the answer. */
    atHand: (sender: Sender) => entryOf(sender).atHand,
    /** Asks again next time; until then the last list stays at hand. */
    refresh: (sender: Sender) => {
      const known = entries.get(sender.address)
      if (known) entries.set(sender.address, { ...known, at: Number.NEGATIVE_INFINITY })
    },
  }
}

const withinPatience = async (entry: Entry): Promise<readonly Template[]> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<readonly Template[]>((resolve) => {
    timer = setTimeout(() => resolve(entry.atHand), MAX_WAIT_MS)
  })
  try {
    return await Promise.race([entry.reading, patience])
  } finally {
    clearTimeout(timer)
  }
}
