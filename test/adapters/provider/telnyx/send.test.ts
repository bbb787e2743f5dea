/** Requests to Telnyx, and the meaning of its answers. */

import { HttpResponse } from 'msw'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Content } from '../../../../src/core/model/message/message.ts'
import { sendOrder } from '../../../support/provider/order.ts'
import {
  ACCOUNT,
  CONTACT,
  errorOf,
  NOW,
  outboundOf,
  SENDER,
  startTelnyx,
  WEBHOOK_URL,
} from '../../../support/provider/telnyx.ts'

let telnyx: Awaited<ReturnType<typeof startTelnyx>>
beforeAll(async () => {
  telnyx = await startTelnyx()
})
afterEach(() => {
  telnyx.state.answer = undefined
  telnyx.state.api = {}
})
afterAll(() => telnyx.close())

const orderOf = (content: Content, id = 'm_81') =>
  sendOrder(
    { sender: SENDER, contact: CONTACT, now: NOW },
    {
      id,
      content,
      ...(content.kind === 'template' ? { rendered: 'Your appointment is on Monday.' } : {}),
    },
  )
const TEXT = { kind: 'text', text: 'On our way' } as const
const send = (content: Content = TEXT, id?: string) =>
  telnyx.provider.deliver(orderOf(content, id), telnyx.http)
const answered = (answer: () => Response) => {
  telnyx.state.answer = answer
  return send()
}

describe('a send', () => {
  test('names the sender, the profile and a URL for its receipts', async () => {
    expect(await send(TEXT, 'm 8&1')).toEqual({
      status: 'accepted',
      id: 'a1b2c3d4-0000-4000-8000-0000000000a2',
      reached: 'queued',
    })
    expect(telnyx.state.sends.at(-1)).toEqual({
      from: '+15550100001',
      to: '+15550100777',
      messaging_profile_id: ACCOUNT.messagingProfileId,
      text: 'On our way',
      encoding: 'auto',
      webhook_url: `${WEBHOOK_URL}?message=m+8%261`,
    })
    const request = telnyx.state.requests.at(-1)
    expect(request?.headers.get('authorization')).toBe(`Bearer ${ACCOUNT.apiKey}`)
  })

  test('with files names their addresses, and omits a missing text', async () => {
    const media = [
      { url: 'https://crm.example.com/1.jpg' },
      { url: 'https://crm.example.com/2.png' },
    ]
    await send({ kind: 'media', media })
    const sent = telnyx.state.sends.at(-1)
    expect(sent).toMatchObject({ media_urls: media.map(({ url }) => url) })
    expect(sent).not.toHaveProperty('text')
    await send({ kind: 'media', media, text: 'Both' })
    expect(telnyx.state.sends.at(-1)).toMatchObject({ text: 'Both' })
  })

  test('of a template is its text', async () => {
    await send({ kind: 'template', name: 'appointment', variables: {} })
    expect(telnyx.state.sends.at(-1)).toMatchObject({ text: 'Your appointment is on Monday.' })
  })
})

