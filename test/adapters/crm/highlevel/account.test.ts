/** Tokens that can be used once, limits, and errors that don't mean what they say. */

import { HttpResponse } from 'msw'
import { afterEach, describe, expect, test } from 'vitest'
import { createApi } from '../../../../adapters/crm/highlevel/account/api.ts'
import { CallError } from '../../../../adapters/crm/kit/call-error.ts'
import { createHlWorld, HL_ENV } from '../../../support/crm/highlevel-world.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'

let violations: readonly string[] = []
afterEach(() => {
  expect(violations).toEqual([])
})

const open = async (...parts: Parameters<typeof createHlWorld>) => {
  const world = await createHlWorld(...parts)
  violations = world.crm.violations
  return world
}

describe('tokens', () => {
  test('one refresh serves many calls, and its refresh token is stored sealed', async () => {
    const store = createMemoryStore({ hashKey: 'the hash key of the test' })
    const { crm, writes } = await open({}, { store })
    await writes('one')
    await writes('two')
    expect(crm.refreshes()).toBe(1)
    const sealed = await store.setting('vault highlevel hl')
    expect(sealed).toMatch(/^[\w-]{100,}$/)
    for (const word of ['refresh-1', 'access-1'])
      expect(Buffer.from(sealed ?? '', 'base64url').toString('latin1')).not.toContain(word)
  })

  test('an expired token is refreshed with the latest refresh token, even by the next process', async () => {
    const store = createMemoryStore({ hashKey: 'the hash key of the test' })
    const { crm, writes } = await open({}, { store })
    await writes('one')
    crm.revokes()
    await writes('two')
    expect(crm.refreshes()).toBe(2)
    expect(crm.messages.map(({ body }) => body)).toEqual(['one', 'two'])
    const grants = crm.calls('POST /oauth/token').map(({ body }) => body)
    expect(grants).toMatchObject([{ refresh_token: 'refresh-0' }, { refresh_token: 'refresh-1' }])
    const [given] = grants
    expect(given).toEqual({
      client_id: 'client-1',
      client_secret: HL_ENV.HL_SECRET,
      grant_type: 'refresh_token',
      refresh_token: 'refresh-0',
      user_type: 'Location',
    })
  })

  test('a token is refreshed a minute before it ends', async () => {
    const { crm, writes, advance } = await open()
    await writes('one')
    await advance(86_399_000 - 30_000)
    await writes('two')
    expect(crm.refreshes()).toBe(2)
  })

  test('two processes that refresh at once use the refresh token only once', async () => {
    const kept = new Map<string, string>()
    const vault = {
      read: async (name: string) => kept.get(name),
      rotate: async (name: string, used: string, work: () => Promise<string>) => {
        const key = `${name} ${used}`
        if (kept.has(key)) return undefined
        kept.set(key, '')
        const next = await work()
        kept.set(name, next)
        return next
      },
    }
    let refreshes = 0
    const answer = async () => {
      refreshes += 1
      const body = JSON.stringify({ access_token: `a${refreshes}`, refresh_token: `r${refreshes}` })
      return { status: 200, headers: new Headers(), body: new TextEncoder().encode(body) }
    }
    const http = Object.assign(answer, { stream: async () => new Response() })
    const api = () =>
      createApi({
        connection: 'hl',
        config: { refreshToken: 'r0', apiUrl: 'https://hl.example.com' } as never,
        vault,
        clock: () => 0,
        wait: async () => {},
      })
    const results = await Promise.allSettled([api().grant(http), api().grant(http)])
    expect(refreshes).toBe(1)
    const [failed] = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(failed).toBeInstanceOf(CallError)
    expect(failed.outcome).toMatchObject({ status: 'retry', code: 'token_refreshing' })
  })

  test('the doctor reports a used-up refresh token, and nothing is lost meanwhile', async () => {
    const { crm, writes, gateway, advance } = await open()
    const refuse = () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
    for (const _ of [1, 2]) crm.fails('POST /oauth/token', refuse)
    await writes('one')
    await advance(40_000)
    const findings = await gateway.crms.hl?.diagnose(gateway.http)
    expect(findings).toMatchObject([
      { ok: false, advice: expect.stringContaining('install the app') },
    ])
    await advance(3_600_000)
    expect(crm.messages).toHaveLength(1)
  })
})

