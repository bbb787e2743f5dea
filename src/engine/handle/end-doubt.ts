/** A status that shows what became of a send in doubt: the contact's next messages need not wait for its look-up. */

import type { Receipt } from '../../core/model/message/message.ts'
import type { Dependencies, Handled } from '../contracts.ts'

/** Makes the task of such a send due, which ends it; true if there may be one. */
export const endDoubt = async (
  { store, directory, log }: Pick<Dependencies, 'store' | 'directory' | 'log'>,
  { known, sender, connection = directory.sender(sender)?.connection }: Receipt,
  { contact, messages }: Handled,
): Promise<boolean> => {
  const settled = messages.find(({ id }) => id === known?.id)
  const organisation = directory.sender(sender)?.organisation.id
  if (known?.status !== 'unknown' || !settled || settled.status === 'unknown') return false
  if (connection === undefined || organisation === undefined) return false
  try {
    await store.hasten(connection, { organisation, contact })
    return true
  } catch {
    // The look-up comes at its time.
    log.warn('make_due_failed', { connection })
    return false
  }
}
