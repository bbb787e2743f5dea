/** What may come to the webhook: signatures, owners, files, and anything at all. */

import fc from 'fast-check'
import { HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseEvent } from '../../../../adapters/crm/chatwoot/receive/event.ts'
import { plainText } from '../../../../adapters/crm/chatwoot/receive/markdown.ts'
import { keysOf, sign, verify } from '../../../../adapters/crm/chatwoot/receive/signature.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import { CW_SECRET, type Row, signedBy } from '../../../support/crm/apis/chatwoot.ts'
import { type ChatwootWorld, ENV, openChatwoot } from '../../../support/crm/chatwoot-world.ts'

let world: ChatwootWorld
beforeEach(async () => {
  world = await openChatwoot()
  await world.writes('Hello')
  await world.writes('YES')
})
afterEach(() => {
  expect(world.chat.faults).toEqual([])
})
const bodies = () => world.sent.map(({ Body }) => Body)

describe('signatures', () => {
  test('are Chatwoot’s: HMAC over the time, a dot and the raw body (#13809)', () => {
    expect(sign('cw-secret', '1793577600', '{"event":"message_created","id":501}')).toBe(
      'sha256=6cf930397159937f940bbc6fe80f24c8f74179716069017220c254ecd1b932e0',
    )
    expect(sign('s', '1', '{}')).not.toBe(sign('s', '', '{}'))
  })

  test('are refused with another secret, an old time, or missing; nothing is sent', async () => {
    const before = world.sent.length
    const event = world.chat.writes('Forged')
    expect((await world.posts(event, 'another secret')).status).toBe(403)
    const body = JSON.stringify(event)
    for (const headers of [signedBy(CW_SECRET, world.now() - 301_000, body), {}]) {
      const url = 'https://gate.example.com/webhooks/cw'
      expect((await world.app.request(url, { method: 'POST', headers, body })).status).toBe(403)
    }
    expect(world.sent).toHaveLength(before)
  })

  test('with an inbox’s own secret are only valid for that inbox', async () => {
    const event = world.chat.writes('By the door of the SMS inbox')
    expect((await world.posts(event, ENV.CHATWOOT_SMS_SECRET)).status).toBe(403)
    const sms = { ...event, inbox: { id: 8 }, conversation: { ...event.conversation, inbox_id: 8 } }
    expect((await world.posts(sms, ENV.CHATWOOT_SMS_SECRET)).status).toBe(200)
  })

  test('can’t be replaced by a token where a secret is configured', () => {
    const webhook = {
      headers: new Headers(),
      url: 'https://gate.example.com/webhooks/cw?token=t',
      body: new Uint8Array(),
      at: 0,
    }
    expect(verify([], 't', webhook)).toEqual({})
    expect(() => verify([], 'other', webhook)).toThrow(WebhookError)
    expect(() => verify([{ secret: 's' }], 't', webhook)).toThrow(WebhookError)
    expect(keysOf({ webhookSecret: 's', inboxes: { a: 1 } } as never)).toEqual([{ secret: 's' }])
  })
})

test('every signed webhook is acknowledged, but only agents’ messages are sent', async () => {
  const before = world.sent.length
  const event = world.chat.writes('Hello')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(event), 'changed_attributes'),
      fc.jsonValue(),
      fc.constantFrom('message_updated', 'conversation_updated', 'contact_updated', 'x'),
      async (member, value, name) => {
        const { status } = await world.posts({ ...event, event: name, [member]: value })
        expect([200, 400]).toContain(status)
      },
    ),
    { numRuns: 60 },
  )
  expect(world.sent).toHaveLength(before)
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(() => parseEvent(bytes)).toThrow(WebhookError)
    }),
  )
})

describe('text of the editor', () => {
  test.each([
    ['a\\\n**b**', 'a\n*b*', 'a\nb'],
    ['<p>Hi &amp; bye</p><p><strong>b</strong><br>c</p>', 'Hi & bye\n\n*b*\nc', 'Hi & bye\n\nb\nc'],
    ['2 ** 3 ** 4', '2 ** 3 ** 4', '2 ** 3 ** 4'],
    ['5 < 6 > 4', '5 < 6 > 4', '5 < 6 > 4'],
  ])('%j reaches the contact as it is meant (#13938)', (content, whatsapp, sms) => {
    expect(plainText(content, 'whatsapp:+15550001111')).toBe(whatsapp)
    expect(plainText(content, 'sms:+15550001111')).toBe(sms)
  })
})

