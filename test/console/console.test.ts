import { resolve } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { type Admin, sharedAdmin } from '../../src/config/admins.ts'
import { hashKey } from '../../src/config/fields.ts'
import { consoleOf } from '../../src/console/options.ts'
import type { Store } from '../../src/ports/store.ts'
import { createApp } from '../../src/runtime/app.ts'
import { banner } from '../../src/runtime/setup/banner.ts'
import { readSetup } from '../../src/runtime/setup/setup.ts'
import { ACME, createRig, MARIA, ZEN } from '../support/gateway.ts'

const KEY = 'the key of the administrator'
const KEYED = { admins: [sharedAdmin(KEY)] }
const HOUR = 3_600_000
const FORM = {
  'Content-Type': 'application/x-www-form-urlencoded',
  'Sec-Fetch-Site': 'same-origin',
}

type Wrap = (store: Store) => Store

/** A console over two organisations, and a browser that keeps its cookie. */
const openConsole = (
  options: { readonly admins?: readonly Admin[]; readonly wrap?: Wrap } = {},
) => {
  const { admins = [], wrap = (store) => store } = options
  const rig = createRig({ wrap })
  const { gateway } = rig
  const app = createApp(gateway, consoleOf({ admins }))
  let cookie = ''
  const context = async (path: string, headers: object = {}) => {
    const answer = await app.request(`/console${path}`, { headers: { Cookie: cookie, ...headers } })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const post = async (
    path: string,
    body = '',
    headers: object = FORM,
    clientAddress = '192.0.2.1',
  ) => {
    const answer = await app.request(
      `/console${path}`,
      { method: 'POST', headers: { Cookie: cookie, ...headers }, body },
      { clientAddress },
    )
    await gateway.pump.drain()
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const signIn = async (key = KEY, name = '', address?: string) => {
    const form = new URLSearchParams({ ...(name && { name }), key })
    const answer = await post('/login', form.toString(), FORM, address)
    cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie
    return answer
  }
  return { ...rig, app, context, post, signIn }
}

const opened = async (options: Parameters<typeof openConsole>[0] = {}) => {
  const rig = openConsole({ ...KEYED, ...options })
  await rig.signIn()
  return rig
}

const contact = (address: string) => `/contacts/${encodeURIComponent(address)}`

it.each([
  ['a place', { location: { latitude: 1.5, longitude: 2.5, label: 'Cafe' } }, 'Cafe, 1.5, 2.5'],
  ['a button', { button: { text: 'Confirm', payload: 'ok' } }, 'Confirm'],
  ['a choice', { list: { id: 'two' } }, 'two'],
  ['a form', { flow: { data: '{"day":"Monday"}' } }, '&quot;Monday&quot;'],
])('%s stands in the thread and in the journal, where there is no text', async (_, said, shown) => {
  const { gateway, now, context } = await opened()
  const message = { form: 'message', type: 'interactive', media: [], ...said } as const
  await gateway.handle('acme', {
    kind: 'inbound',
    id: 'in-1',
    at: now(),
    sender: ACME.whatsapp,
    from: MARIA,
    aliases: [],
    providerId: 'P-1',
    message,
  } as never)
  expect((await context(contact(MARIA))).text).toContain(shown)
  expect((await context(`${contact(MARIA)}/journal`)).text).toContain(shown)
})

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

describe('people who sign in by name', () => {
  const ANA = 'the key of ana, which is long'
  const BEN = 'the key of ben, which is long'
  const NAMED = {
    admins: [
      { name: 'ana', role: 'administrator', keyHash: hashKey(ANA) },
      { name: 'ben', role: 'viewer', keyHash: hashKey(BEN) },
      { name: 'cleo', role: 'administrator', keyHash: hashKey('short') },
      sharedAdmin(KEY),
    ] satisfies Admin[],
  }
  const sender = `/senders/${encodeURIComponent(ACME.sms)}?organisation=acme`

  it('use their own key, and no other', async () => {
    const { signIn, context } = openConsole(NAMED)
    expect((await context('/login')).text).toContain('<label>Name')
    expect((await signIn(BEN, 'ana')).status).toBe(403)
    expect((await signIn(ANA, 'nobody')).status).toBe(403)
    expect((await signIn('short', 'cleo')).status).toBe(403)
    expect((await signIn(ANA, 'ana')).status).toBe(303)
    expect((await context('/overview')).status).toBe(200)
  })

  it('appear in the list of changes, with the time', async () => {
    const { signIn, post, context, call, now } = openConsole(NAMED)
    await call('PATCH', `/v1/senders/${encodeURIComponent(ACME.sms)}`, { active: false })
    await signIn(ANA, 'ana')
    await post(sender, 'active=true')
    const { body } = await call('GET', '/v1/audit')
    const at = new Date(now()).toISOString()
    expect(body.changes).toHaveLength(2)
    expect(body.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ at, who: 'ana', action: 'sender_activated', subject: ACME.sms }),
        expect.objectContaining({ who: 'api', action: 'sender_deactivated' }),
      ]),
    )
    const { text } = await context('/audit?organisation=acme')
    expect(text).toContain('<bdi class="said" dir="auto">ana</bdi>')
    expect(text).toContain('Sender activated</h2>')
    const byAna = (await context('/audit?organisation=acme&who=ana')).text
    expect([byAna.includes('activated</h2>'), byAna.includes('deactivated</h2>')]).toEqual([
      true,
      false,
    ])
    const off = (await context('/audit?organisation=acme&action=sender_deactivated')).text
    expect([off.includes('Sender activated</h2>'), off.includes('deactivated</h2>')]).toEqual([
      false,
      true,
    ])
    const none = (await context('/audit?organisation=acme&who=eve')).text
    expect(none).toContain('No changes match. <a href="/console/audit')
    expect((await context('/audit?organisation=zen')).text).toContain('No changes yet')
  })

  it('appear by name in the contact’s journal', async () => {
    const { signIn, post, context, writes, call } = openConsole(NAMED)
    await writes(MARIA, ACME.whatsapp, 'Hello')
    await call('POST', '/v1/messages', {
      from: ACME.whatsapp,
      to: MARIA,
      agent: 'zoe',
      text: 'Good morning',
    })
    await signIn(ANA, 'ana')
    const { body: known } = await call('GET', `/v1/contacts/${MARIA}`)
    const [held] = known.held
    await post(`${contact(MARIA)}/held/${held.message}/withdraw?organisation=acme`)
    await post(`${contact(MARIA)}/stop?organisation=acme`, `from=${ACME.whatsapp}`)
    const { text } = await context(`${contact(MARIA)}/journal?organisation=acme`)
    expect(text).toMatch(/A held message was withdrawn by <bdi[^>]*>ana</)
    expect(text).toMatch(/<bdi[^>]*>ana<\/bdi> recorded consent revoked/)
  })

  it('see everything as viewers, but can change nothing', async () => {
    const { signIn, post, context, call } = openConsole(NAMED)
    await signIn(BEN, 'ben')
    const { text } = await context('/senders?organisation=acme')
    expect(text).toContain(encodeURIComponent(ACME.sms))
    expect(text).toContain('Signed in as <strong>ben</strong>')
    expect(text).not.toContain('Deactivate')
    const refused = await post(sender, 'active=false')
    expect([refused.status, refused.text.includes('only an administrator')]).toEqual([403, true])
    const { body } = await call('GET', '/v1/senders')
    expect(body.senders).toMatchObject([{ state: 'active' }, { state: 'active' }])
    expect((await call('GET', '/v1/audit')).body.changes).toEqual([])
  })
})

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

