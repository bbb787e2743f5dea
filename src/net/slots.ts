/** Limits how many requests of one connection are under way; the others wait for a place. */

/** Frees the place. Only the first call counts. */
export type Release = () => void

/** Gives out at most `max` places per key, first come, first served. Undefined after `patienceMs`. */
export const createSlots = ({
  max,
  patienceMs,
}: {
  readonly max: number
  readonly patienceMs: number
}) => {
  const taken = new Map<string, number>()
  const waiting = new Map<string, Set<() => void>>()

  const releaseOf = (key: string): Release => {
    let left = false
    return () => {
      if (left) return
      left = true
      const queue = waiting.get(key)
      const [next] = queue ?? []
      if (next) return next()
      const others = (taken.get(key) ?? 1) - 1
      if (others > 0) taken.set(key, others)
      else taken.delete(key)
    }
  }

  return (key: string): Promise<Release | undefined> | Release => {
    const count = taken.get(key) ?? 0
    if (count < max) {
      taken.set(key, count + 1)
      return releaseOf(key)
    }
    return new Promise((resolve) => {
      const queue = waiting.get(key) ?? new Set()
      waiting.set(key, queue)
      const end = (slot: Release | undefined) => {
        clearTimeout(timer)
        queue.delete(enter)
        if (queue.size === 0) waiting.delete(key)
        resolve(slot)
      }
      const enter = () => end(releaseOf(key))
      const timer = setTimeout(() => end(undefined), patienceMs)
      queue.add(enter)
    })
  }
}
