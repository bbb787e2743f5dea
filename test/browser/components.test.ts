/** The composer's look in the sandbox: what is documented can be tried, and the CSS works as it is written. */

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { complaintsOf } from '../support/browser/browser.ts'
import { openTheatre } from '../support/browser/stage.ts'
import { describe, openForAll, test } from '../support/browser/test.ts'

const theatre = openForAll(openTheatre)

const styleOf = (part: string, property: string) =>
  `getComputedStyle(document.querySelector('postern-composer').shadowRoot.querySelector('[part=${part}]')).getPropertyValue('${property}')`

describe('the page about the composer’s appearance', () => {
  const open = async () => {
    const page = await theatre().pages.open()
    const complaints = complaintsOf(page)
    await page.goto(`${theatre().gateway.url}/console/components/composer`)
    await page.locator('postern-composer textarea').waitFor()
    return { page, complaints, css: page.getByRole('region', { name: 'Your CSS' }) }
  }

  it('has a control for every property of the composer', async () => {
    const { page } = await open()
    const style = readFileSync('src/browser/composer/style.ts', 'utf8')
    for (const [, name] of style.matchAll(/var\(--postern-([\w-]+)/g))
      expect(await page.locator(`[name="${name}"]`).count(), name).toBe(1)
    await theatre().pages.leave(page)
  })

  it('applies properties and parts under the policy of the console, and resets them', async () => {
    const { page, complaints, css } = await open()
    await page.getByLabel('accent', { exact: true }).fill('#7a2bbf')
    await page.getByLabel('::part(send)').fill('text-transform: uppercase')
    await css.getByText('--postern-accent: #7a2bbf;').waitFor()
    expect(await page.evaluate(styleOf('send', 'text-transform'))).toBe('uppercase')
    await page.getByLabel('dir').selectOption('rtl')
    expect(await page.evaluate(styleOf('header', 'direction'))).toBe('rtl')
    await page.getByLabel('lang').selectOption('de')
    await page.locator('postern-composer').getByRole('button', { name: 'Senden' }).waitFor()
    await page.getByRole('button', { name: 'Start again' }).click()
    await expect.poll(() => css.textContent()).toBe('postern-composer {\n}')
    // The composer is drawn anew, and its page with it.
    await page.locator('postern-composer').getByRole('button', { name: 'Send' }).waitFor()
    expect(await page.evaluate(styleOf('send', 'text-transform'))).toBe('none')
    expect(complaints).toEqual([])
    await theatre().pages.leave(page)
  })

  it('opens the field when the customer writes', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'The customer writes' }).click()
    await page.locator('postern-composer').getByText('YES, hello!').waitFor()
    await theatre().pages.leave(page)
  })
})

test('a page without an answer says so until it gets one', async () => {
  const page = await theatre().pages.open()
  await page.goto(`${theatre().gateway.url}/console/senders`)
  await page.route('**/console/senders', (route) => route.abort())
  await page.getByRole('alert').getByText('No answer from the gateway').waitFor()
  await page.unroute('**/console/senders')
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await theatre().pages.leave(page)
})
