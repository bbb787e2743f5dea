/** What Postern asks and shows Chatwoot apart from events. */

import { HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCrmPass } from '../../../../src/engine/periodic/crm-pass.ts'
import type { Row } from '../../../support/crm/apis/chatwoot.ts'
import { type ChatwootWorld, openChatwoot } from '../../../support/crm/chatwoot-world.ts'
import { CUSTOMER, WHATSAPP } from '../../../support/world.ts'

let world: ChatwootWorld
const open = async (crm: object = {}) => {
  world = await openChatwoot({ crm })
  await world.writes('Hello')
  await world.writes('YES')
  await runCrmPass(world.gateway)
}
beforeEach(() => open())
afterEach(() => {
  expect(world.chat.faults).toEqual([])
})
const pass = async () => {
  await runCrmPass(world.gateway)
  await world.gateway.pump.drain()
}
const bodies = () => world.sent.map(({ Body }) => Body)

test('agents’ messages from our downtime are sent once, although a webhook is tried only once (#15920)', async () => {
  const before = world.sent.length
  await world.agent('With a webhook')
  const event = world.chat.writes('Without one')
  await pass()
  await pass()
  await world.posts(event)
  expect(bodies().slice(before)).toEqual(['With a webhook', 'Without one'])
  expect(world.chat.messages.find(({ id }) => id === event.id)?.status).toBe('sent')
})

test('messages from before the first start are not sent', async () => {
  const before = world.sent.length
  world.chat.writes('Long ago', { created_at: world.now() / 1000 - 86_400 })
  world.chat.writes('A note', { private: true })
  await pass()
  expect(world.sent).toHaveLength(before)
})

test('Chatwoot’s own picker gets the usable templates, and keeps its other contents', async () => {
  const inbox = world.chat.inboxes[0] as Row
  inbox.additional_attributes = { other: 1 }
  await pass()
  expect(inbox.additional_attributes).toMatchObject({
    other: 1,
    message_templates: [
      {
        name: 'appointment_reminder',
        status: 'approved',
        category: 'UTILITY',
        language: 'en',
        components: [{ type: 'BODY', text: expect.stringContaining('Hello {{1}}') }],
      },
      { name: 'spring_offer' },
    ],
  })
  expect(inbox.additional_attributes.agent_reply_time_window).toBeUndefined()
  const before = world.chat.asked.filter((what) => what.startsWith('PATCH /inboxes')).length
  await pass()
  expect(world.chat.asked.filter((what) => what.startsWith('PATCH /inboxes'))).toHaveLength(before)
})

test('the text field is locked with the session if configured', async () => {
  await open({ lockReplies: true })
  const [whatsapp, sms] = world.chat.inboxes as [Row, Row]
  expect(whatsapp.additional_attributes.agent_reply_time_window).toBe(24)
  expect(sms.additional_attributes.agent_reply_time_window).toBeUndefined()
})

test('a private note in each open conversation reports a deactivated sender, once', async () => {
  const notes = () => world.chat.messages.filter((one) => one.private).map((one) => one.content)
  await world.call('PATCH', `/v1/senders/${WHATSAPP}`, { active: false })
  await pass()
  expect(notes()).toEqual(['This number has been deactivated. Nothing can be sent from it.'])
  await world.call('PATCH', `/v1/senders/${WHATSAPP}`, { active: true })
  expect(notes().at(-1)).toBe('This number is active again.')
})

test('erasing a contact here erases it in Chatwoot too, even when Chatwoot is down at first', async () => {
  const erase = () => world.call('DELETE', `/v1/contacts/whatsapp:${CUSTOMER}`)
  world.chat.upsets.push({ match: 'DELETE', answer: () => new Response('', { status: 503 }) })
  expect((await erase()).status).toBe(204)
  expect(world.chat.contacts).toHaveLength(1)
  await pass()
  expect(world.chat.contacts).toEqual([])
})

test('without an administrator’s token the contact is only erased here', async () => {
  const error = 'You are not authorized to do this action'
  world.chat.upsets.push({
    match: 'DELETE',
    answer: () => HttpResponse.json({ error }, { status: 401 }),
  })
  expect((await world.call('DELETE', `/v1/contacts/whatsapp:${CUSTOMER}`)).status).toBe(204)
  await pass()
  expect(world.chat.contacts).toHaveLength(1)
})
