import { expect, test } from 'vitest'
import { checkConfig } from '../../../../adapters/crm/hubspot/config.ts'
import { hubspot } from '../../../../adapters/crm/hubspot/index.ts'
import { pathsOf } from '../../../../adapters/crm/hubspot/paths.ts'

const OURS = 'whatsapp:+15550001111'
const SENDERS = [
  { address: OURS, organisation: 'acme', line: 'advisory', locale: 'en', fields: {} },
] as const
const parsed = (more: object = {}) => ({
  ...hubspot.config.parse({
    appId: 111,
    channelId: '222',
    clientId: 'client-1',
    clientSecret: { env: 'A' },
    refreshToken: { env: 'B' },
    channelAccounts: { [OURS]: 333 },
  }),
  clientSecret: 'secret',
  refreshToken: 'refresh',
  ...more,
})
const problems = (more: object = {}) =>
  checkConfig(parsed(more) as Parameters<typeof checkConfig>[0], {
    connection: 'hs',
    publicUrl: 'https://gate.example.com',
    senders: SENDERS,
    organisations: [],
    earlier: [],
  }).map(({ field }) => field)

test('ids are numbers or text', () => {
  const { appId, channelId, channelAccounts } = parsed() as Record<string, unknown>
  expect([appId, channelId, channelAccounts]).toEqual(['111', '222', { [OURS]: '333' }])
})

test('rules beyond the schema name the field', () => {
  expect(problems()).toEqual([])
  expect(problems({ refreshToken: undefined })).toEqual(['refreshToken'])
  expect(problems({ accessToken: 'token' })).toEqual(['accessToken'])
  expect(problems({ clientId: undefined })).toEqual(['clientId'])
  expect(problems({ channelAccounts: {} })).toEqual(['channelAccounts'])
  expect(problems({ channelAccounts: { [OURS]: '1', 'sms:+15559990000': '1' } })).toEqual([
    'channelAccounts.sms:+15559990000',
    'channelAccounts.sms:+15559990000',
  ])
})

test('each version orders the path’s parts differently', () => {
  const of = (apiVersion: string, filesVersion = '2026-03') =>
    pathsOf({ apiVersion, filesVersion, channelId: '222' })
  expect(of('2026-03')).toMatchObject({
    channel: '/conversations/custom-channels/2026-03/222',
    threads: '/conversations/conversations/2026-03/threads',
    assignees: '/conversations/conversations/2026-03/threads',
    contacts: '/crm/objects/2026-03/contacts',
    token: '/oauth/2026-03/token',
  })
  expect(of('v3', 'v3')).toMatchObject({
    channel: '/conversations/v3/custom-channels/222',
    threads: '/conversations/v3/conversations/threads',
    assignees: '/conversations/conversations/v3/threads',
    contacts: '/crm/v3/objects/contacts',
    files: '/files/v3/files',
  })
})
