/** Keeps two changes of one contact from racing within this process: the losing decision would be wasted. */

import { createKeyedQueue } from '../keyed-queue.ts'

/** The commits under way and those waiting for them, by contact. */
export const createContactTurns = () => {
  const queue = createKeyedQueue()
  const committing = new Map<string, Promise<void>>()

  return {
    isBusy: (contact: string): boolean => committing.has(contact) || queue.isBusy(contact),
    isCommitting: (contact: string): boolean => committing.has(contact),
    /** Runs jobs of a contact one at a time. */
    inTurn: queue,
    /** Resolves once no commit is under way. */
    untilFree: async (contact: string): Promise<void> => committing.get(contact),
    /** Marks the commit alone: what comes before it may wait for a provider. */
    committing: <T>(contact: string, commit: Promise<T>): Promise<T> => {
      const end = () => {
        if (committing.get(contact) === ended) committing.delete(contact)
      }
      const ended = commit.then(end, end)
      committing.set(contact, ended)
      return commit
    },
  }
}
