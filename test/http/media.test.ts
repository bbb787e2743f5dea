import { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Media, Message } from '../../src/core/model/message/message.ts'
import type { Gateway } from '../../src/engine/gateway.ts'
import { requestIdOf, respond } from '../../src/http/kit/answer.ts'
import { ProblemError, problemAnswer } from '../../src/http/kit/problem.ts'
import { serveMedia } from '../../src/http/media.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createMediaLinks } from '../../src/tokens/media-link.ts'
import { deviation } from '../support/documents/openapi.ts'

const PUBLIC = 'https://gate.example.com'
const SECRET = 'the secret of the test'
const links = createMediaLinks({ publicUrl: PUBLIC, secret: SECRET })

let now: number
let file: Media
let advertisement: Media | undefined
let logged: string[]
let provide: (media: Media) => Promise<Response>
beforeEach(() => {
  now = Date.parse('2026-11-24T09:00:00Z')
  file = { url: 'https://api.twilio.com/file', contentType: 'image/jpeg', filename: 'cat.jpg' }
  advertisement = undefined
  logged = []
  provide = async () => new Response('bytes', { headers: { 'content-length': '5' } })
})

const stored = (): Message => ({
  id: 'msg_1',
  contact: 'c_1',
  direction: 'inbound',
  at: now,
  line: 'advisory',
  sender: 'whatsapp:+15550001111',
  address: 'whatsapp:+15550102030',
  status: 'received',
  history: [],
  received: {
    form: 'message',
    type: 'image',
    media: [file],
    ...(advertisement && { adMedia: advertisement }),
  },
})

/** As much of a gateway as a file needs. */
const gateway = () =>
  ({
    directory: { publicUrl: PUBLIC, sender: () => ({ connection: 'acme-twilio' }) },
    store: {
      message: async (organisation: string, id: string) =>
        organisation === 'acme' && id === 'msg_1' ? stored() : undefined,
    },
    providers: { 'acme-twilio': { media: (media: Media) => provide(media) } },
    clock: () => now,
    log: createLog({ level: 'debug', write: (line) => logged.push(line) }),
    secret: SECRET,
  }) as unknown as Gateway

const get = async (url = links.make('acme', 'msg_1', 0, now), method = 'GET') => {
  const app = new Hono()
  app.onError((error, c) =>
    error instanceof ProblemError
      ? respond(c, problemAnswer(error, PUBLIC, requestIdOf(c)))
      : fail(error),
  )
  app.get('/media/:token', (c) => serveMedia(c, gateway()))
  return app.request(url, { method })
}
const fail = (error: Error): never => {
  throw error
}

test('a link streams the file in a harmless form', async () => {
  const response = await get()
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('bytes')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': '5',
    'content-disposition': `attachment; filename="cat.jpg"; filename*=UTF-8''cat.jpg`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'no-store',
  })
})

test('the file is streamed', async () => {
  let send: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = controller
    },
  })
  provide = async () => new Response(body)
  const reader = (await get()).body?.getReader()
  send?.enqueue(Uint8Array.of(1))
  expect((await reader?.read())?.value).toEqual(Uint8Array.of(1))
  send?.close()
  expect((await reader?.read())?.done).toBe(true)
})

describe('content that a browser would run becomes plain bytes', () => {
  test.each([
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/xhtml+xml; charset=utf-8', 'application/octet-stream'],
    ['IMAGE/PNG', 'image/png'],
    ['audio/ogg; codecs=opus', 'audio/ogg'],
    ['application/pdf', 'application/pdf'],
  ])('%s is served as %s', async (contentType, served) => {
    file = { ...file, contentType }
    expect((await get()).headers.get('content-type')).toBe(served)
  })

  test('the provider’s answer gives the type if its webhook didn’t', async () => {
    file = { url: file.url }
    provide = async () => new Response('x', { headers: { 'content-type': 'audio/mpeg' } })
    expect((await get()).headers.get('content-type')).toBe('audio/mpeg')
  })
})

