/** The doctor's checks of an account at Meta. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  ACCOUNT,
  type Json,
  NOW,
  PHONE_ID,
  startMeta,
  WABA,
} from '../../../support/provider/meta.ts'

let meta: Awaited<ReturnType<typeof startMeta>>
beforeAll(async () => {
  meta = await startMeta()
})
afterAll(() => meta.close())

const URL = 'https://gate.example.com/webhooks/acme-meta'
const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management']
const NUMBER = {
  display_phone_number: '+1 555-010-0001',
  quality_rating: 'GREEN',
  status: 'CONNECTED',
  health_status: { can_send_message: 'AVAILABLE' },
  webhook_configuration: { application: URL },
}
const APP = { whatsapp_business_api_data: { id: ACCOUNT.appId, name: 'gate' } }

const FIELDS = [
  ...['messages', 'message_template_status_update', 'template_category_update'],
  ...['message_template_quality_update', 'account_update', 'phone_number_quality_update'],
  'user_preferences',
]
const subscribed = (...names: readonly string[]) => ({
  data: [
    { object: 'page' },
    {
      object: 'whatsapp_business_account',
      callback_url: URL,
      fields: names.map((name) => ({ name, version: 'v26.0' })),
    },
  ],
})

beforeEach(() => {
  meta.state.behaviour = 'accepts'
  meta.state.graph = {
    [WABA]: { id: WABA, account_review_status: 'APPROVED' },
    debug_token: { data: { app_id: ACCOUNT.appId, is_valid: true, expires_at: 0, scopes: SCOPES } },
    [`${WABA}/subscribed_apps`]: { data: [APP] },
    [PHONE_ID]: NUMBER,
    [`${ACCOUNT.appId}/subscriptions`]: subscribed(...FIELDS),
  }
  meta.state.templates = []
})

const advice = async () =>
  (await meta.provider.diagnose(meta.http)).flatMap((finding) => finding.advice ?? [])

test('all is well', async () => {
  const findings = await meta.provider.diagnose(meta.http)
  expect(findings.filter(({ ok }) => !ok)).toEqual([])
  expect(findings.length).toBeGreaterThan(4)
})

const token = (data: Json) => ({
  debug_token: { data: { app_id: ACCOUNT.appId, is_valid: true, scopes: SCOPES, ...data } },
})
const number = (more: Json) => ({ [PHONE_ID]: { ...NUMBER, ...more } })

test.each<[string, Json, string]>([
  ['a token without a scope', token({ scopes: [SCOPES[0]] }), 'lacks whatsapp_business_management'],
  ['a token that ends soon', token({ expires_at: NOW / 1000 + 3600 }), 'ends on 2026-11-24'],
  ['a token of another app', token({ app_id: '7' }), 'belongs to the app 7'],
  ['a token that was revoked', token({ is_valid: false }), 'not valid'],
  ['an account without an app', { [`${WABA}/subscribed_apps`]: { data: [] } }, 'No app'],
  [
    'an account with somebody else’s app',
    { [`${WABA}/subscribed_apps`]: { data: [{ whatsapp_business_api_data: { id: '7' } }] } },
    'is not subscribed',
  ],
  [
    'a webhook without a field',
    { [`${ACCOUNT.appId}/subscriptions`]: subscribed(...FIELDS.slice(0, -1)) },
    'Subscribe the fields user_preferences.',
  ],
  ['an app without a webhook', { [`${ACCOUNT.appId}/subscriptions`]: { data: [] } }, 'no webhook'],
  ['a rejected account', { [WABA]: { account_review_status: 'REJECTED' } }, 'REJECTED'],
  ['the id of another number', number({ display_phone_number: '+1 555 010 0002' }), '+15550100002'],
  ['bad quality', number({ quality_rating: 'RED' }), 'quality is RED'],
  ['a number that is not registered', number({ status: 'PENDING' }), 'registered'],
  [
    'a number that may not send',
    number({
      health_status: {
        can_send_message: 'BLOCKED',
        entities: [
          {
            entity_type: 'WABA',
            can_send_message: 'BLOCKED',
            errors: [{ error_description: 'No payment.', possible_solution: 'Add a card.' }],
          },
        ],
      },
    }),
    'WABA: No payment.: Add a card.',
  ],
  [
    'webhooks that go elsewhere',
    number({ webhook_configuration: { phone_number: 'https://old.example', application: URL } }),
    'https://old.example',
  ],
  [
    'an address of the number alone, so that news of templates go elsewhere',
    number({ webhook_configuration: { phone_number: URL, application: 'https://old.example' } }),
    'https://old.example',
  ],
])('%s', async (_, graph, said) => {
  Object.assign(meta.state.graph, graph)
  const found = await advice()
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(said)
})

test('a token that Meta refuses ends the checks with advice', async () => {
  meta.state.behaviour = 'rejects'
  expect(await advice()).toEqual([
    'meta: doctor: answered 190 (configuration). The token has expired or was revoked: create a new one for the system user.',
  ])
})
