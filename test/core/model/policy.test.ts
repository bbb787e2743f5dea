import { expect, it } from 'vitest'
import { rulesSchema } from '../../../src/core/model/policy/rules.ts'

const problemsOf = (help: string) =>
  rulesSchema.safeParse({ wording: { help } }).error?.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }))

it('a text has only known placeholders in braces', () => {
  expect(problemsOf('{agent} of {line} at {organisation}, by {channel}. {Really}? { no }')).toEqual(
    [
      {
        path: 'wording.help',
        message:
          'expected only these names in braces: agent, organisation, line, channel, rates, support, terms, frequency, yes, reach, purposes',
      },
    ],
  )
  expect(problemsOf('{agent} of {line} at {organisation}, by {channel}. { no }')).toBeUndefined()
})

it('a keyword is distinguishable from other messages', () => {
  const problems = (keywords: object) =>
    rulesSchema
      .safeParse({ keywords })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  expect(problems({ optOut: ['Schluss', '🛑'], help: ['?'], optIn: ['...'] })).toEqual([
    'keywords.optIn.0: expected at least one letter or digit',
    'keywords.optOut.1: expected a word with a letter or a digit in it',
    'keywords.help.0: expected a word with a letter or a digit in it',
  ])
  expect(
    problems({ optOut: ['2', 'Хватит'], help: ['?!help'], optIn: ['👍', 'OK.'] }),
  ).toBeUndefined()
})
