/** A CRM's page with the composer in it, on another origin than the sandbox that it talks to. */

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { SMS, WHATSAPP } from '../configuration.ts'
import type { Read } from '../documents/answers.ts'
import { createClient } from '../http.ts'
import { serveSandbox } from '../running.ts'
import { complaintsOf, openBrowser, openSite, type Site } from './browser.ts'
import { createPages } from './pages.ts'

export { SMS, WHATSAPP }
export const HOUR = 3_600_000

export type PageOptions = BrowserContextOptions & {
  readonly to?: string
  readonly from?: string
  readonly agent?: string
  readonly dir?: 'ltr' | 'rtl'
  readonly lang?: string
  /** The page brings a new token when it is asked. Default true. */
  readonly renews?: boolean
  /** Routes for the page, which end with it. */
  readonly before?: (page: Page) => Promise<unknown>
  /** Runs in the page before its own scripts. */
  readonly script?: string
}

export type Composing = {
  readonly page: Page
  readonly to: string
  readonly field: Locator
  readonly complaints: readonly string[]
  button(name: string | RegExp): Locator
  /** Waits until it stands there. */
  sees(text: string | RegExp): Promise<void>
  /** Waits until it is gone. */
  misses(text: string | RegExp): Promise<void>
  /** The customer writes. */
  writes(text: string, more?: object): Promise<void>
  /** What reached the customer on this channel, in order. */
  received(address?: string): Promise<readonly { text: string; template?: string }[]>
  close(): Promise<void>
}

/** Starts the gateway, the browser and the CRM's site. */
export const openDesk = async (env: Record<string, string> = {}) => {
  const gateway = await serveSandbox(env)
  const browser: Browser = await openBrowser()
  const pages = createPages(browser)
  const client = createClient((path, init) => fetch(gateway.url + path, init), 'sandbox')
  const call = async (...asked: Parameters<typeof client.call>) => {
    const { status, body } = await client.call(...asked)
    if (status >= 400) throw new Error(`${asked.slice(0, 2).join(' ')}: ${status}`)
    return body
  }
  const mint = async (parties: object): Promise<string> =>
    (await call('POST', '/v1/composer-tokens', parties)).token
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${gateway.url}`,
    `connect-src 'self' ${gateway.url}`,
  ].join('; ')
  const site: Site = await openSite(policy, {
    '/host.js': async () => HOST,
    '/token': async (query) => mint(Object.fromEntries(query)),
  })
  let contacts = 0
  const newContact = () => `whatsapp:+155501${String(++contacts).padStart(2, '0')}777`

  const compose = async (options: PageOptions = {}): Promise<Composing> => {
    const { to = newContact(), from = WHATSAPP, agent = 'ana', dir = 'ltr', ...rest } = options
    const { renews = true, before, script, lang = 'en', ...context } = rest
    const look = { viewport: { width: 420, height: 800 }, ...context }
    const page = await pages.open(look)
    const complaints = complaintsOf(page)
    await before?.(page)
    const added = script === undefined ? undefined : await page.addInitScript(script)
    const token = await mint({ from, to, agent })
    site.show(`<!doctype html><html lang="${lang}" dir="${dir}"><title>CRM</title>
      <meta name="viewport" content="width=device-width">
      <main><h1>Our CRM</h1><postern-composer from="${from}" to="${to}" agent="${agent}"
        token="${token}"></postern-composer></main>
      <script src="${gateway.url}/composer.js"></script>
      ${renews ? '<script src="/host.js"></script>' : ''}`)
    await page.goto(site.url)
    const field = page.locator('textarea')
    await field.waitFor()
    return {
      page,
      to,
      field,
      complaints,
      button: (name) => page.getByRole('button', { name }),
      sees: (text) => page.getByText(text).first().waitFor(),
      misses: (text) => page.getByText(text).first().waitFor({ state: 'detached' }),
      writes: async (text, more = {}) =>
        void (await call('POST', '/sandbox/phone', { from: to, to: from, text, ...more })),
      received: async (address = to) =>
        (await client.list<Read>(`/sandbox/phone/${address}`)).filter(
          ({ direction }) => direction === 'outbound',
        ),
      close: async () => {
        await added?.dispose()
        await pages.leave(page)
      },
    }
  }

  return {
    gateway,
    call,
    mint,
    newContact,
    compose,
    /** A composer whose contact has agreed and whose session is open. */
    composeOpen: async (options: PageOptions = {}) => {
      const { to = newContact(), from = WHATSAPP } = options
      for (const text of ['Hello', 'YES'])
        await call('POST', '/sandbox/phone', { from: to, to: from, text })
      return compose({ ...options, to })
    },
    advance: (advanceMs: number) => call('POST', '/sandbox/clock', { advanceMs }),
    close: async () => {
      await browser.close()
      site.close()
      await gateway.stop()
    },
  }
}

/** What the CRM's own script does: it brings a new token when the composer asks for one. */
const HOST = `document.addEventListener('postern-token-expiring', async ({ target }) => {
  const [from, to, agent] = ['from', 'to', 'agent'].map((name) => target.getAttribute(name))
  const answer = await fetch('/token?' + new URLSearchParams({ from, to, agent }))
  target.setAttribute('token', await answer.text())
})`
