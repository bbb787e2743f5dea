import { expect } from 'vitest'
import { HOUR, openDesk, WHATSAPP } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

const desk = openForAll(openDesk)

describe('the thread', () => {
  test('shows the author of each message, which were automatic, and their statuses', async () => {
    const failing = 'whatsapp:+15550163016'
    const composer = await desk().composeOpen({ to: failing })
    const { field, button, sees, page, complaints } = composer
    await sees('Automatic: opt-in request')
    await sees('Automatic: consent confirmed')
    await composer.writes('Look at this', {
      media: [{ url: 'https://files.example.com/1', filename: 'plan.pdf' }],
    })
    const link = page.getByRole('link', { name: /plan\.pdf/ })
    await link.waitFor()
    expect(await link.getAttribute('href')).toMatch(/\/media\/[\w-]+\.[\w-]+$/)
    expect(await link.getAttribute('rel')).toContain('noopener')
    await field.fill('Free text is rejected here')
    await button('Send').click()
    await sees(/Not delivered: ./)
    await sees(/Delivered/)
    expect(complaints).toEqual([])
    await composer.close()
  })

  test('quotes the original of a reply, shows a form’s values, and shows markup as text', async () => {
    const to = desk().newContact()
    const composer = await desk().composeOpen({
      to,
      // The sandbox's phones can't reply to a message, so the answer is changed on its way.
      before: (page) =>
        page.route('**/messages?*', async (route) => {
          const response = await route.fetch()
          const { messages } = await response.json()
          const [newest] = messages
          const [asked] = messages.slice(-1)
          newest.replyTo = { providerId: asked.providerId }
          newest.text = '<img src=x onerror=alert(1)> agreed'
          newest.media = [{ url: 'javascript:alert(1)', filename: 'bad' }]
          newest.flow = { data: '{"day":"Monday"}' }
          newest.status = 'read'
          await route.fulfill({ response, json: { messages } })
        }),
    })
    await composer.sees('<img src=x onerror=alert(1)> agreed')
    const quote = composer.page.locator('blockquote')
    expect(await quote.textContent()).toContain('Hello')
    await composer.sees('Read')
    await composer.sees('Chose: {"day":"Monday"}')
    expect(await composer.page.getByRole('link').count()).toBe(0)
    await composer.close()
  })

  test('begins with the newest messages and shows earlier ones on demand', async () => {
    const to = desk().newContact()
    for (let number = 1; number <= 40; number++)
      await desk().call('POST', '/sandbox/phone', {
        from: to,
        to: 'whatsapp:+15550001111',
        text: `line ${number}.`,
      })
    const composer = await desk().compose({ to })
    await composer.sees('line 40.')
    expect(await composer.page.getByText('line 1.', { exact: true }).count()).toBe(0)
    const earlier = composer.button('Show earlier messages')
    // Beside the customer's 40 there are automatic ones: two pages more.
    while ((await earlier.count()) > 0) {
      const loaded = composer.page.waitForResponse(/cursor=/)
      await earlier.click()
      await (await loaded).finished()
      await composer.page.evaluate('new Promise(requestAnimationFrame)')
    }
    await composer.sees(/^line 1\.$/)
    expect(await composer.page.getByText(/^line 7\.$/).count()).toBe(1)
    await composer.close()
  })
})

describe('a held message', () => {
  test('is visible, can be withdrawn, and is then never sent', async () => {
    const composer = await desk().compose()
    const { field, button, sees } = composer
    await field.fill('Please forget this one')
    await button('Send').click()
    await sees('Waiting for consent')
    await button('Withdraw: Please forget this one').click()
    await sees('Withdrawn')
    await button('Withdraw: Please forget this one').waitFor({ state: 'detached' })
    await composer.writes('YES')
    await sees('Automatic: consent confirmed')
    const texts = (await composer.received()).map(({ text }) => text)
    expect(texts).not.toContain('Please forget this one')
    await composer.close()
  })
})

