/** Messages at Meta whose answer was lost: only their own status, or a person, settles them. */

import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CRM_URL } from '../../../support/configuration.ts'
import {
  CONTACT,
  type Json,
  messageOf,
  NOW,
  SENDER,
  webhookOf,
} from '../../../support/provider/meta.ts'
import { openMetaGateway } from '../../../support/provider/meta-gateway.ts'

type Event = { readonly type: string; readonly data: Json }

let rig: Awaited<ReturnType<typeof openMetaGateway>>
let events: Event[]
beforeEach(async () => {
  rig = await openMetaGateway()
  events = []
  rig.server.use(
    http.post(CRM_URL, async ({ request }) => {
      events.push((await request.json()) as Event)
      return new HttpResponse()
    }),
  )
  await rig.gateway.handle('acme', {
    kind: 'preference',
    id: 'consent',
    at: NOW - 1000,
    address: CONTACT,
    source: 'crm',
    sender: SENDER,
    consent: { status: 'granted', channel: 'whatsapp', basis: 'form' },
  })
  const hello = messageOf({ type: 'text', text: { body: 'hello' } })
  await rig.post(await webhookOf({ messages: [hello] }))
})
afterEach(() => rig.close())

const parties = { from: SENDER, to: CONTACT, agent: 'ana' }
const post = (text: string) => rig.call('POST', '/v1/messages', { ...parties, text })
const read = async (id: string) => (await rig.call('GET', `/v1/messages/${id}`)).body
const decide = (id: string, how: string) => rig.call('POST', `/v1/messages/${id}/${how}`)
const after = async (ms: number) => {
  rig.clock.now = NOW + ms
  await rig.gateway.pump.drain()
}
const reports = async (id: string, status: string) => {
  const about = { id: 'wamid.OUR1', timestamp: String(NOW / 1000), recipient_id: '15550100777' }
  const statuses = [{ ...about, status, biz_opaque_callback_data: id }]
  await rig.post(await webhookOf({ statuses }))
  await rig.gateway.pump.drain()
}
/** It is at Meta, or not: its answer never came. */
const lost = async (): Promise<string> => {
  rig.state.behaviour = 'times_out'
  const { body } = await post('Good morning')
  await rig.gateway.pump.drain()
  rig.state.behaviour = 'accepts'
  return body.id
}
const asked = async (): Promise<string> => {
  const id = await lost()
  await after(30_000)
  await after(120_000)
  return id
}
const QUESTION = (message: string) => ({
  reason: 'maybe_sent',
  sentence: 'The message may have been sent.',
  remedies: [
    { do: 'resend', message },
    { do: 'discard', message },
  ],
})

describe('a message whose answer was lost', () => {
  test('waits two minutes for its status, then a person is asked once', async () => {
    const id = await lost()
    await after(119_000)
    expect((await read(id)).remedies).toBeUndefined()
    await after(120_000)
    expect(await read(id)).toMatchObject({ status: 'unknown', ...QUESTION(id) })
    await after(26 * 3_600_000)
    const questions = events.filter(({ type }) => type === 'message.in_doubt')
    expect(questions).toMatchObject([{ data: { ...QUESTION(id), message: { id } } }])
    expect((await rig.call('GET', '/v1/dead-letters')).body.deadLetters).toEqual([])
    expect(rig.state.sends).toHaveLength(1)
  })

  test('delays the next messages only for that time', async () => {
    await lost()
    await post('Are you there?')
    await after(60_000)
    expect(rig.state.sends).toHaveLength(1)
    await after(120_000)
    expect(rig.state.sends.at(-1)).toMatchObject({ text: { body: 'Are you there?' } })
    expect(rig.state.sends).toHaveLength(2)
  })

  test('is settled by its own status, even a late one', async () => {
    const id = await asked()
    await reports(id, 'delivered')
    const message = await read(id)
    expect(message).toMatchObject({ status: 'delivered', providerId: 'wamid.OUR1' })
    const { reason, sentence, remedies } = message
    expect([reason, sentence, remedies]).toEqual([undefined, undefined, undefined])
    expect(await decide(id, 'resend')).toMatchObject({
      status: 409,
      body: { reason: 'not_in_doubt', messageStatus: 'delivered' },
    })
    expect(rig.state.sends).toHaveLength(1)
  })

  test('is sent again under the same id only on a person’s decision', async () => {
    const id = await asked()
    const both = await Promise.all([decide(id, 'resend'), decide(id, 'resend')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await rig.gateway.pump.drain()
    expect(rig.state.sends).toMatchObject([
      { biz_opaque_callback_data: id },
      { biz_opaque_callback_data: id, text: { body: 'Good morning' } },
    ])
    const message = await read(id)
    expect(message).toMatchObject({ id, status: 'queued' })
    expect(message.remedies).toBeUndefined()
  })

  test('asks again when the second answer is lost too', async () => {
    const id = await asked()
    rig.state.behaviour = 'times_out'
    await decide(id, 'resend')
    await rig.gateway.pump.drain()
    await after(239_000)
    expect((await read(id)).remedies).toBeUndefined()
    await after(240_000)
    expect(await read(id)).toMatchObject({ status: 'unknown', ...QUESTION(id) })
    expect(rig.state.sends).toHaveLength(2)
  })

  test('is not sent again once its status arrived before the send', async () => {
    const id = await asked()
    const { store } = rig.gateway
    const { claim, commit } = store
    // Neither from memory nor by a claim does it begin.
    const unleased: typeof commit = ({ lease: _, ...change }) => commit(change)
    Object.assign(store, { claim: async () => [], commit: unleased })
    await decide(id, 'resend')
    await reports(id, 'sent')
    Object.assign(store, { claim, commit })
    await rig.gateway.pump.drain()
    expect(await read(id)).toMatchObject({ status: 'sent' })
    expect(rig.state.sends).toHaveLength(1)
  })

  test('is failed when discarded, until a status reports its arrival', async () => {
    const id = await asked()
    expect(await decide(id, 'discard')).toMatchObject({
      status: 200,
      body: { status: 'failed', code: 'discarded', reason: 'maybe_sent', remedies: [] },
    })
    await rig.gateway.pump.drain()
    expect(events.at(-1)).toMatchObject({ type: 'message.status', data: { status: 'failed' } })
    await after(26 * 3_600_000)
    expect(await decide(id, 'discard')).toMatchObject({ status: 409 })
    expect(rig.state.sends).toHaveLength(1)
    await reports(id, 'read')
    const message = await read(id)
    expect([message.status, message.reason, message.code]).toEqual(['read', undefined, undefined])
  })

  test('is not sent again to a contact who has sent STOP since', async () => {
    const id = await asked()
    const stop = messageOf({ id: 'wamid.STOP', type: 'text', text: { body: 'STOP' } })
    await rig.post(await webhookOf({ messages: [stop] }))
    await decide(id, 'resend')
    await rig.gateway.pump.drain()
    expect(await read(id)).toMatchObject({ status: 'failed', reason: 'consent_revoked' })
    expect(rig.state.sends.filter((one) => JSON.stringify(one).includes('Good'))).toHaveLength(1)
  })
})

test('only a message in doubt can be sent again or discarded', async () => {
  const { body } = await post('Good morning')
  await rig.gateway.pump.drain()
  for (const how of ['resend', 'discard']) {
    expect(await decide(body.id, how)).toMatchObject({
      status: 409,
      body: { reason: 'not_in_doubt', messageStatus: 'queued' },
    })
    expect(await decide('msg_none', how)).toMatchObject({ status: 404 })
  }
  expect(rig.state.sends).toHaveLength(1)
})
