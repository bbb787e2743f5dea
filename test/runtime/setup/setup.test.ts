/** A start's message about settings that it can't use. */

import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import type { ConfigError } from '../../../src/config/schema.ts'
import { readSetup } from '../../../src/runtime/setup/setup.ts'
import { newFolder } from '../../support/running.ts'

const problemsOf = (...given: Parameters<typeof readSetup>): Promise<readonly string[]> =>
  readSetup(...given).then(
    () => [],
    ({ problems }: ConfigError) => problems,
  )

const PIGEON = { name: '--like', value: 'pigeon' } as const

it('an unknown provider to simulate is named, and so are those that are known', async () => {
  expect(await problemsOf({}, PIGEON)).toEqual([
    expect.stringContaining('--like: there is no pigeon; expected one of twilio, meta'),
  ])
})

it('of several providers to simulate, one that has no channel left is named', async () => {
  expect(await problemsOf({ POSTERN_LIKE: 'telnyx,twilio,meta' })).toEqual([
    'POSTERN_LIKE: meta has no channel left to simulate: the providers before it cover whatsapp',
  ])
})

it('beside a configuration of one’s own --like is refused, by that name alone', async () => {
  const own = join(newFolder(), 'own.json')
  writeFileSync(own, '{}')
  const problems = await problemsOf({ POSTERN_CONFIG: own }, PIGEON)
  expect(problems.join('\n')).toContain('--like: is for the built-in sandbox, which starts without')
  expect(problems.join('\n')).not.toContain('POSTERN_LIKE')
})

it('without a secret its variable is named', async () => {
  const problems = await problemsOf({
    POSTERN_CONFIG: resolve('postern.config.example.json'),
    ACME_API_KEY: 'the-api-key-of-acme-0123456789',
    CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  expect(problems).toContain(
    'connections.acme-twilio.authTokens[0]: the environment variable TWILIO_AUTH_TOKEN is not set',
  )
})
