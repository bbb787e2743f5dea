/** Finds keywords with a single typing error. */

/** In shorter words one wrong letter matches too many other words; STOP is the exception. */
const MIN_SLIP_LENGTH = 6

/** The keyword that was meant, if one letter is wrong, missing, doubled, added or swapped. */
export const meantBy = (
  word: string,
  /** Keywords by length. */
  keywords: ReadonlyMap<number, readonly string[]>,
  notSlips: ReadonlySet<string>,
): string | undefined => {
  if (notSlips.has(word) || word.length < 3) return undefined
  for (const length of [word.length, word.length + 1, word.length - 1]) {
    const found = keywords
      .get(length)
      ?.find(
        (keyword) =>
          (keyword.length >= MIN_SLIP_LENGTH || keyword === 'stop') && isOneSlip(word, keyword),
      )
    if (found !== undefined) return found
  }
  return undefined
}

const isOneSlip = (word: string, keyword: string): boolean => {
  let start = 0
  while (start < word.length && word[start] === keyword[start]) start += 1
  let end = 0
  const rest = Math.min(word.length, keyword.length) - start
  while (end < rest && word[word.length - 1 - end] === keyword[keyword.length - 1 - end]) end += 1
  const wrong = word.slice(start, word.length - end)
  const right = keyword.slice(start, keyword.length - end)
  if (wrong.length > 1 || right.length > 1)
    return wrong.length === 2 && wrong === `${right[1]}${right[0]}`
  if (wrong.length === 1 && right.length === 0 && keyword.length < MIN_SLIP_LENGTH)
    return wrong === word[start - 1] || wrong === word[start + 1]
  // A longer word with an extra letter is often another form (cancels); at the end only a doubled letter counts.
  if (wrong.length === 1 && right.length === 0 && end === 0) return wrong === word[start - 1]
  return true
}

/** Digits and signs that stand for letters (ST0P). */
export const unleet = (word: string): string =>
  /[a-z]/.test(word)
    ? word.replace(/[013457]/g, (digit) => 'oieast'['013457'.indexOf(digit)] ?? digit)
    : word
