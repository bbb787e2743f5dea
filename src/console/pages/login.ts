/** Sign-in to the console in production: by name, with a key of one's own or the one that all share. */

import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { type Admin, SHARED_NAME } from '../../config/admins.ts'
import { hashKey, MIN_KEY } from '../../config/fields.ts'
import type { Gateway } from '../../engine/gateway.ts'
import { createWrongKeys } from '../../http/kit/client.ts'
import { consoleSignedOut, readSetting, writeSetting } from '../../ports/settings.ts'
import { createSigner } from '../../tokens/signed.ts'
import { readForm } from '../kit/form.ts'
import { html } from '../kit/markup.ts'
import { type Frame, showPage, type View } from '../kit/page.ts'

const SIGNED_IN_MS = 8 * 3_600_000
const COOKIE = '__Host-postern-console'
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict'

type Session = { readonly admin: Admin; readonly id: string }

/** Mounts `/login` and `/logout` and requires sign-in. Afterwards `adminOf` returns the person. */
export const serveLogin = (
  app: Hono,
  { clock, secret, log, store }: Gateway,
  admins: readonly Admin[],
  frame: Frame,
): void => {
  const countWrongKey = createWrongKeys(clock)
  // The cookies are signed with the hash as well, so that another key ends all of them.
  const people = admins.map((admin) => ({
    admin,
    cookie: createSigner(`${secret}\n${admin.keyHash}`, 'console'),
  }))
  const named = admins.some(({ name }) => name !== SHARED_NAME)

  const sessionIn = async (cookies = ''): Promise<Session | undefined> => {
    const text = PATTERN.exec(cookies)?.[1] ?? ''
    for (const { admin, cookie } of people) {
      const [name, id, expiresAt] = (cookie.read(text) ?? []) as [string?, string?, number?]
      if (name !== admin.name || id === undefined || expiresAt === undefined) continue
      if (clock() >= expiresAt || (await readSetting(store, consoleSignedOut(id)))) return undefined
      return { admin, id }
    }
    return undefined
  }

  app.get('/login', (c) => showPage(c, loginView(named), frame))
  app.post('/login', async (c) => {
    const form = await readForm(c)
    const name = form.get('name')?.trim() || SHARED_NAME
    const key = form.get('key') ?? ''
    const person = people.find(({ admin }) => admin.name === name && isKeyOf(admin, key))
    if (!person) {
      const { allowed, headers } = countWrongKey(c)
      log.warn('console_login_refused')
      if (allowed) return showPage(c, loginView(named, WRONG), frame, undefined, 403)
      c.header('Retry-After', headers['Retry-After'] ?? '1')
      return showPage(c, loginView(named, TOO_MANY), frame, undefined, 429)
    }
    log.info('console_login', { name, role: person.admin.role })
    const value = person.cookie.sign([name, randomUUID(), clock() + SIGNED_IN_MS])
    c.header('Set-Cookie', `${COOKIE}=${value}; Max-Age=${SIGNED_IN_MS / 1000}; ${ATTRIBUTES}`)
    return c.redirect('/console', 303)
  })
  app.post('/logout', async (c) => {
    const session = await sessionIn(c.req.header('Cookie'))
    if (session) await writeSetting(store, consoleSignedOut(session.id), clock())
    c.header('Set-Cookie', `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`)
    return c.redirect('/console/login', 303)
  })
  app.use(async (c, next) => {
    const session = await sessionIn(c.req.header('Cookie'))
    if (!session) return c.redirect('/console/login', 303)
    signedIn.set(c.req.raw, session.admin)
    return next()
  })
}

const signedIn = new WeakMap<Request, Admin>()

/** The person who signed in; undefined in a sandbox, which has no sign-in. */
export const adminOf = (c: Context): Admin | undefined => signedIn.get(c.req.raw)

/** Compared in constant time. A short key is never accepted. */
const isKeyOf = ({ keyHash }: Admin, key: string): boolean =>
  timingSafeEqual(Buffer.from(hashKey(key), 'hex'), Buffer.from(keyHash, 'hex')) &&
  key.length >= MIN_KEY

const PATTERN = new RegExp(`(?:^|; ?)${COOKIE}=([\\w-]+\\.[\\w-]{43})(?:;|$)`)
const WRONG = 'Wrong name or key.'
const TOO_MANY = 'Too many wrong keys from this address. Wait a moment.'

const loginView = (named: boolean, problem?: string): View => ({
  title: 'Sign in',
  body: html`<form class="login card" method="post" action="/console/login"><h1>Sign in</h1>
<p class="quiet">Use ${named ? 'your name and key' : 'the administrator key'} for this gateway.</p>
${problem && html`<p class="verdict bad" role="alert">${problem}</p>`}
${named && html`<label>Name<input name="name" autocomplete="username"></label>`}
<label>${named ? 'Key' : 'Administrator key'}<input name="key" type="password" autocomplete="current-password" required></label>
<button type="submit">Sign in</button></form>`,
})
