/** The console: pages of the gateway for people, at `/console`. */

import { type Context, Hono } from 'hono'
import type { Gateway } from '../engine/gateway.ts'
import * as fresh from '../generated/console.ts'
import * as stage from '../generated/stage.ts'
import { requestIdOf } from '../http/kit/answer.ts'
import { readBody } from '../http/kit/body.ts'
import { notFound, problemOf } from '../http/kit/problem.ts'
import { createRateLimit } from '../http/kit/rate-limit.ts'
import { REASONS } from '../http/kit/reasons.ts'
import { serveScript } from '../http/script.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { html } from './kit/markup.ts'
import { protectPage, showPage, type View } from './kit/page.ts'
import { isSameOrigin } from './kit/same-origin.ts'
import type { Samples } from './kit/samples.ts'
import { ICON, STYLE } from './kit/style.ts'
import { type Visit, visitOf } from './kit/visit.ts'
import { contactPage, settle, stop, withdraw } from './pages/contact.ts'
import { contactsPage } from './pages/contacts.ts'
import { deadLettersPage, replay } from './pages/dead-letters.ts'
import { journalPage } from './pages/journal.ts'
import { createLogin } from './pages/login.ts'
import { overviewPage } from './pages/overview.ts'
import { sendersPage, setSender } from './pages/senders.ts'
import { templatesPage } from './pages/templates.ts'
import { serveStage, stagePage } from './stage/stage.ts'

export type ConsoleOptions = {
  /** The simulated world, or the key that opens the console of a real one. */
  readonly access: { readonly sandbox: Sandbox } | { readonly adminKey: string }
  readonly samples: Samples
}

/** The console that a configuration asks for: none for a real gateway without an administrator's key. */
export const consoleOf = (
  { adminKey }: { readonly adminKey: string | undefined },
  samples: Samples,
  sandbox?: Sandbox,
): { readonly console?: ConsoleOptions } => {
  if (sandbox) return { console: { access: { sandbox }, samples } }
  return adminKey === undefined ? {} : { console: { access: { adminKey }, samples } }
}

const MAX_FORM = 16 * 1024
/** Attempts to sign in, of everybody together: a key of 24 characters is not guessed at that rate. */
const ATTEMPTS = { perSecond: 0.5, burst: 10 }

/** All of its routes; they are mounted at `/console`. */
export const createConsole = (gateway: Gateway, { access, samples }: ConsoleOptions): Hono => {
  const { clock, secret, log } = gateway
  const frame = { sandbox: 'sandbox' in access }
  const login =
    'adminKey' in access ? createLogin({ adminKey: access.adminKey, secret, clock }) : undefined
  const attempt = createRateLimit(ATTEMPTS, clock)
  const app = new Hono()

  app.onError((error, c) => {
    const problem = problemOf(error, gateway, c)
    const { status, title } = REASONS[problem.reason]
    for (const [name, value] of Object.entries(problem.details.headers ?? {})) c.header(name, value)
    const body = html`<h1>${title}</h1><p>${problem.message}</p><p><a href="/console">Back to the start</a></p><p class="quiet">Request ${requestIdOf(c)}</p>`
    return showPage(c, { title, body }, frame, undefined, status)
  })

  const asset = (name: string, type: string, text: string) =>
    app.get(name, (c) => {
      protectPage(c)
      return c.body(text, 200, { 'Content-Type': type })
    })
  asset('/console.css', 'text/css; charset=utf-8', STYLE)
  asset('/icon.svg', 'image/svg+xml', ICON)
  app.get('/console.js', (c) => serveScript(c, fresh))
  app.get('/stage.js', (c) => serveScript(c, stage))

  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || isSameOrigin(c)) return next()
    return showPage(c, FOREIGN, frame, undefined, 403)
  })

  if (login) {
    app.get('/login', (c) => showPage(c, loginView(), frame))
    app.post('/login', async (c) => {
      const { allowed, headers } = attempt('console')
      if (!allowed) {
        c.header('Retry-After', headers['Retry-After'] ?? '1')
        return showPage(c, loginView('Too many attempts. Wait a moment.'), frame, undefined, 429)
      }
      const key = (await readForm(c)).get('key') ?? ''
      if (!login.isKey(key)) {
        log.warn('console_login_refused')
        return showPage(c, loginView('Wrong key.'), frame, undefined, 403)
      }
      log.info('console_login')
      c.header('Set-Cookie', login.enter())
      return c.redirect('/console', 303)
    })
    app.post('/logout', (c) => {
      c.header('Set-Cookie', login.leave())
      return c.redirect('/console/login', 303)
    })
    app.use(async (c, next) =>
      login.isIn(c.req.header('Cookie')) ? next() : c.redirect('/console/login', 303),
    )
  }

  const page = (path: string, view: (visit: Visit) => Promise<View>) =>
    app.get(path, async (c) => {
      const visit = visitOf(c, gateway)
      return showPage(c, await view(visit), frame, visit)
    })
  const change = (path: string, act: (visit: Visit, form: URLSearchParams) => Promise<string>) =>
    app.post(path, async (c) => {
      const form = await readForm(c)
      const next = await act(visitOf(c, gateway), form)
      log.info('console_change', { route: path, requestId: requestIdOf(c) })
      return c.redirect(next, 303)
    })

  if ('sandbox' in access) {
    page('/', stagePage)
    serveStage(app, gateway, access.sandbox)
  } else app.get('/', (c) => c.redirect('/console/overview'))
  page('/overview', (visit) => overviewPage(visit, samples))
  page('/contacts', contactsPage)
  page('/contacts/:address', contactPage)
  page('/contacts/:address/journal', journalPage)
  change('/contacts/:address/held/:id/withdraw', withdraw)
  change('/contacts/:address/doubt', settle)
  change('/contacts/:address/stop', stop)
  page('/senders', sendersPage)
  change('/senders/:address', setSender)
  page('/templates', templatesPage)
  page('/dead-letters', deadLettersPage)
  change('/dead-letters/:id/replay', replay)
  app.all('*', () => {
    throw notFound('such page')
  })
  return app
}

const readForm = async (c: Context): Promise<URLSearchParams> =>
  new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, MAX_FORM)))

const FOREIGN: View = {
  title: 'Request blocked',
  body: html`<h1>Request blocked</h1><p>It did not come from this console. Nothing was changed.</p><p><a href="/console">Back to the console</a></p>`,
}

const loginView = (problem?: string): View => ({
  title: 'Sign in',
  body: html`<form class="login card" method="post" action="/console/login"><h1>Sign in</h1>
<p class="quiet">Use the administrator key of this gateway.</p>
${problem && html`<p class="verdict bad" role="alert">${problem}</p>`}
<label>Administrator key<input name="key" type="password" autocomplete="current-password" required></label>
<button type="submit">Sign in</button></form>`,
})
