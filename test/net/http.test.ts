import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { createServer as createSocketServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { HttpResponse, http as mock } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createHttp, type Fetch } from '../../src/net/http.ts'
import { createNodeFetch } from '../../src/net/http-node.ts'
import { isPublicAddress } from '../../src/net/public-address.ts'
import { HttpError } from '../../src/ports/errors.ts'
import type { HttpRequest } from '../../src/ports/http.ts'
import { createLog } from '../../src/telemetry/log.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

const listen = (server: Server | ReturnType<typeof createSocketServer>) =>
  new Promise<number>((resolve) => {
    open.push({
      close: () =>
        new Promise((done) => {
          server.close(done)
          if ('closeAllConnections' in server) server.closeAllConnections()
        }),
    })
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

const serve = async (listener: RequestListener) => {
  const port = await listen(createServer(listener))
  return `http://127.0.0.1:${port}`
}

const parts = (fetch: Fetch) => {
  const lines: string[] = []
  let now = 1_000
  const log = createLog({ level: 'debug', write: (line) => lines.push(line), clock: () => 0 })
  const http = createHttp({ fetch, log, clock: () => (now += 7) })
  return { http, lines }
}

const asked = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  connection: 'acme-crm',
  purpose: 'tell',
  allowPrivate: true,
  ...more,
})

const failure = async (attempt: Promise<unknown>): Promise<HttpError> => {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(HttpError)
  return error as HttpError
}

describe.each([
  ['the global fetch', fetch as Fetch],
  ['the fetch of Node', createNodeFetch()],
])('with %s', (_, given) => {
  test('method, headers and body arrive, and the answer comes back complete', async () => {
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      response.writeHead(201, { 'x-answer': 'yes', 'set-cookie': ['a=1', 'b=2'] })
      response.write(`${request.method} ${request.url} ${request.headers['x-ask']} `)
      response.end(Buffer.concat(chunks))
    })
    const { http } = parts(given)
    const answer = await http(
      asked(`${url}/a/b?c=d`, { method: 'POST', headers: { 'x-ask': 'please' }, body: 'héllo' }),
    )
    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-answer')).toBe('yes')
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(new TextDecoder().decode(answer.body)).toBe('POST /a/b?c=d please héllo')
  })

  test('an answer without a body is empty', async () => {
    const url = await serve((_request, response) => void response.writeHead(204).end())
    const { http } = parts(given)
    expect((await http(asked(url))).body).toHaveLength(0)
    expect((await http.stream(asked(url))).body).toBeNull()
  })

  test('a redirect is an answer and is not followed', async () => {
    const seen: string[] = []
    const url = await serve((request, response) => {
      seen.push(request.url ?? '')
      response.writeHead(302, { location: '/secret' }).end()
    })
    const { http } = parts(given)
    expect((await http(asked(`${url}/first`))).status).toBe(302)
    expect(seen).toEqual(['/first'])
  })

  test('an endless body is a timeout that knows the status', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200)
      response.write('drip')
    })
    const { http } = parts(given)
    const error = await failure(http(asked(url, { timeoutMs: 400 })))
    expect(error).toMatchObject({ code: 'timeout', reached: true, status: 200 })
  })

  test('no answer is a timeout, and the request may have arrived', async () => {
    const url = await serve(() => {})
    const { http } = parts(given)
    const error = await failure(http(asked(url, { timeoutMs: 400 })))
    expect(error).toMatchObject({ code: 'timeout', reached: true })
    expect(error.status).toBeUndefined()
  })

  test('an oversized body is cut off while it streams', async () => {
    let written = 0
    const url = await serve((_request, response) => {
      const more = () => {
        do written += 65_536
        while (!response.destroyed && response.write(Buffer.alloc(65_536)))
      }
      response.on('drain', more)
      more()
    })
    const { http } = parts(given)
    const error = await failure(http(asked(url, { maxBytes: 10_000 })))
    expect(error).toMatchObject({ code: 'too_large', reached: true, status: 200 })
    expect(written).toBeLessThan(64 * 1_048_576)
  })

  test('a gzip bomb is measured by its unpacked bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    expect(bomb.byteLength).toBeLessThan(10_000)
    const url = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    })
    const { http } = parts(given)
    const error = await failure(http(asked(url, { maxBytes: 100_000 })))
    expect(error).toMatchObject({ code: 'too_large', reached: true })
  })

  test('an answer compressed without a request is unpacked', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'))
    })
    const { http } = parts(given)
    expect(new TextDecoder().decode((await http(asked(url))).body)).toBe('hello')
  })

  test('a refused connection certainly never arrived', async () => {
    const port = await listen(createServer())
    await open.pop()?.close()
    const { http } = parts(given)
    const error = await failure(http(asked(`http://127.0.0.1:${port}/`)))
    expect(error).toMatchObject({ code: 'connect', reached: false })
  })

  test('a server that speaks no TLS certainly never got the request', async () => {
    const url = await serve((_request, response) => void response.end())
    const { http } = parts(given)
    const error = await failure(http(asked(url.replace('http:', 'https:'))))
    expect(error).toMatchObject({ code: 'connect', reached: false })
  })

  test('a connection cut after the request may have carried it', async () => {
    const port = await listen(
      createSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    )
    const { http } = parts(given)
    const error = await failure(http(asked(`http://127.0.0.1:${port}/`, { method: 'POST' })))
    expect(error).toMatchObject({ code: 'reset', reached: true })
  })

  test('a stream is passed on, and cut off above its limit', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' })
      response.end(Buffer.alloc(request.url === '/big' ? 50_000 : 5_000, 1))
    })
    const { http } = parts(given)
    const small = await http.stream(asked(`${url}/small`, { maxBytes: 10_000 }))
    expect(small.headers.get('content-type')).toBe('image/jpeg')
    expect((await small.arrayBuffer()).byteLength).toBe(5_000)
    const big = await http.stream(asked(`${url}/big`, { maxBytes: 10_000 }))
    expect(await failure(big.arrayBuffer())).toMatchObject({ code: 'too_large' })
  })

  test('a reader that stops ends the exchange', async () => {
    let gone = () => {}
    const left = new Promise<void>((resolve) => {
      gone = resolve
    })
    const url = await serve((_request, response) => {
      response.on('close', gone)
      response.writeHead(200).write('first')
    })
    const { http, lines } = parts(given)
    const reader = (await http.stream(asked(url))).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await left
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'aborted', status: 200 })
  })

  test('each exchange logs one line, without path, query, body or header', async () => {
    const url = await serve((request, response) => {
      response.writeHead(request.url?.startsWith('/bad') ? 500 : 200).end('canary-answer')
    })
    const { http, lines } = parts(given)
    await http(
      asked(`${url}/ok/canary-path?token=canary-query`, {
        method: 'POST',
        headers: { authorization: 'canary-header' },
        body: 'canary-body',
      }),
    )
    await http(asked(`${url}/bad`))
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        at: '1970-01-01T00:00:00.000Z',
        level: 'debug',
        event: 'http',
        connection: 'acme-crm',
        purpose: 'tell',
        method: 'POST',
        host: new URL(url).host,
        status: 200,
        durationMs: 7,
      },
      expect.objectContaining({ level: 'warn', method: 'GET', status: 500 }),
    ])
    expect(lines.join()).not.toContain('canary')
  })
})

