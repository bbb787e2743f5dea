/** Two numbers on one account at Meta: each has its own messages, sends, statuses and news. */

import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CRM_URL, organisationOf } from '../../../support/configuration.ts'
import {
  CONTACT,
  envelopeOf,
  type Json,
  messageOf,
  messagesValue,
  metaJson,
  NOW,
  PHONE_ID,
  posted,
  SENDER,
} from '../../../support/provider/meta.ts'
import { META_CONFIG, openMetaGateway } from '../../../support/provider/meta-gateway.ts'

const OTHER = 'whatsapp:+15550100002'
const OTHER_ID = '300000000000002'
const [organisation] = META_CONFIG.organisations
const claims = organisationOf({
  connection: 'acme-meta',
  senders: [{ address: OTHER, phoneNumberId: OTHER_ID }],
  line: { id: 'claims', name: 'Claims' },
})
const lines = [...organisation.lines, ...claims.lines]
const CONFIG = {
  ...META_CONFIG,
  organisations: [{ ...organisation, policy: { flow: 'disclaimer' }, lines }],
}

let rig: Awaited<ReturnType<typeof openMetaGateway>>
beforeEach(async () => {
  rig = await openMetaGateway(CONFIG)
  rig.server.use(http.post(CRM_URL, () => new HttpResponse()))
})
afterEach(() => rig.close())

const posts = async (value: Json, field = 'messages') =>
  rig.post(await posted(metaJson(envelopeOf({ field, value }))))
const writes = (phoneNumberId: string, id: string) =>
  posts(
    messagesValue(
      { messages: [messageOf({ id, type: 'text', text: { body: `to ${phoneNumberId}` } })] },
      phoneNumberId,
    ),
  )
const sends = async (from: string) => {
  const message = { from, to: CONTACT, agent: 'ana', text: 'Good morning' }
  const { body } = await rig.call('POST', '/v1/messages', message)
  await rig.gateway.pump.drain()
  return body.id as string
}
const reports = (phoneNumberId: string, message: string, id: string) =>
  posts(
    messagesValue(
      {
        statuses: [
          {
            ...{ id, status: 'delivered', timestamp: String(NOW / 1000) },
            ...{ recipient_id: '15550100777', biz_opaque_callback_data: message },
          },
        ],
      },
      phoneNumberId,
    ),
  )
const read = async (id: string) => (await rig.call('GET', `/v1/messages/${id}`)).body
const sentFrom = () =>
  rig.state.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/messages'))
    .map(({ url }) => new URL(url).pathname.split('/')[2])

describe('two numbers on one account', () => {
  test('each receive their own messages, and answer from their own number', async () => {
    await writes(PHONE_ID, 'wamid.A')
    await writes(OTHER_ID, 'wamid.B')
    const { body } = await rig.call('GET', `/v1/contacts/${CONTACT}/messages`)
    expect(
      body.messages.map(({ sender, text }: { sender: string; text: string }) => [sender, text]),
    ).toEqual([
      [OTHER, `to ${OTHER_ID}`],
      [SENDER, `to ${PHONE_ID}`],
    ])
    await sends(OTHER)
    await sends(SENDER)
    // Each also marks what its own contact wrote as read.
    expect(sentFrom()).toEqual([OTHER_ID, OTHER_ID, PHONE_ID, PHONE_ID])
    expect(rig.state.reads).toEqual(['wamid.B', 'wamid.A'])
  })

  test('one message id at both numbers is two messages', async () => {
    await writes(PHONE_ID, 'wamid.A')
    await writes(OTHER_ID, 'wamid.A')
    const { body } = await rig.call('GET', `/v1/contacts/${CONTACT}/messages`)
    expect(body.messages).toHaveLength(2)
  })

  test('each get their own statuses, and settle their own sends in doubt', async () => {
    await writes(PHONE_ID, 'wamid.A')
    await writes(OTHER_ID, 'wamid.B')
    const sent = await sends(SENDER)
    rig.state.behaviour = 'times_out'
    const lost = await sends(OTHER)
    rig.state.behaviour = 'accepts'
    await reports(OTHER_ID, lost, 'wamid.OUT2')
    expect(await read(lost)).toMatchObject({ status: 'delivered', providerId: 'wamid.OUT2' })
    expect(await read(sent)).toMatchObject({ status: 'queued', sender: SENDER })
    await reports(PHONE_ID, sent, 'wamid.OUR1')
    expect(await read(sent)).toMatchObject({ status: 'delivered' })
  })

  test('share the account’s templates', async () => {
    rig.state.templates = [
      {
        ...{ id: '1', name: 'order', language: 'en', status: 'APPROVED', category: 'UTILITY' },
        components: [{ type: 'BODY', text: 'Your order is here.' }],
      },
    ]
    for (const from of [SENDER, OTHER]) {
      const { body } = await rig.call('GET', `/v1/templates?${new URLSearchParams({ from })}`)
      expect(body.templates).toMatchObject([{ name: 'order' }])
    }
  })

  test('get sender events separately, and account events together', async () => {
    const heard = () =>
      rig.lines.flatMap((line) => {
        const { event, msg, sender } = JSON.parse(line)
        return (event ?? msg) === 'sender_update' ? [sender] : []
      })
    const masked = (address: string) => address.replace(/(.{14}).*(..)$/, '$1…$2')
    const event = 'THROUGHPUT_UPGRADE'
    await posts({ display_phone_number: '15550100002', event }, 'phone_number_quality_update')
    expect(heard()).toEqual([masked(OTHER)])
    await posts({ event: 'ACCOUNT_VIOLATION' }, 'account_update')
    expect(heard()).toEqual([OTHER, SENDER, OTHER].map(masked))
  })
})
