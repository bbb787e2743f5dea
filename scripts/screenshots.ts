/** Makes the screenshots for the documentation in a sandbox of its own: `npm run screenshots`. */

import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { readArguments } from '../src/runtime/commands/arguments.ts'
import type { Stage } from '../test/support/browser/stage.ts'

readArguments(
  `npm run screenshots\n  Makes the pictures in docs/images from a sandbox of its own.`,
  {},
)

const FOLDER = resolve(import.meta.dirname, '../docs/images')

const { openTheatre } = await import('../test/support/browser/stage.ts')
const theatre = await openTheatre()
await mkdir(FOLDER, { recursive: true })

const picture = (of: Page | Locator, name: string) =>
  of.screenshot({ path: resolve(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' })

const greet = async ({ writes, sends, says, arrives }: Stage) => {
  await writes('Hello, is my contract ready?')
  await writes('YES')
  await says(/Free text for/)
  await sends('Good morning, this is Ana. It is: shall we meet on Monday?')
  await arrives(/this is Ana/)
}

const talk = async () => {
  const stage = await theatre.openStage({ viewport: { width: 1090, height: 900 } })
  await greet(stage)
  await stage.writes('Monday at ten is fine.')
  await stage.says('Monday at ten is fine.')
  await stage.desk.getByText('Delivered').last().waitFor()
  await picture(stage.page.locator('.stage'), 'phone-and-composer')
  const number = await stage.phone.getByRole('combobox', { name: 'Customer' }).inputValue()
  await stage.close()
  return number
}

const refuse = async () => {
  const stage = await theatre.openStage({ colorScheme: 'dark' })
  await greet(stage)
  await stage.aDayLater()
  await stage.says(/More than 24 hours have passed/)
  await picture(stage.desk, 'refusal')
  await stage.close()
}

const visit = async (path: string, name: string, scheme: 'light' | 'dark') => {
  const page = await theatre.browser.newPage({
    viewport: { width: 1100, height: 720 },
    colorScheme: scheme,
  })
  await page.goto(`${theatre.gateway.url}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await picture(page, name)
  await page.close()
}

/** Each of the ready stories, for the overview to have something to show. */
const playAll = async () => {
  const { page, close } = await theatre.openStage()
  const plays = page.getByRole('button', { name: /^Play / })
  for (let i = 0; i < (await plays.count()); i++) {
    await plays.nth(i).click()
    const next = page.getByRole('button', { name: 'Next step' })
    const close = page.getByRole('button', { name: 'Close the story' })
    await next.click()
    while ((await close.count()) === 0) await next.click({ timeout: 1_000 }).catch(() => undefined)
    await close.click()
  }
  await close()
}

try {
  const customer = await talk()
  await refuse()
  await visit(`/contacts/${encodeURIComponent(customer)}/journal`, 'journal', 'light')
  await playAll()
  await visit('/overview', 'overview', 'dark')
} finally {
  await theatre.close()
}