describe('the contacts', () => {
  const people = async () => {
    const rig = await opened()
    const [asked, agreed, stopped] = [
      'whatsapp:+15550102031',
      'whatsapp:+15550102032',
      'whatsapp:+15550102033',
    ] as const
    for (const one of [asked, agreed, stopped]) await rig.writes(one, ACME.whatsapp, 'Hello')
    for (const one of [agreed, stopped]) await rig.writes(one, ACME.whatsapp, 'YES')
    await rig.writes(stopped, ACME.whatsapp, 'STOP')
    const body = { from: ACME.whatsapp, agent: 'ana', text: 'Good morning' }
    await rig.call('POST', '/v1/messages', { ...body, agent: 'ben', to: asked })
    await rig.call('POST', '/v1/messages', { ...body, to: agreed })
    const found = async (query: string) => {
      const { text } = await rig.context(`/contacts?${query}`)
      return [asked, agreed, stopped].filter((one) =>
        text.includes(`href="/console${contact(one)}`),
      )
    }
    return { ...rig, found, asked, agreed, stopped }
  }

  it('can be found by number, part of a number, consent, session, owner, line and held messages', async () => {
    const { found, advance, signIn, writes, asked, agreed, stopped } = await people()
    expect(await found('')).toEqual([asked, agreed, stopped])
    expect(await found(`q=${encodeURIComponent('+1 555 010-2032')}`)).toEqual([agreed])
    for (const spelled of ['1 (555) 010–2032', '001 555 0102032', '555 010 2032', agreed])
      expect(await found(`q=${encodeURIComponent(spelled)}`)).toEqual([agreed])
    expect(await found('q=102033')).toEqual([stopped])
    expect(await found('q=none')).toEqual([])
    expect(await found('consent=granted')).toEqual([agreed])
    expect(await found('consent=revoked')).toEqual([stopped])
    expect(await found('owner=ana')).toEqual([agreed])
    expect(await found('owner=an')).toEqual([])
    expect(await found('line=advisory')).toEqual([asked, agreed, stopped])
    expect(await found('line=plants')).toEqual([])
    expect(await found('held=yes')).toEqual([asked])
    expect(await found('consent=granted&held=yes')).toEqual([])
    expect(await found('closing=yes')).toEqual([])
    await advance(23 * HOUR)
    await writes(agreed, ACME.whatsapp, 'Are you there?')
    await signIn()
    expect(await found('closing=yes')).toEqual([asked, stopped])
    await advance(25 * HOUR)
    await signIn()
    expect(await found('closing=yes')).toEqual([])
    expect(await found('session=closed')).toEqual([asked, agreed, stopped])
  })

  it('have pages without gaps or duplicates', async () => {
    const { context, writes } = await opened()
    for (let i = 0; i < 120; i++) await writes(`whatsapp:+1555010${2000 + i}`, ACME.whatsapp, 'Hi')
    const seen: string[] = []
    let next: string | undefined = '/contacts'
    while (next) {
      const { text } = await context(next)
      seen.push(...[...text.matchAll(/<h2><a[^>]*>.*?<bdi>([^<]*)</g)].map(([, name = '']) => name))
      next = /href="\/console([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })

  it('are read out as they are shown, without the spelling of the API', async () => {
    const { context, asked } = await people()
    const read = async (path: string) =>
      (await context(path)).text
        .replace(/<(?:a|form|input|option|time)\b[^>]*>/g, '')
        .replace(/<[^>]*>/g, '')
    for (const path of [contact(asked), `${contact(asked)}/journal`, '/senders', '/policy'])
      expect(await read(path)).not.toMatch(/(?:whatsapp|sms):\+/)
    expect(await read(contact(asked))).toContain('messages from WhatsApp +15550001111')
  })

  it('show their state, and let a held message be withdrawn', async () => {
    const { context, post, call, asked } = await people()
    const { text } = await context(contact(asked))
    expect(text).toMatch(/consent requested<.*session open</s)
    const [, action = ''] = /action="\/console([^"]*\/withdraw[^"]*)"/.exec(text) ?? []
    const { headers } = await post(action.replaceAll('&amp;', '&'))
    expect(headers.get('Location')).toBe(
      `/console${contact(asked)}?done=withdrawn&organisation=acme`,
    )
    const after = await context(`${contact(asked)}?done=withdrawn&organisation=acme`)
    expect(after.text).toContain('The message was withdrawn.')
    expect(after.text).not.toContain('Held messages')
    expect((await call('GET', `/v1/contacts/${asked}`)).body.held).toEqual([])
  })

  it('name no agent for a request that answers the contact, while it waits for the paused sender', async () => {
    const { context, call, writes, sendOutcomes } = await opened()
    sendOutcomes.push({ status: 'rejected', code: '63038', fault: 'sender_paused' })
    const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
    await call('POST', '/v1/messages', hello)
    await writes('whatsapp:+15550102999', ACME.whatsapp, 'Hi')
    const { text } = await context(contact('whatsapp:+15550102999'))
    expect(text).toMatch(/the gateway<\/bdi> through/)
    expect(text).toMatch(/Withdraw<span[^>]*> the message of the gateway</)
  })
})

describe('a contact in doubt', () => {
  const OTHER = 'whatsapp:+15550102034'
  const WORDS = 'no longer interested'
  const doubtful = async () => {
    const rig = await opened()
    for (const one of [MARIA, OTHER] as const) {
      await rig.writes(one, ACME.whatsapp, 'Hello')
      await rig.writes(one, ACME.whatsapp, 'YES')
    }
    await rig.writes(MARIA, ACME.whatsapp, WORDS)
    const page = async (address: string = MARIA) => (await rig.context(contact(address))).text
    /** Presses a button of the contact's page, with the fields of its form. */
    const press = async (label: string, address: string = MARIA, headers: object = FORM) => {
      const text = await page(address)
      const form = [
        ...text.matchAll(/<form[^>]*action="\/console([^"]*)"[^>]*>(.*?)<\/form>/gs),
      ].find(([, , inside = '']) => inside.includes(label))
      if (!form) throw new Error(`no button ${label}`)
      const [, action = '', inside = ''] = form
      const fields = [...inside.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      )
      const body = new URLSearchParams(fields).toString()
      return rig.post(action.replaceAll('&amp;', '&'), body, headers)
    }
    const consent = async (address: string) =>
      (await rig.call('GET', `/v1/contacts/${address}`)).body.senders[0].consent
    return { ...rig, page, press, consent }
  }

  it('is listed under "Possible opt-out" with the words and the time', async () => {
    const { context, consent } = await doubtful()
    const all = (await context('/contacts')).text
    const [, link = ''] = /href="\/console([^"]*)"[^>]*>Possible opt-out</.exec(all) ?? []
    const { text } = await context(link.replaceAll('&amp;', '&'))
    const { doubt } = await consent(MARIA)
    expect(text).toContain(`href="/console${contact(MARIA)}`)
    expect(text).not.toContain(contact(OTHER))
    expect(text).toMatch(/<q><bdi[^>]*>no longer interested<\/bdi><\/q>/i)
    expect(text).toContain(`since <time datetime="${doubt.at}"`)
  })

  it.each([
    ['They want to stop messages', 'opt_out', { status: 'revoked', source: 'agent' }],
    ['something else', 'other', { status: 'granted' }],
  ])('is settled by the button "%s", and the journal says who', async (label, is, after) => {
    const { page, press, consent, call, context } = await doubtful()
    expect(await page()).toContain('What did the contact mean?')
    const { status, headers } = await press(label)
    expect([status, headers.get('Location')]).toEqual([
      303,
      `/console${contact(MARIA)}?done=settled&organisation=acme`,
    ])
    const now = await consent(MARIA)
    expect(now).toMatchObject(after)
    expect(now.doubt).toBeUndefined()
    expect(await page()).not.toContain('What did the contact mean?')
    expect((await context('/contacts?doubt=true')).text).toContain(
      'No contacts match. <a href="/console/contacts',
    )
    const { body } = await call('GET', `/v1/contacts/${MARIA}/journal`)
    const inputs = body.entries.map(({ input }: { input: { doubt?: unknown } }) => input.doubt)
    expect(inputs).toContainEqual({ is, agent: 'administrator' })
  })

  it('can’t be settled or stopped from another site', async () => {
    const { press, consent } = await doubtful()
    const foreign = { ...FORM, 'Sec-Fetch-Site': 'cross-site' }
    for (const label of ['They want to stop messages', 'Contact asked to stop'])
      expect((await press(label, MARIA, foreign)).status).toBe(403)
    expect(await consent(MARIA)).toMatchObject({ status: 'granted', doubt: expect.anything() })
  })

  it('can be recorded as having asked to stop, in doubt or not', async () => {
    const { press, consent, page } = await doubtful()
    expect(await page(OTHER)).not.toContain('What did the contact mean?')
    const { headers } = await press('Contact asked to stop', OTHER)
    expect(headers.get('Location')).toContain('done=stopped')
    expect(await consent(OTHER)).toMatchObject({ status: 'revoked', agent: 'administrator' })
    const stopOf = /name="from" value="whatsapp:[^"]*"><button type="submit">Contact asked to stop/
    expect(await page(OTHER)).not.toMatch(stopOf)
  })
})

