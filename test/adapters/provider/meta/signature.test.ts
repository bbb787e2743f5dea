/** The handshake and the signature, with WebCrypto as the oracle. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMeta } from '../../../../adapters/provider/meta/index.ts'
import type { Webhook } from '../../../../src/ports/side.ts'
import { createTestHttp } from '../../../support/http.ts'
import {
  ACCOUNT,
  messageOf,
  metaJson,
  NOW,
  posted,
  webhookOf,
} from '../../../support/provider/meta.ts'

const provider = createMeta({ ...ACCOUNT, clock: () => NOW })
const http = createTestHttp()
const receive = (webhook: Webhook) => provider.receive(webhook, http)

const handshake = (query: Readonly<Record<string, string>>): Webhook => ({
  connection: ACCOUNT.connection,
  route: 'root',
  method: 'GET',
  url: `${ACCOUNT.publicUrl}/webhooks/acme-meta?${new URLSearchParams(query)}`,
  headers: new Headers(),
  body: new Uint8Array(),
  at: NOW,
})

describe('the handshake', () => {
  const query = {
    'hub.mode': 'subscribe',
    'hub.challenge': '01158201444',
    'hub.verify_token': ACCOUNT.verifyToken,
  }

  test('echoes the challenge byte for byte as text, without a signature', async () => {
    expect(await receive(handshake(query))).toEqual({
      inputs: [],
      answer: {
        status: 200,
        headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
        body: '01158201444',
      },
    })
  })

  test.each([
    ['another token', { 'hub.verify_token': 'canary' }],
    ['no token', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.challenge': '' }],
  ])('is refused with %s', async (_, changed) => {
    await expect(receive(handshake({ ...query, ...changed }))).rejects.toMatchObject({
      code: 'bad_signature',
    })
  })
})

describe('the signature', () => {
  const texts = [
    'plain',
    'Grüße 👋🏽 été',
    'a@b.example',
    'https://x.example/?a=1&b=<2>%',
    '\\u00e9',
  ]

  test.each(texts)('covers the exact bytes received: %s', async (body) => {
    const message = messageOf({ type: 'text', text: { body } })
    const { inputs } = await receive(await webhookOf({ messages: [message] }))
    expect(inputs).toMatchObject([{ message: { text: body } }])
  })

  test('covers all of a customer’s message, and no other body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (body) => {
        const message = messageOf({ type: 'text', text: { body } })
        const webhook = await webhookOf({ messages: [message] })
        expect((await receive(webhook)).inputs).toHaveLength(1)
        const forged = { ...webhook, body: new Uint8Array([...webhook.body, 32]) }
        await expect(receive(forged)).rejects.toMatchObject({ code: 'bad_signature' })
      }),
      { numRuns: 100 },
    )
  })

  test('may be made with any of the app secrets, and with no other', async () => {
    for (const secret of ACCOUNT.appSecrets)
      expect(await receive(await posted(metaJson({}), secret))).toMatchObject({ inputs: [] })
    await expect(posted(metaJson({}), 'another').then(receive)).rejects.toMatchObject({
      code: 'bad_signature',
    })
  })

  test.each(['', 'sha1=', 'sha256=', 'sha256=00', `sha256=${'z'.repeat(64)}`])(
    'in any other form is refused: "%s"',
    async (signature) => {
      const webhook = await posted('{}')
      const headers = new Headers({
        'x-hub-signature-256': signature,
        'x-hub-signature': 'sha1=00',
      })
      await expect(receive({ ...webhook, headers })).rejects.toMatchObject({
        code: 'bad_signature',
      })
    },
  )
})
