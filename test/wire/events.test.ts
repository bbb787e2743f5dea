import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../../src/core/model/message/message.ts'
import type { Verdict } from '../../src/core/model/verdict.ts'
import { isoTimes, wireEvent, wireMessage, wireVerdict } from '../../src/wire/events.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const ISO = '2026-11-24T09:00:00.000Z'
const link = (index: number) => `https://gate.example.com/media/${index}`

const OUTBOUND: Message = {
  id: 'msg_1',
  contact: 'c_1',
  direction: 'outbound',
  at: NOW,
  line: 'advisory',
  sender: 'whatsapp:+15550001111',
  address: 'whatsapp:+15550102030',
  status: 'accepted',
  history: [{ status: 'accepted', at: NOW }],
  agent: 'ana',
}

test('an accepted verdict has no remedies, and says so', () => {
  expect(wireVerdict({ status: 'accepted' })).toEqual({ status: 'accepted', remedies: [] })
})

test('a verdict keeps its evidence, with every time in ISO 8601', () => {
  const verdict: Verdict = {
    status: 'held',
    until: NOW,
    expiresAt: NOW,
    reason: 'contact_taken',
    owner: 'ana',
    line: 'advisory',
    since: NOW,
    sentence: 'Looks like this contact is already messaging with another user.',
    remedies: [
      { do: 'ask_owner', owner: 'ana' },
      { do: 'request_opt_in', from: NOW },
      { do: 'wait_until', at: NOW },
    ],
  }
  expect(wireVerdict(verdict)).toEqual({
    ...verdict,
    until: ISO,
    expiresAt: ISO,
    since: ISO,
    remedies: [
      { do: 'ask_owner', owner: 'ana' },
      { do: 'request_opt_in', from: ISO },
      { do: 'wait_until', at: ISO },
    ],
  })
})

test('other numbers stay numbers, and until consent stays text', () => {
  expect(isoTimes({ until: 'consent', limit: 15, seat: 3, flat: 4, at: NOW })).toEqual({
    until: 'consent',
    limit: 15,
    seat: 3,
    flat: 4,
    at: ISO,
  })
})

test('a template has its name, and the text that the contact reads', () => {
  const content = {
    kind: 'template',
    name: 'welcome',
    language: 'en',
    variables: { 1: 'Maria' },
    templateId: 'HX1',
  } as const
  const json = wireMessage({ ...OUTBOUND, content, rendered: 'Welcome, Maria' }, link)
  expect(json).toMatchObject({
    from: 'whatsapp:+15550001111',
    to: 'whatsapp:+15550102030',
    text: 'Welcome, Maria',
    template: { name: 'welcome', language: 'en', variables: { 1: 'Maria' } },
    agent: 'ana',
  })
  expect(JSON.stringify(json)).not.toContain('HX1')
})

test('a file from an agent stays at the CRM’s address', () => {
  const url = 'https://crm.example.com/a.pdf'
  const content = { kind: 'media', media: [{ url }], text: 'the offer' } as const
  expect(wireMessage({ ...OUTBOUND, content }, link)).toMatchObject({
    media: [{ url }],
    text: 'the offer',
  })
})

test('a failed message has its reason and remedies', () => {
  const verdict: Verdict = {
    status: 'refused',
    reason: 'session_closed',
    closedAt: NOW,
    sentence: 'The session is closed.',
    remedies: [{ do: 'wait_for_contact' }],
  }
  const json = wireMessage({ ...OUTBOUND, status: 'failed', code: '63016', verdict }, link)
  expect(json).toMatchObject({
    status: 'failed',
    code: '63016',
    reason: 'session_closed',
    sentence: 'The session is closed.',
    remedies: [{ do: 'wait_for_contact' }],
  })
})

test('an advertisement’s picture is a link of ours, and files have names', () => {
  const received = {
    form: 'message',
    type: 'text',
    media: [
      { url: 'https://api.twilio.com/1', contentType: 'audio/ogg; codecs=opus' },
      { url: 'https://api.twilio.com/2', contentType: 'application/pdf', filename: 'offer.pdf' },
    ],
    referral: { sourceId: 'ad' },
    adMedia: { url: 'https://api.twilio.com/3' },
    fromPlace: { city: 'BERLIN' },
  } as const
  const json = wireMessage({ ...OUTBOUND, direction: 'inbound', received }, link)
  expect(json).toMatchObject({
    media: [{ filename: 'audio-1.ogg' }, { filename: 'offer.pdf' }],
    referral: { sourceId: 'ad', mediaUrl: link(2) },
    fromPlace: { city: 'BERLIN' },
  })
  expect(JSON.stringify(json)).not.toContain('api.twilio.com')
})

test('all that a contact can send is included, and special messages name their type', () => {
  const received = {
    form: 'reaction',
    type: 'interactive',
    media: [],
    location: { latitude: 1.5, longitude: 2.5, label: 'Cafe' },
    button: { text: 'Yes', payload: 'yes' },
    list: { id: '3' },
    replyTo: { providerId: 'SM0' },
    referral: { sourceId: 'ad' },
    forwarded: 'often',
    profileName: 'Maria',
  } as const
  const { form, type, media: _, ...rest } = received
  const json = wireMessage({ ...OUTBOUND, direction: 'inbound', received }, link)
  expect(json).toMatchObject({ ...rest, form, type, from: 'whatsapp:+15550102030' })
  expect('media' in json).toBe(false)
})

test('only the envelope is included while the text is withheld', () => {
  const received = {
    form: 'message',
    type: 'text',
    text: 'canary',
    media: [],
    profileName: 'canary',
  }
  const message = { ...OUTBOUND, direction: 'inbound', received } as Message
  const json = wireMessage(message, link, true)
  expect(json).toMatchObject({ id: 'msg_1', withheld: true, status: 'accepted' })
  expect(JSON.stringify(json)).not.toContain('canary')
})

test('a message equals its JSON: no member is undefined', () => {
  const json = wireMessage(OUTBOUND, link)
  expect(JSON.parse(JSON.stringify(json))).toStrictEqual(json)
})

test('the provider’s address of a file never appears', () => {
  const media = fc.array(fc.record({ url: fc.webUrl().map((url) => `${url}/canary`) }))
  fc.assert(
    fc.property(media, (files) => {
      const received = { form: 'message', type: 'media', media: files } as const
      const json = wireMessage({ ...OUTBOUND, direction: 'inbound', received }, link)
      expect(JSON.stringify(json)).not.toContain('canary')
    }),
  )
})

test('an event is about its message, even if its evidence names another', () => {
  const effect = {
    kind: 'tell',
    id: 'a:1',
    type: 'message.observed',
    at: NOW,
    address: OUTBOUND.address,
    detail: { verdict: 'held', reason: 'consent_questioned', message: 'in_1' },
  } as const
  const order = { effect, organisation: 'acme', contact: 'c_1', message: OUTBOUND, at: NOW }
  const { data } = wireEvent({ ...order, attempt: 1 }, link)
  expect(data).toMatchObject({ verdict: 'held', message: { id: 'msg_1' } })
})
