/** What the tests of receipts start from. */

import { HOUR, MINUTE, policyWith, story, T0, talking } from '../../../support/given.ts'

export const sent = (policy = policyWith(), contact = talking()) => {
  const play = story(policy, contact)
  play.sends('Hello')
  play.wait(MINUTE)
  return play
}

export const NOTICED = { status: 'unasked', at: 0, source: 'agent', noticedAt: T0 - HOUR } as const

export const smsConsent = (status: 'granted', at: number) => ({
  'sms *': { status, at, source: 'contact' } as const,
})
