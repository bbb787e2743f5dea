import { expect } from 'vitest'
import { HOUR, openDesk, SMS, WHATSAPP } from '../../support/browser/composer.ts'
import { describe, openForAll, test } from '../../support/browser/test.ts'

const desk = openForAll(openDesk)

const owner = (to: string) => `/v1/contacts/${encodeURIComponent(to)}/owners/advisory`

describe("I'm trying to send the client a message, but when I tap on the text field it won't let me enter anything. Why?", () => {
  test('Conversation sessions are limited to a 24 hour timespan.', async () => {
    const composer = await desk().composeOpen()
    const { field, page, sees, misses } = composer
    await sees(/Free text for 2[34] h/)
    await desk().advance(23 * HOUR)
    await sees(/Free text for (1 h|\d+ min) more/)
    await field.fill('I will not finish this in ti')
    await desk().advance(HOUR)
    await sees("More than 24 hours have passed since the contact's last message.")
    await field.click()
    await page.keyboard.type('me')
    expect(await field.inputValue()).toBe('I will not finish this in ti')
    expect(await field.getAttribute('readonly')).not.toBeNull()
    await sees('You can write again as soon as the contact replies.')

    await composer.writes('Are you there?')
    await misses('More than 24 hours')
    await sees('Are you there?')
    await field.press('Control+End')
    await page.keyboard.type('me')
    await page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('')
    expect((await composer.received()).at(-1)?.text).toBe('I will not finish this in time')
    await composer.close()
  })

  test("If you tap the template button, you'll see a list of messages that you're able to send to the customer. Tap the message to select it, then press the send button.", async () => {
    const composer = await desk().composeOpen()
    const { page, button, sees } = composer
    await desk().advance(25 * HOUR)
    await button('Choose a template').click()
    const options = page.getByRole('listbox', { name: 'Templates' }).getByRole('option')
    const names = (await options.allTextContents()).join()
    expect(names).toContain('appointment_reminder')
    expect(names).not.toContain('account_review')
    await page.getByRole('combobox', { name: 'Search templates' }).fill('appointment')
    await page.getByLabel('Language').selectOption('en')
    await expect.poll(() => options.count()).toBe(1)
    await options.click()
    await button('Send template').click()
    await sees('Fill this in.')
    await page.getByLabel('First name').fill('Maria')
    await page.getByLabel('Day').fill('Monday')
    await sees('Hello Maria, we look forward to seeing you on Monday.')
    await button('Send template').click()
    await composer.field.waitFor()
    expect((await composer.received()).at(-1)).toMatchObject({
      template: 'appointment_reminder',
      text: 'Hello Maria, we look forward to seeing you on Monday.',
    })
    await composer.close()
  })
})

test('At night a contact who was never asked gets the request first, and the field says so.', async () => {
  const sentence =
    "It's 11:00 PM for the contact. The opt-in request goes out on May 5 at 8:00 AM, the contact's time, and your message follows if they agree."
  const composer = await desk().compose({
    // The sandbox has no quiet hours, so the gate's answer is changed on its way.
    before: (page) =>
      page.route('**/v1/composer?*', async (route) => {
        const response = await route.fetch()
        const text = { status: 'held', reason: 'quiet_hours', sentence, remedies: [] }
        await route.fulfill({ response, json: { ...(await response.json()), text } })
      }),
  })
  await expect.poll(() => composer.field.getAttribute('placeholder')).toBe(sentence)
  await composer.close()
})

test('Someone accidentally rejected the opt-in request I sent. What do we do?', async () => {
  const composer = await desk().compose()
  const { button, sees, misses, field } = composer
  await sees("The contact hasn't been asked for permission yet.")
  await button('Ask for consent').click()
  await sees('opt-in request')
  await composer.writes('NO')
  await sees('The contact has declined your opt-in request.')
  expect(await button(/^Ask/).count()).toBe(0)
  expect(await field.getAttribute('readonly')).not.toBeNull()
  // Usually the person just needs to reply to the message thread with "YES".
  await composer.writes('YES')
  await misses('The contact has declined')
  await field.fill('Thank you')
  await button('Send').click()
  await expect.poll(async () => (await composer.received()).at(-1)?.text).toBe('Thank you')
  await composer.close()
})

test("Why do I see “The contact hasn't responded to the opt-in request for more than 24 hours. You can try sending the request again.”?", async () => {
  const composer = await desk().compose()
  const { button, sees, field } = composer
  await field.fill('Hello, this is Ana')
  await button('Send').click()
  await sees('Waiting for consent')
  const again = button(/Ask again in 2[34] h/)
  await again.waitFor()
  await again.dispatchEvent('click')
  expect(await composer.received()).toHaveLength(1)
  await desk().advance(24 * HOUR)
  await sees("The contact hasn't responded to the opt-in request for more than 24 hours.")
  await button('Ask for consent').click()
  await expect.poll(async () => (await composer.received()).length).toBe(2)
  await button(/Ask again in 2[34] h/).waitFor()
  await composer.close()
})

test('Why did I get the error message “Looks like this contact is already messaging with another MultiLine user. . .”?', async () => {
  const to = desk().newContact()
  const composer = await desk().composeOpen({ to })
  const { button, sees, misses, field } = composer
  await sees('Unassigned')
  await button('Take').click()
  await sees('Assigned to you')
  await button('Hand over').click()
  await composer.page.getByLabel('Hand over to (agent)').fill('ben')
  await composer.page.keyboard.press('Enter')
  await sees(/already messaging with another user in your line of business: ben\./)
  await sees('Contact your administrator.')
  expect(await composer.page.getByText('Contact your administrator.').count()).toBe(1)
  await sees('Assigned to ben')
  expect(await field.getAttribute('readonly')).not.toBeNull()
  expect(await button('Take').count()).toBe(0)
  await desk().call('PUT', owner(to), { agent: 'ana' })
  await misses(/already messaging/)
  await sees('Assigned to you')
  expect(await field.getAttribute('readonly')).toBeNull()
  await composer.close()
})

test("Why did a client receive the auto message “. . . We're not currently using this number to accept WhatsApp messages.”?", async () => {
  const composer = await desk().composeOpen()
  const { button, sees, misses, field } = composer
  await desk().call('PATCH', `/v1/senders/${WHATSAPP}`, { active: false })
  await composer.writes('Hello?')
  await sees(/Your administrator has deactivated this number/)
  await sees(/not currently using this number/)
  await sees('Automatic: number not in use')
  await button('Switch to SMS').click()
  await misses(/deactivated/)
  await field.fill('By SMS then')
  await button('Send').click()
  await sees('By SMS then')
  await desk().call('PATCH', `/v1/senders/${WHATSAPP}`, { active: true })
  await button('Switch to WhatsApp').click()
  await misses(/deactivated/)
  const sms = composer.to.replace('whatsapp', 'sms')
  await expect.poll(async () => (await composer.received(sms)).length).toBeGreaterThan(0)
  expect(SMS).toBe('sms:+15550001111')
  await composer.close()
})
