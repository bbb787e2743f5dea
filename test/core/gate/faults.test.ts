/** The provider's no: each family has its sentence at both moments, in every language, and its own remedy. */

import { describe, expect, it } from 'vitest'
import { faultOf as metaFault } from '../../../adapters/provider/meta/errors.ts'
import { faultOfReceipt as telnyxFault } from '../../../adapters/provider/telnyx/errors.ts'
import { faultOf as twilioFault } from '../../../adapters/provider/twilio/errors.ts'
import { FAULTS, type Fault } from '../../../src/core/model/message/fault.ts'
import type { Policy } from '../../../src/core/model/policy/policy.ts'
import { LOCALES, localeFor } from '../../../templates/index.ts'
import { policyWith, SMS_SENDER, story, T0, talking, template } from '../../support/given.ts'

const ADMINISTRATOR_CAN_HELP: readonly (Fault | undefined)[] = [
  'recipient_not_joined',
  'sender_unregistered',
  'sender_restricted',
  'country_not_enabled',
  'template_invalid',
  'template_rejected',
  'configuration',
]

const speaking = (locale: string): Policy => {
  const given = policyWith({
    alternatives: [{ channel: 'sms', sender: SMS_SENDER }],
    templates: [template()],
  })
  return {
    ...given,
    organisation: { ...given.organisation, locale },
    wording: { ...localeFor(locale).refusals, flow: given.wording.flow },
  }
}

const refusedBy = (
  fault: Fault | undefined,
  { code = '12345', isLate = false, locale = 'en' } = {},
) => {
  const play = story(speaking(locale), talking())
  play.sends('Hello')
  if (isLate) play.hears('out1', 'sent', { providerId: 'SM1' })
  play.hears('out1', 'failed', {
    code,
    ...(fault && { fault }),
    ...(isLate && { providerId: 'SM1' }),
  })
  const verdict = play.message('out1')?.verdict
  if (verdict?.status !== 'refused') throw new Error('not refused')
  return verdict
}

const remediesOf = (fault: Fault | undefined, code?: string) =>
  refusedBy(fault, code === undefined ? {} : { code }).remedies.map((remedy) => remedy.do)

it.each(Object.keys(LOCALES))(
  '%s: every fault has a sentence, at acceptance and later',
  (locale) => {
    const seen = new Set<string>()
    for (const fault of [undefined, ...FAULTS]) {
      const [early, late] = [
        refusedBy(fault, { locale }),
        refusedBy(fault, { isLate: true, locale }),
      ]
      const frames = localeFor(locale).refusals.refusals
      for (const [{ sentence }, frame] of [
        [early, frames.provider_rejected],
        [late, frames.provider_not_delivered],
      ] as const) {
        const beginning = frame.replace('{why}', '')
        expect(sentence.startsWith(beginning)).toBe(true)
        expect(sentence.slice(beginning.length)).toMatch(/^\p{Lu}.{15,}\.$/u)
        expect(sentence).not.toMatch(/[{}]/)
      }
      // A text has no file to blame.
      if (fault !== 'media_failed' && fault !== 'media_unsupported') seen.add(early.sentence)
    }
    expect(seen.size).toBe(FAULTS.length - 1)
  },
)

it('names an administrator only where one can help', () => {
  for (const fault of [undefined, ...FAULTS]) {
    const remedies = remediesOf(fault)
    expect(remedies.includes('contact_administrator'), String(fault)).toBe(
      ADMINISTRATOR_CAN_HELP.includes(fault),
    )
    expect(remedies, String(fault)).not.toEqual([])
  }
})

it('gives the code of an unknown fault, 30008 included', () => {
  expect(twilioFault('30008')).toBeUndefined()
  expect(twilioFault('99999')).toBeUndefined()
  const { sentence, remedies } = refusedBy(twilioFault('30008'), { code: '30008', isLate: true })
  expect(sentence).toBe(
    'The message was not delivered. The provider gave no reason except the code 30008. Try again later.',
  )
  expect(remedies).toEqual([{ do: 'try_later' }])
})

