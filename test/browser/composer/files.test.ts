/** What goes into a message beside typed text: files, emoji, ready texts and a notice. */

import { expect } from 'vitest'
import { HOUR, openDesk } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

const desk = openForAll(openDesk)

const PDF = { name: 'Plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF a plan') }
const PROGRAM = { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') }

/** As a person drops it, or pastes it. */
const give = (how: 'drop' | 'paste', name: string) => `{
  const files = new DataTransfer()
  files.items.add(new File(['a picture'], '${name}', { type: 'image/png' }))
  const field = document.querySelector('postern-composer').shadowRoot.querySelector('textarea')
  const event = ${
    how === 'drop'
      ? "new DragEvent('drop', { dataTransfer: files, bubbles: true, composed: true, cancelable: true })"
      : "new ClipboardEvent('paste', { clipboardData: files, bubbles: true, composed: true, cancelable: true })"
  }
  field.dispatchEvent(event)
}`

describe('a file', () => {
  test('is chosen, can be removed, and is sent with the text as its caption', async () => {
    const { page, field, button, sees, received, close, complaints } = await desk().composeOpen()
    const input = page.locator('input[type=file]')
    await input.setInputFiles({ ...PDF, name: 'Other.pdf' })
    await button('Remove Other.pdf').waitFor()
    await input.setInputFiles(PDF)
    await sees('Files in one message: at most 1.')
    await button('Remove Other.pdf').click()
    await input.setInputFiles(PDF)
    await button('Remove Plan.pdf').waitFor()
    await field.fill('Here is your plan.')
    await field.press('Enter')
    await page.getByRole('link', { name: /Plan\.pdf/ }).waitFor()
    await expect
      .poll(async () => (await received()).map(({ text }) => text))
      .toContain('Here is your plan.')
    const address = await page.getByRole('link', { name: /Plan\.pdf/ }).getAttribute('href')
    const { pathname } = new URL(address as string)
    expect(await (await fetch(desk().gateway.url + pathname)).text()).toBe('%PDF a plan')
    expect(await button('Remove Plan.pdf').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  test.each(['drop', 'paste'] as const)(
    'is added by %s too, and sent without a text',
    async (how) => {
      const { page, button, close } = await desk().composeOpen()
      await page.evaluate(give(how, 'photo.png'))
      await button('Remove photo.png').waitFor()
      await button('Send').click()
      await page.getByRole('link', { name: /photo\.png/ }).waitFor()
      await close()
    },
  )

  test('that the channel doesn’t support is refused, and the typed text stays', async () => {
    const { page, field, sees, button, close } = await desk().composeOpen()
    await field.fill('Look at this')
    await page.locator('input[type=file]').setInputFiles(PROGRAM)
    await sees(/run\.exe/)
    await page.getByRole('alert').filter({ hasText: 'run.exe' }).waitFor()
    expect(await field.inputValue()).toBe('Look at this')
    expect(await button('Remove run.exe').count()).toBe(0)
    await close()
  })
})

test('an emoji is inserted at the cursor, with only the keyboard', async () => {
  const { page, field, button, close } = await desk().composeOpen()
  await field.fill('Good  day')
  for (let i = 0; i < ' day'.length; i++) await field.press('ArrowLeft')
  await button('Emoji').press('Enter')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => field.inputValue()).toBe('Good 😄 day')
  await button('Emoji').press('Enter')
  await page.keyboard.press('Escape')
  expect(await page.getByRole('group', { name: 'Emoji' }).count()).toBe(0)
  await close()
})

test('/ finds the quick replies of the configuration', async () => {
  const { page, field, close } = await desk().composeOpen()
  await field.pressSequentially('/hou')
  await page.getByRole('option', { name: /hours/ }).click()
  await expect.poll(() => field.inputValue()).toBe('We are here from Monday to Friday, 9 to 5.')
  await close()
})

test('a template’s variables have their configured names', async () => {
  const { page, button, close } = await desk().composeOpen()
  await desk().advance(25 * HOUR)
  await button('Choose a template').click()
  await page.getByRole('combobox', { name: 'Search templates' }).fill('appointment')
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByLabel('First name').fill('Maria')
  await page.getByLabel('Day').fill('Monday')
  await page.getByText('Hello Maria, we look forward to seeing you on Monday.').waitFor()
  await close()
})