test('the plain global fetch can be intercepted', async () => {
  const server = setupServer(mock.get('https://crm.example.com/x', () => HttpResponse.text('hi')))
  server.listen({ onUnhandledFrame: 'error' })
  open.push(server)
  const { http } = parts(fetch as Fetch)
  const answer = await http(asked('https://crm.example.com/x', { allowPrivate: false }))
  expect(new TextDecoder().decode(answer.body)).toBe('hi')
})

describe('the targets of Node’s fetch', () => {
  const answering =
    (...addresses: readonly string[]): LookupFunction =>
    (_host, options, callback) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      if (options.all) callback(null, found)
      else callback(null, found[0]?.address ?? '', found[0]?.family)
    }

  const counting = async () => {
    let connections = 0
    const port = await listen(
      createSocketServer((socket) => {
        connections += 1
        socket.destroy()
      }),
    )
    return { port, connections: () => connections }
  }

  test('a name that resolves to a private address is refused on connecting', async () => {
    const target = await counting()
    const { http } = parts(createNodeFetch({ lookup: answering('127.0.0.1') }))
    const url = `https://rebinding.example.com:${target.port}/`
    const error = await failure(http(asked(url, { allowPrivate: false })))
    expect(error).toMatchObject({ code: 'forbidden_address', reached: false })
    expect(target.connections()).toBe(0)

    await failure(http(asked(url, { allowPrivate: true })))
    expect(target.connections()).toBeGreaterThan(0)
  })

  test('one private address among public ones suffices for a refusal', async () => {
    const { http } = parts(createNodeFetch({ lookup: answering('93.184.216.34', '10.0.0.1') }))
    const error = await failure(http(asked('https://mixed.example.com/', { allowPrivate: false })))
    expect(error.code).toBe('forbidden_address')
  })

  test('a request that timed out before connecting is not sent afterwards', async () => {
    const seen: string[] = []
    const url = await serve((request, response) => {
      seen.push(request.url ?? '')
      response.end()
    })
    const { promise: found, resolve: find } = Promise.withResolvers<void>()
    const lookup: LookupFunction = (...given) =>
      void found.then(() => answering('127.0.0.1')(...given))
    const { http } = parts(createNodeFetch({ lookup }))
    const named = url.replace('127.0.0.1', 'slow.example.com')
    const error = await failure(http(asked(`${named}/late`, { timeoutMs: 100 })))
    expect(error.code).toBe('timeout')
    find()
    await http(asked(`${named}/next`))
    expect(seen).toEqual(['/next'])
  })

  test('a connection opened with allowPrivate serves no request without it', async () => {
    const url = await serve((_request, response) => void response.end())
    const { http } = parts(createNodeFetch())
    expect((await http(asked(url))).status).toBe(200)
    const error = await failure(http(asked(url, { allowPrivate: false })))
    expect(error.code).toBe('forbidden_address')
  })

  test.each([
    'http://crm.example.com/',
    'https://user:secret@crm.example.com/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://169.254.169.254/latest/meta-data',
  ])('%s is refused', async (url) => {
    const { http, lines } = parts(createNodeFetch({ lookup: answering('93.184.216.34') }))
    const error = await failure(http(asked(url, { allowPrivate: false })))
    expect(error).toMatchObject({ code: 'forbidden_address', reached: false })
    expect(error.message + lines.join()).not.toContain('secret')
  })

  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2001:db8::1',
    '2001::1',
    '2002:808:808::1',
    'fc00::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '4000::1',
    'crm.example.com',
    '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001::5'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  test('an IPv4 address doesn’t become public in IPv6 notation', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '::', '64:ff9b::'), (v4, dress) => {
        expect(isPublicAddress(dress + v4)).toBe(false)
      }),
    )
  })
})

