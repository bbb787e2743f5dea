/** The providers' lists of templates, cached for some minutes and kept in the database. */

import type { Sender } from '../../config/schema.ts'
import type { Address } from '../../core/model/address.ts'
import type { Template } from '../../core/model/message/template.ts'
import { errorMessage } from '../../ports/errors.ts'
import { readSetting, templateList, writeSetting } from '../../ports/settings.ts'
import type { Dependencies, Pump } from '../contracts.ts'

const TEMPLATES_MS = 5 * 60_000
/** The interval before a failed list is requested again. */
const RETRY_MS = 10_000
/** How long a decision waits for the provider's list before it takes the last one known. */
const MAX_WAIT_MS = 3_000
const MAX_WAIT_FAILING_MS = 300

/** Undefined: unknown, which is not the same as empty. */
type List = readonly Template[] | undefined

type Entry = {
  at: number
  isFailing: boolean
  /** The last list known. */
  list: List
  /** The stored copy, so that only changes are written. */
  stored: string | undefined
  /** The pending answer of the provider. */
  reading: Promise<void> | undefined
}

/** Reads each sender's list when it is needed, and keeps the last one while a provider is down. */
export const createCatalogue = (
  {
    providers,
    store,
    http,
    clock,
    log,
  }: Pick<Dependencies, 'providers' | 'store' | 'http' | 'clock' | 'log'>,
  pump: (() => Pick<Pump, 'nudge'>) | undefined,
) => {
  const entries = new Map<Address, Promise<Entry>>()

  /** Held messages: a template may have been approved or withdrawn. */
  const judgeAgain = async ({ organisation, address }: Sender): Promise<void> => {
    if (!pump) return
    await store.wakeHolding(organisation.id, address)
    pump().nudge()
  }

  const entryOf = (sender: Sender): Promise<Entry> => {
    const known = entries.get(sender.address)
    if (known) return known
    const entry = remembered(store, sender)
    entries.set(sender.address, entry)
    // A database that was busy is asked again.
    entry.catch(() => entries.delete(sender.address))
    return entry
  }

  const read = async (sender: Sender, entry: Entry): Promise<void> => {
    try {
      const list = (await providers[sender.connection]?.templates(sender.address, http)) ?? []
      entry.isFailing = false
      const text = JSON.stringify(list)
      // The same list stays the same object, so that policies made of it are kept.
      if (text === entry.stored && entry.list) return
      const before = entry.list
      entry.list = list
      entry.stored = text
      await writeSetting(store, settingOf(sender), list)
      if (before) await judgeAgain(sender)
    } catch (error) {
      log.warn('templates_unavailable', {
        connection: sender.connection,
        error: errorMessage(error),
      })
      entry.isFailing = true
      entry.at = clock() - TEMPLATES_MS + RETRY_MS
    }
  }

  const current = async (sender: Sender): Promise<List> => {
    const entry = await entryOf(sender)
    if (Math.abs(clock() - entry.at) >= TEMPLATES_MS) {
      entry.at = clock()
      const reading = read(sender, entry)
      entry.reading = reading
    }
    // While the provider fails, nobody waits long to learn it again.
    const patienceMs = entry.isFailing ? MAX_WAIT_FAILING_MS : MAX_WAIT_MS
    if (entry.reading) await within(entry.reading, patienceMs - (clock() - entry.at))
    return entry.list
  }

  return {
    /** The provider's list, or the last one known if the provider is slow or fails. */
    current,
    /** The last list known; does not ask the provider. */
    atHand: async (sender: Sender): Promise<List> => (await entryOf(sender)).list,
    /** Marks the list for reading again, and wakes those whose messages may wait for it. */
    refresh: async (sender: Sender): Promise<void> => {
      const entry = await entryOf(sender)
      entry.at = Number.NEGATIVE_INFINITY
      await judgeAgain(sender)
    },
  }
}

/** As the database has it. */
const remembered = async (store: Dependencies['store'], sender: Sender): Promise<Entry> => {
  const list = await readSetting(store, settingOf(sender))
  return {
    at: Number.NEGATIVE_INFINITY,
    isFailing: false,
    list,
    stored: list && JSON.stringify(list),
    reading: undefined,
  }
}

const settingOf = ({ organisation, address }: Sender) => templateList(organisation.id, address)

/** All callers share one request: later ones wait for the same answer. */
const within = async (reading: Promise<void>, ms: number): Promise<void> => {
  if (ms <= 0) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  try {
    await Promise.race([reading, patience])
  } finally {
    clearTimeout(timer)
  }
}
