/** Times in the console: in the reader's time zone and on the reader's clock, the same in every part of a page. */

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from '../../support/browser/browser.ts'
import { openForAll, test } from '../../support/browser/test.ts'
import { serveSandbox } from '../../support/running.ts'

const CONTACT = 'whatsapp:+15557654321'
const PATH = encodeURIComponent(CONTACT)

const browser = openForAll(openBrowser)
let gateway: Awaited<ReturnType<typeof serveSandbox>>
let at: string

beforeAll(async () => {
  gateway = await serveSandbox()
  const message = { from: CONTACT, to: 'whatsapp:+15550001111', text: 'Hello' }
  await fetch(`${gateway.url}/sandbox/phone`, { method: 'POST', body: JSON.stringify(message) })
  const answer = await fetch(`${gateway.url}/v1/contacts/${PATH}/messages`, {
    headers: { authorization: 'Bearer sandbox' },
  })
  const { messages } = (await answer.json()) as { messages: { direction: string; at: string }[] }
  at = messages.find(({ direction }) => direction === 'inbound')?.at ?? ''
})
afterAll(() => gateway.stop())

const READERS = [
  ['an American', 'en-US', 'America/New_York', 'en-US', /^\d{1,2}:\d\d [AP]M$/],
  ['a Briton', 'en-GB', 'Europe/London', 'en-GB', /^\d\d:\d\d$/],
  ['a German', 'de-DE', 'Europe/Berlin', 'en-GB', /^\d\d:\d\d$/],
] as const

/** Each time of the message on the page, with narrow spaces made usual. */
const timesIn = async (page: Page, selector: string) =>
  (await page.locator(`${selector} time[datetime="${at}"]`).allTextContents()).map((text) =>
    text.replace(/\s/g, ' '),
  )

test.each(READERS)('%s reads the same time in each list', async (_, locale, timeZone, as, form) => {
  const context = await browser().newContext({ locale, timezoneId: timeZone })
  const page = await context.newPage()
  const time = new Intl.DateTimeFormat(as, { timeStyle: 'short', timeZone })
    .format(new Date(at))
    .replace(/\s/g, ' ')
  expect(time).toMatch(form)
  await page.goto(`${gateway.url}/console/inbox?contact=${PATH}`)
  await page.locator('postern-composer .message').first().waitFor()
  expect(await timesIn(page, '#inbox')).toEqual([time])
  expect(await timesIn(page, 'postern-composer')).toEqual([time])
  await page.goto(`${gateway.url}/console/contacts/${PATH}`)
  const [whole] = await timesIn(page, '#thread')
  expect(whole).toMatch(new RegExp(`20\\d\\d, ${time}$`))
  await page.goto(`${gateway.url}/console?to=${PATH}`)
  await page.locator('.phone time').first().waitFor()
  expect(await timesIn(page, '.phone')).toEqual([time])
  await context.close()
})

test('a list that stays up to date isn’t replaced for its times', async () => {
  const page = await browser().newPage()
  await page.clock.install()
  await page.goto(`${gateway.url}/console/inbox`)
  await page.evaluate("globalThis.first = document.querySelector('#inbox .item')")
  for (let i = 0; i < 2; i++) {
    const refreshed = page.waitForResponse(/\/console\/inbox$/)
    await page.clock.runFor(3_000)
    await (await refreshed).finished()
  }
  expect(await page.evaluate('globalThis.first.isConnected')).toBe(true)
  await page.close()
})
