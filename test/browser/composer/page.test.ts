import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { expect } from 'vitest'
import { violations } from '../../support/browser/browser.ts'
import { HOUR, openDesk, SMS } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

const desk = openForAll(openDesk)

const ELEMENT = `document.querySelector('postern-composer')`

describe('the keys of the text field', () => {
  test('/ finds a quick reply from the page, and arrow up brings back the last text', async () => {
    const composer = await desk().composeOpen()
    const { page, field, button, sees } = composer
    await page.evaluate(`${ELEMENT}.quickReplies = [
      { name: 'hours', text: 'We are open from 9 to 5.' },
      { name: 'thanks', text: 'Thank you, and goodbye.' },
    ]`)
    await field.press('/')
    const list = page.getByRole('listbox', { name: 'Quick replies and templates' })
    await list.getByRole('option', { name: /hours/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.type('than')
    await list.getByRole('option', { name: /hours/ }).waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('Thank you, and goodbye.')
    await button('Send').click()
    await expect.poll(() => field.inputValue()).toBe('')
    await sees('Thank you, and goodbye.')
    await field.press('ArrowUp')
    expect(await field.inputValue()).toBe('Thank you, and goodbye.')
    await composer.close()
  })

  test('/ also finds a template, with values remembered by the page', async () => {
    const composer = await desk().composeOpen()
    const { page, field } = composer
    await page.evaluate(`${ELEMENT}.values = { 1: 'Maria', other: 'x' }`)
    await field.press('/')
    await page.keyboard.type('appointment')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    const first = page.getByLabel('First name')
    await first.waitFor()
    expect(await first.inputValue()).toBe('Maria')
    expect(await page.getByLabel('Day').inputValue()).toBe('')
    await composer.close()
  })

  test('/ opens the templates while the field is closed', async () => {
    const composer = await desk().composeOpen()
    await desk().advance(25 * HOUR)
    await composer.button('Choose a template').waitFor()
    await composer.field.press('/')
    await composer.page.getByRole('combobox', { name: 'Search templates' }).waitFor()
    await composer.close()
  })
})

test('the browser asks only once whether the page may send', async () => {
  const composer = await desk().composeOpen()
  let asked = 0
  const count = (message: unknown) => {
    const { method, url } = (message as { request: IncomingMessage }).request
    if (method === 'OPTIONS' && url === '/v1/messages') asked += 1
  }
  subscribe('http.server.request.start', count)
  for (const text of ['One', 'Two', 'Three']) {
    await composer.field.fill(text)
    await composer.button('Send').click()
    await expect.poll(() => composer.received()).toContainEqual(expect.objectContaining({ text }))
  }
  unsubscribe('http.server.request.start', count)
  // Not at all if an earlier test has sent from this page.
  expect(asked).toBeLessThan(2)
  await composer.close()
})

describe('the counter', () => {
  test('warns when a text is too long for the channel', async () => {
    const composer = await desk().composeOpen()
    await composer.field.fill('x'.repeat(1603))
    await composer.sees('1603 of 1600 characters')
    await composer.sees('Characters over the limit: 3.')
    await composer.close()
  })

  test('counts the parts of an SMS, by its alphabet', async () => {
    const to = desk().newContact().replace('whatsapp', 'sms')
    const composer = await desk().compose({ from: SMS, to })
    await composer.field.fill('x'.repeat(161))
    await composer.sees('161 of 1600 characters · SMS parts: 2 (GSM-7)')
    await composer.field.fill('ж'.repeat(71))
    await composer.sees('71 of 1600 characters · SMS parts: 2 (UCS-2)')
    await composer.close()
  })
})

test('the page gets events for sends, refusals and the owner, and can insert a text', async () => {
  const composer = await desk().composeOpen()
  const { page, field, button, sees } = composer
  await page.evaluate(`{
    window.heard = []
    for (const name of ['sent', 'refused', 'owner'])
      document.addEventListener('postern:' + name, ({ detail }) => heard.push([name, detail]))
  }`)
  await field.fill('Hello !')
  await page.evaluate(`${ELEMENT}.shadowRoot.querySelector('#text').setSelectionRange(6, 6)`)
  expect(await page.evaluate(`${ELEMENT}.insertText('Maria')`)).toBe(true)
  expect(await field.inputValue()).toBe('Hello Maria!')
  await button('Send').click()
  await expect.poll(() => field.inputValue()).toBe('')
  await sees('Assigned to you')
  await field.fill('x'.repeat(1601))
  await button('Send').click()
  await sees('the text is longer than 1600 characters')
  const heard = () => page.evaluate<readonly [string, object][]>('heard')
  await expect.poll(async () => (await heard()).length).toBe(3)
  const details = Object.fromEntries(await heard())
  expect(details).toMatchObject({
    sent: { id: expect.stringMatching(/^msg_/), status: 'accepted' },
    owner: { owner: 'ana' },
    refused: { reason: 'content_invalid', sentence: expect.stringContaining('1600') },
  })
  await composer.close()
})

test('a page that lays the composer out as a block, in a narrow frame, still shows all of it', async () => {
  const composer = await desk().composeOpen({ viewport: { width: 320, height: 480 } })
  const { page, field } = composer
  await page.evaluate(`{
    document.querySelector('h1').remove()
    document.body.style.margin = 0
    Object.assign(${ELEMENT}.style, { display: 'block', blockSize: '100vh' })
  }`)
  await composer.writes(`${'Donaudampfschifffahrtsgesellschaft'.repeat(3)} ${'مرحبا '.repeat(40)}`)
  await composer.sees(/Donaudampf/)
  await field.fill('Good morning')
  for (const part of [composer.button('Send'), composer.button('More'), field]) {
    const box = await part.boundingBox()
    expect(box && box.y >= 0 && box.y + box.height <= 480 && box.x + box.width <= 320).toBe(true)
  }
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  await composer.close()
})

test('a French label has a space before its colon', async () => {
  const composer = await desk().composeOpen({ lang: 'fr' })
  await composer.sees(/^Automatique\s: accord/)
  await composer.close()
})

test('a time in English reads from left to right on a page that doesn’t', async () => {
  const composer = await desk().composeOpen({ lang: 'he', dir: 'rtl', locale: 'en-US' })
  const time = composer.page.locator('.message time').first()
  await time.waitFor()
  const direction = await composer.page.evaluate(
    `getComputedStyle(${ELEMENT}.shadowRoot.querySelector('.message time')).direction`,
  )
  expect(direction).toBe('ltr')
  expect(await time.textContent()).toMatch(/[AP]M$/)
  await composer.close()
})

test('the contact is handed over by name to a colleague from the page’s list', async () => {
  const composer = await desk().composeOpen()
  const { page, button, sees } = composer
  await page.evaluate(`${ELEMENT}.colleagues = [{ id: ' u-7 ', name: 'Ben Bell' }]`)
  await button('Take').click()
  await button('Hand over').click()
  await page.getByLabel('Choose a colleague').fill('Ben Bell')
  await page.keyboard.press('Enter')
  await sees('Assigned to Ben Bell')
  await sees('Ask Ben Bell to hand the contact over.')
  await sees('another user in your line of business: Ben Bell. Ben Bell can hand the contact over')
  expect(await page.getByText('u-7').count()).toBe(0)
  await composer.close()
})

test('a deputy sees on whose behalf they write', async () => {
  const composer = await desk().composeOpen()
  const { page, button, sees, field } = composer
  await page.evaluate(`${ELEMENT}.colleagues = [{ id: 'ana', name: 'Ana Alba' }]`)
  await page.evaluate(`${ELEMENT}.signedIn = 'u-7'`)
  await sees('Unassigned · On behalf of Ana Alba')
  await field.fill('Good morning')
  await button('Send').click()
  await sees('Assigned to Ana Alba · On behalf of Ana Alba')
  await composer.close()
})