describe('a possible opt-out', () => {
  test('appears above the field with two buttons, and either one settles it', async () => {
    for (const [answer, isStopped] of [
      ["It's about something else", false],
      ['They want to stop messages', true],
    ] as const) {
      const composer = await desk().composeOpen()
      await composer.writes('not interested')
      await composer.sees(/The contact wrote: “not interested”/)
      await composer.button(answer).click()
      await composer.button(answer).waitFor({ state: 'detached' })
      if (isStopped) await composer.sees(/opted out/)
      else expect(await composer.field.getAttribute('readonly')).toBeNull()
      await composer.close()
    }
  })

  test('holds a template until it is settled, and the message says so', async () => {
    const composer = await desk().composeOpen()
    await composer.writes('not interested')
    await composer.sees(/The contact wrote/)
    await desk().advance(25 * HOUR)
    const { to } = composer
    const variables = { 1: 'Maria', 2: 'Monday' }
    const template = { name: 'appointment_reminder', language: 'en', variables }
    await desk().call('POST', '/v1/messages', { from: WHATSAPP, to, agent: 'ana', template })
    await composer.sees('Waiting until someone clarifies what the contact meant')
    await composer.close()
  })

  test('and a request made elsewhere are recorded after a second click', async () => {
    const composer = await desk().composeOpen()
    await composer.button('More').click()
    await composer.button('Contact asked to stop').click()
    await composer.sees('Only the contact can undo this.')
    await composer.button('Record the opt-out').click()
    await composer.sees(/opted out/)
    await composer.sees('You can write again as soon as the contact agrees.')
    expect(await composer.page.getByText('as soon as the contact replies').count()).toBe(0)
    expect(await composer.button('Contact asked to stop').count()).toBe(0)
    await composer.close()
  })
})

describe('marketing', () => {
  test('is shown, can be stopped, and can be recorded as agreed by phone', async () => {
    const composer = await desk().composeOpen()
    await composer.button('More').click()
    await composer.button('Stop marketing').click()
    await composer.sees('Opted out of marketing')
    await composer.button('Contact agreed to marketing').click()
    await composer.button('by phone').click()
    await composer.button('Contact agreed to marketing').waitFor({ state: 'detached' })
    await composer.sees('Agreed to marketing')
    await composer.close()
  })
})

