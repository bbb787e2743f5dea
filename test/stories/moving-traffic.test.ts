/** A sender moves under traffic: the process dies with sends, messages and statuses in its hands. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import type { Address } from '../../src/core/model/address.ts'
import { HttpError } from '../../src/ports/errors.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  AT_META,
  AT_TWILIO,
  type Handed,
  metaWritten,
  SENDER,
  sidOf,
  startHouse,
  twilioStatus,
  twilioWritten,
} from '../support/provider/move.ts'
import * as atTwilio from '../support/provider/twilio.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-move-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NEVER = new Promise<never>(() => {})
const MINUTE = 60_000
const CONTACTS = Array.from({ length: 18 }, (_, i) => `whatsapp:+155501${String(1000 + i)}`)

/** The database of a process that can die: then nothing it asks is answered any more. */
const mortal = (store: Store) => {
  let isDead = false
  const proxy = new Proxy(store, {
    get: (target, name: keyof Store) => {
      const method = target[name] as (...given: readonly unknown[]) => unknown
      if (typeof method !== 'function') return method
      return async (...given: readonly unknown[]) => {
        if (isDead) return NEVER
        const result = await method.apply(target, [...given])
        return isDead ? NEVER : result
      }
    },
  })
  return {
    store: proxy,
    die: () => {
      isDead = true
    },
  }
}

/** What becomes of each send at Twilio: it takes it or not, and answers or not. */
const FATES = ['answers', 'answer_lost', 'dies_taken', 'dies_before', 'never_arrives'] as const

test('nothing is lost, nothing is sent twice, and nothing is sent through the old connection', async () => {
  const path = join(folder, 'postern.db')
  const open = () => createSqliteStore({ path, hashKey: 'the secret of the test' })
  const first = mortal(open())
  const stores = [first.store, open()]
  const house = startHouse({ store: () => stores.shift() ?? open() })
  const { state } = house
  /** What reached each contact's phone. */
  const arrived: { readonly text: string; readonly host: string }[] = []
  const taken = new Map<string, Handed>()
  const textOf = ({ host, body }: Handed): string =>
    host === 'api.twilio.com'
      ? (new URLSearchParams(body).get('Body') ?? '')
      : JSON.parse(body).text.body
  const take = (handed: Handed) => {
    const text = textOf(handed)
    arrived.push({ text, host: handed.host })
    taken.set(text, handed)
    if (handed.host !== 'api.twilio.com') return
    const to = new URLSearchParams(handed.body).get('To') ?? ''
    const date_created = new Date(state.now).toUTCString()
    state.list.push(
      atTwilio.resourceOf({ sid: handed.id, from: SENDER, to, body: text, date_created }),
    )
  }

  const before = house.start(AT_TWILIO)
  await Promise.all(
    CONTACTS.map((From, i) => before.hook(twilioWritten('Hello', 1_000 + i, { From }))),
  )
  await before.gateway.pump.drain()

  let deaths = 0
  state.answering = async (handed) => {
    const fate = FATES[(state.handed.length - 1) % FATES.length]
    if (fate !== 'dies_before' && fate !== 'never_arrives') take(handed)
    if (fate === 'dies_taken' || fate === 'dies_before') {
      deaths += 1
      return NEVER
    }
    if (fate !== 'answers') throw new HttpError('timeout', true)
  }
  const sent = await Promise.all(CONTACTS.map((to, i) => before.send(`Number ${i}`, to)))
  await expect.poll(() => state.handed.length).toBe(CONTACTS.length)
  expect(deaths).toBeGreaterThan(4)
  // In flight when it dies: what customers write, a status, and messages that have not left.
  const inFlight = [
    ...CONTACTS.map((From, i) => before.hook(twilioWritten('And now?', 2_000 + i, { From }))),
    ...CONTACTS.slice(0, 6).map((to, i) => before.send(`Late ${i}`, to)),
  ]
  const answered = await Promise.race([Promise.all(inFlight), inFlight[3]]).then(() => true)
  expect(answered).toBe(true)
  first.die()
  const old = state.handed.length

  state.answering = async (handed) => take(handed)
  const after = house.start(AT_META)
  const isBehind = (number: number) => number % 2 === 1
  await Promise.all([
    ...sent.flatMap(({ id }, i) => {
      const handed = [...taken.values()].find((one) => textOf(one).endsWith(`Number ${i}`))
      return handed ? [after.hook(twilioStatus({ MessageSid: handed.id }, id))] : []
    }),
    ...CONTACTS.map(async (contact, i) =>
      after.hook(
        await metaWritten('Over Meta', `wamid.IN${i}`, contact.slice('whatsapp:+'.length)),
      ),
    ),
    ...CONTACTS.filter((_, i) => isBehind(i)).map((to, i) => after.send(`New ${i}`, to)),
    after.gateway.pump.drain(),
  ])
  for (let round = 0; round < 8; round++) await after.advance(MINUTE)

  // Those that Twilio took, found or reported, and those that it did not, over Meta: each once.
  const texts = arrived.map(({ text }) => text.replace(/^.*?(?=(?:Number|Late|New) \d+$)/s, ''))
  expect(texts.toSorted()).toEqual([...new Set(texts)].toSorted())
  for (const [i] of CONTACTS.entries()) expect(texts).toContain(`Number ${i}`)
  for (const { id } of sent)
    expect(['queued', 'delivered']).toContain((await after.read(id)).status)
  expect(state.handed.slice(old).map(({ host }) => host)).not.toContain('api.twilio.com')
  expect(state.handed.slice(old).length).toBeGreaterThan(9)

  const { store } = after.gateway
  for (const contact of CONTACTS) {
    const loaded = await store.load({
      organisation: 'acme',
      addresses: [contact as Address],
    })
    expect(await store.verify('acme', loaded?.contact.id ?? '')).toEqual({ ok: true })
    const { items } = await store.messages('acme', loaded?.contact.id ?? '', { limit: 50 })
    const wrote = items.filter(({ direction }) => direction === 'inbound')
    // What the dead process had not stored it had not acknowledged either.
    expect(wrote.map(({ received }) => received?.text)).toEqual(
      expect.arrayContaining(['Hello', 'Over Meta']),
    )
    expect(new Set(wrote.map(({ id }) => id)).size).toBe(wrote.length)
  }
  expect(sidOf(1)).toMatch(/^SM/)
})
