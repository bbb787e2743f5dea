/** A sender moves while the answer to a send is missing: it is asked about where it was made. */

import { describe, expect, test } from 'vitest'
import { HttpError } from '../../src/ports/errors.ts'
import {
  AT_META,
  AT_TWILIO,
  CONTACT,
  metaStatus,
  metaWritten,
  sidOf,
  startHouse,
  twilioStatus,
  twilioWritten,
} from '../support/provider/move.ts'
import * as atTwilio from '../support/provider/twilio.ts'

const MINUTE = 60_000
const lost = async () => {
  throw new HttpError('timeout', true)
}

/** Twilio has it, and the answer never came. */
const lostAtTwilio = async () => {
  const house = startHouse()
  const before = house.start(AT_TWILIO)
  await before.hook(twilioWritten('Hello'))
  house.state.answering = lost
  const { id } = await before.send('Good morning')
  await before.gateway.pump.drain()
  house.state.answering = async () => {}
  expect(await before.read(id)).toMatchObject({ status: 'unknown' })
  return { house, before, id, hosts: () => house.state.handed.map(({ host }) => host) }
}

describe('a send in doubt at the old provider', () => {
  test('is found in the old provider’s list, and not sent again', async () => {
    const { house, before, id, hosts } = await lostAtTwilio()
    const text = (await before.read(id)).text
    const created = new Date(house.state.now).toUTCString()
    house.state.list = [
      atTwilio.resourceOf({ sid: sidOf(1), to: CONTACT, body: text, date_created: created }),
    ]
    const after = house.start(AT_META)
    await after.advance(5 * MINUTE)
    expect(await after.read(id)).toMatchObject({ status: 'queued', providerId: sidOf(1) })
    expect(hosts()).toEqual(['api.twilio.com'])
  })

  test('is sent through the new one once the old list shows it missing', async () => {
    const { house, id, hosts } = await lostAtTwilio()
    const after = house.start(AT_META)
    await after.advance(MINUTE / 2)
    expect(hosts()).toEqual(['api.twilio.com'])
    await after.advance(5 * MINUTE)
    expect(hosts()).toEqual(['api.twilio.com', 'graph.facebook.com'])
    expect(await after.read(id)).toMatchObject({ status: 'queued', providerId: 'wamid.2' })
  })

  test('is left to a person once the old connection is no longer configured', async () => {
    const { house, id, hosts } = await lostAtTwilio()
    const after = house.start(AT_META, { 'acme-meta': house.META })
    await after.advance(MINUTE / 2)
    await after.advance(2 * MINUTE)
    expect(await after.read(id)).toMatchObject({ status: 'unknown', reason: 'maybe_sent' })
    await after.advance(60 * MINUTE)
    expect(hosts()).toEqual(['api.twilio.com'])
    // What comes after it does not wait for it.
    await after.hook(await metaWritten('Are you there?'))
    const next = await after.send('Yes')
    await after.gateway.pump.drain()
    expect(await after.read(next.id)).toMatchObject({ status: 'queued' })
  })

  test('is sent through the new one on a person’s decision', async () => {
    const { house, id, hosts } = await lostAtTwilio()
    const after = house.start(AT_META, { 'acme-meta': house.META })
    await after.advance(MINUTE / 2)
    await after.advance(2 * MINUTE)
    await after.call('POST', `/v1/messages/${id}/resend`)
    await after.gateway.pump.drain()
    expect(hosts()).toEqual(['api.twilio.com', 'graph.facebook.com'])
  })

  test('is settled by a status from the old one', async () => {
    const { house, id, hosts } = await lostAtTwilio()
    const after = house.start(AT_META)
    expect(await after.hook(twilioStatus({ MessageSid: sidOf(1) }, id))).toBe(204)
    expect(await after.read(id)).toMatchObject({ status: 'delivered', providerId: sidOf(1) })
    await after.advance(26 * 60 * MINUTE)
    expect(hosts()).toEqual(['api.twilio.com'])
  })

  test('shows the connection it used', async () => {
    const { house, before, id } = await lostAtTwilio()
    const after = house.start(AT_META)
    await after.advance(MINUTE / 2)
    await after.advance(5 * MINUTE)
    const { history } = (await before.read(id)) as { history: readonly object[] }
    expect(history).toMatchObject([
      { status: 'accepted' },
      { status: 'unknown', connection: 'acme-twilio' },
      { status: 'unknown', code: 'absent', connection: 'acme-twilio' },
      { status: 'queued', connection: 'acme-meta' },
    ])
  })
})