describe('the typed text', () => {
  test('is not lost when the gate refuses it; the reason is shown next to it', async () => {
    const composer = await desk().composeOpen()
    const { field, button, page } = composer
    const long = 'x'.repeat(1601)
    await field.fill(long)
    await button('Send').click()
    const alert = page.getByRole('alert')
    await alert.getByText('the text is longer than 1600 characters').waitFor()
    expect(await field.inputValue()).toBe(long)
    await alert.getByRole('button', { name: 'Close' }).click()
    await alert.waitFor({ state: 'detached' })
    await composer.close()
  })

  test('is not lost when the gateway can’t be reached, and is sent once, however often it is retried', async () => {
    const composer = await desk().composeOpen()
    const { field, button, sees, page } = composer
    let lost = 0
    await page.route('**/v1/messages', async (route) => {
      if (lost++ > 0) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await field.fill('Only once, please')
    await button('Send').click()
    await sees("Can't reach the gateway. Your text is kept; try again.")
    expect(await field.inputValue()).toBe('Only once, please')
    await button('Send').click()
    await expect.poll(() => field.inputValue()).toBe('')
    const texts = (await composer.received()).map(({ text }) => text)
    expect(texts.filter((text) => text === 'Only once, please')).toHaveLength(1)
    await composer.close()
  })

  test('is kept while nothing is reachable, and one alert says so', async () => {
    const composer = await desk().composeOpen()
    const { field, button, page, sees } = composer
    await page.route('**/v1/**', (route) => route.abort())
    await field.fill('Are you there?')
    await button('Send').click()
    await sees("Can't reach the gateway. Your text is kept; try again.")
    expect(await page.getByRole('alert').count()).toBe(1)
    await page.getByRole('alert').getByRole('button', { name: 'Close' }).click()
    await sees('Connection lost. Trying again…')
    expect(await field.inputValue()).toBe('Are you there?')
    await composer.close()
  })

  test('is sent at the next try, once the gate allows it', async () => {
    const composer = await desk().composeOpen()
    const { field, button, page } = composer
    await field.fill('Second try')
    await desk().call('PATCH', '/v1/senders/whatsapp:+15550001111', { active: false })
    await button('Send').click()
    await page
      .getByRole('alert')
      .getByText(/deactivated this number/)
      .waitFor()
    await desk().call('PATCH', '/v1/senders/whatsapp:+15550001111', { active: true })
    await expect.poll(() => field.getAttribute('readonly')).toBeNull()
    expect(await field.inputValue()).toBe('Second try')
    await button('Send').click()
    await expect.poll(() => field.inputValue()).toBe('')
    expect((await composer.received()).at(-1)?.text).toBe('Second try')
    await composer.close()
  })

  test('returns after a reload, only for this contact', async () => {
    const composer = await desk().composeOpen()
    const { field, page } = composer
    await field.fill('Half a sentence')
    await page.reload()
    await field.waitFor()
    expect(await field.inputValue()).toBe('Half a sentence')
    const other = desk().newContact()
    const token = await desk().mint({ from: 'whatsapp:+15550001111', to: other, agent: 'ana' })
    await page.evaluate(`{
      const composer = document.querySelector('postern-composer')
      composer.setAttribute('to', '${other}')
      composer.setAttribute('token', '${token}')
    }`)
    await composer.sees(other.replace('whatsapp:', ''))
    await field.waitFor()
    expect(await field.inputValue()).toBe('')
    await composer.close()
  })
})

describe('the token', () => {
  test('is renewed by the page when the composer asks, without interruption', async () => {
    const composer = await desk().composeOpen()
    const { field, button, sees } = composer
    await desk().advance(HOUR)
    await composer.writes('Still there?')
    await sees('Still there?')
    await field.fill('Yes')
    await button('Send').click()
    await expect.poll(() => field.inputValue()).toBe('')
    await composer.close()
  })

  test('expires; a page without a new token keeps the typed text and gives advice', async () => {
    const composer = await desk().composeOpen({ renews: false })
    await composer.field.fill('Still here')
    await desk().advance(HOUR)
    await composer.sees("This page's access has expired. Your text is kept; reload the page.")
    expect(await composer.field.inputValue()).toBe('Still here')
    await composer.close()
  })
})

test('without streams it polls', async () => {
  const composer = await desk().composeOpen({
    before: (page) =>
      page.route('**/v1/composer/events?*', (route) => route.fulfill({ status: 501, json: {} })),
  })
  await composer.writes('Does this arrive?')
  await composer.sees('Does this arrive?')
  await composer.close()
})

test('a hidden tab keeps no connection, and updates when shown', async () => {
  const composer = await desk().composeOpen()
  const { page, sees } = composer
  const turn = (hidden: boolean) =>
    page.evaluate(`{
      Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }`)
  const isStream = (request: { url(): string }) => request.url().includes('/v1/composer/events')
  const cut = page.waitForEvent('requestfailed', isStream)
  await turn(true)
  await cut
  await composer.writes('While you were away')
  const opened = page.waitForRequest(isStream)
  await turn(false)
  await opened
  await sees('While you were away')
  await composer.close()
})

test('a page over plain HTTP, where browsers lack some functions, can send too', async () => {
  const composer = await desk().composeOpen({
    script: 'delete Crypto.prototype.randomUUID',
  })
  await composer.field.fill('Without TLS')
  await composer.button('Send').click()
  await expect.poll(() => composer.field.inputValue()).toBe('')
  expect((await composer.received()).at(-1)?.text).toBe('Without TLS')
  await composer.close()
})

test('it speaks the language of the page', async () => {
  const composer = await desk().composeOpen({ lang: 'de-AT' })
  await composer.sees(/Freier Text noch 2[34] Std\. \d+ Min\./)
  await composer.field.fill('Guten Tag')
  await composer.button('Senden').click()
  await composer.sees('Zugestellt')
  await composer.close()
})

test('a page without parties gets an error that names what is missing', async () => {
  const composer = await desk().compose()
  await composer.page.evaluate(
    `document.querySelector('postern-composer').removeAttribute('agent')`,
  )
  await composer.sees('The composer needs the attributes from, to, agent and token.')
  await composer.close()
})

describe('the preview of a template', () => {
  test('shows its buttons, and its picture or the picture’s address', async () => {
    const { page, button, sees, close } = await desk().composeOpen({
      // The sandbox's templates are text alone.
      before: (page) =>
        page.route('**/v1/composer?*', async (route) => {
          const response = await route.fetch()
          const json = await response.json()
          for (const template of json.templates ?? []) {
            template.buttons = [{ type: 'url', text: 'Show {{1}}', url: 'https://x.example' }]
            template.media = [{ url: 'https://cdn.example.com/{{1}}.jpg' }]
          }
          await route.fulfill({ response, json })
        }),
    })
    await desk().advance(25 * HOUR)
    await button('Choose a template').click()
    await page.getByRole('combobox', { name: 'Search templates' }).fill('appointment')
    await page.getByRole('listbox', { name: 'Templates' }).getByRole('option').first().click()
    await sees('Show {{1}}')
    await sees('https://cdn.example.com/{{1}}.jpg')
    await page.getByLabel('First name').fill('house')
    await sees('Show house')
    // The page of this test allows no pictures, so its address stands for it.
    await sees('https://cdn.example.com/house.jpg')
    await close()
  })
})