describe('files', () => {
  const attach = (data_url: string) =>
    world.agent('Our offer', {
      attachments: [{ id: 1, file_type: 'image', data_url, extension: 'jpg' }],
    })

  test('are sent from their storage: the redirect is followed once (#1714)', async () => {
    const location = 'https://storage.example.com/offer.jpg'
    world.chat.upsets.push({
      match: 'HEAD',
      answer: () => new HttpResponse(null, { status: 302, headers: { location } }),
    })
    await attach('https://chat.example.com/rails/offer.jpg')
    expect(world.sent.at(-1)).toMatchObject({ Body: 'Our offer', MediaUrl: location })
  })

  test('whose address has two schemes are still found (#11820)', async () => {
    world.chat.upsets.push({ match: 'HEAD', answer: () => new HttpResponse(null) })
    await attach('http://https/chat.example.com/x/offer.jpg')
    expect(world.sent.at(-1)?.MediaUrl).toBe('https://chat.example.com/x/offer.jpg')
  })
})

describe('the assignee', () => {
  const assign = async (previous: number | null, current: number | null) => {
    const conversation = world.chat.conversations[0] as Row
    conversation.assignee_id = current
    const change = { assignee_id: { previous_value: previous, current_value: current } }
    await world.posts(
      world.chat.event('conversation_updated', {
        ...conversation,
        more: { changed_attributes: [change] },
      }),
    )
  }
  const assignments = () => world.chat.asked.filter((what) => what.endsWith('/assignments')).length

  test('becomes the owner, without being assigned back', async () => {
    await assign(null, 5)
    expect(assignments()).toBe(0)
    const message = await world.agent('Ana here')
    expect(message.content_attributes.external_error).toContain('ben@example.com')
    await assign(5, null)
    await world.agent('Ana again')
    expect(bodies().at(-1)).toBe('Ana again')
  })

  test('follows the owner, and the echo changes nothing', async () => {
    await world.agent('Ana here')
    expect(world.chat.conversations[0]?.assignee_id).toBe(4)
    const before = assignments()
    await assign(null, 4)
    expect(assignments()).toBe(before)
  })

  test('stays when Chatwoot doesn’t know the owner', async () => {
    await assign(null, 5)
    const to = encodeURIComponent(`whatsapp:+4915112345678`)
    await world.call('PUT', `/v1/contacts/${to}/owners/advisory`, { agent: 'a-robot' })
    expect(world.chat.conversations[0]?.assignee_id).toBe(5)
  })
})

test('the doctor lists problems in the order to fix them', async () => {
  const find = async () => {
    const crm = world.gateway.crms.cw
    const findings = (await crm?.diagnose(world.gateway.http)) ?? []
    return findings.filter(({ ok }) => !ok).map(({ check, advice }) => `${check}: ${advice}`)
  }
  expect(await find()).toEqual([
    expect.stringMatching(
      /inbox 7 of whatsapp:\+15550001111 sends webhooks to Postern: Enter https:/,
    ),
    expect.stringMatching(/inbox 8 .* sends webhooks to Postern/),
  ])
  for (const inbox of world.chat.inboxes) inbox.webhook_url = 'https://gate.example.com/webhooks/cw'
  expect(await find()).toEqual([])
  world.chat.inboxes[0] = { ...world.chat.inboxes[0], channel_type: 'Channel::WebWidget' }
  world.chat.inboxes[1] = { ...world.chat.inboxes[1], lock_to_single_conversation: false }
  expect(await find()).toEqual([
    expect.stringContaining('Create one of the type API'),
    expect.stringContaining('Lock to single conversation'),
  ])
  world.chat.upsets.push({
    match: 'GET /api/v1/profile',
    answer: () => HttpResponse.json({}, { status: 401 }),
  })
  expect(await find()).toEqual([expect.stringContaining('The token is not accepted')])
})
