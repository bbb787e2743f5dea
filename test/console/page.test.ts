import { describe, expect, it, test } from 'vitest'
import { ACME, MARIA, ZEN } from '../support/gateway.ts'
import { contact, FORM, opened } from './browser.ts'

test('a page’s address can’t claim an action that didn’t happen', async () => {
  const { context } = await opened()
  for (const done of ['constructor', '__proto__', 'toString', 'anything'])
    expect((await context(`/senders?done=${done}`)).text).not.toContain('role="status"')
  expect((await context('/senders?done=activated')).text).toContain('role="status"')
})

describe('a change', () => {
  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost' }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
    ['an address typed in', { 'Sec-Fetch-Site': 'none' }],
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['no origin', { Origin: 'null' }],
    ['who does not say', {}],
  ])('is not made for %s', async (_, headers) => {
    const { post, call } = await opened()
    const path = `/senders/${encodeURIComponent(ACME.sms)}?organisation=acme`
    const { status } = await post(path, 'active=false', {
      ...FORM,
      'Sec-Fetch-Site': undefined,
      ...headers,
    })
    expect(status).toBe(403)
    const { body } = await call('GET', '/v1/senders')
    expect(body.senders.map(({ state }: { state: string }) => state)).toEqual(['active', 'active'])
  })

  it('must come from our own page, in older browsers too', async () => {
    const { post, call } = await opened()
    const path = `/senders/${encodeURIComponent(ACME.sms)}?organisation=acme`
    const own = { Origin: 'https://gate', Host: 'gate' }
    const { status } = await post(path, `active=false&confirm=${encodeURIComponent(ACME.sms)}`, own)
    expect(status).toBe(303)
    const { body } = await call('GET', '/v1/senders')
    expect(body.senders).toMatchObject([{ state: 'active' }, { state: 'inactive' }])
  })
})

describe('a page', () => {
  it('only runs our own scripts, and can’t be framed', async () => {
    const { context } = await opened()
    const { headers, text } = await context('/contacts')
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(text).not.toMatch(/ style=| on\w+=|<style|<script(?! type="module" src="\/console\/)/)
  })

  it('shows a contact’s text as text, in its own direction', async () => {
    const { context, writes } = await opened()
    await writes(MARIA, ACME.whatsapp, '<img src=x onerror=alert(1)>\u202egnp.exe "&')
    for (const path of [contact(MARIA), `${contact(MARIA)}/journal`]) {
      const { text } = await context(path)
      expect(text).toContain(
        '<bdi class="said" dir="auto">&lt;img src=x onerror=alert(1)&gt;gnp.exe &quot;&amp;</bdi>',
      )
    }
  })

  it('for an unknown contact, organisation or path says so', async () => {
    const { context } = await opened()
    for (const path of [contact(MARIA), '/contacts?organisation=nobody', '/nowhere']) {
      const { status, headers, text } = await context(path)
      expect(status).toBe(404)
      expect(headers.get('Content-Type')).toMatch(/^text\/html/)
      expect(text).toContain('Back to the start')
    }
  })

  it('offers a choice of organisations, and keeps the one chosen', async () => {
    const { context, writes } = await opened()
    await writes(MARIA, ZEN.whatsapp, 'Hello')
    expect((await context('/contacts')).text).toContain('No contacts yet')
    const { text } = await context('/contacts?organisation=zen')
    expect(text).toContain('<option value="zen" selected>Zen Garden</option>')
    expect(text).toContain(`href="/console${contact(MARIA)}?organisation=zen"`)
    expect((await context(`${contact(MARIA)}?organisation=acme`)).status).toBe(404)
  })
})
