/** The sentence about a colleague's contact: their name stands where the gate put their id, and nowhere else. */

import { describe, expect, test } from 'vitest'
import { EMPTY_PAGE, sentenceIn } from '../../../src/browser/composer/model/page.ts'
import { fill } from '../../../src/core/wording/fill.ts'
import { LOCALES } from '../../../templates/index.ts'

const page = { ...EMPTY_PAGE, colleagues: [{ id: 'contact', name: 'Ben $& Bell' }] }
const remedies = [{ do: 'ask_owner', owner: 'contact' }] as const

describe('an id that is a word of the sentence', () => {
  test.each(Object.entries(LOCALES))('is replaced only as the id (%s)', (_, { refusals }) => {
    const { contact_taken, held_obstacle } = refusals.refusals
    const why = fill(contact_taken, { owner: 'contact' })
    const named = fill(contact_taken, { owner: 'Ben $& Bell' })
    expect(sentenceIn({ sentence: why, remedies }, page)).toBe(named)
    const held = (said: string) => fill(held_obstacle, { day: 'May 1', time: '8:00', why: said })
    expect(sentenceIn({ sentence: held(why), remedies }, page)).toBe(held(named))
  })
})

test('an id is replaced in an organisation’s own words, and no sentence without it changes', () => {
  const own = { sentence: 'Ask contact, not contacts.', remedies }
  expect(sentenceIn(own, page)).toBe('Ask Ben $& Bell, not contacts.')
  expect(sentenceIn({ sentence: 'This contact has declined.' }, page)).toBe(
    'This contact has declined.',
  )
})
