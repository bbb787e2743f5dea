/** The error code of a failed message: the provider's own if the provider refused it, ours if the gate did. */

import { expect, it } from 'vitest'
import { failureOf } from '../../../../adapters/crm/twilio-api/codes.ts'
import { faultOf } from '../../../../adapters/provider/twilio/errors.ts'
import { policyWith, story, T0, talking } from '../../../support/given.ts'

const failed = (code: string) => {
  const play = story(policyWith(), talking())
  play.sends('Hello')
  const fault = faultOf(code)
  play.hears('out1', 'failed', { code, ...(fault && { fault }) })
  const message = play.message('out1')
  if (!message) throw new Error('no message')
  return failureOf(message)
}

it.each([
  ...['21211', '21614', '30003', '30004', '30005', '30006', '30007', '30008'],
  ...['63003', '63016', '63024', '63032', '63033', '63049', '21610', '99123'],
])("keeps Twilio's %s", (code) => {
  expect(failed(code)).toEqual({ code: Number(code), sentence: expect.stringContaining('.') })
})

it('gives our code for the gate’s own refusals, and where Twilio has none', () => {
  const play = story(policyWith(), talking())
  play.sends('Hello')
  play.hears('out1', 'failed', {
    refusal: { reason: 'consent_revoked', revokedAt: T0, sentence: 'No.', remedies: [] },
  })
  const message = play.message('out1')
  expect(message && failureOf(message)).toEqual({ code: 21610, sentence: 'No.' })
  expect(failed('http_400')).toMatchObject({ code: 30008 })
})