describe('a misread opt-out', () => {
  const SENTENCE = 'Please stop sending me these messages'
  const misread = async (words = SENTENCE) => {
    const rig = await opened()
    await rig.writes(MARIA, ACME.whatsapp, 'Hello')
    await rig.writes(MARIA, ACME.whatsapp, 'YES')
    await rig.writes(MARIA, ACME.whatsapp, words)
    const consent = async () =>
      (await rig.call('GET', `/v1/contacts/${MARIA}`)).body.senders[0].consent
    const page = async () => (await rig.context(contact(MARIA))).text
    const corrects = async (fields: Readonly<Record<string, string>>) =>
      rig.post(`${contact(MARIA)}/correction`, new URLSearchParams(fields).toString())
    return { ...rig, consent, page, corrects }
  }

  it('is corrected with a reason, and page and journal name the person', async () => {
    const { page, corrects, consent, context, call } = await misread()
    expect(await consent()).toMatchObject({ status: 'revoked' })
    const before = await page()
    expect(before).toContain(`<q><bdi class="said" dir="auto">${SENTENCE}</bdi></q>`)
    const [, message = ''] = /name="corrects" value="([^"]*)"/.exec(before) ?? []
    const reason = 'She meant a meeting.'
    const { status, headers } = await corrects({
      corrects: message,
      reason,
      from: ACME.whatsapp,
    })
    expect([status, headers.get('Location')]).toEqual([
      303,
      `/console${contact(MARIA)}?done=corrected&organisation=acme`,
    ])
    expect(await consent()).toMatchObject({ status: 'granted', reason, agent: 'administrator' })
    const after = await page()
    expect(after).not.toContain('Read as an opt-out')
    expect(after).toMatch(/Corrected<\/dt><dd><bdi[^>]*>She meant a meeting\./)
    expect((await context(`${contact(MARIA)}/journal`)).text).toMatch(
      /<bdi[^>]*>administrator<\/bdi> corrected a misread opt-out: <bdi[^>]*>She meant/,
    )
    const body = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Good morning' }
    expect((await call('POST', '/v1/messages', body)).body.status).toBe('accepted')
  })

  it('stays an opt-out without a reason', async () => {
    const { page, corrects, consent } = await misread()
    const [, message = ''] = /name="corrects" value="([^"]*)"/.exec(await page()) ?? []
    const refused = await corrects({ corrects: message, reason: ' ', from: ACME.whatsapp })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('reason: is required with corrects')
    expect(await consent()).toMatchObject({ status: 'revoked' })
  })

  it('can’t be corrected for a lone STOP, which only the contact can lift', async () => {
    const { page, corrects, consent } = await misread('STOP')
    const { message } = await consent()
    const text = await page()
    expect(text).not.toContain('Read as an opt-out')
    expect(text).toContain('only the contact can lift it')
    expect(text).not.toContain('Record consent')
    expect((await corrects({ corrects: message, reason: 'So.' })).status).toBe(409)
    expect(await consent()).toMatchObject({ status: 'revoked' })
  })
})

