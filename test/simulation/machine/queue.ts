/** A queue of events by time; chance decides between those of the same millisecond. */

export type Entry<T> = { readonly at: number; readonly tie: number; readonly value: T }

export type Queue<T> = {
  put(entry: Entry<T>): void
  peek(): Entry<T> | undefined
  take(): Entry<T> | undefined
}

/** A binary heap. */
export const createQueue = <T>(): Queue<T> => {
  const heap: Entry<T>[] = []
  const isBefore = (a: number, b: number) => {
    const [one, other] = [heap[a] as Entry<T>, heap[b] as Entry<T>]
    return one.at < other.at || (one.at === other.at && one.tie < other.tie)
  }
  const swap = (a: number, b: number) => {
    const kept = heap[a] as Entry<T>
    heap[a] = heap[b] as Entry<T>
    heap[b] = kept
  }
  return {
    put: (entry) => {
      let at = heap.push(entry) - 1
      for (let up = (at - 1) >> 1; at > 0 && isBefore(at, up); up = (at - 1) >> 1) {
        swap(at, up)
        at = up
      }
    },
    peek: () => heap[0],
    take: () => {
      const first = heap[0]
      const last = heap.pop()
      if (heap.length === 0 || last === undefined) return first
      heap[0] = last
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2]
        if (left >= heap.length) return first
        const down = right < heap.length && isBefore(right, left) ? right : left
        if (!isBefore(down, at)) return first
        swap(at, down)
        at = down
      }
    },
  }
}
