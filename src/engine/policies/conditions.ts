/** The states of senders: remembered for a moment, and what waits is judged again when one may send sooner. */

import type { Sender } from '../../config/schema.ts'
import type { Address } from '../../core/model/address.ts'
import {
  ACTIVE,
  readSetting,
  type SenderCondition,
  senderCondition,
  writeSetting,
} from '../../ports/settings.ts'
import type { Dependencies, Pump } from '../contracts.ts'

/** The longest delay before another process's change of a sender is noticed. */
const STATE_MS = 2_000

export const createConditions = (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  pump: (() => Pick<Pump, 'nudge'>) | undefined,
) => {
  const states = new Map<Address, { readonly at: number; readonly value: SenderCondition }>()

  const recent = ({ address }: Sender): SenderCondition | undefined => {
    const known = states.get(address)
    return known && Math.abs(clock() - known.at) < STATE_MS ? known.value : undefined
  }

  const stored = async ({ organisation, address }: Sender): Promise<SenderCondition> =>
    (await readSetting(store, senderCondition(organisation.id, address))) ?? ACTIVE

  return {
    recent,
    current: async (sender: Sender): Promise<SenderCondition> => {
      const known = recent(sender)
      if (known) return known
      const now = clock()
      const value = await stored(sender)
      states.set(sender.address, { value, at: now })
      return value
    },
    forget: () => states.clear(),
    /** Stores what `change` makes of the present condition; undefined leaves it. */
    change: async (
      sender: Sender,
      change: (now: SenderCondition) => SenderCondition | undefined,
    ): Promise<void> => {
      const { organisation, address, connection } = sender
      const before = await stored(sender)
      const after = change(before)
      if (!after) return
      await writeSetting(store, senderCondition(organisation.id, address), after)
      states.delete(address)
      if (!mayResume(before, after)) return
      await store.wakeHolding(organisation.id, address)
      // Accepted messages wait in the outbox for the end of the pause.
      await store.hasten(connection)
      pump?.().nudge()
    },
  }
}

/** Whether waiting messages may leave sooner than before. */
const mayResume = (before: SenderCondition, { state, paused }: SenderCondition): boolean => {
  if (state !== 'active') return false
  if (before.state !== 'active') return true
  const isShorter = (paused?.until ?? 0) < (before.paused?.until ?? 0)
  return isShorter || (paused?.spares !== undefined && !before.paused?.spares)
}
