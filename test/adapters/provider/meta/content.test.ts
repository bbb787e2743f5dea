/** Requests to Meta with more than text and files. */

import { describe, expect, test } from 'vitest'
import type { Content } from '../../../../src/core/model/message/message.ts'
import type { Json } from '../../../support/provider/meta.ts'
import { sent, TEXT, useMeta } from './sending.ts'

useMeta()

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
