/** Messages of the real client of Twilio that wait. */

import { describe, expect, it } from 'vitest'
import { SERVICE, SMS_FROM, TO } from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, failure, open } from './rig.ts'

const HOUR = 3_600_000

describe('a waiting message', () => {
  it('is accepted, leaves after the YES, and keeps its SID', async () => {
    const client = await open({ policy: { flow: 'consent' } })
    const { sid, status } = await client.messages.create({ from: WHATSAPP, to: TO, body: 'Hello' })
    expect(status).toBe('accepted')
    await face.gateway.pump.drain()
    expect(face.sent).toMatchObject([{ To: TO, ContentSid: expect.any(String) }])
    await face.writes('YES')
    expect(face.sent.map(({ Body }) => Body)).toContain('Hello')
    expect(await client.messages(sid).fetch()).toMatchObject({ sid, status: 'queued' })
  })

  it('is refused if configured, although the contact is asked', async () => {
    const client = await open({ policy: { flow: 'consent' }, face: { onHeld: 'refuse' } })
    const message = { from: WHATSAPP, to: TO, body: 'Hello' }
    expect(await failure(client.messages.create(message))).toMatchObject({
      status: 400,
      code: 990003,
      message: expect.stringContaining("hasn't agreed to messages yet"),
    })
    await face.gateway.pump.drain()
    expect(face.sent).toHaveLength(1)
    await face.writes('YES')
    expect(face.sent.map(({ Body }) => Body)).not.toContain('Hello')
    expect((await client.messages.create(message)).status).toBe('queued')
  })

  it('waits for its time, and is judged by the rules then', async () => {
    const client = await open()
    await face.writes('Hi')
    const sendAt = new Date(face.now() + HOUR)
    const schedule = { scheduleType: 'fixed', sendAt, messagingServiceSid: SERVICE } as const
    const { sid, status } = await client.messages.create({ ...schedule, to: TO, body: 'Later' })
    expect(status).toBe('scheduled')
    await face.advance(HOUR)
    expect(face.sent.map(({ Body }) => Body?.endsWith('Later'))).toContain(true)
    expect((await client.messages(sid).fetch()).status).toBe('queued')

    const tomorrow = new Date(face.now() + 30 * HOUR)
    const second = await client.messages.create({
      ...schedule,
      sendAt: tomorrow,
      to: TO,
      body: 'Too late',
    })
    await face.advance(30 * HOUR)
    expect(await client.messages(second.sid).fetch()).toMatchObject({
      status: 'failed',
      errorCode: 63016,
      errorMessage: expect.stringContaining('24 hours'),
    })
  })

  it('can be cancelled until then', async () => {
    const client = await open()
    const sendAt = new Date(face.now() + HOUR)
    const to = CUSTOMER
    const { sid } = await client.messages.create({
      scheduleType: 'fixed',
      sendAt,
      messagingServiceSid: SERVICE,
      to,
      body: 'Later',
    })
    expect(await client.messages(sid).update({ status: 'canceled' })).toMatchObject({
      sid,
      status: 'canceled',
    })
    await face.advance(2 * HOUR)
    expect(face.sent).toEqual([])

    const gone = await client.messages.create({ from: SMS_FROM, to, body: 'Now' })
    await face.gateway.pump.drain()
    expect(await failure(client.messages(gone.sid).update({ status: 'canceled' }))).toMatchObject({
      code: 30409,
      status: 400,
    })
  })

  it('ends with its validity period', async () => {
    const client = await open({ policy: { flow: 'consent' } })
    const { sid } = await client.messages.create({
      from: WHATSAPP,
      to: TO,
      body: 'Hello',
      validityPeriod: 600,
    })
    await face.advance(600_000)
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'failed', errorCode: 30036 })
    await face.writes('YES')
    expect(face.sent.map(({ Body }) => Body)).not.toContain('Hello')
  })
})
