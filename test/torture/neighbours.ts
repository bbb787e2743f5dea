/** Two organisations on hosts of their own, of which one's provider takes every send and never answers. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import {
  API_KEY,
  organisationOf,
  PUBLIC_URL,
  SECRETS,
  TOKEN,
  TWILIO,
  WEBHOOK,
} from '../support/configuration.ts'
import { startOwnPostgres } from '../support/database/postgres.ts'
import { newFolder, startGateway } from '../support/running.ts'
import { startCrm } from './crm.ts'
import { createRandom } from './random.ts'
import { sleep, until } from './server.ts'
import { startTwilio } from './twilio.ts'

/** Sends of the one whose provider hangs, and messages to the other, a second. */
const HANGING_PER_SECOND = 40
const OTHER_PER_SECOND = 10
const MAX_P99_MS = 500

type Options = {
  readonly seed: number
  readonly seconds: number
  readonly database: 'sqlite' | 'postgres'
}

const NAMES = ['hanging', 'other'] as const
type Name = (typeof NAMES)[number]
const ACCOUNTS: Readonly<Record<Name, string>> = {
  hanging: `AC${'1'.repeat(32)}`,
  other: `AC${'2'.repeat(32)}`,
}
const SENDERS: Readonly<Record<Name, string>> = {
  hanging: 'whatsapp:+15550001111',
  other: 'whatsapp:+15550002222',
}
const phoneOf = (n: number) => `whatsapp:+49151${String(n).padStart(8, '0')}`

/** How late the other's messages reach its CRM, from the webhook on. Fails beyond half a second. */
export const neighbours = async ({ seed, seconds, database }: Options) => {
  const random = (name: string) => createRandom(seed, name)
  const side = async (name: Name) => ({
    twilio: await startTwilio(random(`twilio of ${name}`)),
    crm: await startCrm(random(`crm of ${name}`)),
  })
  const sides = { hanging: await side('hanging'), other: await side('other') }
  const server = database === 'postgres' ? await startOwnPostgres([]) : undefined
  const folder = newFolder()
  writeFileSync(join(folder, 'postern.config.json'), JSON.stringify(configOf(sides)))
  const gateway = await startGateway(folder, {
    POSTERN_SECRET: 'the secret of the test, 32 bytes or more',
    ...SECRETS,
    HANGING_API_KEY: API_KEY,
    OTHER_API_KEY: `${API_KEY}-of-the-other`,
    LOG_LEVEL: 'error',
    ...(server && { DATABASE_URL: await server.create() }),
  })

  const writtenAt = new Map<string, number>()
  const write = async (name: Name, n: number) => {
    const text = `${name}-${n}`
    writtenAt.set(text, Date.now())
    const form = {
      MessageSid: `SM${text.replaceAll('-', '')}`,
      AccountSid: ACCOUNTS[name],
      From: phoneOf(n),
      To: SENDERS[name],
      Body: text,
      NumMedia: '0',
      SmsStatus: 'received',
    }
    const path = `/webhooks/${name}-twilio/messages`
    const answer = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(TOKEN, `${PUBLIC_URL}${path}`, form),
      },
      body: new URLSearchParams(form).toString(),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  }
  const send = async (n: number) => {
    const answer = await fetch(`${gateway.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ from: SENDERS.hanging, to: phoneOf(n), agent: 'ana', text: `n${n}` }),
    })
    if (answer.status !== 202) throw new Error(`send: ${answer.status} ${await answer.text()}`)
  }

  const contacts = HANGING_PER_SECOND * 10
  for (let n = 0; n < contacts; n += 20)
    await Promise.all(Array.from({ length: 20 }, (_, i) => write('hanging', n + i)))
  await write('other', 0)
  sides.hanging.twilio.behave(() => 'hangs')
  const work: Promise<void>[] = []
  const startedAt = Date.now()
  for (let i = 0; i < seconds * HANGING_PER_SECOND; i++) {
    await sleep(Math.max(0, startedAt + (i * 1_000) / HANGING_PER_SECOND - Date.now()))
    work.push(send(i % contacts))
    if (i % (HANGING_PER_SECOND / OTHER_PER_SECOND) === 0) work.push(write('other', i + 1))
  }
  await Promise.all(work)
  const { events } = sides.other.crm
  const arrivals = () => events.filter(({ type }) => type === 'message.received')
  const written = seconds * OTHER_PER_SECOND + 1
  await until('the other CRM knows everything', () => arrivals().length >= written)
  const delays = arrivals()
    .map(({ at, message }) => at - (writtenAt.get(message?.text ?? '') ?? 0))
    .slice(1)
    .sort((a, b) => a - b)
  await gateway.stop('SIGKILL')
  for (const { twilio, crm } of Object.values(sides)) await Promise.all([twilio.down(), crm.down()])
  await server?.stop()
  const p99 = delays[Math.ceil(delays.length * 0.99) - 1] ?? 0
  return {
    failures: {
      [`p99 over ${MAX_P99_MS} ms`]: p99 > MAX_P99_MS ? [`${p99} ms`] : [],
    },
    counts: {
      'sends to the provider that hangs': seconds * HANGING_PER_SECOND,
      'of which it was tried with': sides.hanging.twilio.counts.hung,
      'messages of the other organisation': delays.length,
      'median from webhook to CRM in ms': delays[Math.floor(delays.length / 2)] ?? 0,
      'p99 from webhook to CRM in ms': p99,
      'longest in ms': delays.at(-1) ?? 0,
    },
  }
}

const configOf = (
  sides: Readonly<
    Record<
      Name,
      { readonly twilio: { readonly url: string }; readonly crm: { readonly url: string } }
    >
  >,
) => ({
  publicUrl: PUBLIC_URL,
  connections: Object.fromEntries(
    NAMES.flatMap((name) => [
      [
        `${name}-twilio`,
        {
          ...TWILIO,
          accountSid: ACCOUNTS[name],
          apiUrl: sides[name].twilio.url,
          contentUrl: sides[name].twilio.url,
          allowPrivate: true,
        },
      ],
      [`${name}-crm`, { ...WEBHOOK, url: `${sides[name].crm.url}/hook`, allowPrivate: true }],
    ]),
  ),
  rateLimit: { perSecond: 1_000, burst: 1_000 },
  organisations: NAMES.map((name) =>
    organisationOf({
      id: name,
      name,
      apiKeys: [{ env: `${name.toUpperCase()}_API_KEY` }],
      crm: `${name}-crm`,
      policy: { flow: 'disclaimer' },
      connection: `${name}-twilio`,
      senders: [SENDERS[name]],
    }),
  ),
})
