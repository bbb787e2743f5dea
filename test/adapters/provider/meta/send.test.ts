/** Requests to Meta, and the meaning of its answers. */

import { HttpResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import type { Content } from '../../../../src/core/model/message/message.ts'
import { errorOf, GRAPH, type Json } from '../../../support/provider/meta.ts'
import { deliver, meta, sent, TEXT, useMeta } from './sending.ts'

useMeta()

describe('a text', () => {
  test('is sent to the number with its plus, so that it reaches no stranger', async () => {
    expect(await sent(TEXT)).toMatchObject({ to: '+15550100777', text: { body: 'Hello' } })
  })

  test('to a scoped id uses a separate field, the only one that works', async () => {
    const body = await sent(TEXT, { address: 'whatsapp:US.7700112233445566' })
    expect(body).toMatchObject({ recipient: 'US.7700112233445566' })
    expect(body).not.toHaveProperty('to')
  })

  test('with a link has a preview', async () => {
    expect(await sent({ kind: 'text', text: 'See https://acme.example' })).toMatchObject({
      text: { preview_url: true },
    })
  })

  test('contains what the contact reads, after the notice', async () => {
    expect(await sent(TEXT, { rendered: 'Notice. Hello' })).toMatchObject({
      text: { body: 'Notice. Hello' },
    })
  })
})

describe('a file', () => {
  const file = (url: string, contentType?: string, text?: string, filename?: string): Content => ({
    kind: 'media',
    media: [{ url, ...(contentType ? { contentType } : {}), ...(filename ? { filename } : {}) }],
    ...(text ? { text } : {}),
  })
  const link = 'https://acme.example/f/a%20b.pdf'

  test.each<[string, Content, Json]>([
    [
      'a picture with its caption',
      file('https://acme.example/x', 'image/png', 'c'),
      { type: 'image', image: { link: 'https://acme.example/x', caption: 'c' } },
    ],
    [
      'a document with a name, else it is called "Untitled"',
      file(link, 'application/pdf', 'c'),
      { type: 'document', document: { link, caption: 'c', filename: 'a b.pdf' } },
    ],
    [
      'a document under the name it was given',
      file(link, 'application/pdf', undefined, 'Invoice.pdf'),
      { type: 'document', document: { link, filename: 'Invoice.pdf' } },
    ],
    [
      'a sound, which has no caption',
      file('https://acme.example/x.ogg', undefined, 'c'),
      { type: 'audio', audio: { link: 'https://acme.example/x.ogg' } },
    ],
    [
      'a sticker, never as a picture',
      file('https://acme.example/x', 'image/webp'),
      { type: 'sticker', sticker: { link: 'https://acme.example/x' } },
    ],
    [
      'a video by the end of its address',
      file('https://acme.example/x.MP4?y'),
      { type: 'video', video: { link: 'https://acme.example/x.MP4?y' } },
    ],
    [
      'a file that Meta has already, by its id',
      file(`${GRAPH}/4001`, 'image/jpeg'),
      { type: 'image', image: { id: '4001' } },
    ],
  ])('%s', async (_, content, body) => {
    const { type, [String(type)]: part } = await sent(content)
    expect({ type, [String(type)]: part }).toEqual(body)
  })
})

describe('the answer', () => {
  const answered = (response: () => Response, attempt = 1) => {
    meta.state.answer = response
    return deliver(TEXT, {}, attempt)
  }

  test('with another spelling of the number adds an address of the contact', async () => {
    const contacts = [{ input: '+15550100777', wa_id: '5511987654321', user_id: 'US.77' }]
    const messages = [{ id: 'wamid.OUR1', message_status: 'held_for_quality_assessment' }]
    expect(await answered(() => HttpResponse.json({ contacts, messages }))).toEqual({
      status: 'accepted',
      id: 'wamid.OUR1',
      aliases: ['whatsapp:+5511987654321', 'whatsapp:US.77'],
    })
  })

  test.each<[number, number, Json]>([
    [131047, 400, { status: 'rejected', fault: 'session_closed' }],
    [131026, 400, { status: 'rejected', fault: 'recipient_not_on_channel' }],
    [131050, 400, { status: 'rejected', fault: 'marketing_stopped' }],
    [131049, 400, { status: 'rejected', fault: 'marketing_throttled' }],
    [132001, 404, { status: 'rejected', fault: 'template_invalid' }],
    [132018, 400, { status: 'rejected', fault: 'template_invalid' }],
    [132016, 400, { status: 'rejected', fault: 'template_rejected' }],
    [131062, 400, { status: 'rejected', fault: 'identity_unsupported' }],
    // A barred country is no reason to stop the sender for all others.
    [130497, 403, { status: 'rejected', fault: 'country_not_enabled' }],
    [368, 403, { status: 'rejected', fault: 'sender_restricted' }],
    [190, 401, { status: 'retry' }],
    [200, 403, { status: 'rejected', fault: 'configuration' }],
    [134102, 500, { status: 'rejected', fault: 'configuration' }],
    [999999, 400, { status: 'rejected' }],
    [999999, 500, { status: 'unknown' }],
    [1, 500, { status: 'unknown' }],
    [131000, 400, { status: 'unknown' }],
    [130429, 400, { status: 'retry' }],
    [130429, 403, { status: 'retry' }],
    [4, 429, { status: 'retry' }],
    [130429, 429, { status: 'retry' }],
    [80007, 429, { status: 'retry', afterMs: 60_000 }],
    [131056, 429, { status: 'retry' }],
    [131048, 429, { status: 'rejected', fault: 'sender_paused' }],
    [131048, 503, { status: 'rejected', fault: 'sender_paused' }],
    [999999, 429, { status: 'retry' }],
    [2, 500, { status: 'retry' }],
    [131016, 503, { status: 'retry' }],
    [131057, 400, { status: 'retry', afterMs: 60_000 }],
  ])('with error %s and status %s', async (code, status, outcome) => {
    expect(await answered(() => errorOf(code, status))).toMatchObject({
      code: String(code),
      ...outcome,
    })
  })

  test.each([302, 307, 404])('%i not from Meta leaves the result open', async (status) => {
    const page = () => new HttpResponse('<html>', { status })
    expect(await answered(page)).toEqual({ status: 'unknown', code: `http_${status}` })
  })

  test('for a number that the token can’t see reports wrong configuration', async () => {
    expect(await answered(() => errorOf(100, 400, { error_subcode: 33 }))).toMatchObject({
      fault: 'configuration',
    })
    expect(await answered(() => errorOf(100))).toMatchObject({ fault: 'content_rejected' })
  })

  test('with an error and status 200 is an error', async () => {
    expect(await answered(() => errorOf(131009, 200))).toMatchObject({ status: 'rejected' })
  })

  test.each([
    [1, 1000],
    [2, 4000],
    [3, 16_000],
    [50, 1_024_000],
  ])('"too much to one contact" waits longer each time: %s', async (attempt, afterMs) => {
    expect(await answered(() => errorOf(131056), attempt)).toMatchObject({ afterMs })
  })

  test.each([
    [502, 'unknown'],
    [504, 'unknown'],
    [408, 'unknown'],
    [429, 'retry'],
    [403, 'unknown'],
  ])('of a machine in between: %s', async (status, outcome) => {
    expect(await answered(() => HttpResponse.html('<h1>no</h1>', { status }))).toMatchObject({
      status: outcome,
    })
  })

  test('never contains the text or the recipient', async () => {
    const outcome = await answered(() =>
      errorOf(131009, 400, { error_data: 'Hello to +15550100777 is invalid' }),
    )
    expect(JSON.stringify(outcome)).not.toMatch(/Hello|555/)
    expect(meta.state.lines.join()).not.toMatch(/Hello|15550100777/)
  })
})
