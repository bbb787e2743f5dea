/** Inbound files: an id, an address that lives five minutes, bytes that are compared. */

import { createHash } from 'node:crypto'
import { HttpResponse } from 'msw'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ACCOUNT, GRAPH, PHONE_ID, startMeta } from '../../../support/provider/meta.ts'

let meta: Awaited<ReturnType<typeof startMeta>>
beforeAll(async () => {
  meta = await startMeta()
})
afterAll(() => meta.close())

const BYTES = new TextEncoder().encode('the picture')
const digest = (encoding: 'hex' | 'base64') => createHash('sha256').update(BYTES).digest(encoding)
const HOST = 'https://lookaside.fbsbx.com'
const bytes = () => new HttpResponse(BYTES, { headers: { 'content-type': 'image/jpeg' } })

beforeEach(() => {
  meta.state.requests.length = 0
  meta.state.graph = { '4001': { url: `${HOST}/f/1?x=1`, mime_type: 'image/jpeg' } }
  meta.state.files = { '/f/1': [bytes()] }
})

const read = (hash = '', url = `${GRAPH}/4001?phone_number_id=${PHONE_ID}`) =>
  meta.provider.media({ url: `${url}${hash}` }, meta.http)

test('the bytes are returned, not the JSON with their address', async () => {
  const answer = await read()
  expect([answer.status, await answer.text()]).toEqual([200, 'the picture'])
  expect(meta.state.requests.map(({ url }) => url)).toEqual([
    `${GRAPH}/4001?phone_number_id=${PHONE_ID}`,
    `${HOST}/f/1?x=1`,
  ])
  for (const { headers } of meta.state.requests)
    expect(headers.get('authorization')).toBe(`Bearer ${ACCOUNT.accessToken}`)
})

test.each(['hex', 'base64'] as const)('the checksum may be %s', async (encoding) => {
  const answer = await read(`#sha256=${encodeURIComponent(digest(encoding))}`)
  expect(await answer.text()).toBe('the picture')
})

test('wrong bytes break off the stream', async () => {
  meta.state.files = { '/f/1': [new HttpResponse('something else')] }
  const answer = await read(`#sha256=${encodeURIComponent(digest('base64'))}`)
  await expect(answer.text()).rejects.toThrow('checksum')
})

test('the checksum of the second answer is checked too', async () => {
  meta.state.graph = { '4001': { url: `${HOST}/f/1`, sha256: digest('hex') } }
  meta.state.files = { '/f/1': [new HttpResponse('something else')] }
  await expect((await read()).text()).rejects.toThrow('checksum')
})

test('an expired URL is requested again', async () => {
  meta.state.files = { '/f/1': [new HttpResponse(null, { status: 404 }), bytes()] }
  expect(await (await read()).text()).toBe('the picture')
  expect((await read()).status).toBe(404)
})

test.each([
  'https://evil.example/f/1',
  'https://fbsbx.com.evil.example/f',
  'https://evilfbsbx.com/f',
  'http://lookaside.fbsbx.com/f/1',
  'https://user@lookaside.fbsbx.com/f/1',
  undefined,
])('the token goes to no host but Meta’s: %s', async (url) => {
  meta.state.graph = { '4001': { url } }
  await expect(read()).rejects.toThrow('meta: media')
  expect(meta.state.requests).toHaveLength(1)
})

test.each([
  'https://elsewhere.example/v26.0/4001',
  'https://graph.facebook.com.evil.example/v26.0/4001',
  `${GRAPH}/me/accounts`,
  `${GRAPH}/../../4001`,
  'not a url',
])('only files that Meta’s webhooks named are asked for: %s', async (url) => {
  await expect(read('', url)).rejects.toThrow('not a file of this account')
  expect(meta.state.requests).toEqual([])
})

test('a file from before a version change is still found', async () => {
  expect((await read('', `${ACCOUNT.graphUrl}/v19.0/4001`)).status).toBe(200)
})
