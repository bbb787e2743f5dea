/** The examples of docs/adding-*.md: they are files that compile, and they keep the contracts. */

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { crmContract } from '../contract/crm.ts'
import { providerContract } from '../contract/provider.ts'
import { ruleContract } from '../contract/rule.ts'
import { outbound, policyWith, talking } from '../support/given.ts'
import { openAcme } from './examples/crm-harness.ts'
import { openAcmeSms } from './examples/provider-harness.ts'
import { cardNumber } from './examples/rule.ts'

/** Each page with the files that its code blocks are, and where such a file would stand. */
const EXAMPLES = [
  ['docs/adding-a-rule.md', 'test/docs/examples/rule.ts', '../../../src/core/gate/', '../'],
  // An adapter stands as deep as the examples do.
  ['docs/adding-a-provider.md', 'test/docs/examples/provider.ts', '', ''],
  ['docs/adding-a-crm.md', 'test/docs/examples/crm.ts', '', ''],
] as const

it.each(EXAMPLES)('%s shows %s as it is', (page, file, from, to) => {
  const example = readFileSync(file, 'utf8').replaceAll(`'${from}`, `'${to}`)
  expect(readFileSync(page, 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\`\n`)
})

providerContract('the example', openAcmeSms, {
  skip: [
    {
      reason: 'it has no list of messages to look into',
      tests: [
        'find finds the message of an attempt in doubt',
        'find says absent when there is nothing like it',
        'find doesn’t return another message',
        'missed brings a message under the id that its webhook has',
      ],
    },
  ],
})

crmContract('the example', openAcme, {
  skip: [
    {
      reason: 'it answers an event with a status alone; what it writes, it posts',
      tests: ['the CRM’s answer passes the gate, under ids derived from the event'],
    },
  ],
})

ruleContract('the example', cardNumber)

const judged = (text: string) =>
  cardNumber.judge(talking(), outbound({ content: { kind: 'text', text } }), policyWith())

it('the example of a rule allows a text without a card number', () => {
  expect(judged('Shall we meet at ten?')).toBeUndefined()
})

it('the example of a rule says no to a card number', () => {
  expect(judged('It is 4111 1111 1111 1111, thanks')).toEqual({
    reason: 'card_number',
    lastDigits: '1111',
  })
})

it('the example of a rule stays quiet about other long numbers', () => {
  expect(judged('Order 4111 1111 1111 1112')).toBeUndefined()
})
