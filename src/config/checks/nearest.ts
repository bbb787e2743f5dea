/** Finds what a misspelt name was meant to be. */

const MAX_DISTANCE = 2

/** The name closest to the given one, ignoring case; undefined if none is close. */
export const nearest = (given: string, names: readonly string[]): string | undefined => {
  const wanted = given.toLowerCase()
  const [best] = names
    .map((name) => ({ name, distance: distanceOf(wanted, name.toLowerCase()) }))
    .filter(({ distance, name }) => distance <= Math.min(MAX_DISTANCE, name.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
  return best?.name
}

/**
 * The Levenshtein distance: how many letters are added, missing or changed. Our own: a package for it would be the
 * thirteenth dependency, of twelve at most, and every start would load it for an error that few see.
 */
const distanceOf = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
