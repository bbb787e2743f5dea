import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { verifySignature } from '../../../../adapters/crm/hubspot/receive/signature.ts'
import { NOW, openRig, outgoing, SECRET, signature } from '../../../support/crm/hubspot-rig.ts'

let rig: ReturnType<typeof openRig>
afterEach(() => rig?.close())

const body = JSON.stringify(outgoing('m1', 'Hello'))
const postRaw = (headers: Record<string, string>, raw = body, path = '/webhooks/hs') =>
  rig.app.request(`https://gate.example.com${path}`, { method: 'POST', headers, body: raw })

describe('the signature of a webhook', () => {
  test('equals the one from HubSpot’s own library', () => {
    const webhook = {
      method: 'POST',
      url: 'https://gw.example.com/webhooks/hs',
      headers: new Headers({
        'x-hubspot-request-timestamp': '1793577600000',
        'x-hubspot-signature-v3': 'iB/jVnZq9qQql9jFE7/0dUJQyN5GbFnQ8V6uT477nrw=',
      }),
      body: new TextEncoder().encode('{"type":"OUTGOING_CHANNEL_MESSAGE_CREATED","eventId":"e1"}'),
      at: 1793577600000,
    }
    expect(() => verifySignature('hs-secret', webhook)).not.toThrow()
    expect(() => verifySignature('hs-secreT', webhook)).toThrow('does not match')
  })

  test('covers the public address with its query, whatever host a proxy uses', async () => {
    rig = openRig()
    const inside = await rig.app.request('http://10.0.0.7:8787/webhooks/hs', {
      method: 'POST',
      headers: signature(body, NOW),
      body,
    })
    expect(inside.status).toBe(200)
    const url = 'https://gate.example.com/webhooks/hs?a=1'
    expect((await postRaw(signature(body, NOW, { url }), body, '/webhooks/hs?a=1')).status).toBe(
      200,
    )
    expect((await postRaw(signature(body, NOW), body, '/webhooks/hs?a=1')).status).toBe(403)
  })

  test('is valid for five minutes in both directions, in milliseconds', async () => {
    rig = openRig()
    for (const [offset, status] of [
      [-299_000, 200],
      [299_000, 200],
      [-360_000, 403],
      [360_000, 403],
      [-50 * 60_000, 403],
    ] as const)
      expect((await postRaw(signature(body, NOW + offset))).status).toBe(status)
  })

  test('uses the time as written, and only its own header', async () => {
    rig = openRig()
    const good = signature(body, NOW)
    const { 'x-hubspot-request-timestamp': at = '', ...rest } = good
    expect((await postRaw({ ...rest, 'x-hubspot-signature-timestamp': at })).status).toBe(403)
    expect((await postRaw({ ...good, 'x-hubspot-request-timestamp': `${at}.0` })).status).toBe(403)
  })

  test('of version 1, with another secret, or missing, is refused', async () => {
    rig = openRig()
    expect((await postRaw({ 'x-hubspot-signature': 'a'.repeat(64) })).status).toBe(403)
    expect((await postRaw(signature(body, NOW, { secret: 'other' }))).status).toBe(403)
    expect((await postRaw({})).status).toBe(403)
    expect(rig.lines.join()).not.toContain(SECRET)
    expect(rig.sent).toEqual([])
  })
})

describe('any content', () => {
  test('signed garbage never causes a 5xx', async () => {
    rig = openRig()
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record(
          {
            id: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
            channelAccountId: fc.constantFrom('333', 333, {}, null),
            direction: fc.constantFrom('OUTGOING', 'INCOMING', 7),
            text: fc.oneof(fc.string(), fc.constant(null), fc.constant(5)),
            richText: fc.oneof(fc.string(), fc.constant('<img src="https://x/">')),
            attachments: fc.oneof(fc.array(fc.object()), fc.constant(null)),
            recipients: fc.oneof(fc.array(fc.object()), fc.constant('x')),
            senders: fc.oneof(fc.array(fc.object()), fc.constant({})),
          },
          { requiredKeys: [] },
        )
        .map((message) => JSON.stringify(outgoing('m1', 'x', message))),
      fc
        .record(
          {
            subscriptionType: fc.constantFrom(
              'contact.merge',
              'contact.privacyDeletion',
              'contact.propertyChange',
              'conversation.propertyChange',
            ),
            objectId: fc.oneof(fc.integer(), fc.string(), fc.object()),
            occurredAt: fc.oneof(fc.double(), fc.string()),
            propertyName: fc.constantFrom('assignedTo', 'postern_consent_whatsapp', '__proto__'),
            propertyValue: fc.oneof(fc.string(), fc.constant(null)),
            mergedObjectIds: fc.oneof(fc.array(fc.integer()), fc.constant(1)),
          },
          { requiredKeys: ['subscriptionType'] },
        )
        .map((event) => JSON.stringify([event])),
    )
    await fc.assert(
      fc.asyncProperty(anything, async (raw) => {
        const { status } = await postRaw(signature(raw, NOW), raw)
        expect([200, 400, 404]).toContain(status)
      }),
      { numRuns: 150 },
    )
  })
})
