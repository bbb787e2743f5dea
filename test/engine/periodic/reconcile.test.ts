import { expect, it } from 'vitest'
import { CAPABILITIES } from '../../../adapters/provider/twilio/capabilities.ts'
import type { Inbound } from '../../../src/core/model/message/message.ts'
import type { Gateway } from '../../../src/engine/gateway.ts'
import { reconcile } from '../../../src/engine/periodic/reconcile.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from '../../../src/sandbox/configuration.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { readConfig } from '../../support/adapters.ts'
import { createMemoryStore } from '../../support/database/memory-store.ts'
import { CUSTOMER, createWorld, WHATSAPP } from '../../support/world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ADVISORY = 'whatsapp:+15550001111'

const inbound = (id: string): Inbound => ({
  kind: 'inbound',
  id,
  at: 0,
  sender: ADVISORY,
  from: 'whatsapp:+15557654321',
  aliases: [],
  providerId: id,
  message: { form: 'message', type: 'text', text: 'Hello', media: [] },
})

/** A gateway whose provider has these messages for the advisory line, and a clock to move. */
const start = () => {
  const settings = new Map<string, string>()
  const seen = new Set<string>()
  const asked: number[] = []
  /** How many senders had a stored start at each question to a provider. */
  const started: number[] = []
  const world = { now: 1_800_000_000_000, messages: [] as Inbound[], down: false, canList: true }
  const provider: Pick<Provider, 'missed' | 'capabilities'> = {
    capabilities: (channel) => ({ ...CAPABILITIES[channel], canList: world.canList }),
    missed: async (sender, since) => {
      started.push(settings.size)
      if (sender !== ADVISORY) return []
      asked.push(world.now - since)
      if (world.down) throw new HttpError('timeout', true)
      return world.messages
    },
  }
  const gateway = {
    directory: readConfig(SANDBOX_CONFIG, SANDBOX_SECRETS),
    providers: { phones: provider },
    store: {
      setting: async (name: string) => settings.get(name),
      set: async (name: string, value: string) => void settings.set(name, value),
    },
    clock: () => world.now,
    handle: async (_: string, input: Inbound) => {
      const duplicate = seen.has(input.id)
      seen.add(input.id)
      return { duplicate, verdict: { status: 'accepted' }, contact: 'con_1', messages: [] }
    },
    log: createLog({ level: 'silent', write: () => {} }),
    metrics: createMetrics(),
  } as unknown as Gateway
  return { world, asked, started, seen, pass: () => reconcile(gateway) }
}

it('processes messages that no webhook brought, only once', async () => {
  const { world, pass } = start()
  await pass()
  world.messages = [inbound('a'), inbound('b')]
  expect(await pass()).toBe(2)
  expect(await pass()).toBe(0)
})

it('skips providers without a list of messages', async () => {
  const { world, asked, pass } = start()
  world.canList = false
  world.messages = [inbound('a')]
  await pass()
  expect(await pass()).toBe(0)
  expect(asked).toEqual([])
})

it('overlaps with the previous pass, for lists that lag', async () => {
  const { world, asked, pass } = start()
  await pass()
  world.now += 5 * MINUTE
  await pass()
  expect(asked.at(-1)).toBe(20 * MINUTE)
})

it('covers a whole outage, up to seven days', async () => {
  const { world, asked, pass } = start()
  await pass()
  world.now += 2 * DAY
  await pass()
  expect(asked.at(-1)).toBe(2 * DAY + 15 * MINUTE)
  world.now += 30 * DAY
  await pass()
  expect(asked.at(-1)).toBe(7 * DAY)
})

it('covers the time of a pass that failed', async () => {
  const { world, asked, pass } = start()
  await pass()
  world.down = true
  world.now += 5 * MINUTE
  expect(await pass()).toBe(0)
  world.down = false
  world.now += 5 * MINUTE
  await pass()
  expect(asked.at(-1)).toBe(25 * MINUTE)
})

it('starts at the first start, even if the provider is down then', async () => {
  const { world, asked, pass } = start()
  world.down = true
  await pass()
  world.now += DAY
  world.down = false
  await pass()
  expect(asked.at(-1)).toBe(DAY + 15 * MINUTE)
})

it('starts for every sender before it asks a provider, where the process may end', async () => {
  const { started, pass } = start()
  await pass()
  expect(started).toEqual([3, 3, 3])
})

/** What goes out when a contact's message is found so long after it was written. */
const answersAfter = async (ageMs: number) => {
  const world = await createWorld(createMemoryStore({ hashKey: 'k' }))
  await reconcile(world.gateway)
  await world.advance(2 * DAY)
  world.sent.push({
    sid: `SM${'7'.repeat(32)}`,
    direction: 'inbound',
    date_sent: new Date(world.now() - ageMs).toUTCString(),
    From: `whatsapp:${CUSTOMER}`,
    To: WHATSAPP,
    Body: 'Hello',
  })
  expect(await reconcile(world.gateway)).toBe(1)
  await world.gateway.pump.drain()
  return { sent: world.sent.slice(1), types: world.types() }
}

it('asks contacts for consent who wrote hours ago, as soon as it finds them', async () => {
  const { sent, types } = await answersAfter(2 * 60 * MINUTE)
  expect(sent).toMatchObject([{ To: `whatsapp:${CUSTOMER}`, Body: expect.stringContaining('YES') }])
  expect(types).toEqual(['message.received', 'consent.requested', 'message.sent'])
})

it('asks by template if their session has ended', async () => {
  const { sent, types } = await answersAfter(1.5 * DAY)
  expect(sent).toMatchObject([{ To: `whatsapp:${CUSTOMER}`, ContentSid: expect.any(String) }])
  expect(types).toContain('message.sent')
})
