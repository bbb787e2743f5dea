/** The openings of our texts rule out messages that repeat none of them, and no others. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLexicon } from '../../../src/core/reading/lexicon.ts'
import { mayContain, openingsOf } from '../../../src/core/reading/openings.ts'
import { ownWords } from '../../../src/core/reading/own-words.ts'
import { READING_LISTS, READING_VERSION } from '../../../templates/index.ts'

const LEXICON = createLexicon(READING_VERSION, READING_LISTS)

test('never ruled out for a message that is read without a text of ours', () => {
  const words = fc.array(fc.constantFrom('we', 'tell', 'you', '👍', 'STOP', 'é', ' '), {
    maxLength: 12,
  })
  const text = words.map((all) => all.join(' '))
  fc.assert(
    fc.property(text, text, text, text, (before, ours, after, other) => {
      const message = `${before}${ours.trim()}${after}`
      const isRemoved = ownWords(message, [ours], LEXICON) !== ownWords(message, [], LEXICON)
      return !isRemoved || mayContain(message, openingsOf([other, ours]))
    }),
    { numRuns: 2_000 },
  )
})

test('ruled out for any other message', () => {
  const ours = ['Thank you for your message, we answer soon.', 'We are open today.', 'Bye for now']
  const openings = openingsOf(ours)
  expect(openings).toHaveLength(2)
  const other = 'Thank you for yesterday! When are you open today, or tomorrow?'
  expect(mayContain(other, openings)).toBe(false)
  expect(mayContain(`${other} We are open today.`, openings)).toBe(true)
  expect(mayContain(other, [])).toBe(false)
})
