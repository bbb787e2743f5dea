import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook as Verifier } from 'standardwebhooks'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSqliteStore } from '../../../../adapters/store/sqlite.ts'
import { configOf } from '../../../support/configuration.ts'
import { SECRET } from '../../../support/crm/webhook-harness.ts'
import { DOCUMENT } from '../../../support/documents/openapi.ts'
import { CONFIG, type CrmEvent, CUSTOMER, createWorld, WHATSAPP } from '../../../support/world.ts'

const DOCS = readFileSync(new URL('../../../../docs/crm-webhook.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...DOCS.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  )

type Example = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }
const EXAMPLES = blocks('json')
  .filter((text) => text.includes('"type"') && !text.includes('message.send'))
  .map((text) => JSON.parse(text) as Example)

const TYPES = [
  'message.received',
  'message.sent',
  'message.status',
  'message.held',
  'message.released',
  'message.observed',
  'message.in_doubt',
  'consent.requested',
  'consent.granted',
  'consent.refused',
  'consent.revoked',
  'consent.questioned',
  'consent.settled',
  'purpose.changed',
  'contact.taken',
  'contact.released',
  'session.closed',
]

/** A policy that needs no consent. */
const OBSERVING = configOf({ policy: { flow: 'disclaimer', enforce: 'observe' } })

/** Every type of event, from a gateway that lives through it. */
const live = async (): Promise<readonly CrmEvent[]> => {
  const open = (config: object = CONFIG) => {
    const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'postern.db')
    return createWorld(createSqliteStore({ path, hashKey: 'the hash key of the test' }), config)
  }
  const to = `whatsapp:${CUSTOMER}`
  const willing = await open()
  const send = (text: string, world = willing) =>
    world.call('POST', '/v1/messages', { from: WHATSAPP, to, agent: 'ana', text })
  await send('Hello, this is Ana.')
  await willing.gateway.pump.drain()
  await willing.status(willing.sent.at(-1)?.sid ?? '', 'delivered')
  await willing.writes('YES')
  await willing.writes('Look at this', {
    ProfileName: 'Maria',
    NumMedia: '1',
    MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1',
    MediaContentType0: 'image/jpeg',
    MessageType: 'image',
  })
  await willing.writes('not interested')
  await willing.call('POST', `/v1/contacts/${to}/doubt`, { is: 'other', agent: 'ana' })
  await willing.call('PUT', `/v1/contacts/${to}/purposes/marketing`, {
    status: 'revoked',
    agent: 'ana',
  })
  await send('Thank you.')
  await willing.gateway.pump.drain()
  await willing.status(willing.sent.at(-1)?.sid ?? '', 'undelivered', { ErrorCode: '63024' })
  await willing.advance(25 * 3_600_000)
  await willing.writes('STOP')
  const unwilling = await open()
  await send('Hello.', unwilling)
  await unwilling.gateway.pump.drain()
  await unwilling.writes('NO')
  const observing = await open(OBSERVING)
  await send('Hello.', observing)
  await observing.gateway.pump.drain()
  const doubting = await open(OBSERVING)
  // Nothing can tell whether it was sent.
  Object.assign(doubting.gateway.providers['acme-twilio'] ?? {}, {
    deliver: async () => ({ status: 'unknown', code: 'http_timeout' }),
    find: undefined,
  })
  await send('Hello.', doubting)
  await doubting.gateway.pump.drain()
  await doubting.advance(30_000)
  await doubting.advance(90_000)
  return [willing, unwilling, observing, doubting].flatMap(({ crmEvents }) => crmEvents)
}

/** Each member of the example is there, and of the same kind. */
const resembles = (example: unknown, real: unknown): boolean => {
  if (typeof example !== 'object' || example === null) return typeof example === typeof real
  if (typeof real !== 'object' || real === null) return false
  return Object.entries(example).every(([name, value]) =>
    resembles(value, (real as Record<string, unknown>)[name]),
  )
}

describe('docs/crm-webhook.md', () => {
  let events: readonly CrmEvent[]
  beforeAll(async () => {
    events = await live()
  })

  test('has an example of every event type the gateway sends', () => {
    expect(new Set(EXAMPLES.map(({ type }) => type))).toEqual(new Set(TYPES))
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(TYPES))
    expect(new Set(Object.keys(DOCUMENT.webhooks))).toEqual(new Set(TYPES))
  })

  test.each(EXAMPLES.map((example) => [example.type, example] as const))(
    'shows the real %s',
    (type, example) => {
      const real = events.filter((event) => event.type === type)
      expect(real.some((event) => resembles(example.data, event.data))).toBe(true)
    },
  )

  test('contains a Node check that accepts our signature and refuses a forgery', async () => {
    process.env.CRM_SECRET = SECRET
    const [code = ''] = blocks('js')
    const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      isGenuine(headers: object, body: string): boolean
    }
    const at = new Date()
    const headers = (time = at) => ({
      'webhook-id': 'a1',
      'webhook-timestamp': String(Math.floor(time.getTime() / 1000)),
      'webhook-signature': `v1,other ${new Verifier(SECRET).sign('a1', time, 'body')}`,
    })
    expect(isGenuine(headers(), 'body')).toBe(true)
    expect(isGenuine(headers(), 'bodz')).toBe(false)
    expect(isGenuine(headers(new Date(at.getTime() - 600_000)), 'body')).toBe(false)
    expect(isGenuine({}, 'body')).toBe(false)
  })
})
