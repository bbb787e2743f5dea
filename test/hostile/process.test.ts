import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, type Running, startGateway } from '../support/running.ts'
import { MARK, nastyText } from './corpus.ts'
import { talk } from './raw.ts'

const SEED = Number(process.env.HOSTILE_SEED ?? 20261124)
const MEGABYTE = 1024 * 1024

let gateway: Running
beforeAll(async () => {
  gateway = await startGateway(newFolder(), { HOST: '127.0.0.1', LOG_LEVEL: 'debug' })
})
afterAll(() => gateway.stop('SIGKILL'))

const isAlive = async () => {
  const answer = await fetch(`${gateway.url}/readyz`)
  expect(answer.status).toBe(200)
}

const request = (method: string, path: string, ...headers: readonly string[]) =>
  `${[`${method} ${path} HTTP/1.1`, 'Host: gate', 'Authorization: Bearer sandbox', ...headers].join('\r\n')}\r\n\r\n`
const CHUNKED = 'Transfer-Encoding: chunked'
const JSON_TYPE = 'Content-Type: application/json'
/** 64 KiB as one chunk. */
const CHUNK = Buffer.concat([
  Buffer.from('10000\r\n'),
  Buffer.alloc(0x10000, MARK),
  Buffer.from('\r\n'),
])

describe.concurrent('the process, under all of this at once,', () => {
  test('cuts off silent connections', async () => {
    expect((await talk(gateway.url, '')).status).toContain(' 408 ')
  })

  test('cuts off endlessly slow headers', async () => {
    const slow = { bytes: 'X-A: b\r\n', everyMs: 200 }
    const { status } = await talk(gateway.url, 'GET /healthz HTTP/1.1\r\nHost: gate\r\n', slow)
    expect(status).toContain(' 408 ')
  })

  test('cuts off endlessly slow bodies, and doesn’t log that as its own error', async () => {
    const head = request('POST', '/v1/messages', JSON_TYPE, 'Content-Length: 1000')
    const { status } = await talk(gateway.url, head, { bytes: 'x', everyMs: 200 })
    expect(status).toContain(' 408 ')
  })

  test.each([
    ['an API request with a key', ' 413 ', request('POST', '/v1/messages', JSON_TYPE, CHUNKED)],
    [
      'an API request that announces it',
      ' 413 ',
      request('POST', '/v1/messages', JSON_TYPE, 'Content-Length: 99999999999'),
    ],
    ['a webhook', ' 413 ', request('POST', '/webhooks/phones/messages', CHUNKED)],
    ['a request of the sandbox', ' 413 ', request('POST', '/sandbox/phone', JSON_TYPE, CHUNKED)],
    [
      'a request without a key',
      ' 401 ',
      request('POST', '/v1/messages', 'Authorization: Bearer wrong', CHUNKED).replace(
        'Authorization: Bearer sandbox\r\n',
        '',
      ),
    ],
    ['a route that is not there', ' 404 ', request('POST', '/nowhere', CHUNKED)],
    ['a request that has no body', ' 200 ', request('GET', '/v1/senders', CHUNKED)],
  ])('refuses a body without end while it streams: %s', async (_, status, head) => {
    const ending = await talk(gateway.url, head, { bytes: CHUNK, everyMs: 2 })
    // A reset may overtake the answer.
    expect(['', status]).toContain(ending.status.slice(8, 13))
    // What lies in the buffers between us, and no more.
    expect(ending.taken).toBeLessThan(100 * MEGABYTE)
  })

  test('refuses endless headers', async () => {
    const more = { bytes: `X-A: ${'y'.repeat(1_000)}\r\n`, everyMs: 1 }
    const { status, taken } = await talk(gateway.url, 'GET / HTTP/1.1\r\n', more)
    expect(['', ' 431 ']).toContain(status.slice(8, 13))
    expect(taken).toBeLessThan(MEGABYTE)
  })

  test('refuses a request with two lengths, or with another host in its line', async () => {
    const twice = request('POST', '/v1/messages', 'Content-Length: 5', CHUNKED)
    expect(
      (await talk(gateway.url, `${twice}0\r\n\r\nGET /v1/senders HTTP/1.1\r\n\r\n`)).status,
    ).toContain(' 400 ')
    const elsewhere = request('GET', 'http://evil.example.com/healthz', 'Connection: close')
    expect((await talk(gateway.url, elsewhere)).status).toMatch(/ [24]\d\d /)
  })

  test('survives bytes that are no HTTP', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        nastyText,
        async (bytes, text) => {
          const whole = Buffer.concat([
            bytes,
            Buffer.from(`\r\n${text.slice(0, 3_000)}\r\n\r\n\r\n`),
          ])
          const { status } = await talk(gateway.url, whole)
          expect(status).toMatch(/^$| 4\d\d /)
        },
      ),
      { seed: SEED, numRuns: 100 },
    )
  })

  test('answers other clients during a thousand open connections, and closes those', async () => {
    const flood = Array.from({ length: 1_000 }, () => talk(gateway.url, 'GET /'))
    await isAlive()
    const endings = await Promise.all(flood)
    expect(endings.filter(({ status }) => status !== '' && !status.includes(' 408 '))).toEqual([])
  })

  test('survives clients that disconnect halfway', async () => {
    const { hostname, port } = new URL(gateway.url)
    for (let i = 0; i < 100; i++)
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(
            `${request('POST', '/v1/messages', JSON_TYPE, 'Content-Length: 500')}{"text":"${MARK}`,
            () => {
              socket.resetAndDestroy()
              resolve()
            },
          )
        })
        socket.on('error', () => {})
      })
    await isAlive()
    expect(gateway.child.exitCode).toBeNull()
    expect(gateway.printed()).not.toContain('"level":"error"')
    expect(gateway.printed()).not.toContain(MARK)
  })
})

describe('afterwards', () => {
  test('it works as before, and its log has neither an error nor any text that was sent', async () => {
    await isAlive()
    const answer = await fetch(`${gateway.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({
        from: 'whatsapp:+15550001111',
        to: 'whatsapp:+15557654321',
        agent: 'ana',
        text: MARK,
      }),
    })
    expect(answer.status).toBe(202)
    expect(gateway.printed()).not.toContain('"level":"error"')
    expect(gateway.printed()).not.toContain(MARK)
  })

  test.skipIf(!existsSync('/proc/self/status'))(
    'it never used more than 400 MB of memory (only Linux tells)',
    () => {
      const status = readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8')
      const [, peak] = /VmHWM:\s+(\d+) kB/.exec(status) ?? []
      expect(Number(peak) / 1024).toBeLessThan(400)
    },
  )
})
