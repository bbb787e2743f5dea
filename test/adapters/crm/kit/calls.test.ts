import { expect, test } from 'vitest'
import { attempt } from '../../../../adapters/crm/kit/call-error.ts'
import { type Call, createCaller } from '../../../../adapters/crm/kit/calls.ts'
import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../../src/ports/http.ts'
import type { Outcome } from '../../../../src/ports/side.ts'

const CALL: Call = { method: 'GET', path: '/x', purpose: 'test' }

const answer = (status: number, headers: Record<string, string> = {}, body = '{}'): HttpAnswer => ({
  status,
  headers: new Headers(headers),
  body: new TextEncoder().encode(body),
})

const open = (answers: (HttpAnswer | HttpError)[]) => {
  const sent: HttpRequest[] = []
  let now = 1_000
  const http: Http = Object.assign(
    async (request: HttpRequest) => {
      sent.push(request)
      const next = answers.shift() ?? answer(200)
      if (next instanceof HttpError) throw next
      return next
    },
    { stream: async () => new Response('') },
  )
  const call = createCaller({
    connection: 'cw',
    baseUrl: 'https://chat.example.com',
    allowPrivate: false,
    clock: () => now,
    wait: async (ms) => {
      now += ms
    },
    credentials: { authorization: 'token' },
    limit: { requests: 2, perMs: 1_000 },
  })
  const run = (more: Partial<Call> = {}): Promise<Outcome> =>
    attempt(async () => {
      const { status } = await call(http, { ...CALL, ...more })
      return { status: 'accepted', id: String(status) }
    })
  return {
    run,
    sent,
    pass: (ms: number) => {
      now += ms
    },
  }
}

test.each([
  [answer(500), { status: 'retry', code: 'http_500' }],
  [answer(302), { status: 'retry', code: 'redirect' }],
  [answer(401), { status: 'retry', code: 'http_401' }],
  [answer(404), { status: 'rejected', code: 'http_404' }],
  [answer(410), { status: 'rejected', code: 'gone' }],
  [answer(429, { 'retry-after': '7' }), { status: 'retry', code: 'http_429', afterMs: 7_000 }],
  [answer(429), { status: 'retry', code: 'http_429', afterMs: 60_000 }],
  [new HttpError('timeout', true), { status: 'retry', code: 'timeout' }],
  [new HttpError('too_large', true, 200), { status: 'accepted', id: '200' }],
] as const)('an answer becomes the outcome of the attempt (%#)', async (given, outcome) => {
  expect(await open([given]).run()).toEqual(outcome)
})

test('an expected status is returned to the caller', async () => {
  expect(await open([answer(404)]).run({ expect: [404] })).toEqual({
    status: 'accepted',
    id: '404',
  })
})

test('a 429 pauses the account for the time it names', async () => {
  const { run, sent, pass } = open([answer(429, { 'retry-after': '7' })])
  await run()
  expect(await run()).toEqual({
    status: 'retry',
    code: 'rate_limited',
    afterMs: 7_000,
    isEarly: true,
  })
  expect(sent).toHaveLength(1)
  pass(7_000)
  expect(await run()).toMatchObject({ status: 'accepted' })
})

test('requests above the limit wait for a place', async () => {
  const { run, sent } = open([])
  for (let i = 0; i < 5; i++) expect(await run()).toMatchObject({ status: 'accepted' })
  expect(sent).toHaveLength(5)
})
