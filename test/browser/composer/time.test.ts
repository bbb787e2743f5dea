import { expect } from 'vitest'
import { spellDuration } from '../../../src/browser/composer/model/time.ts'
import { composer } from '../../../templates/en/composer.ts'
import { describe, test } from '../../support/browser/test.ts'

const [HOUR, MINUTE, SECOND] = [3_600_000, 60_000, 1_000]

describe('a countdown', () => {
  test.each([
    [24 * HOUR, '24 h'],
    [24 * HOUR - SECOND, '23 h 59 min'],
    [HOUR, '1 h'],
    [HOUR + MINUTE - SECOND, '1 h'],
    [HOUR - SECOND, '59 min'],
    [10 * MINUTE, '10 min'],
    [9 * MINUTE + SECOND, '9:01 min'],
    [0, '0:00 min'],
  ])('of %i ms reads %s', (ms, expected) => {
    expect(spellDuration(ms, composer)).toBe(expected)
  })
})
