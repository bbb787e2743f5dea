import { HttpResponse } from 'msw'
import { beforeEach, describe, expect, test } from 'vitest'
import { CONTACT, errorOf, NOW, SENDER } from '../../../../support/provider/meta.ts'
import { consents, reports, rig, sends, status, text, thread, useGateway, writes } from './rig.ts'

useGateway()

const statusOf = async (id: string) => (await rig.call('GET', `/v1/messages/${id}`)).body.status

describe('a message of ours', () => {
  beforeEach(async () => {
    await consents()
    await writes(text('hello'))
  })

  test('goes to the number with its plus, and carries our id', async () => {
    const { body } = await sends()
    expect(rig.state.sends).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+15550100777',
        type: 'text',
        text: { body: 'Good morning', preview_url: false },
        biz_opaque_callback_data: body.id,
      },
    ])
    expect(await statusOf(body.id)).toBe('queued')
  })

  test('never goes back from delivered to sent, and can’t fail after delivery', async () => {
    const { body } = await sends()
    await reports(status('delivered'))
    await reports(status('sent'))
    await reports(status('failed', { errors: [{ code: 131026 }] }))
    expect(await statusOf(body.id)).toBe('delivered')
  })

  test('with a lost answer is settled by its own status, and sent once', async () => {
    rig.state.behaviour = 'times_out'
    const { body } = await sends()
    rig.state.behaviour = 'accepts'
    expect(await statusOf(body.id)).toBe('unknown')
    // Days later still: no list can say that it is absent.
    for (const minutes of [1, 3, 20, 60, 26 * 60]) {
      rig.clock.now = NOW + minutes * 60_000
      await rig.gateway.pump.drain()
    }
    expect(await statusOf(body.id)).toBe('unknown')
    await reports(status('delivered', { biz_opaque_callback_data: body.id }))
    await rig.gateway.pump.drain()
    expect(await statusOf(body.id)).toBe('delivered')
    expect(rig.state.sends).toHaveLength(1)
  })

  test('is settled once even when its status overtakes the answer', async () => {
    let id = ''
    rig.state.answer = () => {
      throw new Error('set below')
    }
    const parties = { from: SENDER, to: CONTACT, agent: 'ana', text: 'Good morning' }
    let release = (_: Response) => {}
    const held = new Promise<Response>((resolve) => {
      release = resolve
    })
    rig.state.answer = () => held as never
    id = (await rig.call('POST', '/v1/messages', parties)).body.id
    const drained = rig.gateway.pump.drain()
    await reports(status('delivered', { biz_opaque_callback_data: id }))
    release(HttpResponse.json({ messages: [{ id: 'wamid.OUR1' }] }))
    await drained
    expect(await statusOf(id)).toBe('delivered')
    await reports(status('read'))
    expect(await statusOf(id)).toBe('read')
  })

  test('to a number that Meta spells differently merges two contacts', async () => {
    const alias = 'whatsapp:+5511987654321'
    rig.state.answer = () =>
      HttpResponse.json({
        contacts: [{ input: '+15550100777', wa_id: '5511987654321' }],
        messages: [{ id: 'wamid.OUR1' }],
      })
    await sends()
    await writes(
      text('my reply', { id: 'wamid.A9', from: '5511987654321', from_user_id: undefined }),
    )
    expect((await thread(alias)).map((message) => message.text)).toContain('Good morning')
  })

  test('that was sent too late closes the session, and the CRM is notified', async () => {
    const { body } = await sends()
    await reports(status('failed', { errors: [{ code: 131047 }] }))
    expect(await rig.call('GET', `/v1/messages/${body.id}`)).toMatchObject({
      body: { status: 'failed', code: '131047', reason: 'session_closed' },
    })
    expect(await sends()).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
  })

  test('rate-limited for one contact waits longer each time, and is sent later', async () => {
    rig.state.answer = () => errorOf(131056)
    const { body } = await sends()
    expect(await statusOf(body.id)).toBe('accepted')
    expect(rig.state.sends).toHaveLength(1)
    rig.state.answer = undefined
    rig.clock.now = NOW + 60_000
    await rig.gateway.pump.drain()
    expect(await statusOf(body.id)).toBe('queued')
  })
})

describe('an audio file', () => {
  const sound = (contentType: string) => ({
    media: [{ url: 'https://files.example.com/note', contentType }],
  })
  beforeEach(async () => {
    await consents()
    await writes(text('Hello', { id: 'wamid.IN1' }))
  })

  test('of a type that Meta accepts and then drops is refused at once', async () => {
    expect(await sends(sound('audio/opus'))).toMatchObject({
      status: 422,
      body: { reason: 'content_invalid' },
    })
    expect(await sends(sound('audio/webm;codecs=opus'))).toMatchObject({ status: 422 })
    expect(rig.state.sends).toHaveLength(0)
    expect(await sends(sound('audio/ogg; codecs=opus'))).toMatchObject({ status: 202 })
  })

  test('whose content doesn’t match its name fails with a reason, after it was accepted', async () => {
    const { body } = await sends(sound('audio/mp4'))
    expect(await statusOf(body.id)).toBe('queued')
    await reports(status('failed', { errors: [{ code: 131053 }] }))
    expect((await rig.call('GET', `/v1/messages/${body.id}`)).body).toMatchObject({
      status: 'failed',
      code: '131053',
      reason: 'provider_rejected',
    })
  })
})
