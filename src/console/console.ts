/** The console: pages of the gateway for people, at `/console`. */

import { type Context, Hono } from 'hono'
import type { Gateway } from '../engine/gateway.ts'
import { type ReadAsset, serveAsset } from '../http/asset.ts'
import { requestIdOf, respond } from '../http/kit/answer.ts'
import { notFound, problemOf } from '../http/kit/problem.ts'
import { REASONS } from '../http/kit/reasons.ts'
import { readEvidence } from '../http/v1/export/evidence-pack.ts'
import { inboxPage } from './inbox/inbox.ts'
import { openComposer } from './inbox/token.ts'
import { readForm } from './kit/form.ts'
import { ICON } from './kit/icon.ts'
import { html } from './kit/markup.ts'
import { protectPage, showPage, type View } from './kit/page.ts'
import { type PageContext, pageContextOf } from './kit/page-context.ts'
import { isSameOrigin } from './kit/same-origin.ts'
import type { ConsoleOptions } from './options.ts'
import { auditPage } from './pages/audit.ts'
import { contactPage } from './pages/contact.ts'
import {
  agree,
  correct,
  discard,
  erase,
  resend,
  setLegalHold,
  setMarketing,
  setOwner,
  settle,
  stop,
  withdraw,
} from './pages/contact-changes.ts'
import { contactsPage } from './pages/contacts.ts'
import { deadLettersPage, replay, replayMany } from './pages/dead-letters.ts'
import { journalPage } from './pages/journal.ts'
import { adminOf, serveLogin } from './pages/login.ts'
import { observationsPage } from './pages/observations.ts'
import { overviewPage } from './pages/overview.ts'
import { sendersPage, setSender } from './pages/senders.ts'
import { templatesPage } from './pages/templates.ts'
import { policyPage } from './policy/policy.ts'
import { replayPage } from './policy/replay.ts'

type Own = ConsoleOptions & {
  readonly readAsset: ReadAsset
  /** Pages that only a sandbox has. */
  readonly loadSandboxPages: () => Promise<typeof import('./sandbox-pages.ts')>
}

/**
 * All console routes, mounted at `/console`.
 *
 * @example app.route('/console', await createConsole(gateway, { access: { admins }, readAsset, loadSandboxPages }))
 */
export const createConsole = async (
  gateway: Gateway,
  { access, readAsset, loadSandboxPages }: Own,
): Promise<Hono> => {
  const { log } = gateway
  const frame = { sandbox: 'sandbox' in access }
  const app = new Hono()

  const contextOf = (c: Context) => pageContextOf(c, gateway, adminOf(c))

  // An error page keeps the navigation.
  const knownContext = (c: Context): PageContext | undefined => {
    if ('admins' in access && !adminOf(c)) return undefined
    try {
      return contextOf(c)
    } catch {
      return undefined
    }
  }
  app.onError((error, c) => {
    const problem = problemOf(error, gateway, c)
    const { status, title } = REASONS[problem.reason]
    for (const [name, value] of Object.entries(problem.details.headers ?? {})) c.header(name, value)
    const body = html`<h1>${title}</h1><p>${problem.message}</p><p><a href="/console">Back to the start</a></p><p class="quiet">Request ${requestIdOf(c)}</p>`
    return showPage(c, { title, body }, frame, knownContext(c), status)
  })

  serveAssets(app, readAsset)

  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || isSameOrigin(c)) return next()
    return showPage(c, FOREIGN, frame, undefined, 403)
  })

  if ('admins' in access) serveLogin(app, gateway, access.admins, frame)

  const page = (path: string, view: (context: PageContext) => Promise<View>) =>
    app.get(path, async (c) => {
      const context = contextOf(c)
      return showPage(c, await view(context), frame, context)
    })
  const change = (path: string, act: Act) =>
    app.post(path, async (c) => {
      const context = contextOf(c)
      if (!context.canChange) return showPage(c, VIEWER, frame, context, 403)
      const next = await act(context, await readForm(c))
      log.info('console_change', { route: path, name: context.name, requestId: requestIdOf(c) })
      return c.redirect(next, 303)
    })

  if ('sandbox' in access) {
    const { serveSandboxPages } = await loadSandboxPages()
    serveSandboxPages(app, gateway, access.sandbox, page)
  } else app.get('/', (c) => c.redirect('/console/overview'))
  for (const [path, view] of PAGES) page(path, view)
  app.get('/contacts/:address/evidence', async (c) => {
    const { caller, param } = contextOf(c)
    const raw = { params: { address: param('address') }, query: {}, body: {} }
    return respond(c, await readEvidence.prepare(raw)(caller))
  })
  // It changes nothing, so viewers may use it too.
  app.post('/policy/replay', async (c) => {
    const context = contextOf(c)
    return showPage(c, await replayPage(context, await readForm(c)), frame, context)
  })
  for (const [path, act] of CHANGES) change(path, act)
  app.post('/inbox/token', async (c) => {
    const context = contextOf(c)
    if (!context.canChange) return showPage(c, VIEWER, frame, context, 403)
    return respond(c, {
      status: 200,
      body: await openComposer(context, await readForm(c)),
      isSecret: true,
    })
  })
  app.all('*', () => {
    throw notFound('such page')
  })
  return app
}

/** Styles and scripts, which anybody may read. */
const serveAssets = (app: Hono, readAsset: ReadAsset): void => {
  app.get('/icon.svg', (c) => {
    protectPage(c)
    return c.body(ICON, 200, { 'Content-Type': 'image/svg+xml' })
  })
  for (const name of ASSETS) app.get(`/${name}`, (c) => serveAsset(c, name, readAsset))
}

const ASSETS = ['console.css', 'console.js', 'charts.js', 'stage.js', 'try-composer.js'] as const

const PAGES: readonly (readonly [string, (context: PageContext) => Promise<View>])[] = [
  ['/overview', overviewPage],
  ['/inbox', inboxPage],
  ['/contacts', contactsPage],
  ['/contacts/:address', contactPage],
  ['/contacts/:address/journal', journalPage],
  ['/senders', sendersPage],
  ['/policy', policyPage],
  ['/templates', templatesPage],
  ['/observations', observationsPage],
  ['/dead-letters', deadLettersPage],
  ['/audit', auditPage],
]

type Act = (context: PageContext, form: URLSearchParams) => Promise<string>

/** Each redirects to the page that shows the change. */
const CHANGES: readonly (readonly [string, Act])[] = [
  ['/contacts/:address/held/:id/withdraw', withdraw],
  ['/contacts/:address/messages/:id/resend', resend],
  ['/contacts/:address/messages/:id/discard', discard],
  ['/contacts/:address/doubt', settle],
  ['/contacts/:address/stop', stop],
  ['/contacts/:address/correction', correct],
  ['/contacts/:address/consent', agree],
  ['/contacts/:address/owners/:line', setOwner],
  ['/contacts/:address/erasure', erase],
  ['/contacts/:address/legal-hold', setLegalHold],
  ['/contacts/:address/marketing', setMarketing],
  ['/senders/:address', setSender],
  ['/dead-letters/replay', replayMany],
  ['/dead-letters/:id/replay', replay],
]

const FOREIGN: View = {
  title: 'Request blocked',
  body: html`<h1>Request blocked</h1><p>It did not come from this console. Nothing was changed.</p><p><a href="/console">Back to the console</a></p>`,
}

const VIEWER: View = {
  title: 'Not allowed',
  body: html`<h1>Not allowed</h1><p>You can view everything here, but only an administrator can make changes. Nothing was changed.</p>`,
}
