/** A real browser, pages of another origin for it, and the checks that every page has to pass. */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { listenLocally } from '../http.ts'
import { shared } from '../vitest/shared.ts'

const running = shared('chromium')

/** Why the browser tests are left out, in one line, where no browser runs. */
export const NO_BROWSER: string = await running.then(
  () => '',
  ({ message }: Error) => message,
)

/** Connects to the browser of this run. Closing it closes its own pages alone. */
export const openBrowser = async (): Promise<Browser> => {
  const { url, stop } = await running
  const browser = await chromium.connect(url)
  browser.once('disconnected', () => void stop())
  return browser
}

export type Site = {
  /** Its own origin: 127.0.0.1, where the gateway is localhost. */
  readonly url: string
  /** Replaces the page. */
  show(html: string): void
  close(): void
}

/** A site with one page. `policy` is its Content-Security-Policy; `more` answers other paths. */
export const openSite = async (
  policy: string,
  more: Readonly<Record<string, (query: URLSearchParams) => Promise<string>>> = {},
): Promise<Site> => {
  let page = ''
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    if (pathname === '/favicon.ico') return void response.writeHead(204).end()
    const answer = await more[pathname]?.(searchParams)
    if (answer !== undefined) {
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/plain'
      return void response.setHeader('Content-Type', type).end(answer)
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Security-Policy', policy)
    response.end(page)
  })
  return {
    url: await listenLocally(server),
    show: (html) => {
      page = html
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const require = createRequire(import.meta.url)
/** Less than half the bytes of `axe.source`. */
const AXE = require.resolve('axe-core/axe.min.js')
let axeSource: string | undefined

/**
 * Puts axe into the document. Its way into the browser takes longer than an audit, so each later document
 * of the page begins with it; as a function, so that it does nothing in those that nobody audits.
 */
const bringAxe = async (page: Page): Promise<void> => {
  const [axe, bring] = await page.evaluate<readonly string[]>('[typeof axe, typeof bringAxe]')
  if (axe === 'object') return
  if (bring === 'undefined') {
    axeSource ??= `globalThis.bringAxe = () => {${readFileSync(AXE, 'utf8')}}`
    await page.addInitScript(axeSource)
    await page.evaluate(axeSource)
  }
  await page.evaluate('bringAxe()')
}

/** The rules whose verdict colours can change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'] as const

/**
 * Of a page whose other part was audited before: in other colours, but the same elements in the same
 * places; or in the same colours, but at another size or in another direction.
 */
export type Part = 'colours' | 'structure'

/** What axe-core finds wrong with the page as it is now: one line each. */
export const violations = async (page: Page, part?: Part): Promise<readonly string[]> => {
  await bringAxe(page)
  const options = {
    // The rest of its report, what passed and why, takes twice the time.
    resultTypes: ['violations'],
    // Style sheets are for an experimental rule alone.
    preload: { assets: ['media'] },
    ...(part === 'colours' && { runOnly: COLOUR_RULES }),
    ...(part === 'structure' && {
      rules: Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }])),
    }),
  }
  const found = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run(options)
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ target }) => target.flat().join(' ')),
    }))
  }, options)
  return found.map(({ id, help, where }) => `${id}: ${help} (${where.join(', ')})`)
}

type Axe = {
  run(options: object): Promise<AxeResults>
}

type AxeResults = {
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly { readonly target: readonly (string | readonly string[])[] }[]
  }[]
}

/** Collects what goes wrong in a page: errors, and what its policy blocks. */
export const complaintsOf = (page: Page): readonly string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => void complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /policy|CSP|Refused/i.test(message.text()))
      complaints.push(message.text())
  })
  return complaints
}

/** The texts of the element behind a CSS selector from now on, since some are there only for a moment. */
export const textsOf = async (page: Page, selector: string) => {
  await page.evaluate(`{
    const node = document.querySelector(${JSON.stringify(selector)})
    globalThis.textsOf = []
    const options = { childList: true, characterData: true, subtree: true }
    new MutationObserver(() => textsOf.push(node.textContent)).observe(node, options)
  }`)
  return () => page.evaluate<readonly string[]>('textsOf')
}