describe('while a connection’s maximum of requests is running', () => {
  const withHanging = () => {
    const answers: (() => void)[] = []
    const given: Fetch = (_, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        answers.push(() => resolve(new Response('ok') as Awaited<ReturnType<Fetch>>))
      })
    const { http } = parts(given)
    return { http, answers }
  }

  test('the next one waits, and its deadline starts when it is sent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { http, answers } = withHanging()
    const under = Array.from({ length: 64 }, () => http(asked('https://a.example', SLOW)))
    const next = http(asked('https://a.example', { timeoutMs: 10_000 }))
    await vi.advanceTimersByTimeAsync(9_000)
    expect(answers).toHaveLength(64)
    for (const answer of answers) answer()
    await Promise.all(under)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(answers).toHaveLength(65)
    answers[64]?.()
    expect((await next).status).toBe(200)
  })

  test('another connection does not wait', async () => {
    const { http, answers } = withHanging()
    const under = Array.from({ length: 64 }, () => http(asked('https://a.example')))
    const other = http(asked('https://a.example', { connection: 'other' }))
    await expect.poll(() => answers).toHaveLength(65)
    for (const answer of answers) answer()
    await Promise.all([...under, other])
  })

  test('does not wait for files that are read slowly', async () => {
    const { http, answers } = withHanging()
    const under = Array.from({ length: 64 }, () => http.stream(asked('https://a.example')))
    const send = http(asked('https://a.example'))
    await expect.poll(() => answers).toHaveLength(65)
    answers[64]?.()
    expect((await send).status).toBe(200)
    for (const answer of answers) answer()
    for (const file of await Promise.all(under)) await file.body?.cancel()
  })

  test('one that waits too long is never sent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { http, answers } = withHanging()
    const under = Array.from({ length: 64 }, () => http(asked('https://a.example', SLOW)))
    const failed = failure(http(asked('https://a.example')))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await failed).toMatchObject({ code: 'busy', reached: false })
    expect(answers).toHaveLength(64)
    for (const answer of answers) answer()
    await Promise.all(under)
  })
})

const SLOW = { timeoutMs: 60_000 }
