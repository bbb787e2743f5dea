import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../../../src/ports/http.ts'
import { AUTH_TOKEN } from '../../../../support/crm/twilio-harness.ts'
import {
  BUSINESS,
  deliver,
  harness,
  inbound,
  MARIA,
  NOW,
  openCrm,
  orderOf,
  useHarness,
} from './rig.ts'

useHarness()

test('a password in the URL is signed and sent as at Twilio; a fragment is neither', async () => {
  const requests: HttpRequest[] = []
  const http = Object.assign(
    async (request: HttpRequest) => {
      requests.push(request)
      return { status: 200, headers: new Headers(), body: new Uint8Array() }
    },
    { stream: harness.http.stream },
  )
  const url = 'https://ana:p%40ss@crm.example.com/sms/?x=1'
  const crm = openCrm({ inboundUrl: `${url}#rc=3` })
  await crm.deliver(orderOf(inbound()), http)
  const [{ url: target, headers = {}, body, timeoutMs, maxBytes } = {} as HttpRequest] = requests
  expect(target).toBe('https://crm.example.com/sms/?x=1')
  expect(headers.authorization).toBe(`Basic ${btoa('ana:p@ss')}`)
  const form = Object.fromEntries(new URLSearchParams(String(body)))
  const signature = headers['x-twilio-signature'] ?? ''
  expect(twilio.validateRequest(AUTH_TOKEN, signature, url, form)).toBe(true)
  expect(twilio.validateRequest('another-token', signature, url, form)).toBe(false)
  expect({ timeoutMs, maxBytes }).toEqual({ timeoutMs: 15_000, maxBytes: 65_536 })
})

describe('the CRM’s answer', () => {
  const answerTo = async (twiml: string, message = inbound()) => {
    harness.says(twiml)
    const { outcome } = await deliver(orderOf(message))
    if (outcome.status !== 'accepted' || !outcome.answer) throw new Error('not answered')
    return outcome.answer
  }

  test('is a message from the configured agent to the contact', async () => {
    const answer = await answerTo('<Response><Message>hi</Message></Response>')
    expect(answer).toEqual({
      inputs: [
        {
          kind: 'outbound',
          id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
          at: NOW,
          sender: BUSINESS,
          to: MARIA,
          agent: 'crm',
          content: { kind: 'text', text: 'hi' },
          origin: { connection: 'acme-crm' },
        },
      ],
      ignored: [],
    })
  })

  test('may address others, have files, and name its status callback', async () => {
    const twiml = `<Response><Message to="whatsapp:+15550109999" from="${BUSINESS}" action="/st?a=1">
      <Body>see</Body><Media>/a.jpg</Media><Media>https://cdn.example.com/b.pdf</Media>
    </Message><Message to="+1 (555) 010-8888"><Media>/c.jpg</Media></Message></Response>`
    expect((await answerTo(twiml)).inputs).toMatchObject([
      {
        sender: BUSINESS,
        to: 'whatsapp:+15550109999',
        origin: { connection: 'acme-crm', callback: `${harness.origin}/st?a=1` },
        content: {
          kind: 'media',
          text: 'see',
          media: [{ url: `${harness.origin}/a.jpg` }, { url: 'https://cdn.example.com/b.pdf' }],
        },
      },
      { to: 'whatsapp:+15550108888', content: { kind: 'media' } },
    ])
  })

  test('is dropped when its addresses are invalid, with a note', async () => {
    for (const attribute of [
      'to="ana"',
      'to="sms:+15550109999"',
      `to="${BUSINESS}"`,
      'from="Shop"',
    ])
      expect(
        await answerTo(
          `<Response><Message ${attribute}>no</Message><Message>yes</Message></Response>`,
        ),
      ).toMatchObject({
        inputs: [{ content: { text: 'yes' } }],
        ignored: ['a Message with an invalid address'],
      })
  })

  test('is only noted when it is no TwiML or too large', async () => {
    expect(await answerTo('OK')).toEqual({ inputs: [], ignored: ['not TwiML'] })
    expect(await answerTo(`<Response><Message>${'x'.repeat(70_000)}</Message></Response>`)).toEqual(
      { inputs: [], ignored: ['the answer: too_large'] },
    )
    expect(await answerTo('')).toEqual({ inputs: [], ignored: [] })
  })

  test.each([
    ['the document', 'text/xml', '<?xml version="1.0" encoding="ISO-8859-1"?>'],
    ['the header', 'text/xml; charset=iso-8859-1', ''],
    ['nobody', 'text/xml', ''],
    ['a header that knows no better', 'text/xml; charset=x-none', undefined],
  ])('is read in the charset that %s names', async (_, type, declaration) => {
    const twiml = `${declaration ?? ''}<Response><Message>Café à neuf</Message></Response>`
    const body = Buffer.from(twiml, declaration === undefined ? 'utf8' : 'latin1')
    harness.answer((response) => response.writeHead(200, { 'content-type': type }).end(body))
    const { outcome } = await deliver(orderOf(inbound()))
    expect(outcome).toMatchObject({ answer: { inputs: [{ content: { text: 'Café à neuf' } }] } })
  })

  test('keeps its ids when a message next to it is wrong', async () => {
    const both = await answerTo('<Response><Message>a</Message><Message>b</Message></Response>')
    const one = await answerTo(
      '<Response><Message to="x">a</Message><Message>b</Message></Response>',
    )
    expect(one.inputs[0]?.id).toBe(both.inputs[1]?.id)
  })
})

test('the doctor posts nothing', async () => {
  expect(await harness.crm.diagnose(harness.http)).toEqual([
    { ok: true, check: 'acme-crm: the CRM is reachable' },
  ])
  const before = harness.arrived.length
  harness.behave('refuses_connections')
  const [finding] = await harness.crm.diagnose(harness.http)
  expect(finding).toMatchObject({ ok: false, advice: expect.stringContaining('inboundUrl') })
  const crm = openCrm({ allowPrivate: false })
  expect((await crm.diagnose(harness.http))[0]?.advice).toContain('allowPrivate')
  expect(harness.arrived).toHaveLength(before)
})
