import { afterEach, describe, expect, test } from 'vitest'
import { MARIA, openRig } from '../../../support/crm/hubspot-rig.ts'

let rig: ReturnType<typeof openRig>
afterEach(() => {
  rig.close()
  expect(rig.hubspot.violations).toEqual([])
})

describe('a contact’s message', () => {
  test('appears in HubSpot once, with contact, thread, time and our id', async () => {
    rig = openRig()
    const id = await rig.writes('Hello there', { profileName: 'Maria' })
    expect(rig.hubspot.messages).toMatchObject([
      {
        text: 'Hello there',
        messageDirection: 'INCOMING',
        channelAccountId: '333',
        senders: [
          {
            name: 'Maria',
            deliveryIdentifier: { type: 'HS_PHONE_NUMBER', value: '+15550003333' },
          },
        ],
        recipients: [{ deliveryIdentifier: { type: 'HS_PHONE_NUMBER', value: '+15550001111' } }],
        timestamp: '2026-11-24T09:00:00.000Z',
        integrationIdempotencyId: id,
      },
    ])
  })

  test('twice at once creates one contact and one thread', async () => {
    rig = openRig()
    await Promise.all([rig.writes('one'), rig.writes('two'), rig.writes('three')])
    expect(rig.hubspot.messages.map(({ text }) => text).sort()).toEqual(['one', 'three', 'two'])
    expect([...rig.hubspot.contacts.values()]).toEqual(['51'])
    expect([...rig.hubspot.threads.values()]).toEqual(['771'])
  })

  test('after a lost answer is posted again under the same id, and appears once', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({ when: /POST .*messages/, status: 'lost' })
    await rig.writes('Hello')
    await rig.advance(60_000)
    const posts = rig.hubspot.requests.filter((line) => line.endsWith('222/messages'))
    expect(posts).toHaveLength(2)
    expect(rig.hubspot.messages).toHaveLength(1)
  })

  test('answered with 409 was there already', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({ when: /POST .*messages/, status: 409 })
    await rig.writes('Hello')
    await rig.advance(3_600_000)
    expect(rig.hubspot.requests.filter((line) => line.endsWith('222/messages'))).toHaveLength(1)
  })

  test('needs no search: HubSpot finds the contact itself', async () => {
    rig = openRig()
    await rig.writes('Hello')
    expect(rig.hubspot.requests.join()).not.toMatch(/search|contacts/)
  })

  test('files are uploaded first, once, and stay private', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({ when: /POST .*222\/messages/, status: 503 })
    await rig.writes('look', {
      type: 'image',
      media: [{ url: 'https://provider.example/1', contentType: 'image/png' }],
    })
    await rig.advance(60_000)
    expect(rig.hubspot.files).toMatchObject([
      { name: 'file-1.png', type: 'image/png', size: 9, access: 'PRIVATE' },
    ])
    expect(rig.hubspot.messages).toMatchObject([
      { text: 'look', attachments: [{ type: 'FILE', fileId: 'f1', fileUsageType: 'IMAGE' }] },
    ])
  })

  test('a file that HubSpot rejects becomes a link in the text', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({ when: /POST \/files/, status: 415 })
    await rig.writes('', {
      type: 'document',
      media: [{ url: 'https://provider.example/1', contentType: 'application/x-strange' }],
    })
    expect(rig.hubspot.messages[0]).toMatchObject({ attachments: [] })
    expect(rig.hubspot.messages[0]?.text).toMatch(/^https:\/\/gate\.example\.com\/media\//)
  })

  test('a location stays a location, and a button becomes its text', async () => {
    rig = openRig()
    await rig.writes('', {
      type: 'location',
      location: { latitude: 52.5, longitude: 13.4, label: 'Café' },
    })
    await rig.writes('', { type: 'button', button: { text: 'Yes, please' } })
    expect(rig.hubspot.messages[0]).toMatchObject({
      attachments: [{ type: 'LOCATION', latitude: 52.5, longitude: 13.4, name: 'Café' }],
    })
    expect(rig.hubspot.messages[0]?.text).toContain('Café')
    expect(rig.hubspot.messages[1]?.text).toContain('Yes, please')
  })

  test('from a person without a number uses an id of the channel', async () => {
    rig = openRig()
    await rig.writes('Hello', {}, 'whatsapp:US.7700112233445566')
    expect(rig.hubspot.messages[0]?.senders).toEqual([
      {
        deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'US.7700112233445566' },
      },
    ])
  })

  test('automatic messages, and those from other systems, appear in the thread and say so', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.writes('Hello')
    const [, automatic] = rig.hubspot.messages
    expect(automatic).toMatchObject({
      messageDirection: 'OUTGOING',
      recipients: [{ deliveryIdentifier: { value: '+15550003333' } }],
      senders: [{ deliveryIdentifier: { value: '+15550001111' } }],
    })
    expect(automatic?.text).toContain('[Automatic message]')
    await rig.writes('YES')
    const response = await rig.api('POST', '/v1/messages', {
      from: 'whatsapp:+15550001111',
      to: MARIA,
      agent: 'bo@example.com',
      text: 'From another system',
    })
    expect(response.status).toBe(202)
    await rig.drain()
    expect(rig.hubspot.messages.at(-1)?.text).toBe('[Sent by bo@example.com]\nFrom another system')
  })
})
