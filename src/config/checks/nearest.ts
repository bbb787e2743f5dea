/** Finds what a misspelt name was meant to be. */

import { distance } from 'fastest-levenshtein'

const MAX_DISTANCE = 2

/** The name closest to the given one, ignoring case; undefined if none is close. */
export const nearest = (given: string, names: readonly string[]): string | undefined => {
  const wanted = given.toLowerCase()
  const [best] = names
    .map((name) => ({ name, steps: distance(wanted, name.toLowerCase()) }))
    .filter(({ steps, name }) => steps <= Math.min(MAX_DISTANCE, name.length / 3))
    .toSorted((a, b) => a.steps - b.steps)
  return best?.name
}
