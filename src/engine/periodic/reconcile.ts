/** Asks the providers for inbound messages whose webhook was lost. */

import type { Sender } from '../../config/schema.ts'
import { channelOf } from '../../core/model/address.ts'
import { errorMessage } from '../../ports/errors.ts'
import type { Provider } from '../../ports/provider.ts'
import { readSetting, reconciledUntil, writeSetting } from '../../ports/settings.ts'
import type { Gateway } from '../contracts.ts'

const MINUTE_MS = 60_000
/** The provider's list may lag behind. */
const OVERLAP_MS = 15 * MINUTE_MS
/** After a long outage, older messages are no longer fetched. */
const MAX_AGE_MS = 7 * 24 * 60 * MINUTE_MS

export const RECONCILE_EVERY_MS = 5 * MINUTE_MS

type ReconcileDependencies = Pick<
  Gateway,
  'directory' | 'providers' | 'store' | 'http' | 'clock' | 'handle' | 'log' | 'metrics'
>

/** A sender whose provider keeps a list, with the time up to which the list was read. */
type Listed = {
  readonly organisation: string
  readonly sender: Sender
  readonly provider: Provider
  readonly until: number
}

/**
 * Makes one pass over every sender and returns how many messages were new. A message that was seen
 * before is a duplicate by its id. A new sender's first pass reaches `OVERLAP_MS` back: older messages
 * are not fetched.
 */
export const reconcile = async (gateway: ReconcileDependencies): Promise<number> => {
  const { store, http, clock, handle, log, metrics } = gateway
  let found = 0
  for (const { organisation, sender, provider, until } of await listedSenders(gateway)) {
    const { address, connection } = sender
    const startedAt = clock()
    try {
      const since = Math.max(until - OVERLAP_MS, startedAt - MAX_AGE_MS)
      const missed = await provider.missed(address, since, http)
      for (const input of missed) {
        const discovered = { ...input, connection, discoveredAt: clock() }
        const handled = await handle(organisation, discovered, sender)
        if (handled && !handled.duplicate) found += 1
      }
      await writeSetting(store, reconciledUntil(organisation, address), startedAt)
    } catch (error) {
      // Leave the mark where it was, so that the next pass covers this one's time as well.
      warn(log, sender, error)
    }
  }
  if (found > 0) {
    log.info('reconciled', { found })
    metrics.count('postern_reconciled_total', {}, found)
  }
  return found
}

/**
 * A new sender's start is stored before any provider is asked, and of all senders at once: what
 * arrives while the first pass waits, fails or ends with the process must count.
 */
const listedSenders = async (gateway: ReconcileDependencies): Promise<readonly Listed[]> => {
  const { directory, providers, store, clock, log } = gateway
  const listed = async (organisation: string, sender: Sender): Promise<readonly Listed[]> => {
    const { address, connection } = sender
    const provider = providers[connection]
    if (!provider?.capabilities(channelOf(address)).canList) return []
    const mark = reconciledUntil(organisation, address)
    try {
      const known = await readSetting(store, mark)
      const until = known ?? clock()
      if (known === undefined) await writeSetting(store, mark, until)
      return [{ organisation, sender, provider, until }]
    } catch (error) {
      warn(log, sender, error)
      return []
    }
  }
  const all = directory.organisations.flatMap(({ id, senders }) =>
    senders.map((sender) => listed(id, sender)),
  )
  return (await Promise.all(all)).flat()
}

const warn = (
  log: ReconcileDependencies['log'],
  { address, connection }: Sender,
  error: unknown,
): void => log.warn('reconcile_failed', { connection, sender: address, error: errorMessage(error) })