describe('an administrator', () => {
  it('records a consent with its basis and proof', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const fields = { basis: 'paper_form', evidence: 'form 4711', from: ACME.whatsapp }
    const { headers } = await post(
      `${contact(MARIA)}/consent`,
      new URLSearchParams(fields).toString(),
    )
    expect(headers.get('Location')).toContain('done=agreed')
    const { text } = await context(contact(MARIA))
    expect(text).toMatch(/Basis<\/dt><dd>paper form.*form 4711.*administrator/s)
    const { body } = await call('GET', `/v1/contacts/${MARIA}`)
    expect(body.senders[0].consent).toMatchObject({ status: 'granted', basis: 'paper_form' })
  })

  it.each(['', '+1 555 000 9999', 'yes'])(
    'can’t deactivate a sender or erase a contact with "%s" instead of the number',
    async (typed) => {
      const { post, writes, call } = await opened()
      await writes(MARIA, ACME.whatsapp, 'Hello')
      const confirm = new URLSearchParams({ confirm: typed, active: 'false' }).toString()
      const sender = await post(`/senders/${encodeURIComponent(ACME.sms)}`, confirm)
      expect([sender.status, sender.text]).toEqual([422, expect.stringContaining(ACME.sms)])
      expect((await post(`${contact(MARIA)}/erasure`, confirm)).status).toBe(422)
      const { body } = await call('GET', '/v1/senders')
      expect(body.senders).toMatchObject([{ state: 'active' }, { state: 'active' }])
      expect((await call('GET', `/v1/contacts/${MARIA}`)).status).toBe(200)
    },
  )

  it('erases a contact after typing its number, and the changes name the person', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const typed = new URLSearchParams({ confirm: '+49 1511 2345678' }).toString()
    const { headers } = await post(`${contact(MARIA)}/erasure`, typed)
    expect(headers.get('Location')).toBe('/console/contacts?done=erased&organisation=acme')
    expect((await call('GET', `/v1/contacts/${MARIA}`)).status).toBe(404)
    const { text } = await context('/audit')
    expect(text).toMatch(/Contact erased.*administrator/s)
    expect(text).not.toContain('15112345678')
  })

  it('hands a contact over and releases it, and the journal names the person', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const owner = async () => (await call('GET', `/v1/contacts/${MARIA}`)).body.senders[0].owner
    const path = `${contact(MARIA)}/owners/advisory`
    expect((await post(path, 'agent=ben')).headers.get('Location')).toContain('done=handed_over')
    expect(await owner()).toBe('ben')
    expect((await post(path)).headers.get('Location')).toContain('done=released')
    expect(await owner()).toBe(null)
    const { text } = await context(`${contact(MARIA)}/journal`)
    expect(text).toMatch(/administrator<\/bdi> handed the contact over to <bdi[^>]*>ben/)
    expect(text).toMatch(/released in Advisory by <bdi[^>]*>administrator/)
  })
})

