/** The sandbox's page with the phone and the composer, and two hands to use it. */

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { serveSandbox } from '../running.ts'
import { complaintsOf, openBrowser } from './browser.ts'
import { createPages } from './pages.ts'

export type Stage = {
  readonly page: Page
  readonly phone: Locator
  readonly desk: Locator
  readonly events: Locator
  /** Where the agent writes. */
  readonly field: Locator
  readonly complaints: readonly string[]
  /** The customer writes. */
  writes(text: string): Promise<void>
  /** The agent writes. */
  sends(text: string): Promise<void>
  /** Until it stands there, on the phone or at the desk. */
  arrives(text: string | RegExp): Promise<void>
  says(text: string | RegExp): Promise<void>
  press(name: string | RegExp): Promise<void>
  /** The clock is moved by a day. */
  aDayLater(): Promise<void>
  /** Another agent sits down. */
  sits(agent: string): Promise<void>
  close(): Promise<void>
}

/** A sandbox of its own, and the browser. */
export const openTheatre = async (args: readonly string[] = []) => {
  const gateway = await serveSandbox({}, args)
  const browser: Browser = await openBrowser()
  const pages = createPages(browser)
  let customers = 0

  /** With a customer nobody has met. */
  const openStage = async (options: BrowserContextOptions = {}): Promise<Stage> => {
    const page = await pages.open({ viewport: { width: 1280, height: 1000 }, ...options })
    page.setDefaultTimeout(20_000)
    const complaints = complaintsOf(page)
    const number = numberOf(customers++)
    await page.goto(`${gateway.url}/console?to=${encodeURIComponent(`whatsapp:${number}`)}`)
    const region = (name: string) => page.getByRole('region', { name, exact: true })
    const phone = region("The customer's phone")
    const desk = region("The agent's composer")
    const field = desk.getByRole('textbox', { name: 'Your message' })
    await desk.getByRole('region', { name: `Messages with ${number}` }).waitFor()
    return {
      page,
      phone,
      desk,
      events: region('What your CRM receives'),
      field,
      complaints,
      writes: async (text) => {
        await phone.getByLabel('Write as the customer').fill(text)
        await phone.getByRole('button', { name: 'Send' }).click()
        await phone.getByRole('log').getByText(text, { exact: true }).last().waitFor()
      },
      sends: async (text) => {
        await field.fill(text)
        await field.press('Enter')
      },
      arrives: (text) => phone.getByRole('log').getByText(text).first().waitFor(),
      says: (text) => desk.getByText(text).first().waitFor(),
      press: (name) => desk.getByRole('button', { name }).click(),
      aDayLater: () => page.getByRole('button', { name: '+24 h' }).click(),
      sits: async (agent) => {
        await desk.getByRole('textbox', { name: 'Agent' }).fill(agent)
        await page.keyboard.press('Tab')
      },
      close: () => pages.leave(page),
    }
  }

  return {
    gateway,
    browser,
    pages,
    openStage,
    close: async () => {
      await browser.close()
      await gateway.stop()
    },
  }
}

/** Without a 0 it is not one of those that misbehave on purpose. */
const numberOf = (customer: number): string => {
  const digits = customer.toString(9).padStart(7, '0')
  return `+1555${[...digits].map((digit) => Number(digit) + 1).join('')}`
}
