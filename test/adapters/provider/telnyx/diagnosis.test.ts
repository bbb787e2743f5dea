/** The doctor's checks of an account at Telnyx, and the search for missed messages. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  errorOf,
  eventOf,
  inboundOf,
  type Json,
  NOW,
  SENDER,
  startTelnyx,
  WEBHOOK_URL,
} from '../../../support/provider/telnyx.ts'

let telnyx: Awaited<ReturnType<typeof startTelnyx>>
beforeAll(async () => {
  telnyx = await startTelnyx()
})
afterAll(() => telnyx.close())

const PROFILE = `messaging_profiles/${ACCOUNT.messagingProfileId}`
const CAMPAIGN = '10dlc/phone_number_campaigns/%2B15550100001'
const HEALTHY = {
  enabled: true,
  webhook_url: WEBHOOK_URL,
  webhook_api_version: '2',
  whitelisted_destinations: ['US'],
  ai_assistant_id: null,
  number_pool_settings: null,
  url_shortener_settings: null,
  redaction_enabled: false,
}
const numberOf = (parts: Json = {}) => ({
  data: [
    {
      phone_number: '+15550100001',
      messaging_profile_id: ACCOUNT.messagingProfileId,
      type: 'long-code',
      ...parts,
    },
  ],
})
beforeEach(() => {
  telnyx.state.behaviour = 'accepts'
  telnyx.state.api = {
    balance: { data: { balance: '12.00', available_credit: '12.00', currency: 'USD' } },
    [PROFILE]: { data: HEALTHY },
    [`${PROFILE}/autoresp_configs`]: { data: [] },
    'phone_numbers/messaging': numberOf(),
    [CAMPAIGN]: { assignmentStatus: 'ASSIGNED' },
  }
})
const advice = async () =>
  (await telnyx.provider.diagnose(telnyx.http)).flatMap(({ ok, advice }) => (ok ? [] : [advice]))

describe('the doctor', () => {
  test('passes an account that is set up', async () => {
    const findings = await telnyx.provider.diagnose(telnyx.http)
    expect(findings).toHaveLength(5)
    expect(findings.every(({ ok }) => ok)).toBe(true)
  })

  test('stops at a key that Telnyx rejects', async () => {
    telnyx.state.behaviour = 'rejects'
    expect(await advice()).toEqual([expect.stringContaining('Create a new API key')])
  })

  test('reports a used-up balance', async () => {
    telnyx.state.api.balance = { data: { available_credit: '-0.20', currency: 'USD' } }
    expect(await advice()).toEqual([expect.stringContaining('sends will fail')])
  })

  test.each([
    [{ webhook_url: 'https://gate.example.comwebhooks/acme-telnyx' }, `set ${WEBHOOK_URL}`],
    [{ webhook_url: null }, 'to nowhere'],
    [{ webhook_api_version: '1' }, 'version to 2'],
    [{ enabled: false }, 'switched off'],
    [{ ai_assistant_id: 'assistant-1' }, 'AI assistant'],
    [{ number_pool_settings: { sticky_sender: true } }, 'number pool'],
    [{ url_shortener_settings: { domain: 'x' } }, 'shortener'],
    [{ redaction_enabled: true }, 'redaction'],
    [{ whitelisted_destinations: [] }, 'No country'],
  ])('finds %j in the profile', async (parts, text) => {
    telnyx.state.api[PROFILE] = { data: { ...HEALTHY, ...parts } }
    expect(await advice()).toEqual([expect.stringContaining(text)])
  })

  test('reports a missing profile, and names the number’s own', async () => {
    telnyx.state.api[PROFILE] = errorOf('10005', 404)
    telnyx.state.api['phone_numbers/messaging'] = numberOf({ messaging_profile_id: 'other' })
    expect(await advice()).toEqual([
      expect.stringContaining('into messagingProfileId'),
      expect.stringContaining('the profile other'),
    ])
  })

  test('finds a YES that Telnyx would answer as well', async () => {
    const data = [{ op: 'start', keywords: ['START', 'YES'] }]
    telnyx.state.api[`${PROFILE}/autoresp_configs`] = { data }
    expect(await advice()).toEqual([expect.stringContaining('answers YES itself')])
  })

  test.each([
    ['phone_numbers/messaging', { data: [] }, 'no such number'],
    ['phone_numbers/messaging', numberOf({ messaging_profile_id: 'other' }), 'the profile other'],
    ['phone_numbers/messaging', numberOf({ messaging_profile_id: null }), 'no profile'],
    [CAMPAIGN, { assignmentStatus: 'FAILED_ASSIGNMENT' }, 'FAILED_ASSIGNMENT'],
    [CAMPAIGN, errorOf('10005', 404), 'no 10DLC campaign'],
  ])('finds out about a number by %s', async (path, answer, text) => {
    telnyx.state.api[path] = answer
    expect(await advice()).toEqual([expect.stringContaining(text)])
  })
})

describe('messages whose webhooks failed', () => {
  const delivery = (id: string, parts: Json = {}, event = 'message.received') => ({
    status: 'failed',
    webhook: eventOf(event, inboundOf(parts), { id }),
  })

  test('come back with their event ids, oldest first, only for this sender', async () => {
    telnyx.state.api.webhook_deliveries = {
      data: [
        delivery('e2', { text: 'second', received_at: new Date(NOW - 1_000).toISOString() }),
        delivery('e1', { text: 'first', received_at: new Date(NOW - 9_000).toISOString() }),
        delivery('e1', { text: 'first', received_at: new Date(NOW - 9_000).toISOString() }),
        delivery('e3', { to: [{ phone_number: '+15550100999' }] }),
        delivery('e4', {}, 'message.sent'),
        { status: 'failed', webhook: null },
      ],
    }
    const missed = await telnyx.provider.missed(SENDER, NOW - 60_000, telnyx.http)
    expect(missed.map(({ id, message }) => [id, message.text])).toEqual([
      ['tx_e1', 'first'],
      ['tx_e2', 'second'],
    ])
  })
})
