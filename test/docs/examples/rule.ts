/** A text must not carry the number of a payment card. */

import * as z from 'zod'
import { defineReasons, type Judge, type Rule } from '../../../src/core/gate/rule.ts'

const REASONS = defineReasons({
  card_number: {
    status: 422,
    title: 'The text has a card number in it',
    meaning: '`lastDigits` are the last four of it. Send the text without the number.',
    evidence: z.strictObject({ lastDigits: z.string() }),
  },
})

const cardNumberRule: Judge<typeof REASONS> = (_contact, { content }) => {
  if (content.kind === 'template') return undefined
  const digits = /\b(?:\d[ -]?){12,18}\d\b/.exec(content.text ?? '')?.[0].replace(/\D/g, '')
  return digits && passesLuhn(digits)
    ? { reason: 'card_number', lastDigits: digits.slice(-4) }
    : undefined
}

export const cardNumber: Rule<typeof REASONS> = {
  about: {
    name: 'card-number',
    sources: [{ source: 'PCI DSS 4.2.2: no card numbers by messaging', read: '2026-11' }],
    tested: ['test/core/gate/rules/card-number.test.ts'],
  },
  reasons: REASONS,
  judge: cardNumberRule,
  advice: {
    card_number: { remedies: () => [], values: ({ lastDigits }) => ({ lastDigits }) },
  },
}

const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].toReversed().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
