/** Whole stories with a CRM that speaks Twilio: a real server that Twilio's own library guards. */

import { expect, test } from 'vitest'
import { ACCOUNT_SID, AUTH_TOKEN } from '../../../../support/crm/twilio-harness.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { agreed, answers, callbacks, crm, openWorld, other, useCrms } from './world.ts'

useCrms()

const MARIA = `whatsapp:${CUSTOMER}`
const MINUTE = 60_000

test('a customer writes, the CRM answers in TwiML, the customer gets the answer, the CRM its status', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('We open at nine.')
  await world.writes('When do you open?', { ProfileName: 'Maria' })

  expect(crm.arrived.at(-1)).toMatchObject({
    path: '/sms',
    form: {
      AccountSid: ACCOUNT_SID,
      From: MARIA,
      To: WHATSAPP,
      Body: 'When do you open?',
      ProfileName: 'Maria',
      SmsStatus: 'received',
    },
  })
  const reply = world.sent.at(-1)
  expect(reply).toMatchObject({ To: MARIA, From: WHATSAPP, Body: 'We open at nine.' })

  await world.status(reply?.sid ?? '', 'sent')
  await world.status(reply?.sid ?? '', 'delivered')
  await world.status(reply?.sid ?? '', 'read')
  const [sid] = callbacks()[0] ?? []
  expect(sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect(callbacks()).toEqual([
    [sid, 'sent'],
    [sid, 'delivered'],
    [sid, 'read'],
  ])
})

test('a message that the CRM creates is reported to its own StatusCallback, with its SID', async () => {
  const world = await openWorld()
  await agreed(world)
  const created = await world.app.request(
    `https://gate.example.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
      body: new URLSearchParams({
        From: WHATSAPP,
        To: MARIA,
        Body: 'Good morning',
        StatusCallback: `${crm.origin}/status`,
      }),
    },
  )
  const { sid, status } = (await created.json()) as { sid: string; status: string }
  expect({ code: created.status, status }).toEqual({ code: 201, status: 'queued' })
  await world.gateway.pump.drain()
  const [{ sid: theirs = '' } = {}] = world.sent.slice(-1)
  await world.status(theirs, 'sent')
  await world.status(theirs, 'undelivered', { ErrorCode: '63024' })
  expect(callbacks()).toEqual([
    [sid, 'sent'],
    [sid, 'undelivered'],
  ])
  expect(crm.arrived.at(-1)?.form).toMatchObject({
    ErrorCode: expect.stringMatching(/^\d+$/),
    ErrorMessage: expect.stringContaining('WhatsApp'),
  })
  expect(other.arrived.map(({ path }) => path)).toEqual(['/sms', '/sms'])
})

test('a quoted message is named by the SID that the CRM knows', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('Monday or Tuesday?')
  await world.writes('When can I come?')
  const reply = world.sent.at(-1)
  await world.status(reply?.sid ?? '', 'delivered')
  crm.says('<Response/>')
  await world.writes('The first', {
    OriginalRepliedMessageSid: reply?.sid ?? '',
    OriginalRepliedMessageSender: WHATSAPP,
  })
  const [known] = callbacks()[0] ?? []
  expect(known).not.toBe(reply?.sid)
  expect(crm.arrived.at(-1)?.form).toMatchObject({
    Body: 'The first',
    OriginalRepliedMessageSid: known,
    OriginalRepliedMessageSender: WHATSAPP,
  })
})

test('a temporary link leads to the message’s file', async () => {
  const world = await openWorld()
  await agreed(world)
  const url = 'https://api.twilio.com/secret'
  await world.writes('look', { NumMedia: '1', MediaUrl0: url, MediaContentType0: 'image/png' })
  const link = crm.arrived.at(-1)?.form.MediaUrl0 ?? ''
  expect(link).toMatch(/^https:\/\/gate\.example\.com\/media\//)
  expect((await world.app.request(link)).status).not.toBe(404)
  await world.advance(16 * MINUTE)
  expect((await world.app.request(link)).status).toBe(404)
})

test('a CRM that is down gets its events later, in order', async () => {
  const world = await openWorld()
  await agreed(world)
  crm.answer((response) => response.writeHead(503).end())
  const words = ['one', 'two', 'three']
  for (const text of words) await world.writes(text)
  crm.says('<Response/>')
  const before = crm.arrived.length
  await world.advance(60 * MINUTE)
  expect(crm.arrived.slice(before).map(({ form }) => form.Body)).toEqual(words)
})

test('a CRM that is down gets no requests, not even for events without a form', async () => {
  const world = await openWorld()
  crm.answer((response) => response.writeHead(503).end())
  const contacts = Array.from({ length: 10 }, (_, i) => `whatsapp:+491511234560${i}`)
  for (const to of contacts)
    await world.call('POST', '/v1/messages', { from: WHATSAPP, to, agent: 'ann', text: 'Hi' })
  for (const From of contacts) await world.writes('Hello', { From })
  expect(crm.arrived).toHaveLength(3)
  await world.writes('Hello')
  expect(crm.arrived).toHaveLength(3)
  await world.advance(2 * MINUTE)
  expect(crm.arrived.length).toBeGreaterThan(3)
})
