import { expect, test } from 'vitest'
import { faultOf } from '../../../../adapters/provider/twilio/errors.ts'

test('a message blocked on a toll-free number was blocked by a STOP', () => {
  expect(faultOf('30004', 'sms:+18885550100')).toBe('opted_out')
  expect(faultOf('30004', 'sms:+15550001111')).toBe('recipient_blocks')
  expect(faultOf('30005', 'sms:+18885550100')).toBe('recipient_unknown')
})
