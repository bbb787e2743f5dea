import { describe, expect, test } from 'vitest'
import { sidOf } from '../../../../../adapters/crm/twilio-api/sid.ts'
import type { Received } from '../../../../../src/core/model/message/message.ts'
import { ACCOUNT_SID } from '../../../../support/crm/twilio-harness.ts'
import {
  BUSINESS,
  formOf,
  harness,
  inbound,
  MARIA,
  NOW,
  openCrm,
  orderOf,
  outbound,
  SERVICE,
  SID,
  useHarness,
} from './rig.ts'

useHarness()

describe('an inbound message', () => {
  test('has the parameters of Twilio’s webhook', async () => {
    expect(
      await formOf(orderOf(inbound({ profileName: 'Maria', text: 'héllo + & = 😀' }))),
    ).toEqual({
      ApiVersion: '2010-04-01',
      AccountSid: ACCOUNT_SID,
      MessagingServiceSid: SERVICE,
      MessageSid: SID,
      SmsMessageSid: SID,
      SmsSid: SID,
      SmsStatus: 'received',
      NumSegments: '1',
      NumMedia: '0',
      From: MARIA,
      To: BUSINESS,
      WaId: '15550102030',
      ProfileName: 'Maria',
      MessageType: 'text',
      Body: 'héllo + & = 😀',
    })
  })

  test('by SMS has plain numbers, and no WhatsApp parameters', async () => {
    const sms = inbound({}, { sender: 'sms:+15550001111', address: 'sms:+15550102030', line: 'x' })
    const form = await formOf(orderOf(sms))
    expect(form).toMatchObject({ From: '+15550102030', To: '+15550001111', Body: 'hello' })
    for (const name of ['WaId', 'MessageType', 'MessagingServiceSid'])
      expect(form).not.toHaveProperty(name)
    const long = { ...sms, received: { ...inbound().received, text: 'é'.repeat(161) } as Received }
    expect(await formOf(orderOf(long))).toMatchObject({ NumSegments: '2' })
  })

  test('from a person without a number has their scoped id', async () => {
    const form = await formOf(orderOf(inbound({}, { address: 'whatsapp:US.13491208655302741918' })))
    const id = 'whatsapp:US.13491208655302741918'
    expect(form).toMatchObject({ From: id, ExternalUserId: id })
    expect(form).not.toHaveProperty('WaId')
  })

  test('links to its files on our own host, never to the provider', async () => {
    const media = [
      { url: 'https://api.twilio.com/secret/1', contentType: 'image/jpeg' },
      { url: 'https://api.twilio.com/secret/2' },
    ]
    const message = inbound({ type: 'image', media })
    const form = await formOf(orderOf(message))
    expect(form).toMatchObject({
      NumMedia: '2',
      MediaUrl0: `https://gate.example.com/media/acme-${message.id}-0-${NOW}`,
      MediaContentType0: 'image/jpeg',
      MediaUrl1: `https://gate.example.com/media/acme-${message.id}-1-${NOW}`,
      MediaContentType1: 'application/octet-stream',
    })
    expect(JSON.stringify(form)).not.toContain('secret')
  })

  test.each([
    [
      'a button',
      { type: 'button', text: 'Yes', button: { text: 'Yes', payload: 'p1' } },
      { Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'p1', MessageType: 'button' },
    ],
    [
      'a choice from a list, without a text of its own',
      { text: undefined, list: { id: 'l1', title: 'Monday' } },
      { Body: 'Monday', ListId: 'l1', ListTitle: 'Monday' },
    ],
    [
      'a place',
      { location: { latitude: 52.5, longitude: -0.1, label: 'Home', address: 'Street 1' } },
      { Latitude: '52.5', Longitude: '-0.1', Label: 'Home', Address: 'Street 1' },
    ],
    [
      'an advertisement',
      { referral: { sourceId: '12', ctwaClid: 'x', headline: 'Spring' } },
      { ReferralSourceId: '12', ReferralCtwaClid: 'x', ReferralHeadline: 'Spring' },
    ],
    [
      'an advertisement with a picture, at an address of ours',
      { referral: { sourceId: '12' }, adMedia: { url: 'https://api.twilio.com/secret' } },
      { ReferralMediaUrl: expect.stringMatching(/^https:\/\/gate\.example\.com\/media\//) },
    ],
    [
      'an SMS with its places',
      { fromPlace: { city: 'SAN FRANCISCO', zip: '94107' }, toPlace: { country: 'US' } },
      { FromCity: 'SAN FRANCISCO', FromZip: '94107', ToCountry: 'US' },
    ],
    ['a form', { flow: { data: '{"a":1}' } }, { InteractiveData: '{"a":1}' }],
    ['a forwarded message', { forwarded: 'once' }, { Forwarded: 'true' }],
    [
      'one that was forwarded often',
      { forwarded: 'often' },
      { Forwarded: 'true', FrequentlyForwarded: 'true' },
    ],
  ] as const)('that is %s says so', async (_, received, expected) => {
    expect(await formOf(orderOf(inbound(received as Partial<Received>)))).toMatchObject(expected)
  })

  test('that quotes ours names it by the SID that the CRM knows', async () => {
    const quoted = outbound()
    const message = inbound({ replyTo: { providerId: 'SM1', sender: BUSINESS } })
    expect(await formOf({ ...orderOf(message), quoted })).toMatchObject({
      OriginalRepliedMessageSid: sidOf(quoted),
      OriginalRepliedMessageSender: BUSINESS,
    })
    const unknown = await formOf(orderOf(message))
    expect(unknown).not.toHaveProperty('OriginalRepliedMessageSid')
  })

  test('arrives without its text while it is withheld', async () => {
    const media = [{ url: 'https://api.twilio.com/secret/1' }]
    const message = inbound({ text: 'secret', profileName: 'Maria', media })
    const form = await formOf(orderOf(message, { detail: { withheld: true } }))
    expect(form).toMatchObject({ From: MARIA, Body: '', NumMedia: '0' })
    expect(form).not.toHaveProperty('ProfileName')
  })

  test('is not posted without an inboundUrl', async () => {
    const crm = openCrm({ inboundUrl: undefined })
    expect(crm.ignores?.(orderOf(inbound()))).toBe(true)
    expect(await crm.deliver(orderOf(inbound()), harness.http)).toMatchObject({
      status: 'accepted',
    })
  })
})
