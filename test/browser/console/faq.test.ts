/** Every question of the FAQ, lived as a customer with a phone and an agent at a desk. */

import { expect } from 'vitest'
import { violations } from '../../support/browser/browser.ts'
import { openTheatre } from '../../support/browser/stage.ts'
import { openForAll, test } from '../../support/browser/test.ts'

const theatre = openForAll(openTheatre)

test("I'm trying to send the client a message, but when I tap on the text field it won't let me enter anything. Why?", async () => {
  const { page, desk, field, writes, sends, arrives, says, press, aDayLater, complaints, close } =
    await theatre().openStage()
  await writes('Hello')
  await writes('YES')
  await says(/Free text for/)
  await sends('Good morning, this is Ana.')
  await arrives('Good morning, this is Ana.')

  // Conversation sessions are limited to a 24 hour timespan.
  await aDayLater()
  await says("More than 24 hours have passed since the contact's last message.")
  expect(await field.getAttribute('readonly')).not.toBeNull()
  // If you tap the template button, you'll see a list of messages that you're able to send.
  await press('Choose a template')
  await desk.getByRole('combobox', { name: 'Search templates' }).fill('appointment')
  await desk.getByLabel('Language').selectOption('en')
  await desk.getByRole('listbox', { name: 'Templates' }).getByRole('option').click()
  await desk.getByLabel('First name').fill('Maria')
  await desk.getByLabel('Day').fill('Monday at ten')
  await press('Send template')
  await arrives('Hello Maria, we look forward to seeing you on Monday at ten.')

  await writes('Monday is fine.')
  await says(/Free text for/)
  await sends('Until then!')
  await arrives('Until then!')
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('Someone accidentally rejected the opt-in request I sent. What do we do?', async () => {
  const { writes, sends, arrives, says, press, events, close } = await theatre().openStage()
  await press('Ask for consent')
  await arrives(/would like to message you on WhatsApp.* Reply YES to agree/)
  await writes('No')
  await arrives(/Changed your mind\? Reply YES/)
  await says('The contact has declined your opt-in request.')
  await events.getByText('consent.refused').waitFor()
  // They also have the option to reply with any other message, and a new opt-in message will be sent.
  await writes('Sorry, that was a mistake')
  await arrives(/would like to message you here/)
  // Usually the person just needs to reply to the message thread with “YES”.
  await writes('YES')
  await events.getByText('consent.granted').waitFor()
  await says(/Free text for/)
  await sends('No harm done!')
  await arrives('No harm done!')
  await close()
})

test("Why do I see “The contact hasn't responded to the opt-in request for more than 24 hours. You can try sending the request again.”?", async () => {
  const { desk, phone, writes, sends, arrives, says, press, aDayLater, close } =
    await theatre().openStage()
  await sends('Your papers are ready.')
  await arrives(/would like to message you on WhatsApp/)
  await says('Waiting for consent')
  // You’re allowed to send a new one every 24 hours.
  await desk.getByRole('button', { name: /Ask again in/ }).waitFor()
  await aDayLater()
  await says(/for more than 24 hours\. You can try sending the request again\./)
  await press('Ask for consent')
  await expect.poll(() => phone.getByText(/would like to message you on WhatsApp/).count()).toBe(2)
  // If accepted, you’ll be able to message with the customer.
  await writes('YES')
  await arrives('Your papers are ready.')
  await sends('Shall we meet?')
  await arrives('Shall we meet?')
  await close()
})

test('Why did I get the error message “Looks like this contact is already messaging with another MultiLine user. . .”?', async () => {
  const { writes, sends, sits, arrives, says, press, field, close } = await theatre().openStage()
  await writes('Hello')
  await writes('YES')
  await says(/Free text for/)
  await sends('This is Ana.')
  await arrives('This is Ana.')
  await sits('ben')
  await says(/already messaging with another user in your line of business: ana\./)
  await says('Contact your administrator.')
  expect(await field.getAttribute('readonly')).not.toBeNull()
  await sits('ana')
  await says(/Free text for/)
  await press('More')
  await press('Release')
  await sits('ben')
  await says(/Free text for/)
  await sends('This is Ben.')
  await arrives('This is Ben.')
  await close()
})

test("Why did a client receive the auto message “. . . We're not currently using this number to accept WhatsApp messages.”?", async () => {
  const { writes, arrives, says, press, events, close } = await theatre().openStage()
  // The administrator has deactivated WhatsApp for your number.
  await press('Deactivate number')
  await says(/Your administrator has deactivated this number/)
  await writes('Is anybody there?')
  await arrives(/We're not currently using this number to accept WhatsApp messages\./)
  await events.getByText('Is anybody there?').waitFor()
  // Contact them to resolve.
  await press('Activate number')
  await writes('Hello?')
  await arrives(/would like to message you here/)
  await close()
})

test('a customer’s markup stays text on the phone, at the desk and in the CRM', async () => {
  const markup = '<img src=x onerror="document.title=\'owned\'">'
  const { page, phone, desk, events, writes, complaints, close } = await theatre().openStage()
  await writes(markup)
  for (const place of [phone, desk, events]) await place.getByText(markup).first().waitFor()
  expect(await page.title()).not.toBe('owned')
  expect(await page.locator('main img').count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})
