/** What the real client of Twilio throws. */

import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { ACCOUNT, SMS_FROM, TO, TOKEN } from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, failure, open } from './rig.ts'

describe('an error in the real client', () => {
  it.each([
    [63016, 'the session is closed', { from: WHATSAPP, to: TO, body: 'Hello' }],
    [21606, 'a sender of somebody else', { from: '+15559999999', to: CUSTOMER, body: 'Hello' }],
    [21211, 'eight national digits', { from: SMS_FROM, to: '55501020', body: 'Hello' }],
    [21211, 'a number that is none', { from: SMS_FROM, to: '12', body: 'Hello' }],
    [21266, 'writing to itself', { from: SMS_FROM, to: SMS_FROM, body: 'Hello' }],
    [21603, 'no sender', { to: CUSTOMER, body: 'Hello' }],
    [21619, 'nothing to say', { from: SMS_FROM, to: CUSTOMER }],
    [21910, 'two channels', { from: SMS_FROM, to: TO, body: 'Hello' }],
    [21620, 'a file without an address', { from: SMS_FROM, to: CUSTOMER, mediaUrl: ['a.png'] }],
    [21609, 'a bad callback', { from: SMS_FROM, to: CUSTOMER, body: 'x', statusCallback: 'no' }],
    [21617, 'a text that is too long', { from: SMS_FROM, to: CUSTOMER, body: 'x'.repeat(1601) }],
    [21701, 'an unknown service', { from: `MG${'1'.repeat(32)}`, to: CUSTOMER, body: 'x' }],
    [21655, 'an unknown template', { from: WHATSAPP, to: TO, contentSid: `HX${'1'.repeat(32)}` }],
  ])('%i: %s', async (code, _, params) => {
    const client = await open()
    expect(await failure(client.messages.create(params))).toEqual({
      status: 400,
      code,
      message: expect.stringMatching(/.{10}/),
      moreInfo: `https://gate.example.com/docs/twilio#${code}`,
    })
    expect(face.sent).toEqual([])
    expect((await face.get('/docs/twilio')).body).toContain(`id="${code}"`)
  })

  it('is 63027 or 21656 for a template', async () => {
    const client = await open()
    const contents = await client.content.v1.contents.list()
    const template = (name: string) => {
      const found = contents.find(({ friendlyName }) => friendlyName === name)
      const contentSid = found?.sid ?? ''
      return failure(client.messages.create({ from: WHATSAPP, to: TO, contentSid }))
    }
    expect(await template('new_terms')).toMatchObject({ code: 63027 })
    expect(await template('appointment_reminder')).toMatchObject({
      code: 21656,
      message: expect.stringContaining('"1" is missing'),
    })
  })

  it('is 21610 after a STOP, and our own number for another agent’s contact', async () => {
    const client = await open()
    await face.writes('Hi')
    const message = { from: WHATSAPP, to: TO, body: 'Hello' }
    await client.messages.create(message)
    const other = { 'x-postern-agent': 'somebody else' }
    const taken = await face.post({ From: WHATSAPP, To: TO, Body: 'Hello' }, other)
    expect(taken.body).toMatchObject({ code: 990002, message: expect.stringContaining(': crm.') })
    await face.writes('STOP')
    expect(await failure(client.messages.create(message))).toMatchObject({
      code: 21610,
      message: expect.stringContaining('opted out'),
    })
  })

  it('is 20404 for missing resources, also for templates', async () => {
    const client = await open()
    const absent = { status: 404, code: 20404, moreInfo: expect.stringMatching(/#20404$/) }
    expect(await failure(client.calls.list())).toMatchObject(absent)
    const [template] = await client.content.v1.contents.list()
    const own = client.content.v1.contents(template?.sid ?? '')
    expect(await failure(own.remove())).toMatchObject(absent)
    const types = { twilioText: { body: 'Hello' } }
    const content = { friendlyName: 'mine', language: 'en', types }
    expect(await failure(client.content.v1.contents.create(content as never))).toMatchObject(absent)
    expect((await face.get('/v1/ContentAndApprovals/x')).body).toMatchObject({ code: 20404 })
  })

  it('is 20003 with a wrong token, without any account data', async () => {
    await open()
    const client = twilio(ACCOUNT, 'a-guess')
    client.api.baseUrl = face.url
    expect(await failure(client.messages.list())).toMatchObject({ status: 401, code: 20003 })
    const other = twilio(ACCOUNT, TOKEN, { accountSid: `AC${'0'.repeat(32)}` })
    other.api.baseUrl = face.url
    expect(await failure(other.messages.list())).toMatchObject({ status: 401, code: 20003 })
  })

  it('is 20404 for paths that don’t exist', async () => {
    const client = await open()
    expect(await failure(client.calls.list())).toEqual({
      status: 404,
      code: 20404,
      message: `The requested resource /2010-04-01/Accounts/${ACCOUNT}/Calls.json was not found`,
      moreInfo: 'https://gate.example.com/docs/twilio#20404',
    })
    expect(await failure(client.messages(`SM${'1'.repeat(32)}`).fetch())).toMatchObject({
      code: 20404,
    })
  })
})
