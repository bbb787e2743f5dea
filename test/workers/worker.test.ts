/** The Worker itself, in its sandbox. */

import { env, exports } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { createD1Store } from '../../adapters/store/d1.ts'
import { createHttp } from '../../src/net/http.ts'
import { workerFetch } from '../../src/net/worker-fetch.ts'
import type { Loaded } from '../../src/ports/store.ts'
import worker from '../../src/runtime/worker.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { inbound } from '../contract/store/given.ts'
import { createClient } from '../support/http.ts'
import { emptied } from './database.ts'

await emptied()

const MARIA = 'whatsapp:+15557654321'

const { call } = createClient(
  (path, init) => exports.default.fetch(`http://localhost:8787${path}`, init),
  'sandbox',
)
const write = (more: object) =>
  call('POST', '/v1/messages', { from: 'whatsapp:+15550001111', to: MARIA, agent: 'ana', ...more })
const says = (text: string) =>
  call('POST', '/sandbox/phone', { from: MARIA, to: 'whatsapp:+15550001111', text })
/** Tasks but for those that are due on another day. */
const waiting = async () => {
  const sql = `SELECT COUNT(*) AS n FROM task WHERE lane NOT LIKE 'later:%'`
  const { results } = await env.DB.prepare(sql).all()
  return (results[0] as { readonly n: number }).n
}

describe('a Worker without a configuration', () => {
  test('has a console, with phone and composer first', async () => {
    const page = async (path: string) =>
      (await exports.default.fetch(`http://localhost:8787/console${path}`)).text()
    expect(await page('')).toContain('<h1>A phone and a composer</h1>')
    expect(await page('/overview')).toContain('Messages in')
    expect(await page('/senders')).toContain(encodeURIComponent('whatsapp:+15550001111'))
  })

  test('only serves localhost', async () => {
    const abroad = await exports.default.fetch('https://postern.example.workers.dev/healthz')
    expect(abroad.status).toBe(503)
    expect(await abroad.text()).toContain('docs/deploy-cloudflare.md')
    expect(await call('GET', '/readyz')).toMatchObject({ status: 200 })
  })

  test('is the sandbox: held, asked, agreed, delivered, closed, template, STOP', async () => {
    expect(await write({ text: 'Your papers are ready.' })).toMatchObject({
      status: 202,
      body: { status: 'held', reason: 'consent_pending' },
    })
    const { body: agreed } = await says('Yes!')
    expect(agreed.replies).toMatchObject([
      { automatic: 'opt_in_confirmation' },
      { text: 'Your papers are ready.' },
    ])
    await call('POST', '/sandbox/clock', { advanceMs: 25 * 3_600_000 })
    const late = await write({ text: 'Shall we meet?' })
    expect(late).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
    const variables = { 1: 'Maria', 2: 'Monday at ten' }
    const template = { name: 'appointment_reminder', language: 'en', variables }
    expect(await write({ template })).toMatchObject({ body: { status: 'accepted' } })
    await says('stop please')
    expect(await write({ template })).toMatchObject({ body: { reason: 'consent_revoked' } })
  })

  test('makes the first attempt after the answer, without another request', async () => {
    await call('POST', '/v1/opt-in-requests', {
      from: 'whatsapp:+15550001111',
      to: 'whatsapp:+15557651234',
      agent: 'ana',
    })
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 10_000 })
    const { body } = await call('GET', '/sandbox/phone/whatsapp:+15557651234')
    expect(body).toMatchObject([{ automatic: 'opt_in_request' }])
  })

  test.each([
    '/composer.js',
    '/console/console.js',
    '/console/charts.js',
    '/console/stage.js',
    '/console/try-composer.js',
    '/docs/try.js',
  ])('serves %s with the headers that it has elsewhere, and not twice', async (path) => {
    const get = (headers = {}) => exports.default.fetch(`http://localhost:8787${path}`, { headers })
    const first = await get()
    expect(first.status).toBe(200)
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': expect.stringContaining('max-age=300'),
      'x-content-type-options': 'nosniff',
    })
    const bytes = await first.arrayBuffer()
    const hash = await crypto.subtle.digest('SHA-256', bytes)
    const etag = `"sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}"`
    expect(first.headers.get('etag')).toBe(etag)
    expect((await get({ 'If-None-Match': etag })).status).toBe(304)
  })

  test('serves its assets only by their own paths', async () => {
    const bare = await exports.default.fetch('http://localhost:8787/charts.js')
    expect(bare.status).toBe(404)
    await bare.body?.cancel()
  })

  test('describes itself', async () => {
    expect(await call('GET', '/openapi.json')).toMatchObject({ body: { openapi: '3.1.0' } })
  })
})

describe('every minute', () => {
  test('runs due tasks without requests', async () => {
    const store = await createD1Store(env.DB, { hashKey: 'any' })
    const loaded = await store.load({ organisation: 'sandbox', addresses: ['sms:+15557651111'] })
    const change = inbound(loaded as Loaded, 'left-behind')
    await store.commit({ ...change, recordedAt: Date.now(), provider: 'phones' })
    expect(await waiting()).toBe(1)
    await worker.scheduled({ scheduledTime: Date.parse('2026-11-24T09:01:00Z') }, env)
    expect(await waiting()).toBe(0)
    expect(await store.setting('reconciled sandbox sms:+15550001111')).toBeUndefined()
  })

  test('and every five minutes asks providers for missed messages', async () => {
    await worker.scheduled({ scheduledTime: Date.parse('2026-11-24T09:05:00Z') }, env)
    const store = await createD1Store(env.DB, { hashKey: 'any' })
    const mark = Number(await store.setting('reconciled sandbox sms:+15550001111'))
    expect(mark).toBeGreaterThan(Date.now())
  })
})

test('requests only use https, and no private address', async () => {
  const log = createLog({ level: 'silent', write: () => {} })
  const http = createHttp({ fetch: workerFetch, log, clock: Date.now })
  for (const url of ['http://crm.example.com/', 'https://10.0.0.1/', 'https://[::1]/'])
    await expect(
      http({ method: 'GET', url, connection: 'acme-crm', purpose: 'tell' }),
    ).rejects.toMatchObject({ code: 'forbidden_address', reached: false })
})
