import { expect } from 'vitest'
import { type Composing, HOUR, openDesk } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

const desk = openForAll(openDesk)

/** The thread's share of the element's height. */
const share = ({ page }: Composing) =>
  page.evaluate<number>(`{
    const composer = document.querySelector('postern-composer')
    composer.style.height = '600px'
    const log = composer.shadowRoot.querySelector('.log').getBoundingClientRect().height
    log / composer.getBoundingClientRect().height
  }`)

describe('the height of the thread', () => {
  test.each([320, 768, 1366])('is most of 600 pixels at a width of %i', async (width) => {
    const composer = await desk().composeOpen({ viewport: { width, height: 700 } })
    await composer.sees(/Free text for/)
    expect(await share(composer)).toBeGreaterThan(0.6)
    await desk().advance(25 * HOUR)
    await composer.button('Choose a template').waitFor()
    expect(await share(composer)).toBeGreaterThan(0.6)
    await composer.close()
  })
})

describe('a text in the thread', () => {
  test('has links and WhatsApp’s bold, but no markup of its own', async () => {
    const composer = await desk().composeOpen()
    await composer.writes('*Very* _much_, ~not~ 2*3*4: see https://example.com/a?b=1_2. <b>x</b>')
    const { page } = composer
    const link = page.getByRole('link', { name: /example\.com/ })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe('https://example.com/a?b=1_2')
    const body = page.locator('.body').last()
    expect(await body.locator('strong').allTextContents()).toEqual(['Very'])
    expect(await body.locator('em').allTextContents()).toEqual(['much'])
    expect(await body.locator('s').allTextContents()).toEqual(['not'])
    expect(await body.textContent()).toContain('2*3*4')
    expect(await body.textContent()).toContain('<b>x</b>')
    await composer.close()
  })

  test('shows the full time with its zone on hover', async () => {
    const composer = await desk().composeOpen({ timezoneId: 'Asia/Tokyo', locale: 'en-GB' })
    const time = composer.page.locator('time').last()
    await time.waitFor()
    expect(await time.textContent()).toMatch(/^\d\d:\d\d$/)
    expect(await time.getAttribute('title')).toMatch(/20\d\d.*(GMT\+9|JST)/)
    await composer.close()
  })

  test('a browser with an invalid locale still shows the page', async () => {
    const composer = await desk().composeOpen({
      script: `Object.defineProperty(navigator, 'languages', { get: () => ['en-US@posix'] })`,
    })
    await composer.sees(/Free text for/)
    await composer.close()
  })
})

test('a released message stands where it was written, with that time', async () => {
  const composer = await desk().compose({ timezoneId: 'UTC', locale: 'en-GB' })
  const { page, field } = composer
  await field.fill('Your papers are ready')
  await composer.button('Send').click()
  // The question whether we may write has reached the contact.
  await composer.sees('Delivered')
  await desk().advance(HOUR)
  await composer.writes('What is it about?')
  await desk().advance(HOUR)
  await composer.writes('YES')
  const messages = page.locator('.message:not(.automatic)')
  const order = async () =>
    (await messages.locator('.body').allTextContents()).map((text) => text.trim())
  await expect.poll(order).toEqual(['What is it about?', 'YES', 'Your papers are ready'])
  const times = await messages.locator('time').allTextContents()
  expect(times[2]).toBe(times[1])
  await composer.close()
})

test('while the reader has scrolled up, new messages wait behind a button', async () => {
  const composer = await desk().composeOpen({ viewport: { width: 420, height: 600 } })
  for (let line = 1; line <= 12; line++) await composer.writes(`Line ${line}`)
  await composer.sees('Line 12')
  const { page } = composer
  const log = `document.querySelector('postern-composer').shadowRoot.querySelector('.log')`
  const top = () => page.evaluate<number>(`${log}.scrollTop`)
  await page.evaluate(`${log}.scrollTop = 0`)
  await expect.poll(top).toBe(0)
  await composer.writes('Are you reading?')
  const button = composer.button('New messages: 1')
  await button.waitFor()
  expect(await top()).toBe(0)
  await button.click()
  await button.waitFor({ state: 'detached' })
  expect(await top()).toBeGreaterThan(0)
  await composer.close()
})

describe('connection problems', () => {
  test('an invalid token is reported as wrong', async () => {
    const composer = await desk().composeOpen({ renews: false })
    await composer.page.evaluate(
      `document.querySelector('postern-composer').setAttribute('token', 'composer_wrong')`,
    )
    await composer.sees("The gateway doesn't accept this page's access token.")
    await composer.close()
  })

  test('a failing gateway is reported, and the composer recovers by itself', async () => {
    let down = false
    const composer = await desk().composeOpen({
      before: (page) =>
        page.route('**/v1/composer?*', (route) =>
          down ? route.fulfill({ status: 502, body: 'Bad gateway' }) : route.continue(),
        ),
    })
    await composer.field.fill('Kept')
    down = true
    await composer.writes('Hello?')
    await composer.sees("The gateway isn't working right now.")
    down = false
    await composer.misses("The gateway isn't working right now.")
    expect(await composer.field.inputValue()).toBe('Kept')
    await composer.close()
  })
})
