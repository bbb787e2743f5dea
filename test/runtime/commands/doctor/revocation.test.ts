import { expect, it } from 'vitest'
import { revocationNotices } from '../../../../src/runtime/commands/doctor/revocation.ts'
import { SANDBOX_SECRETS } from '../../../../src/sandbox/configuration.ts'
import { readConfig } from '../../../support/adapters.ts'
import { sandboxConfig } from '../../../support/sandbox.ts'

const noticesAt = (day: string, policy: object = {}) =>
  revocationNotices(readConfig(sandboxConfig({}, policy), SANDBOX_SECRETS), Date.parse(day))

it('explains until the rule is in force what it means for a narrower STOP', () => {
  const [notice, ...more] = noticesAt('2027-01-30')
  expect(notice).toContain('2027-01-31')
  expect(notice).toContain('revocation "channel"')
  expect(more).toEqual([])
  expect(noticesAt('2027-01-31')).toEqual([])
  expect(noticesAt('2026-12-01', { revocation: 'everywhere' })).toEqual([])
  expect(noticesAt('2026-12-01', { revocation: 'everywhere', consentScope: 'line' })).toHaveLength(
    1,
  )
})
