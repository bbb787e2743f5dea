import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Part, violations } from '../../support/browser/browser.ts'
import { type Composing, HOUR, openDesk, type PageOptions } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

const desk = openForAll(openDesk)

const LOOKS: readonly (readonly [string, PageOptions])[] = [
  ['in light and dark', { colorScheme: 'light' }],
  ['from right to left', { dir: 'rtl' }],
  ['at 320 pixels', { viewport: { width: 320, height: 640 } }],
]

/** Nothing sticks out to a side. */
const overflow = (page: Page) =>
  page.evaluate<readonly string[]>(`{
    const root = document.querySelector('postern-composer').shadowRoot
    const width = document.documentElement.clientWidth
    const all = [...root.querySelectorAll('*')].filter((one) => !one.closest('.hidden'))
    all.filter((one) => {
      const { left, right, width: own } = one.getBoundingClientRect()
      return own > 0 && (left < -0.5 || right > width + 0.5)
    }).map((one) => one.outerHTML.slice(0, 120))
  }`)

const check = async ({ page, complaints }: Composing, what: string, part?: Part) => {
  expect(await violations(page, part), what).toEqual([])
  expect(await overflow(page), what).toEqual([])
  expect(complaints, what).toEqual([])
}

describe.each(LOOKS)('the composer %s', (_, look) => {
  test('passes axe in each of its states', async () => {
    const composer = await desk().compose(look)
    const { button, sees, page, field } = composer
    const checked = async (what: string) => {
      await check(composer, what, look.colorScheme ? undefined : 'structure')
      if (look.colorScheme === undefined) return
      await page.emulateMedia({ colorScheme: 'dark' })
      await check(composer, `${what}, dark`, 'colours')
      await page.emulateMedia({ colorScheme: 'light' })
    }
    await checked('unasked')
    await field.fill('Hello, this is Ana')
    await button('Send').click()
    await sees('Waiting for consent')
    await checked('held')
    await composer.writes('YES')
    await sees(/Free text for/)
    await checked('open')
    await button('Hand over').click()
    await checked('handing over')
    await field.fill('x'.repeat(1601))
    await button('Send').click()
    await sees('the text is longer than 1600 characters')
    await checked('refused')
    await desk().advance(25 * HOUR)
    await sees('More than 24 hours have passed')
    await checked('closed')
    await button('Choose a template').click()
    await checked('list')
    await page.getByRole('combobox', { name: 'Search templates' }).fill('nothing like it')
    await sees('No templates match.')
    await checked('empty list')
    await page.getByRole('combobox', { name: 'Search templates' }).fill('order')
    await page.keyboard.press('Enter')
    await button('Send template').click()
    await sees('Fill this in.')
    await checked('form')
    await composer.close()
  })
})

test('works with only the keyboard', async () => {
  const composer = await desk().composeOpen()
  const { page, sees, field, button } = composer
  const focused = () =>
    page.evaluate<string>(`document.querySelector('postern-composer').shadowRoot.activeElement?.id`)
  await desk().advance(25 * HOUR)
  await button('Choose a template').waitFor()
  const label = () =>
    page.evaluate<string>(
      `document.querySelector('postern-composer').shadowRoot.activeElement?.textContent`,
    )
  for (let tabs = 0; tabs < 12 && (await label()) !== 'Choose a template'; tabs++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('search')
  await page.keyboard.type('order')
  const list = page.getByRole('listbox', { name: 'Templates' })
  const active = list.getByRole('option', { selected: true })
  await active.getByText('order_update').waitFor()
  const combobox = page.getByRole('combobox', { name: 'Search templates' })
  expect(await combobox.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'))
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('variable-order')
  await page.keyboard.press('Escape')
  await expect.poll(focused).toBe('search')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('variable-order')
  await page.keyboard.type('4711')
  await page.keyboard.press('Tab')
  await page.keyboard.type('on its way')
  await page.keyboard.press('Enter')
  await sees('Your order 4711 is on its way.')
  await field.waitFor()
  await expect.poll(focused).toBe('text')
  await composer.close()
})

test('a screen reader announces why the field is closed, and when it opens', async () => {
  const composer = await desk().composeOpen()
  const { page, field, sees } = composer
  await desk().advance(25 * HOUR)
  await sees('More than 24 hours have passed')
  const id = await field.getAttribute('aria-describedby')
  const reason = page.locator(`#${id}`)
  expect(await reason.getAttribute('role')).toBe('status')
  expect(await reason.textContent()).toContain('More than 24 hours have passed')
  await composer.writes('Hello again')
  await page.getByRole('status').getByText('You can write now.').waitFor()
  await page.getByRole('log').getByText('Hello again').waitFor()
  await composer.close()
})
