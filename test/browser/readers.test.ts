/** Console, stage and composer for all readers: in light and dark, magnified, on a phone, from right to left, without motion. */

import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { complaintsOf, NO_BROWSER, type Part, violations } from '../support/browser/browser.ts'
import { MAGNIFIED, motions, sideways, speakArabic } from '../support/browser/readers.ts'
import { openTheatre } from '../support/browser/stage.ts'
import { describe, openForAll, test } from '../support/browser/test.ts'

const CONTACT = 'whatsapp:+15557654321'
const OTHER = 'whatsapp:+15557650000'
/** Has agreed, and writes from right to left. */
const AGREED = 'whatsapp:+15557654399'
const SENDER = 'whatsapp:+15550001111'
const MARKUP =
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'

type Look = {
  readonly scheme: 'light' | 'dark'
  readonly width: number
  readonly height?: number
  readonly part?: Part
}
const USUAL: readonly Look[] = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280, part: 'colours' },
  { scheme: 'light', width: 320, part: 'structure' },
]
const LARGE: Look = { scheme: 'light', ...MAGNIFIED, part: 'structure' }

const theatre = openForAll(openTheatre)
/** One for all: a process that is warm audits in half the time. */
let page: Page
beforeAll(async () => {
  if (NO_BROWSER) return
  page = await theatre().pages.open()
  const post = (path: string, body: object) =>
    fetch(`${theatre().gateway.url}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post('/sandbox/phone', { from: CONTACT, to: SENDER, text: `Hello ${MARKUP}` })
  const message = { from: SENDER, agent: 'ana', text: 'Good morning' }
  for (const to of [CONTACT, OTHER, OTHER]) await post('/v1/messages', { ...message, to })
  for (const text of ['Hello', 'YES', 'مرحبا'])
    await post('/sandbox/phone', { from: AGREED, to: SENDER, text })
})

const open = async (path: string): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${theatre().gateway.url}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (path === '') await page.getByRole('log', { name: 'On the phone' }).waitFor()
  if (WITH_COMPOSER.test(path)) await page.locator('postern-composer textarea').waitFor()
}

const WITH_COMPOSER = /^$|contact=|composer$/

const audit = async (looks: readonly Look[]) => {
  for (const { scheme, width, height = 800, part } of looks) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height })
    const look = `${scheme} at ${width} px`
    expect(await violations(page, part), look).toEqual([])
    expect(await sideways(page), look).toBe(0)
  }
}

describe('a page of the console is whole and passes axe', () => {
  // For all readers in one document: to load another takes longer than to audit it.
  it.each([
    '',
    `/inbox?contact=${encodeURIComponent(AGREED)}`,
    '/overview',
    `/contacts/${AGREED}`,
    '/contacts',
    '/senders?done=activated',
    '/policy',
    '/templates',
    '/dead-letters',
    '/audit',
    '/components',
    '/components/composer',
  ])('in light, dark, magnified, at 320 px and from right to left: "%s"', async (path) => {
    const complaints = complaintsOf(page)
    await open(path)
    await audit([...USUAL, LARGE])
    await speakArabic(page)
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 })
      const look = `from right to left, with longer words, at ${width} px`
      // A chart fits its container one frame later.
      await expect.poll(() => sideways(page), { message: look }).toBe(0)
      expect(await violations(page, 'structure'), look).toEqual([])
    }
    expect(complaints).toEqual([])
  })

  it.each([
    '/inbox',
    '/inbox?need=doubt',
    `/inbox?contact=${encodeURIComponent(CONTACT)}`,
    '/overview?range=month',
    '/contacts?q=nobody',
    `/contacts/${CONTACT}`,
    `/contacts/${CONTACT}/journal`,
    `/contacts/${OTHER}`,
    '/observations',
    '/nowhere',
  ])('in light, dark and at 320 px: "%s"', async (path) => {
    const complaints = complaintsOf(page)
    await open(path)
    await audit(USUAL)
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
