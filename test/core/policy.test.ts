import { expect, it } from 'vitest'
import { rulesSchema } from '../../src/core/policy.ts'

const problemsOf = (help: string) =>
  rulesSchema.safeParse({ wording: { help } }).error?.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }))

it('a wording has what is filled in, and nothing else in braces', () => {
  expect(problemsOf('{agent} of {line} at {organisation}, by {channel}. {Really}? { no }')).toEqual(
    [
      {
        path: 'wording.help',
        message: 'expected only {agent}, {organisation}, {line} and {channel} in braces',
      },
    ],
  )
  expect(problemsOf('{agent} of {line} at {organisation}, by {channel}. { no }')).toBeUndefined()
})
