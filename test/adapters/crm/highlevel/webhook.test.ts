/** HighLevel's webhooks, well formed and not: verified first, and never a crash. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createVerifier } from '../../../../adapters/crm/highlevel/receive/signature.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import { problemsOf } from '../../../support/adapters.ts'
import { SECRETS } from '../../../support/configuration.ts'
import { LOCATION, signed } from '../../../support/crm/apis/highlevel.ts'
import { openHighLevelCrm } from '../../../support/crm/highlevel-harness.ts'
import { createHlWorld, HL_ENV, hlConfig } from '../../../support/crm/highlevel-world.ts'
import { SMS, WHATSAPP } from '../../../support/world.ts'

/** Published with the signature's description: seed 32 × 01. */
const VECTOR = {
  key: 'MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=',
  body: '{"type":"SMS","messageId":"m1"}',
  signature:
    'DeZzlCIr/CGbwzgvIuCcTFVT2UIgv1ca5cgppmlHuVnq5FvtIjjwuHnXOeEZtBMIzgTqa9a/1T0c7NOkq/HmCw==',
}
const bytes = new TextEncoder()

describe('the signature', () => {
  const verify = (body: string, signature: string) =>
    createVerifier(VECTOR.key)(new Headers({ 'x-ghl-signature': signature }), bytes.encode(body))

  test('matches the known vector', async () => {
    await expect(verify(VECTOR.body, VECTOR.signature)).resolves.toBeUndefined()
    await expect(verify(`${VECTOR.body} `, VECTOR.signature)).rejects.toThrow(WebhookError)
    await expect(verify(VECTOR.body, 'N/A')).rejects.toThrow(WebhookError)
  })
})

test('any post is either refused or acknowledged', async () => {
  const { crm, http, close, now } = await openHighLevelCrm()
  const receive = (body: string, headers: Readonly<Record<string, string>>) =>
    crm.receive(
      {
        connection: 'hl',
        route: 'root',
        method: 'POST',
        url: 'https://gate.example.com/webhooks/hl',
        headers: new Headers(headers),
        body: bytes.encode(body),
        at: now,
      },
      http,
    )
  const member = fc.oneof(fc.jsonValue(), fc.constantFrom('SMS', 'Custom', 'ct1', '/take', ''))
  const delivery = fc.record(
    {
      locationId: fc.constant(LOCATION),
      type: fc.oneof(fc.constantFrom('SMS', 'ContactUpdate', 'ContactDndUpdate'), member),
      messageId: fc.oneof(fc.constant('m1'), member),
      webhookId: fc.oneof(fc.constant('w1'), member),
      contactId: fc.oneof(fc.constant('ct1'), member),
      id: fc.oneof(fc.constant('ct1'), member),
      phone: fc.oneof(fc.constant('+15550102030'), member),
      message: fc.oneof(fc.string(), member),
      attachments: member,
      userId: member,
      dndSettings: member,
      timestamp: member,
    },
    { requiredKeys: ['locationId'] },
  )
  try {
    await fc.assert(
      fc.asyncProperty(fc.oneof(delivery, fc.jsonValue()), async (json) => {
        const { body, headers } = signed(json)
        try {
          const { inputs, answer } = await receive(body, headers)
          expect(answer?.status).toBe(200)
          for (const input of inputs) expect(input.id).toMatch(/^hle?_hl_[\w:-]+$/)
        } catch (error) {
          expect(error).toBeInstanceOf(WebhookError)
        }
        await expect(receive(body, {})).rejects.toBeInstanceOf(WebhookError)
      }),
      // A value that throws when it is made a string.
      { numRuns: 300, examples: [[{ locationId: 'loc1', type: { toString: {} } }]] },
    )
  } finally {
    await close()
  }
})

test('storage trouble is answered with 429: HighLevel repeats nothing else', async () => {
  const { crm, post, gateway, writes } = await createHlWorld()
  await writes('Good morning')
  const { commit } = gateway.store
  gateway.store.commit = async () => {
    throw new Error('disk full')
  }
  const delivery = crm.types('Hello')
  expect((await post(delivery)).status).toBe(429)
  gateway.store.commit = commit
  expect((await post(delivery)).status).toBe(200)
})

describe('several senders', () => {
  const two = { providers: { [WHATSAPP]: 'prov1', [SMS]: 'prov2' } }
  const toSms = { conversationProviderId: 'prov2' }

  test('are distinguished by the webhook’s address', async () => {
    const { crm, post, writes, sent } = await createHlWorld(two, { policy: { flow: 'recorded' } })
    await writes('Good morning')
    const { message, ...delivery } = crm.types('Hello')
    await post(delivery, '?provider=prov2')
    expect(crm.calls('GET /conversations/messages/:id')).toEqual([])
    expect(message).toMatchObject({ status: 'failed', error: { code: 'consent_missing' } })
    expect(sent).toEqual([])
  })

  test('or by looking up the message', async () => {
    const { crm, post, writes, gateway } = await createHlWorld(two)
    await writes('Good morning')
    const { message, ...delivery } = crm.types('Hello')
    Object.assign(message, toSms)
    await post(delivery)
    const { items } = await gateway.store.recentMessages('acme', { limit: 5 })
    expect(items.find(({ content }) => content?.kind === 'text')?.sender).toBe(SMS)
  })

  test('that can’t be distinguished now must be sent again', async () => {
    const { crm, post, writes } = await createHlWorld(two)
    await writes('Good morning')
    crm.fails('GET /conversations/messages/:id', () => new Response(null, { status: 503 }))
    expect((await post(crm.types('Hello'))).status).toBe(429)
  })
})

describe('the configuration', () => {
  const problemsIn = (changes: object) => problemsOf(hlConfig(changes), { ...SECRETS, ...HL_ENV })

  test.each([
    [{}, []],
    [{ publicKey: 'x' }, ['connections.hl.publicKey: is not an Ed25519 public key']],
    [
      { providers: { 'sms:+15559999999': 'p' } },
      [
        'connections.hl.providers.sms:+15559999999: is not a sender of an organisation that names this connection',
      ],
    ],
    [
      { providers: { [WHATSAPP]: 'p', [SMS]: 'p' } },
      [`connections.hl.providers.${SMS}: is already the provider of another sender`],
    ],
    [
      { providers: {} },
      ['connections.hl.providers: expected a conversation provider for a sender'],
    ],
  ])('%j', (changes, problems) => {
    expect(problemsIn(changes).filter((one) => one.includes('.hl.'))).toEqual(problems)
  })
})
