/** Asks the providers for inbound messages whose webhook was lost. */

import { channelOf } from '../../core/model/address.ts'
import { readSetting, reconciledUntil, writeSetting } from '../../ports/settings.ts'
import type { Gateway } from '../parts.ts'

const MINUTE_MS = 60_000
/** The provider's list may lag behind. */
const OVERLAP_MS = 15 * MINUTE_MS
/** After a long outage, older messages are no longer fetched. */
const MAX_AGE_MS = 7 * 24 * 60 * MINUTE_MS

export const RECONCILE_EVERY_MS = 5 * MINUTE_MS

/**
 * Makes one pass over every sender and returns how many messages were new. A message that was seen
 * before is a duplicate by its id. A new sender starts now: messages from before are not fetched.
 */
export const reconcile = async (
  gateway: Pick<
    Gateway,
    'directory' | 'providers' | 'store' | 'http' | 'clock' | 'handle' | 'log' | 'metrics'
  >,
): Promise<number> => {
  const { directory, providers, store, http, clock, handle, log, metrics } = gateway
  let found = 0
  for (const organisation of directory.organisations)
    for (const sender of organisation.senders) {
      const { address, connection } = sender
      const provider = providers[connection]
      if (!provider?.capabilities(channelOf(address)).canList) continue
      const mark = reconciledUntil(organisation.id, address)
      const startedAt = clock()
      try {
        const known = await readSetting(store, mark)
        // Store the start first: messages that arrive while the first pass fails must count.
        if (known === undefined) await writeSetting(store, mark, startedAt)
        const until = known ?? startedAt
        const since = Math.max(until - OVERLAP_MS, startedAt - MAX_AGE_MS)
        const missed = await provider.missed(address, since, http)
        for (const input of missed) {
          const discovered = { ...input, connection, discoveredAt: clock() }
          const handled = await handle(organisation.id, discovered, sender)
          if (handled && !handled.duplicate) found += 1
        }
        await writeSetting(store, mark, startedAt)
      } catch (error) {
        // Leave the mark where it was, so that the next pass covers this one's time as well.
        const reason = error instanceof Error ? error.message : 'unknown'
        log.warn('reconcile_failed', { connection, sender: address, error: reason })
      }
    }
  if (found > 0) {
    log.info('reconciled', { found })
    metrics.count('postern_reconciled_total', {}, found)
  }
  return found
}
