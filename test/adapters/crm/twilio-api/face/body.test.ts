/** What a client that is used to Twilio would notice: encodings and parameters. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  MESSAGES,
  SMS_FROM,
  TO,
  TOKEN,
} from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, open, SMS } from './rig.ts'

/** The members of an answer that these tests read. */
type Message = { readonly sid: string; readonly body: string }
type Refusal = { readonly code: number; readonly message: string }

/** A body of any encoding, sent as `fetch` encodes it. */
const send = async (body: BodyInit, headers: Record<string, string> = {}) => {
  const authorization = basic(ACCOUNT, TOKEN)
  const init = { method: 'POST', headers: { authorization, ...headers }, body }
  const response = await fetch(`${face.url}${MESSAGES}`, init)
  const answer = (await response.json()) as Message & Refusal
  await face.gateway.pump.drain()
  return { status: response.status, body: answer, headers: response.headers }
}

const multipart = (fields: Record<string, string | Blob>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

describe('a body', () => {
  it('may be a multipart form, as `curl -F` and arrays in PHP send it', async () => {
    await open()
    const { status, body } = await send(multipart(SMS))
    expect(status).toBe(201)
    expect(body).toMatchObject({ from: SMS_FROM, to: CUSTOMER, status: 'queued' })
    expect(face.sent).toMatchObject([{ To: CUSTOMER, Body: expect.stringContaining('Hello') }])
  })

  it('may use PHP’s brackets after a list', async () => {
    await open()
    const url = (name: string) => `https://crm.example.com/${name}.png`
    const files = { 'MediaUrl[0]': url('a'), 'MediaUrl[plan]': url('b'), 'MediaUrl[]': url('c') }
    for (const encoded of [
      multipart({ ...SMS, ...files }),
      new URLSearchParams({ ...SMS, ...files }),
    ])
      expect((await send(encoded)).body).toMatchObject({ num_media: '3' })
  })

  it('that is multipart counts as repeated under the same key, despite a new boundary', async () => {
    await open()
    const headers = { 'Idempotency-Key': 'key-1' }
    const first = await send(multipart(SMS), headers)
    const again = await send(multipart(SMS), headers)
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect(face.sent).toHaveLength(1)
    expect((await send(multipart({ ...SMS, Body: 'Bye' }), headers)).body.code).toBe(990010)
  })

  it('is decoded in the charset it names', async () => {
    await open()
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=ISO-8859-1' }
    const form = `From=%2B15550001111&To=%2B4915112345678&Body=Gr%FC%DFe+%26+mehr`
    expect((await send(form, type)).body.body).toContain('Grüße & mehr')
  })

  it.each([
    ['JSON', JSON.stringify(SMS), 'application/json', 'Send a form'],
    ['XML', '<Message/>', 'text/xml', 'Send a form'],
    ['half a form', '--x\r\nContent-Dis', 'multipart/form-data; boundary=x', 'not complete'],
    ['a form without a boundary', 'x', 'multipart/form-data', 'not complete'],
    ['Latin-1 without its name', 'To=1&Body=Gr%FC%DFe', 'text/plain', 'not utf-8'],
    [
      'Latin-1 in parts',
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="Body"\r\n\r\n\xfc\r\n--x--',
        'latin1',
      ),
      'multipart/form-data; boundary=x',
      'not utf-8',
    ],
    ['an unknown charset', 'To=1', 'application/x-www-form-urlencoded; charset=x-1', 'UTF-8'],
  ])('of %s is refused with a sentence that helps', async (_, body, type, sentence) => {
    await open()
    const refused = await send(body, { 'content-type': type })
    expect(refused).toMatchObject({ status: 400, body: { code: 20001, status: 400 } })
    expect(refused.body.message).toContain(sentence)
  })

  it('with an uploaded file is refused, and the answer asks for a web address', async () => {
    await open()
    const { body } = await send(multipart({ ...SMS, MediaUrl: new Blob(['x']) }))
    expect(body).toMatchObject({ code: 20001, message: expect.stringContaining('web address') })
    expect(face.sent).toHaveLength(0)
  })
})

describe('a parameter that affects the customer’s message or its storage', () => {
  it.each([
    ['PersistentAction', 'geo:52.5,13.4|Office'],
    ['ContentRetention', 'discard'],
    ['ContentRetention', 'forget'],
    ['AddressRetention', 'obfuscate'],
    ['SendAsMms', 'true'],
    ['ShortenUrls', 'true'],
    ['ShortenUrls', 'yes'],
    ['SmartEncoded', 'maybe'],
    ['RiskCheck', 'disable'],
    ['FallbackFrom', '+15550009999'],
    ['ApplicationSid', `AP${'0'.repeat(32)}`],
  ])('is refused, not dropped: %s=%s', async (name, value) => {
    await open()
    const { status, body } = await face.post({ ...SMS, [name]: value })
    expect([status, body.code]).toEqual([400, 20001])
    expect(body.message).toContain(name)
    expect(face.sent).toHaveLength(0)
  })

  it.each([
    'ContentRetention=retain',
    'AddressRetention=retain',
    'SendAsMms=false',
    'SendAsMms=true&MediaUrl=https://crm.example.com/a.png',
    'ShortenUrls=false',
    'RiskCheck=enable',
    `ApplicationSid=AP${'0'.repeat(32)}&StatusCallback=https://crm.example.com/s`,
    'Attempt=1&MaxPrice=0.1&ProvideFeedback=true&ForceDelivery=true&TrafficType=free',
  ])('goes through where it asks for nothing else than happens: %s', async (more) => {
    await open()
    const form = `${new URLSearchParams(SMS)}&${more}`
    expect((await face.post(form)).status).toBe(201)
  })

  it('is applied where possible: SmartEncoded, only for SMS', async () => {
    await open()
    await face.writes('Hi')
    const Body = '“It’s 5…” – ½'
    const sms = await face.post({ ...SMS, Body, SmartEncoded: 'true' })
    expect(sms.body.body).toContain(`"It's 5..." - 1/2`)
    const chat = await face.post({ From: WHATSAPP, To: TO, Body, SmartEncoded: 'true' })
    expect(chat.body.body).toContain(Body)
  })

  it('is refused next to a template, which can’t use it', async () => {
    await open()
    const { contents } = (await face.get('/v1/Content')).body
    const sid = contents.find((one) => /appointment/.test(one.friendly_name))?.sid ?? ''
    const variables = JSON.stringify({ 1: 'Maria', 2: 'Monday', 3: '10' })
    const template = { From: WHATSAPP, To: TO, ContentSid: sid, ContentVariables: variables }
    expect((await face.post(template)).status).toBe(201)
    const more = await face.post({ ...template, MediaUrl: 'https://crm.example.com/a.png' })
    expect(more.body).toMatchObject({ code: 20001, message: expect.stringContaining('MediaUrl') })
  })
})