test.each([
  ['../../etc/passwd', '.._.._etc_passwd', '.._.._etc_passwd'],
  ['a"; filename="b.exe', 'a_; filename=_b.exe', 'a_%3B%20filename%3D_b.exe'],
  ['tür\r\nX: y.pdf', 't_r__X: y.pdf', 't%C3%BCr__X%3A%20y.pdf'],
  ['invoice\u202Efdp.exe', 'invoice_fdp.exe', 'invoice_fdp.exe'],
  ["o'brien(1)*.txt", "o'brien(1)*.txt", 'o%27brien%281%29%2A.txt'],
])('the file name %j is harmless', async (filename, plain, encoded) => {
  file = { ...file, filename }
  const disposition = (await get()).headers.get('content-disposition')
  expect(disposition).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
})

test('a file without a name gets one', async () => {
  const nameOf = async () => {
    const disposition = (await get()).headers.get('content-disposition') ?? ''
    return /filename="([^"]*)"/.exec(disposition)?.[1]
  }
  file = { url: file.url, contentType: 'image/jpeg' }
  expect(await nameOf()).toBe('image-1.jpg')
  file = { url: file.url }
  provide = async () => new Response('x', { headers: { 'content-type': 'application/pdf' } })
  expect(await nameOf()).toBe('document-1.pdf')
  provide = async () => new Response('x', { headers: { 'content-type': 'application/x-strange' } })
  expect(await nameOf()).toBe('document-1.bin')
  const disposition = 'inline; filename="invoice 4.pdf"'
  provide = async () => new Response('x', { headers: { 'content-disposition': disposition } })
  expect(await nameOf()).toBe('invoice 4.pdf')
  const encoded = "attachment; filename=x; filename*=UTF-8''caf%C3%A9.pdf"
  provide = async () => new Response('x', { headers: { 'content-disposition': encoded } })
  expect(await nameOf()).toBe('caf_.pdf')
})

test('an advertisement’s picture comes after the files', async () => {
  const adMedia = { url: 'https://api.twilio.com/ad', contentType: 'image/png' }
  advertisement = adMedia
  const asked: Media[] = []
  provide = async (media) => {
    asked.push(media)
    return new Response('ad')
  }
  const response = await get(links.make('acme', 'msg_1', 1, now))
  expect(await response.text()).toBe('ad')
  expect(asked).toEqual([adMedia])
  expect((await get(links.make('acme', 'msg_1', 2, now))).status).toBe(404)
})

test('a HEAD request keeps no connection to the provider', async () => {
  let isClosed = false
  const bytes = new ReadableStream({
    cancel: () => {
      isClosed = true
    },
  })
  provide = async () => new Response(bytes, { headers: { 'content-length': '5' } })
  const response = await get(undefined, 'HEAD')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(response.headers.get('content-length')).toBe('5')
  expect(isClosed).toBe(true)
})

test('a link that is forged, expired or names no file is not found', async () => {
  const url = links.make('acme', 'msg_1', 0, now)
  const absent = [
    `${PUBLIC}/media/nonsense`,
    `${url}x`,
    links.make('acme', 'msg_1', 1, now),
    links.make('acme', 'msg_2', 0, now),
    links.make('other', 'msg_1', 0, now),
    links.make('acme', 'msg_1', 0, now - 3_600_000),
  ]
  for (const each of absent) expect((await get(each)).status).toBe(404)
})

test('a file that the provider no longer has is not found', async () => {
  provide = async () => new Response('', { status: 404 })
  expect((await get()).status).toBe(404)
})

test('trouble at the provider is a 502 without the provider’s text', async () => {
  for (const trouble of [
    async () => new Response('canary', { status: 500 }),
    async () => Promise.reject(new Error('twilio: media: canary')),
  ]) {
    provide = trouble
    const response = await get()
    expect(response.status).toBe(502)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const body = await response.text()
    expect(JSON.parse(body)).toMatchObject({ status: 502, reason: 'media_unavailable' })
    expect(deviation('GET', '/media/token', 502, JSON.parse(body))).toBeUndefined()
    expect(body).not.toContain('canary')
  }
  expect(logged).toHaveLength(2)
})
