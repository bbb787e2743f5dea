/** The example with changes, and the problems of a configuration. */

import { problemsOf } from '../support/adapters.ts'
import { EXAMPLE_SECRETS as ENV, EXAMPLE } from './example.ts'

/** Members that may get a value of any kind. */
export type Members = Record<string, unknown>

/** The example, with the parts that the tests change. */
export type Draft = Members & {
  connections: Record<string, Members> & Record<'acme-twilio' | 'acme-crm' | 'espo', Members>
  organisations: [
    Members & {
      policy: Members
      lines: [Members & { senders: [Members, Members] }]
    },
  ]
}

export const spoiled = (spoil: (config: Draft) => void) => {
  const config: Draft = structuredClone(EXAMPLE)
  spoil(config)
  return config
}

export const problems = (config: unknown, env: Record<string, string> = ENV) =>
  problemsOf(config, env)
