/** Customers' messages as inputs, in the shapes of Meta's documentation. */

import { describe, expect, test } from 'vitest'
import { createMeta } from '../../../../adapters/provider/meta/index.ts'
import { createTestHttp } from '../../../support/http.ts'
import {
  ACCOUNT,
  CONTACT,
  GRAPH,
  type Json,
  messageOf,
  NOW,
  PHONE_ID,
  SENDER,
  USER_ID,
  webhookOf,
} from '../../../support/provider/meta.ts'

const provider = createMeta({ ...ACCOUNT, clock: () => NOW })
const http = createTestHttp()
const inputsOf = async (parts: Json) =>
  (await provider.receive(await webhookOf(parts), http)).inputs
/** The one input that a message becomes. */
const inboundOf = async (parts: Json, more: Json = {}) => {
  const inputs = await inputsOf({ messages: [messageOf(parts)], ...more })
  expect(inputs).toHaveLength(1)
  return inputs[0]
}
const text = (body: string, more: Json = {}) => messageOf({ type: 'text', text: { body }, ...more })

describe('a customer’s message', () => {
  test('has its author, text, recipient and time', async () => {
    expect(await inboundOf({ type: 'text', text: { body: 'Hi 👋' } })).toEqual({
      kind: 'inbound',
      id: `meta_${PHONE_ID}_A1`,
      at: NOW - 5000,
      sender: SENDER,
      from: CONTACT,
      aliases: [`whatsapp:${USER_ID}`],
      providerId: 'wamid.A1',
      message: { form: 'message', type: 'text', text: 'Hi 👋', media: [], profileName: 'Ana' },
    })
  })

  const file = (id: string) => `${GRAPH}/${id}?phone_number_id=${PHONE_ID}`
  test.each<[string, Json, Json]>([
    [
      'a forwarded text',
      { type: 'text', text: { body: 'fwd' }, context: { forwarded: true } },
      { text: 'fwd', forwarded: 'once' },
    ],
    [
      'a text that was forwarded often',
      { type: 'text', text: { body: 'fwd' }, context: { frequently_forwarded: true } },
      { forwarded: 'often' },
    ],
    [
      'a quote',
      { type: 'text', text: { body: 'yes' }, context: { from: '15550100001', id: 'wamid.OUR1' } },
      { replyTo: { providerId: 'wamid.OUR1', sender: '15550100001' } },
    ],
    [
      'a question about an article',
      { type: 'text', text: { body: '?' }, context: { referred_product: { catalog_id: '9' } } },
      { referral: { catalogId: '9' } },
    ],
    [
      'an answer to an advertisement',
      { type: 'text', text: { body: 'ad' }, referral: { source_id: '12', ctwa_clid: 'AbC' } },
      { referral: { sourceId: '12', ctwaClid: 'AbC' } },
    ],
    [
      'a picture',
      {
        type: 'image',
        image: { id: '4001', mime_type: 'image/jpeg', sha256: 'a+b=', caption: 'c' },
      },
      {
        text: 'c',
        media: [{ url: `${file('4001')}#sha256=a%2Bb%3D`, contentType: 'image/jpeg' }],
      },
    ],
    [
      'a video',
      { type: 'video', video: { id: '4002', mime_type: 'video/mp4' } },
      { type: 'video', media: [{ url: file('4002'), contentType: 'video/mp4' }] },
    ],
    [
      'a voice message',
      { type: 'audio', audio: { id: '4003', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      { type: 'voice', media: [{ url: file('4003'), contentType: 'audio/ogg' }] },
    ],
    [
      'a voice message in the old form',
      { type: 'voice', voice: { id: '4003', mime_type: 'audio/ogg' } },
      { type: 'voice', media: [{ url: file('4003'), contentType: 'audio/ogg' }] },
    ],
    [
      'a document',
      { type: 'document', document: { id: '4', mime_type: 'application/pdf', filename: 'a.pdf' } },
      { media: [{ url: file('4'), contentType: 'application/pdf', filename: 'a.pdf' }] },
    ],
    [
      'a sticker',
      { type: 'sticker', sticker: { id: '5', mime_type: 'image/webp' } },
      { media: [{ url: file('5'), contentType: 'image/webp' }] },
    ],
    [
      'a pin',
      { type: 'location', location: { latitude: 1.5, longitude: 2.5 } },
      { location: { latitude: 1.5, longitude: 2.5 } },
    ],
    [
      'a place',
      { type: 'location', location: { latitude: 1.5, longitude: 0, name: 'N', address: 'A' } },
      { location: { latitude: 1.5, longitude: 0, label: 'N', address: 'A' } },
    ],
    [
      'a contact card, none of whose words are the contact’s own',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Stop' } }] },
      { type: 'contacts', flow: { data: '[{"name":{"formatted_name":"Stop"}}]' } },
    ],
    [
      'a tapped button',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
      },
      { button: { text: 'Yes', payload: 'yes' } },
    ],
    [
      'a chosen row',
      {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Row' } },
      },
      { list: { id: 'r1', title: 'Row' } },
    ],
    [
      'a form filled in',
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{"a":1}' } },
      },
      { flow: { data: '{"a":1}' } },
    ],
    [
      'a template’s button without a context',
      { type: 'button', button: { payload: 'STOP_PROMO', text: 'Stop' } },
      { button: { text: 'Stop', payload: 'STOP_PROMO' } },
    ],
    [
      'a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.OUR3', emoji: '👍' } },
      { form: 'reaction', text: '👍', replyTo: { providerId: 'wamid.OUR3' } },
    ],
    [
      'an order',
      { type: 'order', order: { text: 'soon', catalog_id: '9', product_items: [] } },
      { text: 'soon', flow: { data: '{"catalog_id":"9","product_items":[]}' } },
    ],
    [
      'an edit',
      {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.A0',
          message: { type: 'text', text: { body: 'new' }, context: { id: 'M0' } },
        },
      },
      { form: 'edit', type: 'edit', text: 'new', replyTo: { providerId: 'wamid.A0' } },
    ],
    [
      'a message taken back',
      { type: 'revoke', revoke: { original_message_id: 'wamid.A0' } },
      { form: 'revoke', replyTo: { providerId: 'wamid.A0' } },
    ],
    [
      'something of a group',
      { type: 'text', text: { body: 'STOP' }, group_id: 'g1' },
      { form: 'group' },
    ],
    [
      'a kind that Meta does not pass on, so that the agent sees that something came',
      { type: 'unsupported', errors: [{ code: 131051 }], unsupported: { type: 'poll_creation' } },
      { form: 'system', text: '[This kind of message is not supported: poll_creation]' },
    ],
    [
      'content that stays in the app',
      { type: 'unsupported', errors: [{ code: 131060 }] },
      {
        form: 'system',
        text: '[The content of this message is not available; see it in the WhatsApp Business app]',
      },
    ],
    [
      'an interactive one whose content is missing',
      { type: 'interactive', errors: [{ code: 131051 }] },
      { form: 'system', text: '[This kind of message is not supported]' },
    ],
    [
      'a kind of tomorrow',
      { type: 'hologram', hologram: {} },
      { form: 'message', type: 'hologram' },
    ],
  ])('%s', async (_, message, received) => {
    expect(await inboundOf(message)).toMatchObject({ message: received })
  })

  test('a removed reaction has no emoji, and is not an empty text', async () => {
    const input = await inboundOf({ type: 'reaction', reaction: { message_id: 'wamid.OUR3' } })
    expect(input).toMatchObject({ message: { form: 'reaction' } })
    expect(input).not.toHaveProperty('message.text')
  })

  test('an old message keeps its own time; one from the future gets ours', async () => {
    const at = async (timestamp: unknown) => (await inboundOf({ type: 'text', timestamp }))?.at
    const old = NOW - 3 * 86_400_000
    expect(await at(String(old / 1000))).toBe(old)
    expect(await at(old / 1000)).toBe(old)
    expect(await at(String(old))).toBe(old)
    expect(await at(String(NOW / 1000 + 60))).toBe(NOW)
    expect(await at('soon')).toBe(NOW)
  })

  test('a person known only by a scoped id is not dropped', async () => {
    const message = { ...text('hello'), from: undefined }
    const [input] = await inputsOf({ contacts: undefined, messages: [message] })
    expect(input).toMatchObject({ from: `whatsapp:${USER_ID}`, aliases: [] })
  })

  test('a contact may have no profile, or only a user name', async () => {
    const wa_id = '15550100777'
    const bare = await inboundOf({ type: 'text' }, { contacts: [{ wa_id }] })
    expect(bare).not.toHaveProperty('message.profileName')
    const named = { contacts: [{ wa_id, profile: { username: '@ana.t' } }] }
    expect(await inboundOf({ type: 'text' }, named)).toMatchObject({
      message: { profileName: 'ana.t' },
    })
  })

  test('another spelling of the contact’s number is the same person', async () => {
    const contacts = [{ wa_id: '5511987654321', profile: { name: 'Ana' } }]
    expect(await inboundOf({ type: 'text', from: '551187654321' }, { contacts })).toMatchObject({
      from: 'whatsapp:+551187654321',
      aliases: ['whatsapp:+5511987654321', `whatsapp:${USER_ID}`],
    })
  })

  test('two messages of two people are not mixed up', async () => {
    const contacts = [
      { wa_id: '15550100777', profile: { name: 'Ana' } },
      { wa_id: '15550100888', profile: { name: 'Bo' } },
    ]
    const other = { id: 'wamid.A2', from: '15550100888', from_user_id: 'US.2' }
    const inputs = await inputsOf({ contacts, messages: [text('a'), text('b', other)] })
    expect(inputs).toMatchObject([
      { from: CONTACT, message: { text: 'a', profileName: 'Ana' } },
      { from: 'whatsapp:+15550100888', message: { text: 'b', profileName: 'Bo' } },
    ])
  })
})

describe('a changed number', () => {
  const system = (parts: Json, more: Json = {}) =>
    inboundOf(
      { type: 'system', system: parts, from_user_id: undefined, ...more },
      { contacts: undefined },
    )

  test.each(['wa_id', 'new_wa_id'])('%s is another address of the same person', async (name) => {
    const input = await system({
      type: 'user_changed_number',
      body: 'Ana changed from 1 to 2',
      [name]: '15550100999',
      user_id: 'US.99',
      previous_user_id: USER_ID,
    })
    expect(input).toMatchObject({
      from: CONTACT,
      aliases: ['whatsapp:+15550100999', 'whatsapp:US.99', `whatsapp:${USER_ID}`],
      message: { form: 'system', type: 'user_changed_number' },
    })
  })

  test('a changed scoped id needs no number', async () => {
    const parts = { type: 'user_changed_user_id', user_id: 'US.99', previous_user_id: 'US.77' }
    const input = await system(parts, { from: undefined, from_user_id: 'US.77' })
    expect(input).toMatchObject({ from: 'whatsapp:US.77', aliases: ['whatsapp:US.99'] })
  })
})
