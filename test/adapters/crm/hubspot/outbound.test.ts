import { afterEach, describe, expect, test } from 'vitest'
import { MARIA, openRig, outgoing } from '../../../support/crm/hubspot-rig.ts'

let rig: ReturnType<typeof openRig>
afterEach(() => {
  rig.close()
  expect(rig.hubspot.violations).toEqual([])
})

const DAY = 86_400_000

describe('an agent’s message in HubSpot', () => {
  test('is answered with 200 and {}, sent once, and gets its states', async () => {
    rig = openRig()
    await rig.writes('Hello')
    const response = await rig.types('See you Friday', {}, 'msg1')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('{}')
    await rig.types('See you Friday', {}, 'msg1')
    expect(rig.sent.map(({ rendered, agent }) => [rendered, agent])).toEqual([
      ['See you Friday', 'A-5'],
    ])
    const id = rig.sent[0]?.id ?? ''
    await rig.receipt(id, 'sent')
    await rig.receipt(id, 'delivered')
    await rig.receipt(id, 'read')
    const states = rig.hubspot.statuses.filter(({ id }) => id === 'msg1')
    expect([...new Set(states.map(({ statusType }) => statusType))]).toEqual(['SENT', 'READ'])
    expect(rig.hubspot.notes).toEqual([])
  })

  test.each([
    [{ createdBy: ' ', senders: [{ actorId: ' ' }] }, 'hubspot'],
    [{ createdBy: '\u200b', senders: [{ actorId: ' A-5 ' }] }, 'A-5'],
  ])('of %o is sent under a readable name', async (author, name) => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.types('See you Friday', author)
    expect(rig.sent.map(({ agent }) => agent)).toEqual([name])
  })

  test('is SENT once, although the thread’s contact can’t be looked up', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({ when: /GET .*threads\/771/, status: 500 })
    await rig.grant()
    await rig.types('/template appointment_reminder Pat | Friday', {}, 'msg1')
    await rig.advance(60_000)
    expect(rig.hubspot.statuses).toEqual([{ id: 'msg1', statusType: 'SENT' }])
  })

  test('fails in a closed session with the gate’s sentence, and a note gives advice', async () => {
    rig = openRig()
    await rig.grant()
    await rig.writes('Hello')
    await rig.advance(2 * DAY)
    await rig.types('Still there?', {}, 'msg1')
    expect(rig.sent).toEqual([])
    const [failed] = rig.hubspot.statuses
    expect(failed).toMatchObject({ id: 'msg1', statusType: 'FAILED' })
    expect(failed?.errorMessage).toMatch(/24 hours|session|template/i)
    expect(rig.hubspot.notes).toMatchObject([{ thread: '771' }])
    expect(rig.hubspot.notes[0]?.text).toContain('/template appointment_reminder')
  })

  test('that is refused stays refused through a day of HubSpot downtime, and is reported once', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.advance(2 * DAY)
    rig.hubspot.mishaps.push({ when: /PATCH/, status: 503 }, { when: /PATCH/, status: 503 })
    await rig.types('Still there?', {}, 'msg1')
    expect(rig.hubspot.statuses).toEqual([])
    for (let i = 0; i < 4; i++) await rig.advance(DAY / 4)
    expect(rig.hubspot.statuses).toHaveLength(1)
    expect(rig.hubspot.notes).toHaveLength(1)
  })

  test('a note with a lost answer is not written twice', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.advance(2 * DAY)
    rig.hubspot.mishaps.push({ when: /POST .*771\/messages/, status: 'lost' })
    await rig.types('Still there?', {}, 'msg1')
    await rig.advance(DAY / 4)
    expect(rig.hubspot.notes).toHaveLength(1)
  })

  test('waits for consent with a note, is sent after the YES, and says so', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.types('May I write to you?', {}, 'msg1')
    expect(rig.hubspot.notes.at(-1)?.text).toMatch(/^Not sent yet\./)
    await rig.writes('YES')
    expect(rig.sent.map(({ rendered }) => rendered)).toContain('May I write to you?')
    expect(rig.hubspot.notes.at(-1)?.text).toMatch(/being sent now/)
    expect(rig.hubspot.statuses.at(-1)).toMatchObject({ id: 'msg1', statusType: 'SENT' })
  })

  test('fails with the reason when it waited too long', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.types('May I write to you?', {}, 'msg1')
    for (let i = 0; i < 4; i++) await rig.advance(DAY)
    expect(rig.hubspot.statuses.at(-1)).toEqual({
      id: 'msg1',
      statusType: 'FAILED',
      errorMessage: 'This message was not sent: it waited too long.',
    })
  })

  test('that fails at the provider is FAILED after SENT, with a sentence', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.types('See you', {}, 'msg1')
    await rig.receipt(rig.sent[0]?.id ?? '', 'failed', {
      code: '63024',
      fault: 'recipient_unreachable',
    })
    expect(rig.hubspot.statuses.map(({ statusType }) => statusType)).toEqual(['SENT', 'FAILED'])
    expect(rig.hubspot.statuses[1]?.errorMessage).not.toBe('')
  })

  test('may have files by address or id, or only images in its text', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.types('', {
      attachments: [{ type: 'FILE', url: 'https://files.example/a.png', name: 'a.png' }],
      richText: '',
    })
    await rig.types('\u200b', { attachments: [{ type: 'FILE', fileId: 77 }], richText: '' })
    await rig.types('', {
      text: '',
      richText: '<p>Look<img src="https://files.example/i.png"></p>',
    })
    expect(rig.sent.map(({ content }) => content)).toMatchObject([
      { kind: 'media', media: [{ url: 'https://files.example/a.png', filename: 'a.png' }] },
      { kind: 'media', media: [{ url: 'https://files.example/signed/77' }] },
      { kind: 'media', text: 'Look', media: [{ url: 'https://files.example/i.png' }] },
    ])
    expect(rig.sent[1]?.content).not.toHaveProperty('text')
  })

  test('is read in every form seen so far', async () => {
    rig = openRig()
    await rig.writes('Hello')
    const recipients = [{ actorId: 'V-51', deliveryIdentifier: '+15550003333' }]
    await rig.types('one', { recipients, status: 'SENT', channelAccountId: 333 })
    await rig.types('two', { recipients: [{ actorId: 'V-51' }], conversationsThreadId: 771 })
    await rig.post([{ ...outgoing('list1', 'three'), channelId: 222, portalId: 900 }])
    expect(rig.sent.map(({ rendered, address }) => [rendered, address])).toEqual([
      ['one', MARIA],
      ['two', MARIA],
      ['three', MARIA],
    ])
  })

  test('without a recipient fails visibly', async () => {
    rig = openRig()
    await rig.types('Hello', { recipients: [], conversationsThreadId: '999' }, 'msg1')
    expect(rig.sent).toEqual([])
    expect(rig.hubspot.statuses).toMatchObject([{ id: 'msg1', statusType: 'FAILED' }])
  })

  test('that we posted ourselves comes back and is ignored, with our id as number or text', async () => {
    rig = openRig()
    await rig.writes('Hello')
    for (const integrationAppId of [111, '111'])
      await rig.types('mirrored', { client: { clientType: 'INTEGRATION', integrationAppId } })
    expect(rig.sent).toEqual([])
    await rig.types('of another app', {
      client: { clientType: 'INTEGRATION', integrationAppId: 5 },
    })
    expect(rig.sent).toHaveLength(1)
  })

  test('other events, channels and accounts are acknowledged and ignored', async () => {
    rig = openRig()
    for (const event of [
      { type: 'CHANNEL_ACCOUNT_CREATED', channelId: '222' },
      { type: 'SOMETHING_NEW' },
      { ...outgoing('m1', 'x'), channelId: '999' },
      outgoing('m2', 'x', { channelAccountId: '999' }),
      outgoing('m3', 'x', { direction: 'INCOMING' }),
    ])
      expect((await rig.post(event)).status).toBe(200)
    expect(rig.sent).toEqual([])
    expect(rig.hubspot.statuses).toEqual([])
  })
})