describe('marketing', () => {
  it('can be recorded as agreed and as unwanted, and the page shows which', async () => {
    const { context, post, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    const page = async () => (await context(contact(MARIA))).text
    const form = (fields: Record<string, string>) =>
      post(
        `${contact(MARIA)}/marketing`,
        new URLSearchParams({ from: ACME.whatsapp, ...fields }).toString(),
      )
    expect(await page()).toContain('Agreed to marketing in writing')
    const { headers } = await form({ status: 'granted', basis: 'paper_form' })
    expect(headers.get('Location')).toContain('done=marketing')
    expect(await page()).toContain('marketing agreed')
    expect(await page()).not.toContain('Agreed to marketing in writing')
    await form({ status: 'revoked' })
    expect(await page()).toContain('>no marketing<')
    const { body } = await call('GET', `/v1/contacts/${MARIA}`)
    expect(body.senders[0].purposes.marketing).toMatchObject({
      status: 'revoked',
      source: 'agent',
      agent: 'administrator',
    })
  })
})

describe('the journal', () => {
  it('shows events and the reasons of refusals, and that its chain holds', async () => {
    const { context, writes, call } = await opened()
    await writes(MARIA, ACME.whatsapp, 'Hello')
    await writes(MARIA, ACME.whatsapp, 'STOP')
    await call('POST', '/v1/messages', { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hi' })
    const { text } = await context(`${contact(MARIA)}/journal`)
    expect(text).toContain('The chain is intact')
    expect(text).toContain('The contact wrote')
    expect(text).toContain('<span class="chip plain">consent refused</span>')
    expect(text).toContain('The contact has declined your opt-in request.')
  })

  it('names the version at which its chain is broken', async () => {
    const broken = { ok: false, brokenAtVersion: 3 }
    const wrap = (store: Store): Store => ({ ...store, verify: async () => broken })
    const { context, writes } = await opened({ wrap })
    await writes(MARIA, ACME.whatsapp, 'Hello')
    expect((await context(`${contact(MARIA)}/journal`)).text).toContain(
      'The chain is broken at version 3',
    )
  })
})

test('a sender’s templates show their approval and variables', async () => {
  const { context } = await opened()
  const { text } = await context(`/templates?from=${encodeURIComponent(ACME.whatsapp)}`)
  expect(text).toMatch(/new_terms.*pending.*Variables<\/dt><dd>none/s)
  expect(text).toMatch(/reminder.*approved.*Hello .*\{\{1\}\}.*, we meet on .*\{\{2\}\}.*1, 2/s)
})

test('a dead letter is listed with its code, and retried on request', async () => {
  const { context, post, writes, crmOutcomes, events } = await opened()
  crmOutcomes.push({ status: 'rejected', code: '410' })
  await writes(MARIA, ACME.whatsapp, 'Hello')
  expect(events).not.toContain('message.received')
  const { text } = await context('/dead-letters')
  expect(text).toMatch(/acme-crm.*message\.received.*410/s)
  expect(text).toContain(`href="/console${contact(MARIA)}?organisation=acme"`)
  expect(text).not.toContain('<code>con_')
  const [, action = ''] = /formaction="\/console([^"]*\/replay[^"]*)"/.exec(text) ?? []
  expect((await post(action.replaceAll('&amp;', '&'))).status).toBe(303)
  expect(events).toContain('message.received')
  expect((await context('/dead-letters')).text).toContain('No dead letters.')
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