test('not carried by the old connection gets no status from it', async () => {
  const house = startHouse()
  const after = house.start(AT_META)
  await after.hook(await metaWritten('Hello'))
  house.state.answering = lost
  const { id } = await after.send('Good morning')
  await after.gateway.pump.drain()
  expect(await after.hook(twilioStatus({ MessageSid: sidOf(1) }, id))).toBe(404)
  expect(await after.read(id)).toMatchObject({ status: 'unknown' })
})

describe('after a move from Meta to Twilio', () => {
  const sentAtMeta = async (answering: () => Promise<void>) => {
    const house = startHouse()
    const before = house.start(AT_META)
    await before.hook(await metaWritten('Hello'))
    house.state.answering = answering
    const { id } = await before.send('Good morning')
    await before.gateway.pump.drain()
    house.state.answering = async () => {}
    return { house, id, after: house.start(AT_TWILIO) }
  }

  test('a status of the number that Meta carried is accepted', async () => {
    const { id, after } = await sentAtMeta(async () => {})
    expect(await after.hook(await metaStatus('wamid.1', id))).toBe(200)
    expect(await after.read(id)).toMatchObject({ status: 'delivered' })
  })

  test('so is one for a send whose answer was lost', async () => {
    const { house, id, after } = await sentAtMeta(lost)
    expect(await after.hook(await metaStatus('wamid.1', id))).toBe(200)
    expect(await after.read(id)).toMatchObject({ status: 'delivered', providerId: 'wamid.1' })
    await after.advance(26 * 60 * MINUTE)
    expect(house.state.handed).toHaveLength(1)
  })

  test('one for a foreign number or message is acknowledged and changes nothing', async () => {
    const { id, after } = await sentAtMeta(async () => {})
    expect(await after.hook(await metaStatus('wamid.7', 'msg_of_others'))).toBe(200)
    expect(await after.hook(await metaStatus('wamid.1', id, { shown: '15559990000' }))).toBe(200)
    expect(await after.read(id)).toMatchObject({ status: 'queued' })
  })
})

test('a file received over the old connection is still fetched there', async () => {
  const house = startHouse()
  const before = house.start(AT_TWILIO)
  const account = atTwilio.ACCOUNT.accountSid
  const file = `https://api.twilio.com/2010-04-01/Accounts/${account}/Messages/${sidOf(9)}/Media/ME1`
  const picture = { NumMedia: '1', MediaUrl0: file, MediaContentType0: 'image/jpeg' }
  await before.hook(twilioWritten('Look', 9, picture))
  const after = house.start(AT_META)
  const { messages } = (await after.call('GET', `/v1/contacts/${CONTACT}/messages`)) as {
    messages: readonly { readonly media?: readonly { readonly url: string }[] }[]
  }
  const { pathname } = new URL(messages.flatMap(({ media = [] }) => media)[0]?.url ?? '')
  expect((await after.app.request(pathname)).status).toBe(200)
  expect(house.state.streamed).toEqual(['api.twilio.com'])
})

test('a message received over the old connection is not marked as read at the new one', async () => {
  const house = startHouse()
  const before = house.start(AT_TWILIO)
  await before.hook(twilioWritten('Hello'))
  const after = house.start(AT_META)
  await after.send('Good morning')
  await after.gateway.pump.drain()
  expect(
    house.state.handed.map(({ body }) => body).filter((body) => body.includes('read')),
  ).toEqual([])
  expect(house.state.handed).toHaveLength(1)
})
