/** How often a message asks D1, with the Worker's own pump: each round trip is a few milliseconds. */

import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createD1Store, type D1 } from '../../adapters/store/d1.ts'
import type { Address } from '../../src/core/model/address.ts'
import type { Input } from '../../src/core/model/message/message.ts'
import { createHandle } from '../../src/engine/handle/handle.ts'
import { loadData } from '../../src/runtime/worker/data.ts'
import { createWorkerPump } from '../../src/runtime/worker/worker-pump.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'
import { emptied } from './database.ts'

await loadData(env.ASSETS)

/** The database, and how often it was asked since the last time. */
const counted = (database: D1) => {
  const trips: string[] = []
  type Statement = ReturnType<D1['prepare']>
  const own = new WeakMap<Statement, Statement>()
  const wrap = (statement: Statement, sql: string): Statement => {
    const wrapped: Statement = {
      bind: (...values) => wrap(statement.bind(...values), sql),
      all: () => {
        trips.push(sql)
        return statement.all()
      },
    }
    own.set(wrapped, statement)
    return wrapped
  }
  const d1: D1 = {
    prepare: (sql) => wrap(database.prepare(sql), sql),
    batch: (statements) => {
      trips.push(`batch of ${statements.length}`)
      return database.batch(statements.map((one) => own.get(one) as Statement))
    },
  }
  return { d1, take: () => trips.splice(0) }
}

const openWorker = async () => {
  const { d1, take } = counted(await emptied())
  const store = await createD1Store(d1, { hashKey: 'k' })
  const { gateway, sent, events } = createRig({
    store,
    policy: { flow: 'recorded' },
  })
  const { policies, ...parts } = gateway
  const handle = createHandle(parts, policies, () => pump)
  const pump = createWorkerPump(parts, policies, handle, 6)
  /** One invocation: the input, and what follows from it. */
  const invoke = async (input: Input): Promise<readonly string[]> => {
    take()
    await pump.attend(() => handle('acme', input)).ended
    return take()
  }
  return { invoke, sent, events }
}

const AT = Date.parse('2026-11-24T09:00:00Z')
const SENDER = ACME.whatsapp as Address
const CONTACT: Address = MARIA

const writes = (id: string): Input => ({
  kind: 'inbound',
  id,
  at: AT,
  sender: SENDER,
  from: CONTACT,
  aliases: [],
  providerId: id,
  message: { form: 'message', type: 'text', text: 'Hello', media: [] },
})

const answers = (id: string): Input => ({
  kind: 'outbound',
  id,
  at: AT,
  sender: SENDER,
  to: CONTACT,
  agent: 'ana',
  content: { kind: 'text', text: 'Hello' },
})

const isDelivered = (message: string): Input => ({
  kind: 'receipt',
  id: `${message}_delivered`,
  at: AT,
  sender: SENDER,
  message,
  status: 'delivered',
})

test('twice for an inbound message or a status, four times for a send, from memory', async () => {
  const { invoke, sent, events } = await openWorker()
  await invoke(writes('first'))
  const inbound = await invoke(writes('second'))
  // Commit and settle: the commit has leased the event to the request.
  expect(inbound.length, inbound.join('\n')).toBeLessThanOrEqual(2)
  await invoke(answers('msg_1'))
  const send = await invoke(answers('msg_2'))
  // Commit; the contact again before it leaves; the receipt, which ends the send; its event settled.
  expect(send.length, send.join('\n')).toBeLessThanOrEqual(4)
  expect(sent.length).toBe(2)
  const status = await invoke(isDelivered('msg_2'))
  expect(status.length, status.join('\n')).toBeLessThanOrEqual(2)
  expect(events.filter((type) => type === 'message.sent')).toHaveLength(2)
})