test('the doctor names missing scopes, and passes a healthy account', async () => {
  const { crm, gateway } = await open()
  const findings = async () => (await gateway.crms.hl?.diagnose(gateway.http)) ?? []
  expect((await findings()).every(({ ok }) => ok)).toBe(true)
  const other = await open()
  other.crm.fails('POST /oauth/token', () =>
    HttpResponse.json({
      access_token: 'a',
      refresh_token: 'r',
      userType: 'Company',
      locationId: 'loc2',
      scope: 'contacts.readonly',
    }),
  )
  const advice = (await other.gateway.crms.hl?.diagnose(other.gateway.http)) ?? []
  expect(advice.filter(({ ok }) => !ok).map((one) => one.advice)).toEqual([
    expect.stringContaining('agency'),
    expect.stringContaining('locationId'),
    expect.stringContaining('users.readonly'),
  ])
  expect(crm.refreshes()).toBe(1)
})

describe('limits', () => {
  test('after a 429 no request is made until the interval is over', async () => {
    const { crm, writes, advance } = await open()
    await writes('one')
    crm.fails('POST /conversations/messages/inbound', () =>
      HttpResponse.json(
        { statusCode: 429 },
        { status: 429, headers: { 'x-ratelimit-interval-milliseconds': '20000' } },
      ),
    )
    await writes('two')
    const before = crm.requests.length
    await advance(15_000)
    expect(crm.requests.length).toBe(before)
    await advance(60_000)
    expect(crm.messages.map(({ body }) => body)).toEqual(['one', 'two'])
  })

  test('a used-up daily allowance waits until the day ends', async () => {
    const { crm, writes, advance, now } = await open()
    await writes('one')
    crm.fails('POST /conversations/messages/inbound', () =>
      HttpResponse.json(
        {},
        {
          status: 429,
          headers: {
            'x-ratelimit-daily-remaining': '0',
            'x-ratelimit-daily-reset': String(now() + 3_600_000),
          },
        },
      ),
    )
    await writes('two')
    const before = crm.requests.length
    await advance(3_500_000)
    expect(crm.requests.length).toBe(before)
    await advance(2 * 3_600_000)
    expect(crm.messages).toHaveLength(2)
  })
})

test('500 may mean 401: after two of them the token is refreshed', async () => {
  const { crm, writes, advance } = await open()
  await writes('one')
  crm.revokes()
  const stale = () => HttpResponse.json({ statusCode: 500 }, { status: 500 })
  for (const _ of [1, 2]) crm.fails('POST /conversations/messages/inbound', stale)
  await writes('two')
  await advance(3_600_000)
  expect(crm.messages.map(({ body }) => body)).toEqual(['one', 'two'])
  expect(crm.refreshes()).toBe(2)
})

test('version v3 covers all calls and has its own names', async () => {
  const { crm, writes } = await createHlWorld({ apiVersion: 'v3' })
  const seen: string[] = []
  crm.fails('POST /oauth/token', () =>
    HttpResponse.json({ accessToken: 'a', refreshToken: 'r', expiresIn: 86_399 }),
  )
  crm.listens((request) => {
    seen.push(request.headers.get('version') ?? '')
    return HttpResponse.json({ contact: { id: 'ct1' }, conversations: [{ id: 'cv1' }] })
  })
  await writes('one')
  expect(new Set(seen)).toEqual(new Set(['v3']))
  expect(crm.calls('POST /oauth/token')[0]?.body).toEqual({
    clientId: 'client-1',
    clientSecret: HL_ENV.HL_SECRET,
    grantType: 'refresh_token',
    refreshToken: 'refresh-0',
    userType: 'Location',
  })
})
