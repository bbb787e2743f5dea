/** A sender moves from Twilio to Meta: what was known of its contacts stays, and nothing is lost. */

import { expect, it } from 'vitest'
import {
  AT_META,
  AT_TWILIO,
  CONTACT,
  sidOf,
  startHouse,
  twilioStatus,
  twilioWritten,
} from '../support/provider/move.ts'

/** How long before its end a session counts as closed is each provider's own. */
const factsOf = (contact: object) =>
  JSON.stringify(contact).replace(/"closesAt":"([^"]{16})[^"]*"/g, '"closesAt":"$1"')

it('consent, session and owner stay, waiting messages use the new connection, old statuses count', async () => {
  const { state, start } = startHouse({ flow: 'consent' })
  const before = start(AT_TWILIO)
  await before.hook(twilioWritten('Hello'))
  await before.gateway.pump.drain()
  await before.hook(twilioWritten('YES', 9_002))
  await before.gateway.pump.drain()
  const first = await before.send('The first')
  await before.gateway.pump.drain()
  const { providerId } = await before.call('GET', `/v1/messages/${first.id}`)
  // Accepted, and the process stops before it leaves.
  await before.gateway.pump.stop()
  const second = await before.send('The second')
  const known = factsOf(await before.call('GET', `/v1/contacts/${CONTACT}`))

  const after = start(AT_META)
  expect(known).toContain('"state":"open"')
  expect(known).toContain('"status":"granted"')
  expect(factsOf(await after.call('GET', `/v1/contacts/${CONTACT}`))).toEqual(known)
  await after.gateway.pump.drain()
  expect(state.handed.at(-1)?.host).toBe('graph.facebook.com')
  expect(await after.call('GET', `/v1/messages/${second.id}`)).toMatchObject({
    providerId: state.handed.at(-1)?.id,
  })
  expect(await after.hook(twilioStatus({ MessageSid: String(providerId) }, first.id))).toBe(204)
  expect(await after.call('GET', `/v1/messages/${first.id}`)).toMatchObject({
    status: 'delivered',
  })
  expect(await after.send('The third')).toMatchObject({ status: 'accepted' })
})

it('the old connection accepts no messages, and no statuses of messages it didn’t carry', async () => {
  const { start } = startHouse()
  const after = start(AT_META)
  expect(await after.hook(twilioWritten('Hello'))).toBe(404)
  expect(await after.hook(twilioStatus({ MessageSid: sidOf(1) }, 'msg_1'))).toBe(404)
})
