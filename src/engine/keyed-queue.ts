/** Work that must not overlap, one after another in the order in which it came. */

/** Runs `work` once all earlier work under the same key has ended, however it ended. */
export const createTurns = () => {
  const last = new Map<string, Promise<void>>()
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work)
    const end = () => {
      if (last.get(key) === ended) last.delete(key)
    }
    const ended: Promise<void> = turn.then(end, end)
    last.set(key, ended)
    return turn
  }
}
