import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { Webhook } from '../../../../src/ports/side.ts'
import { SECRET, signed } from '../../../support/crm/webhook-harness.ts'
import { FORMER, harness, NOW, useCrm } from './rig.ts'

useCrm()

describe('a CRM’s webhook', () => {
  const PARTIES = { from: 'whatsapp:+15550001111', to: 'whatsapp:+15550102030', agent: 'ana' }
  const inputsOf = async (webhook: Webhook) =>
    (await harness.crm.receive(webhook, harness.http)).inputs
  const receive = (data: object, type = 'message.send') =>
    inputsOf(signed(NOW, 'a1', { type, data }))
  const refusal = (data: object) => receive(data).catch((error: unknown) => error)

  test('is identified by its webhook-id, per connection', async () => {
    const [input] = await receive({ ...PARTIES, text: 'hello' })
    expect(input).toEqual({
      kind: 'outbound',
      id: 'wh_acme-crm_a1',
      at: NOW,
      sender: PARTIES.from,
      to: PARTIES.to,
      agent: 'ana',
      content: { kind: 'text', text: 'hello' },
      origin: { connection: 'acme-crm' },
    })
  })

  test.each([
    [
      { template: { name: 'welcome', language: 'en', variables: { 1: 'Maria' } } },
      { kind: 'template', name: 'welcome', language: 'en', variables: { 1: 'Maria' } },
    ],
    [{ template: { name: 'bye' } }, { kind: 'template', name: 'bye', variables: {} }],
    [
      { media: [{ url: 'https://crm.example.com/a.pdf', filename: 'a.pdf' }], text: 'the offer' },
      {
        kind: 'media',
        media: [{ url: 'https://crm.example.com/a.pdf', filename: 'a.pdf' }],
        text: 'the offer',
      },
    ],
  ])('%o', async (said, content) => {
    const [input] = await receive({ ...PARTIES, ...said })
    expect(input).toMatchObject({ content })
  })

  test('may name a purpose', async () => {
    const [input] = await receive({ ...PARTIES, text: 'Sale!', purpose: 'marketing' })
    expect(input).toMatchObject({ purpose: 'marketing' })
    expect(await refusal({ ...PARTIES, text: 'Sale!', purpose: '' })).toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining('data.purpose: '),
    })
  })

  test('of an unknown type is ignored', async () => {
    expect(await receive({ anything: 1 }, 'contact.updated')).toEqual([])
  })

  test.each([
    ['nothing to say', {}, 'data: needs exactly one of'],
    ['two things to say', { text: 'x', template: { name: 'y' } }, 'data: needs exactly one of'],
    ['another channel', { to: 'sms:+15550102030', text: 'x' }, 'data.to: '],
    ['no address', { to: 'canary', text: 'x' }, 'data.to: '],
    [
      'a short code',
      { from: 'sms:+15550001111', to: 'sms:12345', text: 'x' },
      'data.to: is a short code',
    ],
    ['no agent', { agent: '', text: 'x' }, 'data.agent: '],
    ['a blank agent', { agent: ' ', text: 'x' }, 'data.agent: is blank'],
    ['an agent left out', { agent: undefined, text: 'x' }, 'data.agent: is required'],
    ['a text that is none', { text: 1 }, 'data.text: must be text'],
    ['a file without an address', { media: [{ url: 'x' }] }, 'data.media.0.url: must be a web'],
    ['variables that are no text', { template: { name: 'y', variables: { a: 1 } } }, 'data.templ'],
  ])('%s is malformed, and the error names the field but no value', async (_, said, detail) => {
    const error = await refusal({ ...PARTIES, ...said })
    expect(error).toMatchObject({ code: 'malformed', detail: expect.stringContaining(detail) })
    expect(String(error)).not.toContain('canary')
  })

  test('is accepted with either secret, and with no other', async () => {
    const event = { type: 'message.send', data: { ...PARTIES, text: 'x' } }
    expect(await inputsOf(signed(NOW, 'a1', event, FORMER))).toHaveLength(1)
    const strange = signed(NOW, 'a1', event, `whsec_${btoa('another secret, as long as ours')}`)
    await expect(inputsOf(strange)).rejects.toMatchObject({ code: 'bad_signature' })
  })

  test.each([-301, -300, 300, 301])('%s s from our clock', async (seconds) => {
    const webhook = signed(NOW, 'a1', { type: 'x', data: {} })
    const received = inputsOf({ ...webhook, at: NOW + seconds * 1_000 })
    if (Math.abs(seconds) > 300)
      await expect(received).rejects.toMatchObject({ code: 'bad_signature' })
    else expect(await received).toEqual([])
  })

  test('is bad_signature when its id or time was changed', async () => {
    const webhook = signed(NOW, 'a1', { type: 'x', data: {} })
    for (const [name, value] of [
      ['webhook-id', 'a2'],
      ['webhook-timestamp', String(NOW / 1000 + 1)],
    ] as const) {
      const headers = new Headers(webhook.headers)
      headers.set(name, value)
      await expect(inputsOf({ ...webhook, headers })).rejects.toMatchObject({
        code: 'bad_signature',
      })
    }
  })

  test('is malformed when its id can’t be used in a path', async () => {
    for (const id of ['a/b', 'x'.repeat(151)])
      await expect(inputsOf(signed(NOW, id, { type: 'x', data: {} }))).rejects.toMatchObject({
        code: 'malformed',
      })
  })

  test.each([
    ['is not JSON', 'not json', 'JSON'],
    ['is a list', '[]', 'the body: must be an object'],
    ['has no type', '{"data":{}}', 'type: is required'],
    ['has no data', '{"type":"message.send"}', 'data: is required'],
    ['gives a field twice', '{"type":"x","data":{"text":"a","text":"b"}}', 'data.text: is given'],
  ])('is malformed when it %s', async (_, body, detail) => {
    const webhook = {
      ...signed(NOW, 'a1', {}),
      body: new TextEncoder().encode(body),
    }
    webhook.headers.set('webhook-signature', new Verifier(SECRET).sign('a1', new Date(NOW), body))
    await expect(inputsOf(webhook)).rejects.toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining(detail),
    })
  })
})
