/** Chance that can be repeated: the same seed and name give the same numbers. */

import { createHash } from 'node:crypto'

export type Random = {
  /** 0 ≤ x < 1. */
  (): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
}

/** One stream of numbers; streams of other names do not disturb it. */
export const createRandom = (seed: number, name: string): Random => {
  let state = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE()
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return Object.assign(next, { between })
}
