/** A body is read the same way from a web request, as on Workers, and from Node's own. */

import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { readBody } from '../../../src/http/kit/body.ts'
import { ProblemError } from '../../../src/http/kit/problem.ts'
import { listen } from '../../../src/runtime/process/listen.ts'

const MAX = 200_000

const app = new Hono()
app.post('/', async (c) => c.text(String((await readBody(c, MAX)).length)))
app.post('/late', async (c) => {
  await new Promise((resolve) => setImmediate(resolve))
  return c.text(new TextDecoder().decode(await readBody(c, MAX)))
})
app.onError((error, c) =>
  error instanceof ProblemError ? c.text(error.reason, 418) : c.text('bug', 500),
)

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const start = async (): Promise<number> => {
  const server = await listen(app.fetch, { port: 0, host: '127.0.0.1' })
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as { port: number }).port
}

type Init = { readonly body?: string | Readable; readonly headers?: Record<string, string> }
/** Resolves with the text of the answer. */
type Post = (path: string, init: Init) => Promise<string>

const overWeb: Post = async (path, { body, ...init }) => {
  const sent = typeof body === 'object' ? (Readable.toWeb(body) as ReadableStream) : body
  const whole = { method: 'POST', duplex: 'half', ...(sent && { body: sent }), ...init }
  return (await app.request(path, whole)).text()
}

/** Not by `fetch`, which may lose an answer that comes before all is sent. */
const overNode: Post = async (path, { body, headers = {} }) => {
  const url = `http://127.0.0.1:${await start()}${path}`
  const sending = request(url, { method: 'POST', headers })
  const answered = once(sending, 'response')
  // Who is refused can't send the rest.
  sending.on('error', () => {})
  if (typeof body === 'object') body.pipe(sending)
  else sending.end(body)
  const [answer] = (await answered) as [IncomingMessage]
  return text(answer)
}

/** Without a length that is announced. */
const chunked = (chunk: string, count: number) => ({
  body: Readable.from(Array(count).fill(Buffer.from(chunk))),
})

describe.each([
  ['a web request', overWeb],
  ["Node's own request", overNode],
])('a body of %s', (_, answerTo) => {
  it('arrives whole, in one piece or in many', async () => {
    expect(await answerTo('/late', { body: 'héllo' })).toBe('héllo')
    expect(await answerTo('/late', chunked('ab', 3))).toBe('ababab')
    expect(await answerTo('/', { body: 'x'.repeat(MAX) })).toBe(String(MAX))
  })

  it('may be missing', async () => expect(await answerTo('/', {})).toBe('0'))

  it('is refused above its limit, announced or not', async () => {
    expect(await answerTo('/', { body: 'x'.repeat(MAX + 1) })).toBe('too_large')
    expect(await answerTo('/', chunked('x'.repeat(1_000), 201))).toBe('too_large')
  })

  it('is refused when encoded', async () => {
    const headers = { 'content-encoding': 'gzip' }
    expect(await answerTo('/', { body: 'x', headers })).toBe('unsupported_media_type')
  })
})

describe('a client of the Node server', () => {
  const say = async (...lines: readonly string[]) => {
    const socket = connect(await start(), '127.0.0.1')
    await once(socket, 'connect')
    socket.end(`POST / HTTP/1.1\r\nHost: gate\r\nConnection: close\r\n${lines.join('\r\n')}`)
    return text(socket)
  }

  it('that disconnects early has sent nothing that counts', async () => {
    expect(await say('Content-Length: 10', '', 'half')).not.toMatch(/\b200 OK\b/)
  })

  it('that is refused may send again over the same connection', async () => {
    const socket = connect(await start(), '127.0.0.1')
    const head = 'POST / HTTP/1.1\r\nHost: gate\r\nTransfer-Encoding: chunked\r\n\r\n'
    const big = `${(MAX + 1).toString(16)}\r\n${'x'.repeat(MAX + 1)}\r\n0\r\n\r\n`
    const next =
      'POST / HTTP/1.1\r\nHost: gate\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc'
    socket.write(`${head}${big}${next}`)
    const answers = await text(socket)
    expect(answers).toContain('too_large')
    expect(answers).toMatch(/\r\n\r\n3$/)
  })
})
