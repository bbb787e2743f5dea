/** The states of senders, cached for a moment. When one changes, its held messages are judged again. */

import type { Sender } from '../../config/schema.ts'
import type { Address } from '../../core/model/address.ts'
import type { Instant } from '../../core/model/contact.ts'
import {
  ACTIVE,
  readSetting,
  type SenderCondition,
  senderCondition,
  writeSetting,
} from '../../ports/settings.ts'
import type { Dependencies, Pump } from '../contracts.ts'

/** The longest delay before another process's change of a sender is noticed. */
export const STATE_MS = 2_000

/** A provider renews a pause with each refusal: if the end moves by less than this, it is the same pause. */
const SAME_PAUSE_MS = 60_000

type Remembered = { readonly sender: Sender; readonly at: Instant; readonly value: SenderCondition }

export const createConditions = (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  pump: (() => Pick<Pump, 'nudge'>) | undefined,
) => {
  const states = new Map<Address, Remembered>()

  const recent = ({ address }: Sender): SenderCondition | undefined => {
    const known = states.get(address)
    return known && Math.abs(clock() - known.at) < STATE_MS ? known.value : undefined
  }

  const stored = async ({ organisation, address }: Sender): Promise<SenderCondition> =>
    (await readSetting(store, senderCondition(organisation.id, address))) ?? ACTIVE

  const current = async (sender: Sender): Promise<SenderCondition> => {
    const known = recent(sender)
    if (known) return known
    const before = states.get(sender.address)?.value
    const now = clock()
    const value = await stored(sender)
    states.set(sender.address, { sender, value, at: now })
    // Another process changed it: judge again what this one has held by the old state. A process without a pump only reads.
    if (before && pump) await judgeAgain(sender, before, value)
    return value
  }

  const judgeAgain = async (
    { organisation, address, connection }: Sender,
    before: SenderCondition,
    after: SenderCondition,
  ): Promise<void> => {
    const resumes = mayResume(before, after)
    if (!resumes && !mayKeep(before, after)) return
    await store.wakeHolding(organisation.id, address)
    // Accepted messages wait in the outbox for the end of the pause.
    if (resumes) await store.hasten(connection)
    pump?.().nudge()
  }

  return {
    recent,
    current,
    /** The next look reads the database. */
    forget: () => {
      for (const [address, known] of states)
        states.set(address, { ...known, at: Number.NEGATIVE_INFINITY })
    },
    /** Reads again the senders that could not send: another process may have activated one. */
    lookAgain: async (): Promise<void> => {
      for (const { sender, value } of [...states.values()])
        if (!isFree(value, clock())) await current(sender)
    },
    /** Stores what `change` makes of the present condition; undefined leaves it. */
    change: async (
      sender: Sender,
      change: (now: SenderCondition) => SenderCondition | undefined,
    ): Promise<void> => {
      const { organisation, address } = sender
      const before = await stored(sender)
      const after = change(before)
      if (!after) return
      await writeSetting(store, senderCondition(organisation.id, address), after)
      states.delete(address)
      await judgeAgain(sender, before, after)
    },
  }
}

const isFree = ({ state, paused }: SenderCondition, now: Instant): boolean =>
  state === 'active' && (paused?.until ?? now) <= now

/** Whether waiting messages may have to wait longer than their agents were told, or in vain. */
const mayKeep = (before: SenderCondition, { state, paused }: SenderCondition): boolean =>
  state === 'active'
    ? (paused?.until ?? 0) >= (before.paused?.until ?? 0) + SAME_PAUSE_MS
    : before.state === 'active'

/** Whether waiting messages may leave sooner than before. */
const mayResume = (before: SenderCondition, { state, paused }: SenderCondition): boolean => {
  if (state !== 'active') return false
  if (before.state !== 'active') return true
  const isShorter = (paused?.until ?? 0) < (before.paused?.until ?? 0)
  return isShorter || (paused?.spares !== undefined && !before.paused?.spares)
}
