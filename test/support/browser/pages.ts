/** Pages for one test after another: a new one costs as much again as the visit that it is for. */

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'

export type Pages = {
  /** As a new one, and in no other context than one with these options. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** For the next test; a page of a test that failed isn't used again. */
  leave(page: Page): Promise<void>
}

const VIEWPORT = { width: 1280, height: 720 }

export const createPages = (browser: Browser): Pages => {
  /** By the options of their context. */
  const free = new Map<string, Page[]>()
  const kinds = new WeakMap<Page, string>()
  return {
    open: async (options = {}) => {
      const { viewport, colorScheme = 'light', reducedMotion = 'no-preference', ...own } = options
      const kind = JSON.stringify(own)
      const page = free.get(kind)?.pop() ?? (await browser.newPage(own))
      kinds.set(page, kind)
      await page.emulateMedia({ colorScheme, reducedMotion })
      await page.setViewportSize(viewport ?? VIEWPORT)
      return page
    },
    leave: async (page) => {
      const kind = kinds.get(page)
      if (kind === undefined) return page.close()
      for (const event of ['pageerror', 'console']) page.removeAllListeners(event)
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.mouse.move(0, 0)
      await page.evaluate('sessionStorage.clear()')
      await page.context().clearCookies()
      // Nothing of it goes on.
      await page.goto('about:blank')
      free.set(kind, [...(free.get(kind) ?? []), page])
    },
  }
}

/** With a connection to the browser of their own. */
export const openPages = async () => {
  const browser = await openBrowser()
  return { ...createPages(browser), browser, close: () => browser.close() }
}
