/** Requests to Meta, and the meaning of its answers. */

import { HttpResponse } from 'msw'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Content, Message } from '../../../../src/core/model/message/message.ts'
import {
  CONTACT,
  errorOf,
  GRAPH,
  type Json,
  NOW,
  SENDER,
  startMeta,
} from '../../../support/provider/meta.ts'
import { sendOrder } from '../../../support/provider/order.ts'

let meta: Awaited<ReturnType<typeof startMeta>>
beforeAll(async () => {
  meta = await startMeta()
})
afterAll(() => meta.close())
beforeEach(() => {
  meta.state.answer = undefined
  meta.state.sends.length = 0
})

const parties = { sender: SENDER, contact: CONTACT, now: NOW }
const deliver = (content: Content, more: Partial<Message> = {}, attempt = 1) =>
  meta.provider.deliver({ ...sendOrder(parties, { content, ...more }), attempt }, meta.http)
/** What Meta was sent. */
const sent = async (content: Content, more: Partial<Message> = {}) => {
  await deliver(content, more)
  return meta.state.sends.at(-1) as Json
}
const TEXT: Content = { kind: 'text', text: 'Hello' }
const template = (variables: Readonly<Record<string, string>>): Content => ({
  kind: 'template',
  name: 'order',
  language: 'en_US',
  variables,
  templateId: '7001',
})

describe('beyond text, files and templates', () => {
  const quoted = { message: 'm_00', providerId: 'wamid.Q' }

  test('a location has a name and address', async () => {
    const location = { latitude: 52.5, longitude: 13.4, label: 'Office', address: 'Mitte 1' }
    expect(await sent({ kind: 'location', location })).toMatchObject({
      type: 'location',
      location: { latitude: 52.5, longitude: 13.4, name: 'Office', address: 'Mitte 1' },
    })
  })

  test('buttons appear below the text, with the footer', async () => {
    const buttons = [{ id: 'yes', title: 'Yes, please' }]
    const content = { kind: 'interactive', text: 'Confirm?', footer: 'Acme', buttons } as const
    expect((await sent(content)).interactive).toEqual({
      type: 'button',
      body: { text: 'Confirm?' },
      footer: { text: 'Acme' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes, please' } }] },
    })
  })

  test('a list opens from its button', async () => {
    const sections = [{ title: 'Monday', rows: [{ id: 'm9', title: '9:00', description: 'free' }] }]
    const list = { button: 'Choose', sections }
    expect((await sent({ kind: 'interactive', text: 'When?', list })).interactive).toEqual({
      type: 'list',
      body: { text: 'When?' },
      action: { button: 'Choose', sections },
    })
  })

  test('a reaction names the message by Meta’s id', async () => {
    expect(await sent({ kind: 'reaction', emoji: '👍', to: quoted })).toMatchObject({
      type: 'reaction',
      reaction: { message_id: 'wamid.Q', emoji: '👍' },
    })
  })

  test('an answer quotes the message', async () => {
    expect(await sent(TEXT, { replyTo: quoted })).toMatchObject({
      type: 'text',
      context: { message_id: 'wamid.Q' },
    })
    expect(await sent(TEXT)).not.toHaveProperty('context')
  })
})

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

describe('a template', () => {
  const componentsOf = async (variables: Readonly<Record<string, string>>) =>
    ((await sent(template(variables))).template as Json).components

  test('without variables has no components, even with a fixed header', async () => {
    expect((await sent(template({}))).template).toEqual({
      name: 'order',
      language: { code: 'en_US', policy: 'deterministic' },
    })
  })

  test('has three values under {{1}} of header, body and button', async () => {
    const variables = { '2': 'seven', '1': 'Ana', 'header.1': 'Order', 'button.1.1': 'a b/ü' }
    expect(await componentsOf(variables)).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'Order' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Ana' },
          { type: 'text', text: 'seven' },
        ],
      },
      {
        type: 'button',
        sub_type: 'url',
        index: '1',
        parameters: [{ type: 'text', text: 'a%20b/%C3%BC' }],
      },
    ])
  })

  test('has names next to its values if written with names', async () => {
    expect(await componentsOf({ order_no: '7', 'header.name': 'Ana' })).toEqual([
      { type: 'header', parameters: [{ type: 'text', parameter_name: 'name', text: 'Ana' }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'order_no', text: '7' }] },
    ])
  })

  test.each<[Readonly<Record<string, string>>, Json]>([
    [
      { 'header.image': 'https://a.example/x.png' },
      { type: 'image', image: { link: 'https://a.example/x.png' } },
    ],
    [{ 'header.video': '4001' }, { type: 'video', video: { id: '4001' } }],
    [
      { 'header.document': '4004', 'header.filename': 'a.pdf' },
      { type: 'document', document: { id: '4004', filename: 'a.pdf' } },
    ],
    [
      {
        'header.latitude': '1.5',
        'header.longitude': '2',
        'header.name': 'N',
        'header.address': 'A',
      },
      { type: 'location', location: { latitude: '1.5', longitude: '2', name: 'N', address: 'A' } },
    ],
  ])('has a header %j', async (variables, parameter) => {
    expect(await componentsOf(variables)).toEqual([{ type: 'header', parameters: [parameter] }])
  })

  test('has buttons that need more than text', async () => {
    const variables = {
      'button.0.coupon_code': 'SAVE10',
      'button.2.flow_token': 't',
      'button.3.payload': 'p',
    }
    expect(await componentsOf(variables)).toMatchObject([
      { index: '0', sub_type: 'copy_code', parameters: [{ coupon_code: 'SAVE10' }] },
      { index: '2', sub_type: 'flow', parameters: [{ action: { flow_token: 't' } }] },
      { index: '3', sub_type: 'quick_reply', parameters: [{ payload: 'p' }] },
    ])
  })

  test('with a code has it in the body and on the button', async () => {
    expect(await componentsOf({ 'otp.code': '123456' })).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
      {
        type: 'button',
        sub_type: 'url',
        index: '0',
        parameters: [{ type: 'text', text: '123456' }],
      },
    ])
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
