import { expect, it, vi } from 'vitest'
import { createSqliteStore } from '../../../adapters/store/sqlite.ts'
import type { Address } from '../../../src/core/model/address.ts'
import { withOwnTallies } from '../../../src/engine/periodic/own-tallies.ts'
import { type KnownTallies, keepTallies } from '../../../src/engine/periodic/tally.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

const MINUTE = 60_000
const JOHN = 'whatsapp:+4915112345679' as const

/** A process that has counted everything so far; `reads` counts how often it reads the journal. */
const counting = async () => {
  const stored = createSqliteStore({ path: ':memory:', hashKey: 'k' })
  const history = vi.spyOn(stored, 'history')
  const own = withOwnTallies(stored)
  const rig = createRig({ store: own.store })
  const pass = (known?: KnownTallies) => keepTallies(rig.gateway, known)
  await pass(own.known)
  await rig.advance(5 * MINUTE)
  await pass(own.known)
  history.mockClear()
  const tallies = async () =>
    (await stored.tallies('acme', 0, rig.now())).filter(({ sender }) => sender === ACME.whatsapp)
  return { ...rig, stored, own, pass, tallies, reads: () => history.mock.calls.length }
}

const busy = async (
  { writes, call }: Awaited<ReturnType<typeof counting>>,
  from: Address = MARIA,
) => {
  await writes(from, ACME.whatsapp, 'Hello')
  await writes(from, ACME.whatsapp, 'YES')
  const message = { from: ACME.whatsapp, to: from, text: 'Good morning' }
  await call('POST', '/v1/messages', { ...message, agent: 'ana' })
  await call('POST', '/v1/messages', { ...message, agent: 'ben' })
}

it('counts what this process committed without reading it, as reading would', async () => {
  const [known, read] = [await counting(), await counting()]
  for (const process of [known, read]) {
    await busy(process)
    await process.advance(5 * MINUTE)
  }
  await known.pass(known.own.known)
  await read.pass()
  expect(known.reads()).toBe(0)
  expect(read.reads()).toBeGreaterThan(0)
  const byName = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  const tallies = await known.tallies()
  expect(tallies.find(({ what }) => what === 'received')).toMatchObject({ n: 2 })
  expect(tallies.toSorted(byName)).toEqual((await read.tallies()).toSorted(byName))
})

it('reads the journal where another process has committed too', async () => {
  const process = await counting()
  await busy(process)
  const other = createRig({ store: process.stored })
  await other.advance(5 * MINUTE)
  // Both rigs name their messages alike, and the first two are known.
  for (const text of ['Hello', 'Hello', 'Hello']) await other.writes(JOHN, ACME.whatsapp, text)
  await process.advance(5 * MINUTE)
  await process.pass(process.own.known)
  expect(process.reads()).toBeGreaterThan(0)
  const tallies = await process.tallies()
  expect(tallies.find(({ what }) => what === 'received')).toMatchObject({ n: 3 })
})

it('reads the journal again where a contact was erased before it was counted', async () => {
  const process = await counting()
  await busy(process)
  await busy(process, JOHN)
  await process.call('DELETE', `/v1/contacts/${MARIA}`)
  await process.advance(5 * MINUTE)
  await process.pass(process.own.known)
  expect(process.reads()).toBeGreaterThan(0)
  const tallies = await process.tallies()
  expect(tallies.find(({ what }) => what === 'received')).toMatchObject({ n: 2 })
})
