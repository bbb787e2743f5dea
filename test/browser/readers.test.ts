/** Console, stage and composer for readers who magnify, read from right to left, or want no motion. */

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe as describeAlways, expect, it, vi } from 'vitest'
import { complaintsOf, NO_BROWSER, violations } from '../support/browser.ts'
import { motions, sideways, speakArabic, ZOOMED } from '../support/readers.ts'
import { openTheatre } from '../support/stage.ts'

const describe = describeAlways.skipIf(NO_BROWSER)

// A browser on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const CONTACT = 'whatsapp:+15557654399'
const PAGES = [
  '',
  `/inbox?contact=${encodeURIComponent(CONTACT)}`,
  '/overview',
  `/contacts/${CONTACT}`,
  '/contacts',
  '/senders',
  '/policy',
  '/templates',
  '/dead-letters',
  '/audit',
  '/components',
  '/components/composer',
] as const

let theatre: Awaited<ReturnType<typeof openTheatre>>
beforeAll(async () => {
  if (NO_BROWSER) return
  theatre = await openTheatre()
  for (const text of ['Hello', 'YES', 'مرحبا'])
    await fetch(`${theatre.gateway.url}/sandbox/phone`, {
      method: 'POST',
      body: JSON.stringify({ from: CONTACT, to: 'whatsapp:+15550001111', text }),
    })
}, 60_000)
afterAll(() => theatre?.close())

const WITH_COMPOSER = /^$|^\/inbox|composer$/

const open = async (path: string, options: object): Promise<Page> => {
  const page = await theatre.browser.newPage(options)
  await page.goto(`${theatre.gateway.url}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (WITH_COMPOSER.test(path)) await page.locator('postern-composer textarea').waitFor()
  return page
}

describe.each(PAGES)('"%s"', (path) => {
  it('needs no scrolling to the side at 200 %, and axe finds nothing', async () => {
    const page = await open(path, ZOOMED)
    expect(await sideways(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.close()
  })

  it('reads from right to left, with longer words', async () => {
    for (const width of [1280, 320]) {
      const page = await open(path, { viewport: { width, height: 900 } })
      const complaints = complaintsOf(page)
      await speakArabic(page)
      expect(await sideways(page), `at ${width} px`).toBe(0)
      expect(await violations(page), `at ${width} px`).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    }
  })
})

it.skipIf(NO_BROWSER)(
  'nothing moves while a story is played for a reader who wants it so',
  async () => {
    const { page, close } = await theatre.openStage({ reducedMotion: 'reduce' })
    await page
      .getByRole('button', { name: /^Play / })
      .first()
      .click()
    await page.locator('.pane .callout').first().waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('.pane .new').first().waitFor()
    expect(await motions(page)).toEqual([])
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await motions(page)).not.toEqual([])
    await close()
  },
)