describe('commands in the box', () => {
  test('/template sends a template with its values in order', async () => {
    rig = openRig()
    await rig.grant()
    await rig.types('/template appointment_reminder Pat | Friday', {}, 'msg1')
    expect(rig.sent.map(({ rendered }) => rendered)).toEqual(['Hello Pat, we meet on Friday.'])
    expect(rig.hubspot.statuses).toMatchObject([{ id: 'msg1', statusType: 'SENT' }])
  })

  test('/template with too few values is refused with the gate’s sentence', async () => {
    rig = openRig()
    await rig.grant()
    await rig.types('/template appointment_reminder Pat', {}, 'msg1')
    expect(rig.sent).toEqual([])
    expect(rig.hubspot.statuses).toMatchObject([{ id: 'msg1', statusType: 'FAILED' }])
  })

  test('/templates answers with the list and sends no message', async () => {
    rig = openRig()
    await rig.grant()
    await rig.types('/templates', {}, 'msg1')
    expect(rig.sent).toEqual([])
    expect(rig.hubspot.notes[0]?.text).toContain(
      '/template appointment_reminder {{name}} | {{day}} (en)',
    )
  })

  test('/consent asks the contact, /take and /release move the owner', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.types('/consent', {}, 'msg1')
    expect(rig.sent).toMatchObject([{ automatic: 'opt_in_request' }])
    await rig.types('/take', {}, 'msg2')
    expect(rig.hubspot.assignees.get('771')).toBe('A-5')
    await rig.types('/release', {}, 'msg3')
    expect(rig.hubspot.assignees.has('771')).toBe(false)
    expect(rig.hubspot.notes.map(({ text }) => text)).toEqual([
      'Done. This line was not sent.',
      'Done. This line was not sent.',
      'Done. This line was not sent.',
    ])
  })

  test('/consent fails with the reason when the contact may not be asked', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.types('/consent', {}, 'msg1')
    await rig.types('/consent', {}, 'msg2')
    expect(rig.sent).toHaveLength(1)
    expect(rig.hubspot.statuses.at(-1)).toMatchObject({ id: 'msg2', statusType: 'FAILED' })
    expect(rig.hubspot.notes.at(-1)?.text).toContain('/consent')
  })

  test('an unknown command is refused with help; a slash and a space are text', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.types('/teleport now', {}, 'msg1')
    expect(rig.sent).toEqual([])
    expect(rig.hubspot.statuses).toMatchObject([{ id: 'msg1', statusType: 'FAILED' }])
    expect(rig.hubspot.statuses[0]?.errorMessage).toContain('/teleport')
    expect(rig.hubspot.notes[0]?.text).toContain('/templates')
    await rig.types('/ 5 is a fraction', {}, 'msg2')
    expect(rig.sent.map(({ rendered }) => rendered)).toEqual(['/ 5 is a fraction'])
  })
})