it('keeps fault and time in the evidence', () => {
  expect(refusedBy('carrier_filtered', { code: '30007' })).toMatchObject({
    reason: 'provider_rejected',
    code: '30007',
    family: 'carrier_filtered',
    moment: 'not_accepted',
    sentence:
      "The message was not accepted. The carrier's spam filter blocked the message. Change the wording before you send it again.",
    remedies: [{ do: 'change_content' }],
  })
  expect(refusedBy('recipient_landline', { isLate: true })).toMatchObject({
    reason: 'contact_unreachable',
    channel: 'whatsapp',
    family: 'recipient_landline',
  })
})

it('offers the remedies of each case', () => {
  expect(remediesOf('recipient_off')).toEqual(['try_later', 'use_channel'])
  expect(remediesOf('recipient_unknown')).toEqual(['check_address', 'try_later', 'use_channel'])
  expect(remediesOf('recipient_not_on_channel')[0]).toBe('use_channel')
  expect(remediesOf('recipient_blocks')).toEqual(['wait_for_contact'])
  expect(remediesOf('template_paused')).toEqual(['choose_template', 'try_later'])
  expect(remediesOf('media_failed')).toEqual(['change_content'])
  expect(refusedBy('sender_paused').remedies).toEqual([{ do: 'wait_until', at: T0 + 3_600_000 }])
})

it('blames the text when a file’s code is given for a text', () => {
  expect(refusedBy('media_unsupported')).toMatchObject({ family: 'content_rejected' })
})

it('bars the channel only for numbers that can never be reached', () => {
  const after = (fault: Fault) => {
    const play = story(policyWith(), talking())
    play.sends('Hello')
    play.wait(1)
    play.hears('out1', 'failed', { fault })
    return play.contact().unreachable
  }
  for (const fault of ['recipient_off', 'recipient_unknown', 'recipient_not_joined'] as const)
    expect(after(fault)).toEqual({})
  for (const fault of ['recipient_landline', 'recipient_not_on_channel'] as const)
    expect(after(fault)).toEqual({ whatsapp: T0 + 1 })
})

describe('the fault of each code', () => {
  const TWILIO: Readonly<Record<string, Fault | undefined>> = {
    30003: 'recipient_off',
    30005: 'recipient_unknown',
    30006: 'recipient_landline',
    21614: 'recipient_landline',
    21211: 'recipient_invalid',
    30007: 'carrier_filtered',
    30004: 'recipient_blocks',
    63013: 'content_rejected',
    63005: 'content_rejected',
    63019: 'media_failed',
    63021: 'media_unsupported',
    63003: 'recipient_not_on_channel',
    63024: 'recipient_not_on_channel',
    30034: 'sender_unregistered',
    30032: 'sender_unregistered',
    21408: 'country_not_enabled',
    63015: 'recipient_not_joined',
    63018: 'rate_limited',
    63038: 'sender_paused',
    63041: 'template_paused',
    63040: 'template_rejected',
    63042: 'template_rejected',
    30036: 'expired',
    63051: 'sender_restricted',
    20003: 'configuration',
  }
  const META: Readonly<Record<string, Fault>> = {
    131026: 'recipient_not_on_channel',
    131030: 'recipient_not_joined',
    131048: 'sender_paused',
    131049: 'marketing_throttled',
    130497: 'country_not_enabled',
    132015: 'template_paused',
    132016: 'template_rejected',
    131052: 'media_failed',
    131053: 'media_unsupported',
    131062: 'identity_unsupported',
    131031: 'sender_restricted',
  }
  const TELNYX: Readonly<Record<string, Fault | undefined>> = {
    40001: 'recipient_landline',
    40012: 'recipient_invalid',
    40006: 'recipient_off',
    40002: 'carrier_filtered',
    40010: 'sender_unregistered',
    40329: 'sender_unregistered',
    40309: 'country_not_enabled',
    40320: 'sender_paused',
    10039: 'recipient_not_joined',
    40317: 'media_unsupported',
    40014: 'expired',
    40008: undefined,
  }

  it.each(Object.entries(TWILIO))('Twilio: %s', (code, fault) =>
    expect(twilioFault(code)).toBe(fault),
  )
  it.each(Object.entries(META))('Meta: %s', (code, fault) => expect(metaFault(code)).toBe(fault))
  it.each(Object.entries(TELNYX))('Telnyx: %s', (code, fault) =>
    expect(telnyxFault({ code, title: '', pointer: '' })).toBe(fault),
  )
})
