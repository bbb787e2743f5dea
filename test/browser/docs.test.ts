/** The pages of the API in a real browser: readable by everybody, and tried in the sandbox. */

import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { COLOUR_RULES, complaintsOf, NO_BROWSER, violations } from '../support/browser/browser.ts'
import { sideways, ZOOMED } from '../support/browser/readers.ts'
import { openTheatre } from '../support/browser/stage.ts'
import { describe, test } from '../support/browser/test.ts'

// A browser on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

let theatre: Awaited<ReturnType<typeof openTheatre>>
beforeAll(async () => {
  if (!NO_BROWSER) theatre = await openTheatre()
}, 60_000)
afterAll(() => theatre?.close())

const PATHS = ['/docs', '/docs?q=nothing+at+all', '/docs/sendMessage', '/docs/onMessageReceived']

type Look = {
  readonly look: string
  readonly options: BrowserContextOptions
  readonly rules?: readonly string[]
}

const LOOKS: readonly Look[] = [
  { look: 'light', options: { colorScheme: 'light' } },
  // The same document in the same places: what is not about colours was found in light.
  { look: 'dark', options: { colorScheme: 'dark' }, rules: COLOUR_RULES },
  { look: 'magnified', options: ZOOMED },
  { look: 'narrow', options: { viewport: { width: 320, height: 640 } } },
]

describe.each(LOOKS)('$look', ({ options, rules }) => {
  let page: Page
  beforeAll(async () => {
    page = await theatre.browser.newPage(options)
  })
  afterAll(() => page.close())

  it.each(PATHS)('%s passes axe, and doesn’t scroll sideways', async (path) => {
    const complaints = complaintsOf(page)
    await page.goto(`${theatre.gateway.url}${path}`)
    expect(await violations(page, rules)).toEqual([])
    expect(await sideways(page)).toBe(0)
    expect(complaints).toEqual([])
  })
})

test('leads from the console to an operation that can be tried, and back', async () => {
  const page = await theatre.browser.newPage()
  const complaints = complaintsOf(page)
  await page.goto(`${theatre.gateway.url}/console/overview`)
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
  await page.close()
})