describe('an answer', () => {
  test('with an id outside of data has none', async () => {
    const outcome = await answered(() => HttpResponse.json({ id: 'x', data: { status: 'queued' } }))
    expect(outcome).toEqual({ status: 'unknown', code: 'bad_answer' })
  })

  test('that accepts is no delivery, even for a number without a campaign', async () => {
    const data = outboundOf('queued', { tcr_campaign_id: null })
    expect(await answered(() => HttpResponse.json({ data }))).toMatchObject({ reached: 'queued' })
  })

  test('that accepts and fails at once is a rejection', async () => {
    const data = outboundOf('sending_failed', { errors: [{ code: '40310', title: 'x' }] })
    expect(await answered(() => HttpResponse.json({ data }))).toEqual({
      status: 'rejected',
      code: '40310',
      fault: 'recipient_invalid',
    })
  })

  test.each([
    ['40300', 400, {}, 'opted_out'],
    ['40300', 400, { title: 'Undeliverable' }, 'opted_out'],
    ['40310', 400, {}, 'recipient_invalid'],
    ['10002', 400, { source: { pointer: '/to' } }, 'recipient_invalid'],
    ['10002', 400, { source: { pointer: '/from' } }, 'configuration'],
    ['40302', 400, {}, 'content_rejected'],
    ['40317', 400, {}, 'media_unsupported'],
    ['40329', 400, {}, 'sender_unregistered'],
    ['40305', 400, {}, 'configuration'],
    ['40331', 422, {}, 'country_not_enabled'],
    ['40333', 429, {}, 'sender_paused'],
    ['40020', 429, {}, 'sender_paused'],
    ['40300', 429, {}, 'opted_out'],
    ['40310', 500, {}, 'recipient_invalid'],
    ['40008', 503, {}, undefined],
    ['40300', 409, {}, 'opted_out'],
    ['10005', 404, {}, 'configuration'],
    ['20100', 403, {}, 'configuration'],
    ['99999', 403, {}, 'configuration'],
    ['99999', 400, {}, undefined],
  ])('%s over HTTP %i %j is rejected, once: %s', async (code, status, more, fault) => {
    const before = telnyx.state.sends.length
    expect(await answered(() => errorOf(code, status, more))).toEqual({
      status: 'rejected',
      code,
      ...(fault ? { fault } : {}),
    })
    expect(telnyx.state.sends.length - before).toBe(1)
  })

  test('a rejected key is not the message’s fault', async () => {
    expect(await answered(() => errorOf('10009', 401))).toEqual({ status: 'retry', code: '10009' })
  })

  test.each([302, 307, 404])('%i not from Telnyx leaves the result open', async (status) => {
    const page = () => new HttpResponse('<html>', { status })
    expect(await answered(page)).toEqual({ status: 'unknown', code: `http_${status}` })
  })

  test.each([
    ['10007', 500],
    ['10008', 504],
    ['10036', 409],
    ['10037', 503],
    ['10037', 400],
    ['99999', 502],
  ])(
    '%s over HTTP %i leaves open whether it was sent, and is not repeated',
    async (code, status) => {
      const before = telnyx.state.sends.length
      expect(await answered(() => errorOf(code, status))).toEqual({ status: 'unknown', code })
      expect(telnyx.state.sends.length - before).toBe(1)
    },
  )

  test.each([
    ['10011', 429, { 'retry-after': '7' }, 7_000],
    ['10011', 429, { 'x-ratelimit-reset': '30' }, 30_000],
    ['10011', 429, { 'x-ratelimit-reset': String(NOW / 1000 + 12) }, 12_000],
    ['99999', 429, {}, undefined],
    ['40018', 429, {}, undefined],
    ['40318', 400, {}, 60_000],
    ['40320', 400, {}, 300_000],
  ])('%s over HTTP %i %j is repeated later', async (code, status, headers, afterMs) => {
    const answer = () =>
      HttpResponse.json(
        { errors: [{ code }] },
        { status, headers: headers as Record<string, string> },
      )
    expect(await answered(answer)).toEqual({
      status: 'retry',
      code,
      ...(afterMs === undefined ? {} : { afterMs }),
    })
  })

  test('contains none of Telnyx’s texts, which quote ours', async () => {
    await answered(() => errorOf('40310', 400))
    expect(telnyx.state.lines.join('\n')).not.toContain('15550100777')
  })
})

describe('a send in doubt', () => {
  const record = (parts: object) => ({
    uuid: 'a1b2c3d4-0000-4000-8000-0000000000a2',
    delivery_status_webhook_url: `${WEBHOOK_URL}?message=m_81`,
    ...parts,
  })
  const find = (data: readonly object[]) => {
    telnyx.state.api.detail_records = { data }
    return telnyx.provider.find?.(orderOf(TEXT), telnyx.http)
  }

  test('is found by our id in its detail record, searched by numbers only', async () => {
    const other = record({ uuid: 'x', delivery_status_webhook_url: `${WEBHOOK_URL}?message=m_8` })
    expect(await find([other, record({ status: 'dlr_unconfirmed' })])).toEqual({
      status: 'accepted',
      id: 'a1b2c3d4-0000-4000-8000-0000000000a2',
      reached: 'sent',
    })
    const query = new URL(telnyx.state.requests.at(-1)?.url ?? '').searchParams
    expect(Object.fromEntries(query)).toMatchObject({
      'filter[cld]': '+15550100777',
      'filter[cli]': '+15550100001',
      'filter[direction]': 'outbound',
    })
  })

  test('that has failed since gives the reason', async () => {
    const failed = record({ status: 'failed', errors: [{ code: '40010', title: 'x' }] })
    expect(await find([failed])).toMatchObject({
      reached: 'failed',
      code: '40010',
      fault: 'sender_unregistered',
    })
  })

  test('is never called absent: queued messages are not in the records', async () => {
    expect(await find([])).toEqual({ status: 'undecided', code: 'no_record' })
    telnyx.state.api = {}
    expect(await telnyx.provider.find?.(orderOf(TEXT), telnyx.http)).toEqual({
      status: 'unknown',
      code: '10005',
    })
  })
})
