import { HttpResponse, http } from 'msw'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTwilio } from '../../../../adapters/provider/twilio/index.ts'
import { ACCOUNT, SENDER, startTwilio } from '../../../support/provider/twilio.ts'

const OURS = 'https://gate.example.com/webhooks/acme-twilio/messages'
const RIGHT = `${OURS}#rc=5&rp=all`

let server: Awaited<ReturnType<typeof startTwilio>>
beforeAll(async () => {
  server = await startTwilio()
})
const number = (sms_url: string, sms_method = 'POST') => ({
  phone_number: '+15550001111',
  sms_url,
  sms_method,
})
const whatsapp = (callback_url: string, status = 'ONLINE') => ({
  sender_id: SENDER,
  status,
  webhook: { callback_url, callback_method: 'POST' },
})
beforeEach(() => {
  server.state.account = { status: 'active' }
  server.state.numbers = [number(RIGHT)]
  server.state.senders = [whatsapp(RIGHT)]
})
afterAll(() => server.close())

const advice = async (provider = server.provider) =>
  (await provider.diagnose(server.http)).map((finding) => finding.advice ?? finding.ok)

test('all checks pass when each sender’s messages reach us and are retried', async () => {
  expect(await server.provider.diagnose(server.http)).toEqual([
    { ok: true, check: 'acme-twilio: Twilio accepts the credentials' },
    { ok: true, check: `${SENDER}: its webhooks go to ${OURS}` },
    { ok: true, check: `sms:+15550001111: its webhooks go to ${OURS}` },
  ])
})

test('a wrong or missing webhook URL is reported with the right one', async () => {
  server.state.numbers = [number('https://old.example.com/sms')]
  server.state.senders = [whatsapp('')]
  expect(await advice()).toEqual([
    true,
    `Twilio sends webhooks to nowhere: set ${RIGHT}`,
    `Twilio sends webhooks to https://old.example.com/sms: set ${RIGHT}`,
  ])
})

test('the retry fragment and the method are checked', async () => {
  server.state.numbers = [number(RIGHT, 'GET')]
  server.state.senders = [whatsapp(OURS)]
  expect(await advice()).toEqual([
    true,
    'Add #rc=5&rp=all to the URL, so that Twilio tries again.',
    'Set the method to HTTP POST.',
  ])
})

test('an offline or missing sender is reported', async () => {
  server.state.senders = [whatsapp(RIGHT, 'OFFLINE')]
  server.state.numbers = []
  expect(await advice()).toEqual([
    true,
    'The sender is OFFLINE.',
    'Twilio has no such number in this account.',
  ])
  server.state.senders = []
  expect((await advice())[1]).toBe('Twilio has no such WhatsApp sender in this account.')
})

test('in a messaging service its own URL is used, unless it defers to the number', async () => {
  const provider = createTwilio({
    ...ACCOUNT,
    messagingServiceSid: 'MG1',
    senders: ['sms:+15550001111'],
    wait: async () => {},
  })
  const inbound_request_url = 'https://old.example.com/service'
  server.state.service = { inbound_request_url, use_inbound_webhook_on_number: false }
  expect((await advice(provider))[1]).toContain(inbound_request_url)
  server.state.service = { inbound_request_url, use_inbound_webhook_on_number: true }
  expect(await advice(provider)).toEqual([true, true])
})

test('without a working account the checks stop', async () => {
  server.state.account = { status: 'suspended' }
  expect(await advice()).toEqual(['The account is suspended.'])
})

test('an API key is tested: only a main key may read the account', async () => {
  const apiKey = { sid: `SK${'c3'.repeat(16)}`, secret: 'the-secret-of-the-key' }
  const account = `${ACCOUNT.apiUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}`
  const isKey = (request: Request) =>
    request.headers.get('authorization') === `Basic ${btoa(`${apiKey.sid}:${apiKey.secret}`)}`
  const refused = () => HttpResponse.json({ code: 20003 }, { status: 401 })
  server.server.use(
    http.get(`${account}.json`, ({ request }) => (isKey(request) ? refused() : undefined)),
  )
  const senders = [SENDER] as const
  const provider = createTwilio({ ...ACCOUNT, apiKey, senders, wait: async () => {} })
  expect(await advice(provider)).toEqual([true, true])
  server.server.use(http.get(`${account}/Messages.json`, refused))
  expect(await advice(provider)).toEqual(['twilio: messages: answered 401'])
  server.server.resetHandlers()
})
