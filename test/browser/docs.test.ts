/** The pages of the API in a real browser: readable by everybody, and tried in the sandbox. */

import { expect } from 'vitest'
import { complaintsOf, type Part, violations } from '../support/browser/browser.ts'
import { MAGNIFIED, sideways } from '../support/browser/readers.ts'
import { openTheatre } from '../support/browser/stage.ts'
import { openForAll, test } from '../support/browser/test.ts'

const theatre = openForAll(openTheatre)

const PATHS = ['/docs', '/docs?q=nothing+at+all', '/docs/sendMessage', '/docs/onMessageReceived']

type Look = {
  readonly look: string
  readonly width: number
  readonly colorScheme?: 'dark'
  readonly part?: Part
}

/** One after another in the same document, which is a long one. */
const LOOKS: readonly Look[] = [
  { look: 'light', width: 1280 },
  { look: 'dark', width: 1280, colorScheme: 'dark', part: 'colours' },
  { look: 'magnified', width: MAGNIFIED.width, part: 'structure' },
  { look: 'narrow', width: 320, part: 'structure' },
]

test.each(PATHS)('%s passes axe in every look, and doesn’t scroll sideways', async (path) => {
  const page = await theatre().pages.open()
  const complaints = complaintsOf(page)
  await page.goto(`${theatre().gateway.url}${path}`)
  for (const { look, width, colorScheme = 'light', part } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    expect(await violations(page, part), look).toEqual([])
    expect(await sideways(page), look).toBe(0)
  }
  expect(complaints).toEqual([])
  await theatre().pages.leave(page)
})

test('leads from the console to an operation that can be tried, and back', async () => {
  const page = await theatre().pages.open()
  const complaints = complaintsOf(page)
  await page.goto(`${theatre().gateway.url}/console/overview`)
  await page.getByRole('link', { name: 'API documentation' }).click()
  await page.getByLabel('Search').fill('senders')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: 'GET /v1/senders' }).click()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('status').getByText('200').waitFor()
  await page.getByRole('region', { name: 'The answer' }).getByText('"senders"').waitFor()
  await page.getByLabel('API key').fill('another')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('status').getByText('401').waitFor()
  expect(complaints).toEqual([])
  await page.getByRole('link', { name: 'Console' }).click()
  await page.waitForURL('**/console')
  await theatre().pages.leave(page)
})
