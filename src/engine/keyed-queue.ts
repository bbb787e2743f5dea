/** Runs jobs with the same key one at a time. */

/**
 * Each job starts once the earlier jobs of its key have ended, even if they failed.
 *
 * @example await createKeyedQueue()('contact 1', () => store.commit(change))
 */
export const createKeyedQueue = () => {
  const last = new Map<string, Promise<void>>()
  const queue = <T>(key: string, job: () => Promise<T>): Promise<T> => {
    const result = (last.get(key) ?? Promise.resolve()).then(job)
    const end = () => {
      if (last.get(key) === ended) last.delete(key)
    }
    const ended: Promise<void> = result.then(end, end)
    last.set(key, ended)
    return result
  }
  return Object.assign(queue, { isBusy: (key: string): boolean => last.has(key) })
}
