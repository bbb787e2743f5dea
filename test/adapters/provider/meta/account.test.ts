/** Webhooks other than messages and statuses. */

import { describe, expect, test } from 'vitest'
import { createMeta } from '../../../../adapters/provider/meta/index.ts'
import { createTestHttp } from '../../../support/http.ts'
import {
  ACCOUNT,
  CONTACT,
  envelopeOf,
  type Json,
  messageOf,
  messagesValue,
  metaJson,
  NOW,
  posted,
  SENDER,
  USER_ID,
} from '../../../support/provider/meta.ts'

const provider = createMeta({ ...ACCOUNT, clock: () => NOW })
const http = createTestHttp()
const receive = async (body: unknown) => provider.receive(await posted(metaJson(body)), http)
const field = (name: string, value: Json) => envelopeOf({ field: name, value })
const text = (body: string, more: Json = {}) => messageOf({ type: 'text', text: { body }, ...more })

describe('webhooks without a message', () => {
  test('marketing stopped and resumed with the app’s own button only affects marketing', async () => {
    const preference = (parts: Json) =>
      field('user_preferences', {
        ...messagesValue({}),
        user_preferences: [
          {
            wa_id: '15550100777',
            category: 'marketing_messages',
            timestamp: NOW / 1000 - 9,
            ...parts,
          },
        ],
      })
    expect((await receive(preference({ value: 'stop' }))).inputs).toMatchObject([
      {
        kind: 'preference',
        at: NOW - 9000,
        address: CONTACT,
        source: 'provider',
        sender: SENDER,
        marketing: 'stop',
        aliases: [`whatsapp:${USER_ID}`],
      },
    ])
    expect((await receive(preference({ value: 'resume' }))).inputs).toMatchObject([
      { marketing: 'resume' },
    ])
    expect((await receive(preference({ value: 'signup' }))).inputs).toEqual([])
    const scoped = preference({ value: 'stop', wa_id: undefined, user_id: USER_ID })
    expect((await receive(scoped)).inputs).toHaveLength(1)
  })

  test('a message written in the app is ours, not the customer’s', async () => {
    const message = { id: 'wamid.E1', from: '15550100001', to: '15550100777', to_user_id: USER_ID }
    const value = messagesValue({
      message_echoes: [
        { ...message, type: 'text', text: { body: 'from the app' }, timestamp: '1' },
      ],
    })
    expect((await receive(field('smb_message_echoes', value))).inputs).toMatchObject([
      {
        kind: 'echo',
        sender: SENDER,
        to: CONTACT,
        aliases: [`whatsapp:${USER_ID}`],
        providerId: 'wamid.E1',
        message: { text: 'from the app' },
      },
    ])
  })

  test('while Meta’s agent answers, its messages are one level deeper', async () => {
    const value = messagesValue({
      standby: { messages: [text('Hi')], statuses: [{ id: 'wamid.S1', status: 'sent' }] },
    })
    expect((await receive(field('standby', value))).inputs).toMatchObject([
      { kind: 'inbound', message: { text: 'Hi' } },
      { kind: 'receipt' },
    ])
    expect((await receive(field('standby', messagesValue({ standby: {} })))).inputs).toEqual([])
  })

  test('old message history from the app gets no answer', async () => {
    const history = [{ threads: [{ id: '15550100777', messages: [text('old')] }] }]
    expect(await receive(field('history', messagesValue({ history })))).toMatchObject({
      inputs: [],
      ignored: ['field history'],
    })
  })

  test.each<[string, Json, string]>([
    [
      'message_template_status_update',
      { event: 'PAUSED', message_template_name: 'never_seen', message_template_language: 'en-US' },
      'template never_seen PAUSED en-US',
    ],
    [
      'message_template_quality_update',
      { new_quality_score: 'RED', message_template_name: 'n', message_template_language: 'en' },
      'template n RED en',
    ],
    [
      'template_category_update',
      { new_category: 'UTILITY', correct_category: 'MARKETING', message_template_name: 'n' },
      'template n UTILITY MARKETING',
    ],
  ])('%s has the templates read again, though it names no number', async (name, value, what) => {
    expect(await receive(field(name, value))).toMatchObject({
      inputs: [],
      senderUpdates: [{ sender: SENDER, templates: true, what }],
    })
  })

  test.each<[Json, string | undefined]>([
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, 'restricted'],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, 'active'],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }, undefined],
    [{ event: 'ACCOUNT_DELETED' }, 'restricted'],
    [{ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }, undefined],
  ])('account_update %j', async (value, state) => {
    const { senderUpdates = [] } = await receive(field('account_update', value))
    expect(senderUpdates).toHaveLength(1)
    expect(senderUpdates[0]?.state).toBe(state)
  })

  test.each<[readonly Json[], Json | undefined]>([
    [
      [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_794_600_000 }],
      {
        until: 1_794_600_000_000,
        code: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
        spares: 'answers',
      },
    ],
    [
      [
        { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_794_600_000 },
        { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', expiration: '1794500000' },
      ],
      { until: 1_794_500_000_000, code: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' },
    ],
    [[{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }], undefined],
    [[{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', expiration: 1 }], undefined],
  ])('a restriction of messages has its end: %j', async (restriction_info, pause) => {
    const value = { event: 'ACCOUNT_RESTRICTION', restriction_info }
    const { senderUpdates = [] } = await receive(field('account_update', value))
    expect(senderUpdates.map((one) => [one.pause, one.state])).toEqual([[pause, undefined]])
  })

  test('a number’s quality only affects that number', async () => {
    const of = async (display_phone_number: string) =>
      (
        await receive(
          field('phone_number_quality_update', {
            display_phone_number,
            event: 'THROUGHPUT_UPGRADE',
          }),
        )
      ).senderUpdates
    expect(await of('+1 555-010-0001')).toHaveLength(1)
    expect(await of('15550100002')).toEqual([])
  })

  test('events of another business account are ignored', async () => {
    const body = { entry: [{ id: '299', changes: [{ field: 'account_update', value: {} }] }] }
    expect((await receive(body)).senderUpdates).toEqual([])
  })
})
