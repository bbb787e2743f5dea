/** Batches: statuses, unusable parts and hostile ones. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMeta } from '../../../../adapters/provider/meta/index.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import { createTestHttp } from '../../../support/http.ts'
import {
  ACCOUNT,
  envelopeOf,
  type Json,
  messageOf,
  messagesValue,
  metaJson,
  NOW,
  PHONE_ID,
  posted,
  SENDER,
  WABA,
  webhookOf,
} from '../../../support/provider/meta.ts'

const provider = createMeta({ ...ACCOUNT, clock: () => NOW })
const http = createTestHttp()
const receive = async (body: unknown) => provider.receive(await posted(metaJson(body)), http)
const inputsOf = async (parts: Json) =>
  (await provider.receive(await webhookOf(parts), http)).inputs
const field = (name: string, value: Json) => envelopeOf({ field: name, value })
const text = (body: string, more: Json = {}) => messageOf({ type: 'text', text: { body }, ...more })

describe('a status', () => {
  const status = (parts: Json) => ({
    id: 'wamid.OUR1',
    status: 'delivered',
    timestamp: String(NOW / 1000 - 1),
    recipient_id: '15550100777',
    ...parts,
  })
  const receiptOf = async (parts: Json) =>
    (await inputsOf({ contacts: undefined, statuses: [status(parts)] }))[0]

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s means %s', async (word, meant) => {
    expect(await receiptOf({ status: word, biz_opaque_callback_data: 'm_01' })).toMatchObject({
      kind: 'receipt',
      id: `meta_${PHONE_ID}_OUR1_${word}`,
      at: NOW - 1000,
      sender: SENDER,
      providerId: 'wamid.OUR1',
      message: 'm_01',
      status: meant,
    })
  })

  test('keeps the reason of a failure, which is sent only once', async () => {
    const errors = [{ code: 131049, title: 'Titel', error_data: { details: 'd' } }]
    const contacts = [{ wa_id: '15550100777' }]
    const inputs = await inputsOf({ contacts, statuses: [status({ status: 'failed', errors })] })
    expect(inputs).toMatchObject([{ code: '131049', fault: 'marketing_throttled' }])
  })

  test.each([
    [131047, 'session_closed'],
    [131026, 'recipient_not_on_channel'],
    [131050, 'marketing_stopped'],
    [132015, 'template_paused'],
    [131053, 'media_unsupported'],
    [131042, 'sender_restricted'],
    [299, 'configuration'],
  ])('error %s is %s', async (code, fault) => {
    expect(await receiptOf({ status: 'failed', errors: [{ code }] })).toMatchObject({ fault })
  })

  test('of a group participant counts separately', async () => {
    const one = await receiptOf({ recipient_participant_id: '1' })
    const two = await receiptOf({ recipient_participant_id: '2' })
    expect(one?.id).not.toBe(two?.id)
  })

  test('that isn’t about delivery is no receipt', async () => {
    expect(await receiptOf({ status: 'deleted' })).toBeUndefined()
  })
})

describe('a batch', () => {
  test('is read whole: two entries of two changes of two messages and a status each', async () => {
    const change = (n: number) => ({
      field: 'messages',
      value: messagesValue({
        messages: [text('a', { id: `wamid.A${n}` }), text('b', { id: `wamid.B${n}` })],
        statuses: [{ id: `wamid.S${n}`, status: 'sent' }],
      }),
    })
    const entry = (n: number) => ({ id: WABA, changes: [change(n), change(n + 1)] })
    const { inputs } = await receive({ object: 'x', entry: [entry(1), entry(3)] })
    expect(inputs).toHaveLength(12)
    expect(new Set(inputs.map(({ id }) => id)).size).toBe(12)
  })

  test('loses nothing to its unusable parts, and lists what it left out', async () => {
    const { inputs, ignored, answer } = await receive(
      envelopeOf(
        { field: 'flows', value: {} },
        { field: 'messages', value: null },
        { field: 'messages', value: messagesValue({ messages: [text('x')] }, '399') },
        {
          field: 'messages',
          value: messagesValue({
            messages: [null, 7, {}, { ...text('no id'), id: undefined }, text('good')],
            statuses: [
              {},
              { id: 'wamid.S1', status: 'tomorrow' },
              { id: 'wamid.S2', status: 'sent' },
            ],
            errors: [{ code: 131000 }],
          }),
        },
      ),
    )
    expect(inputs.map(({ id }) => id)).toEqual([`meta_${PHONE_ID}_A1`, `meta_${PHONE_ID}_S2_sent`])
    expect(ignored).toEqual([
      'field flows',
      'phone number without an id',
      'phone number 399',
      'messages ',
      'messages text',
      'statuses ',
      'statuses tomorrow',
      'error 131000',
    ])
    expect(answer).toEqual({ status: 200 })
  })

  test('for another number of the same app is ignored', async () => {
    const value = messagesValue({ messages: [text('x')] }, '399')
    expect((await receive(field('messages', value))).inputs).toEqual([])
  })

  test.each(['[]', '7', '"x"', 'not JSON', '\u0000'])(
    'that isn’t an object is malformed: %s',
    async (body) => {
      await expect(posted(body).then((w) => provider.receive(w, http))).rejects.toMatchObject({
        code: 'malformed',
      })
    },
  )

  test('of any shape only throws errors that a webhook may throw', async () => {
    const names = [
      'entry',
      'changes',
      'value',
      'messages',
      'statuses',
      'contacts',
      'id',
      'type',
      'text',
    ]
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue(),
        fc.constantFrom('messages', PHONE_ID, 'text', 'edit', 'system', '15550100777'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('any')),
      ),
    })).any
    await fc.assert(
      fc.asyncProperty(json, json, async (message, status) => {
        const value = messagesValue({
          messages: [message],
          statuses: [status],
          contacts: [message],
        })
        for (const body of [message, field('messages', value)])
          await receive(body).catch((error) => expect(error).toBeInstanceOf(WebhookError))
      }),
      { numRuns: 300 },
    )
  })

  test('nested beyond all limits does no harm', async () => {
    const deep = `${'{"edit":{"message":'.repeat(20_000)}7${'}}'.repeat(20_000)}`
    const orders = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const messages = `[{"id":"a","from":"15550100777","type":"edit",${deep.slice(1)},{"id":"b","from":"15550100777","type":"order","order":{"x":${orders}}}]`
    const body = metaJson(field('messages', messagesValue({ messages: 'HERE' }))).replace(
      '"HERE"',
      messages,
    )
    const { inputs } = await provider.receive(await posted(body), http)
    expect(inputs).toHaveLength(2)
  })

  test('of a thousand updates is read whole', async () => {
    const messages = Array.from({ length: 1000 }, (_, n) => text('x', { id: `wamid.N${n}` }))
    expect(await inputsOf({ messages })).toHaveLength(1000)
  })
})
