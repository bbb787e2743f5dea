/** Console, stage and composer for readers who magnify, read from right to left, or want no motion. */

import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { complaintsOf, NO_BROWSER, violations } from '../support/browser/browser.ts'
import { motions, sideways, speakArabic, ZOOMED } from '../support/browser/readers.ts'
import { openTheatre } from '../support/browser/stage.ts'
import { describe, openForAll, test } from '../support/browser/test.ts'

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

const theatre = openForAll(openTheatre)
/** Each goes from page to page, as a reader does: a process that is warm audits in half the time. */
let magnified: Page
let plain: Page
beforeAll(async () => {
  if (NO_BROWSER) return
  magnified = await theatre().browser.newPage(ZOOMED)
  plain = await theatre().browser.newPage()
  for (const text of ['Hello', 'YES', 'مرحبا'])
    await fetch(`${theatre().gateway.url}/sandbox/phone`, {
      method: 'POST',
      body: JSON.stringify({ from: CONTACT, to: 'whatsapp:+15550001111', text }),
    })
})

const WITH_COMPOSER = /^$|^\/inbox|composer$/

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${theatre().gateway.url}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (WITH_COMPOSER.test(path)) await page.locator('postern-composer textarea').waitFor()
}

describe.each(PAGES)('"%s"', (path) => {
  it('doesn’t scroll sideways at 200 %, and passes axe', async () => {
    await open(magnified, path)
    expect(await sideways(magnified)).toBe(0)
    expect(await violations(magnified, 'structure')).toEqual([])
  })

  it('works from right to left, with longer words', async () => {
    const complaints = complaintsOf(plain)
    await plain.setViewportSize({ width: 1280, height: 900 })
    await open(plain, path)
    await speakArabic(plain)
    for (const width of [1280, 320]) {
      await plain.setViewportSize({ width, height: 900 })
      // A chart fits its container one frame later.
      await expect.poll(() => sideways(plain), { message: `at ${width} px` }).toBe(0)
      expect(await violations(plain, 'structure'), `at ${width} px`).toEqual([])
    }
    expect(complaints).toEqual([])
  })
})

test('nothing moves during a story for readers who prefer reduced motion', async () => {
  const { page, close } = await theatre().openStage({ reducedMotion: 'reduce' })
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
})
