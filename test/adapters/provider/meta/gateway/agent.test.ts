import { beforeEach, describe, expect, test } from 'vitest'
import { consents, rig, sends, text, thread, useGateway, writes } from './rig.ts'

useGateway()

describe('an agent in an open session', () => {
  beforeEach(async () => {
    await consents()
    await writes(text('When can I come?', { id: 'wamid.IN1' }))
  })
  const customers = async () =>
    (await thread()).find(({ direction }) => direction === 'inbound')?.id

  test('can answer and react to the contact’s message, and send a location and buttons', async () => {
    const message = (await customers()) ?? ''
    await sends({ text: 'At nine', replyTo: message })
    await sends({ reaction: { message, emoji: '👍' } })
    await sends({ location: { latitude: 52.5, longitude: 13.4, label: 'Office' } })
    await sends({ text: 'Will you come?', interactive: { buttons: [{ id: 'y', title: 'Yes' }] } })
    expect(rig.state.sends).toMatchObject([
      { type: 'text', context: { message_id: 'wamid.IN1' } },
      { type: 'reaction', reaction: { message_id: 'wamid.IN1', emoji: '👍' } },
      { type: 'location', location: { name: 'Office' } },
      { type: 'interactive', interactive: { body: { text: 'Will you come?' } } },
    ])
    const said = (await thread()).filter(({ direction }) => direction === 'outbound')
    expect(said.toReversed()).toMatchObject([
      { text: 'At nine', replyTo: { message } },
      { reaction: { message, emoji: '👍' } },
      { location: { label: 'Office' } },
      { text: 'Will you come?', interactive: { buttons: [{ id: 'y', title: 'Yes' }] } },
    ])
  })

  test('gets the reason if the quoted message is from another conversation', async () => {
    const answer = await sends({ text: 'At nine', replyTo: 'msg_elsewhere' })
    expect(answer).toMatchObject({
      status: 422,
      body: { reason: 'content_invalid', problem: 'message_unknown' },
    })
    expect(answer.body.sentence).toContain('not in this conversation')
    expect(rig.state.sends).toEqual([])
  })

  test.each([
    { text: 'one', location: { latitude: 1, longitude: 1 } },
    { interactive: { buttons: [{ id: 'y', title: 'Yes' }] } },
    { reaction: { message: 'm', emoji: '👍' }, media: [{ url: 'https://a.example/x.png' }] },
    {},
  ])('gets an error for two kinds of content in a message: %j', async (body) => {
    expect((await sends(body)).status).toBe(422)
  })

  test('marks the contact’s message as read only when answering', async () => {
    expect(rig.state.reads).toEqual([])
    await sends()
    await sends()
    expect(rig.state.reads).toEqual(['wamid.IN1'])
  })
})
