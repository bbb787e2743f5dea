import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedAdmin } from '../../src/config/admins.ts'
import { hashKey } from '../../src/config/fields.ts'
import { banner } from '../../src/runtime/setup/banner.ts'
import { readSetup } from '../../src/runtime/setup/setup.ts'
import { ACME, MARIA } from '../support/gateway.ts'
import { contact, KEY, KEYED, openConsole } from './browser.ts'

const HOUR = 3_600_000

describe('the login', () => {
  it('doesn’t exist without an administrator’s key', async () => {
    const { context, post } = openConsole()
    expect((await context('')).status).toBe(404)
    expect((await context('/login')).status).toBe(404)
    expect((await post('/login', `key=${encodeURIComponent(KEY)}`)).status).toBe(404)
  })

  it('redirects visitors who aren’t signed in', async () => {
    const { context, post } = openConsole(KEYED)
    for (const path of ['', '/overview', '/contacts', contact(MARIA), '/nowhere']) {
      const { status, headers, text } = await context(path)
      expect([status, headers.get('Location'), text]).toEqual([303, '/console/login', ''])
    }
    const { status, headers } = await post(`/senders/${ACME.sms}`, 'active=false')
    expect([status, headers.get('Location')]).toEqual([303, '/console/login'])
  })

  it('lasts eight hours with the key', async () => {
    const { context, signIn, advance } = openConsole(KEYED)
    const { status, headers } = await signIn()
    expect(status).toBe(303)
    expect(headers.get('Set-Cookie')).toMatch(
      /^__Host-postern-console=\S+; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    expect((await context('/overview')).status).toBe(200)
    await advance(8 * HOUR - 1)
    expect((await context('/overview')).status).toBe(200)
    await advance(1)
    expect((await context('/overview')).status).toBe(303)
  })

  it.each(['', 'wrong', `${KEY} `, KEY.slice(1)])('refuses the key "%s"', async (key) => {
    const { context, signIn } = openConsole(KEYED)
    const { status, headers, text } = await signIn(key)
    expect(status).toBe(403)
    expect(headers.get('Set-Cookie')).toBe(null)
    expect(text).toContain('Wrong name or key.')
    expect((await context('/overview')).status).toBe(303)
  })

  it('accepts only its own cookie', async () => {
    const { context, signIn, now } = openConsole(KEYED)
    const cookie = (await signIn()).headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const claim = Buffer.from(JSON.stringify(now() + 9 * HOUR)).toString('base64url')
    const later = cookie.replace(/=[\w-]+/, `=${claim}`)
    expect(later).not.toBe(cookie)
    const cut = cookie.slice(0, -1)
    const other = (
      await openConsole({ admins: [sharedAdmin(`${KEY}, another`)] }).signIn(`${KEY}, another`)
    ).headers
    for (const forged of [later, cut, other.get('Set-Cookie')?.split(';')[0] ?? ''])
      expect((await context('/overview', { Cookie: forged })).status).toBe(303)
    expect((await context('/overview', { Cookie: `a=b; ${cookie}` })).status).toBe(200)
  })

  it('slows an attacker down by address, without locking the owner out', async () => {
    const { signIn, advance } = openConsole(KEYED)
    for (let i = 0; i < 10; i++) expect((await signIn('wrong')).status).toBe(403)
    const { status, headers, text } = await signIn('wrong')
    expect([status, headers.get('Retry-After')]).toEqual([429, '2'])
    expect(text).toContain('Too many wrong keys')
    expect((await signIn('wrong', '', '192.0.2.2')).status).toBe(403)
    for (let i = 0; i < 12; i++) expect((await signIn()).status).toBe(303)
    expect((await signIn('wrong')).status).toBe(429)
    await advance(2_000)
    expect((await signIn('wrong')).status).toBe(403)
  })

  it('treats all addresses of an IPv6 network as one', async () => {
    const { signIn } = openConsole(KEYED)
    for (let i = 0; i < 10; i++) await signIn('wrong', '', `2001:db8:0:1::${i}`)
    expect((await signIn('wrong', '', '2001:db8:0:1:ffff::7')).status).toBe(429)
    expect((await signIn('wrong', '', '2001:db8:0:2::1')).status).toBe(403)
  })

  it('ends the session, including copied cookies', async () => {
    const { post, signIn, context } = openConsole(KEYED)
    const other = (await signIn()).headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const cookie = (await signIn()).headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const { headers } = await post('/logout')
    expect(headers.get('Set-Cookie')).toMatch(/^__Host-postern-console=; Max-Age=0;/)
    expect((await context('/overview', { Cookie: cookie })).status).toBe(303)
    expect((await context('/overview', { Cookie: other })).status).toBe(200)
  })

  it('keeps the key out of the log', async () => {
    const { signIn, log } = openConsole(KEYED)
    await signIn('a guess that is not it')
    await signIn()
    expect(log.join()).toContain('console_login_refused')
    expect(log.join()).not.toMatch(/the key of|guess/)
  })
})

describe('a start', () => {
  const env = {
    POSTERN_CONFIG: resolve('postern.config.example.json'),
    TWILIO_AUTH_TOKEN: 'token',
    ACME_API_KEY: 'the-api-key-of-acme-0123456789',
    CRM_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  }
  const about = { version: '0', url: 'http://localhost:1', aheadMs: 0 }

  it('without an administrator’s key says that there is no console', async () => {
    expect(banner(await readSetup(env), about)).toMatch(
      /console +none: set POSTERN_ADMINS or POSTERN_ADMIN_KEY/,
    )
    const setup = await readSetup({ ...env, POSTERN_ADMIN_KEY: KEY })
    expect(banner(setup, about)).toMatch(/console +http:\/\/localhost:1\/console/)
    expect(banner(setup, about)).not.toContain(KEY)
  })

  it('refuses a guessable key', async () => {
    await expect(readSetup({ ...env, POSTERN_ADMIN_KEY: 'x'.repeat(23) })).rejects.toThrow(
      'POSTERN_ADMIN_KEY is too short: expected 24 characters or more',
    )
  })

  it('reads who may sign in, and names a wrong entry', async () => {
    const hash = hashKey(KEY)
    const POSTERN_ADMINS = `ana:${hash}:administrator, ben:${hash.toUpperCase()}:viewer`
    const { admins } = await readSetup({ ...env, POSTERN_ADMINS })
    expect(admins).toEqual([
      { name: 'ana', role: 'administrator', keyHash: hash },
      { name: 'ben', role: 'viewer', keyHash: hash },
    ])
    const wrong = `ana:${hash}:administrator,ben:${KEY}:viewer,ana:${hash}:viewer,cleo:${hash}:boss`
    const failed = await readSetup({ ...env, POSTERN_ADMINS: wrong }).catch((error) => error)
    expect(failed.problems.join('\n')).not.toContain('the key of')
    expect(failed.problems).toContain('POSTERN_ADMINS: the name ana is used twice')
    expect(failed.problems[0]).toMatch(/^POSTERN_ADMINS: entry 2: expected name:hash:role/)
  })
})
