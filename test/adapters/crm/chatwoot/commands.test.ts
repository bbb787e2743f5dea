/** What agents write in Chatwoot for Postern, not for the contact. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Row } from '../../../support/crm/apis/chatwoot.ts'
import { type ChatwootWorld, openChatwoot } from '../../../support/crm/chatwoot-world.ts'
import { CUSTOMER } from '../../../support/world.ts'

const HOUR = 3_600_000
let world: ChatwootWorld
beforeEach(async () => {
  world = await openChatwoot()
  await world.writes('Hello')
})
afterEach(() => {
  expect(world.chat.faults).toEqual([])
})
const agree = () => world.writes('YES')
const bodies = () => world.sent.map(({ Body }) => Body)
const notes = () => world.chat.messages.filter((one) => one.private).map(({ content }) => content)
const errorOf = (message: Row) => message.content_attributes.external_error

describe('commands', () => {
  beforeEach(agree)

  test('/template is checked and sent like any other', async () => {
    await world.advance(25 * HOUR)
    const message = await world.agent('/template appointment_reminder Pat | Friday | 3 pm')
    expect(JSON.parse(world.sent.at(-1)?.ContentVariables ?? '{}')).toEqual({
      1: 'Pat',
      2: 'Friday',
      3: '3 pm',
    })
    expect(message.status).toBe('sent')
    const wrong = await world.agent('/template appointment_reminder Pat')
    expect(errorOf(wrong)).toBe(
      'The template "appointment_reminder" is not filled in correctly: the variable "2" is missing.',
    )
    const extra = await world.agent('/template appointment_reminder a | b | c | d')
    expect(errorOf(extra)).toContain('there is no variable "4"')
  })

  test('/templates answers with the list, in a private note', async () => {
    const before = world.sent.length
    await world.agent('/templates')
    expect(notes().at(-1)).toContain(
      '/template appointment_reminder {{1}} | {{2}} | {{3}} (en)\nHello {{1}}',
    )
    expect(world.sent).toHaveLength(before)
  })

  test('an unknown command is marked as failed, with help', async () => {
    const before = world.sent.length
    const message = await world.agent('/tempalte x')
    expect(errorOf(message)).toBe('There is no command /tempalte. Nothing was sent.')
    expect(notes().at(-1)).toContain('/consent: ask the contact for consent')
    expect(world.sent).toHaveLength(before)
  })

  test('a slash and a space are text', async () => {
    await world.agent('/ 12 is a fraction')
    expect(bodies().at(-1)).toBe('/ 12 is a fraction')
  })

  test('/consent asks, or says why not', async () => {
    const message = await world.agent('/consent')
    expect(errorOf(message)).toBe('The contact has already agreed to receive messages.')
  })

  test('/take and /release change the assignee', async () => {
    await world.agent('/take')
    expect(world.chat.conversations[0]?.assignee_id).toBe(4)
    await world.agent('/release')
    expect(world.chat.conversations[0]?.assignee_id).toBeNull()
  })
})

test('/consent asks a contact who has not been asked', async () => {
  world = await openChatwoot()
  const { chat } = world
  chat.contacts.push({ id: 12, phone_number: CUSTOMER, contact_inboxes: [] })
  chat.conversations.push({ id: 13, contact_id: 12, inbox_id: 7, source_id: 'random' })
  await world.agent('/consent')
  expect(world.sent).toHaveLength(1)
  expect(chat.contacts[0]?.custom_attributes).toEqual({
    postern_consent: 'requested',
    postern_consent_whatsapp: 'requested',
  })
  expect(chat.thread().at(-1)?.content).toContain('[Automatic message]')
})

test('Chatwoot’s own template picker is read, in both of its forms', async () => {
  await agree()
  await world.advance(25 * HOUR)
  const body = { 1: 'Pat', 2: 'Friday', 3: '3 pm' }
  for (const processed_params of [{ body }, body]) {
    await world.agent('Hello Pat', {
      additional_attributes: {
        template_params: { name: 'appointment_reminder', language: 'en', processed_params },
      },
    })
    expect(JSON.parse(world.sent.at(-1)?.ContentVariables ?? '{}')).toEqual(body)
  }
})
