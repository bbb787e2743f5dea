import { expect, test } from 'vitest'
import {
  envelopeOf,
  messageOf,
  messagesValue,
  metaJson,
  NOW,
  posted,
} from '../../../../support/provider/meta.ts'
import { consents, reports, rig, sends, status, text, thread, useGateway, writes } from './rig.ts'

useGateway()

test('the handshake gets its answer over HTTP, and foreign requests get a refusal', async () => {
  const query = 'hub.mode=subscribe&hub.challenge=0123&hub.verify_token='
  const answer = await rig.get(`${query}canary-verify-token`)
  expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
    200,
    '0123',
    'text/plain',
  ])
  expect((await rig.get(`${query}wrong`)).status).toBe(403)
  expect((await rig.get('')).status).toBe(403)
  const foreign = messagesValue({ messages: [text('x')] }, '399')
  const body = metaJson(
    envelopeOf({ field: 'messages', value: foreign }, { field: 'flows', value: {} }),
  )
  expect(await rig.post(await posted(body))).toBe(200)
  expect(await rig.post(await posted(body, 'another secret'))).toBe(403)
  expect(rig.lines.join()).toContain('phone number 399')
})

test('a body of three megabytes is accepted, a larger one is not', async () => {
  const filled = (size: number) => posted(`{"entry":[],"x":"${' '.repeat(size)}"}`)
  expect(await rig.post(await filled(3 * 1024 * 1024 - 100))).toBe(200)
  expect(await rig.post(await filled(3 * 1024 * 1024))).toBe(413)
})

test('a status of an unknown message doesn’t lose the rest of the batch', async () => {
  const value = messagesValue({
    statuses: [status('sent', { id: 'wamid.APP' }), status('read', { id: 'wamid.APP2' })],
    messages: [text('hello')],
  })
  expect(await rig.post(await posted(metaJson(envelopeOf({ field: 'messages', value }))))).toBe(200)
  expect(await thread()).toMatchObject([{ text: 'hello' }])
})

test('a redelivery, even a concurrent one, is one message', async () => {
  const statuses = await Promise.all([writes(text('hello')), writes(text('hello'))])
  expect(statuses).toEqual([200, 200])
  expect(await writes(text('hello'))).toBe(200)
  expect(await thread()).toHaveLength(1)
})

test('a redelivery after three days opens no session', async () => {
  await consents()
  await writes(text('old', { timestamp: String(NOW / 1000 - 3 * 86_400) }))
  expect(await sends()).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
  await writes(text('new', { id: 'wamid.A2' }))
  expect(await sends()).toMatchObject({ status: 202 })
})

test('edits, reactions and messages that Meta doesn’t pass on open no session', async () => {
  await consents()
  await writes(
    messageOf({ type: 'edit', edit: { original_message_id: 'wamid.A0', message: {} } }),
    messageOf({ id: 'wamid.A2', type: 'unsupported', errors: [{ code: 131051 }] }),
    messageOf({ id: 'wamid.A3', type: 'reaction', reaction: { message_id: 'wamid.A0' } }),
  )
  expect(await thread()).toHaveLength(3)
  expect(await sends()).toMatchObject({ status: 409, body: { reason: 'session_closed' } })
})

test('a message written in the app appears in the thread as ours', async () => {
  await writes(text('hello'))
  const message_echoes = [
    {
      id: 'wamid.E1',
      from: '15550100001',
      to: '15550100777',
      ...text('from the app'),
      timestamp: undefined,
    },
  ]
  const echo = { ...message_echoes[0], id: 'wamid.E1', from: '15550100001' }
  const value = messagesValue({ message_echoes: [echo] })
  expect(
    await rig.post(await posted(metaJson(envelopeOf({ field: 'smb_message_echoes', value })))),
  ).toBe(200)
  await reports(status('read', { id: 'wamid.E1' }))
  expect(await thread()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ direction: 'outbound', text: 'from the app', status: 'read' }),
    ]),
  )
})
