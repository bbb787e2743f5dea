import { expect, test } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { ACME, createRig, MARIA, ZEN } from '../../support/gateway.ts'

const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
const key = (value: string) => ({ 'Idempotency-Key': value })

test('the same key and body get the first answer again, and nothing happens twice', async () => {
  const rig = createRig()
  const first = await rig.call('POST', '/v1/messages', hello, key('k1'))
  const second = await rig.call('POST', '/v1/messages', hello, key('k1'))
  expect(second.status).toBe(202)
  expect(second.body).toEqual(first.body)
  expect(first.headers.get('idempotency-replayed')).toBeNull()
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  const { body } = await rig.call('GET', `/v1/contacts/${MARIA}/messages`)
  expect(body.messages.filter((one: { text?: string }) => one.text === 'Hello')).toHaveLength(1)
})

test('a refusal is repeated too, with the id of the first request', async () => {
  const rig = createRig()
  const wrong = { ...hello, from: 'whatsapp:+15559999999' }
  const first = await rig.call('POST', '/v1/messages', wrong, key('k1'))
  const second = await rig.call('POST', '/v1/messages', wrong, key('k1'))
  expect(second.status).toBe(422)
  expect(second.headers.get('content-type')).toBe('application/problem+json')
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(second.body).toEqual(first.body)
})

test('the same key with another body or route is 422', async () => {
  const rig = createRig()
  await rig.call('POST', '/v1/messages', hello, key('k1'))
  const body = await rig.call('POST', '/v1/messages', { ...hello, text: 'Bye' }, key('k1'))
  expect(body.status).toBe(422)
  expect(body.body.reason).toBe('idempotency_mismatch')
  const { text: _, ...parties } = hello
  const route = await rig.call('POST', '/v1/opt-in-requests', parties, key('k1'))
  expect(route.body.reason).toBe('idempotency_mismatch')
})

test('a key belongs to one organisation', async () => {
  const rig = createRig()
  const acme = await rig.call('POST', '/v1/messages', hello, key('k1'))
  const zen = await rig.call(
    'POST',
    '/v1/messages',
    { ...hello, from: ZEN.whatsapp },
    { ...key('k1'), Authorization: `Bearer ${ZEN.key}` },
  )
  expect(zen.status).toBe(202)
  expect(zen.body.id).not.toBe(acme.body.id)
})

test('during the first request a second one gets 409', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let entered = () => {}
  const inside = new Promise<void>((resolve) => {
    entered = resolve
  })
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      commit: async (change) => {
        entered()
        await gate
        return store.commit(change)
      },
    }),
  })
  const first = rig.call('POST', '/v1/messages', hello, key('k1'))
  await inside
  const second = await rig.call('POST', '/v1/messages', hello, key('k1'))
  expect(second.status).toBe(409)
  expect(second.body.reason).toBe('idempotency_in_flight')
  expect(second.headers.get('retry-after')).toBe('1')
  release()
  expect((await first).status).toBe(202)
})

test('after a failure the same key may be tried again', async () => {
  let broken = true
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      commit: async (change) => {
        if (broken) throw new Error('disk full')
        return store.commit(change)
      },
    }),
  })
  expect((await rig.call('POST', '/v1/messages', hello, key('k1'))).status).toBe(500)
  broken = false
  const again = await rig.call('POST', '/v1/messages', hello, key('k1'))
  expect(again.status).toBe(202)
  expect(again.headers.get('idempotency-replayed')).toBeNull()
})

test('a crash between the commit and the answer does not ask the contact twice', async () => {
  let crashes = true
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      answer: async (...args) => {
        if (crashes) throw new Error('killed')
        return store.answer(...args)
      },
    }),
  })
  const { text: _, ...parties } = hello
  expect((await rig.call('POST', '/v1/opt-in-requests', parties, key('k1'))).status).toBe(500)
  crashes = false
  await rig.advance(61_000)
  const again = await rig.call('POST', '/v1/opt-in-requests', parties, key('k1'))
  expect(again.status).toBe(202)
  const { body } = await rig.call('GET', `/v1/contacts/${MARIA}/messages`)
  expect(body.messages).toHaveLength(1)
})

test('an answer is stored with its message, in one transaction', async () => {
  const calls: string[] = []
  const wrap = (store: Store): Store => ({
    ...store,
    reserve: (...args) => {
      calls.push('reserve')
      return store.reserve(...args)
    },
    answer: (...args) => {
      calls.push('answer')
      return store.answer(...args)
    },
    commit: async (change) => {
      const committed = await store.commit(change)
      // Killed before anybody is answered.
      if (change.keeps && calls.length === 0) throw new Error('killed')
      return committed
    },
  })
  const rig = createRig({ wrap })
  expect((await rig.call('POST', '/v1/messages', hello, key('k1'))).status).toBe(500)
  expect(calls).toEqual([])
  const again = await rig.call('POST', '/v1/messages', hello, key('k1'))
  expect(again.status).toBe(202)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(again.body).toMatchObject({ status: 'held', reason: 'consent_pending' })
  expect(again.headers.get('location')).toBe(`/v1/messages/${again.body.id}`)
  expect(calls).toEqual(['reserve'])
  const { body } = await rig.call('GET', `/v1/contacts/${MARIA}/messages`)
  expect(body.messages.filter((one: { text?: string }) => one.text === 'Hello')).toHaveLength(1)
})

test('a refusal by the gate is stored with its commit too', async () => {
  const rig = createRig()
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  const first = await rig.call('POST', '/v1/messages', hello, key('k1'))
  const second = await rig.call('POST', '/v1/messages', hello, key('k1'))
  expect([first.status, second.status]).toEqual([409, 409])
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(second.body).toEqual(first.body)
})

test('another process with the same key repeats the first answer', async () => {
  const rig = createRig()
  let isLate = true
  const other = createRig({
    wrap: () => ({
      ...rig.gateway.store,
      isReserved: async (name) => !isLate && rig.gateway.store.isReserved(name),
    }),
  })
  const first = await rig.call('POST', '/v1/messages', hello, key('k1'))
  const second = await other.call('POST', '/v1/messages', hello, key('k1'))
  expect(second.body).toEqual(first.body)
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  const busy = await other.call('POST', '/v1/messages', { ...hello, text: 'Bye' }, key('k1'))
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1'])
  isLate = false
  const wrong = await other.call('POST', '/v1/messages', { ...hello, text: 'Bye' }, key('k1'))
  expect(wrong.body.reason).toBe('idempotency_mismatch')
  const { body } = await rig.call('GET', `/v1/contacts/${MARIA}/messages`)
  expect(body.messages.map((one: { text?: string }) => one.text)).not.toContain('Bye')
})

test('an expired key may be used for another message, which is sent', async () => {
  const rig = createRig()
  const first = await rig.call('POST', '/v1/messages', hello, key('k1'))
  await rig.advance(8 * 24 * 3_600_000)
  const other = await rig.call('POST', '/v1/messages', { ...hello, text: 'Bye' }, key('k1'))
  expect(other.status).toBe(202)
  expect(other.body.id).not.toBe(first.body.id)
  const { body } = await rig.call('GET', `/v1/messages/${other.body.id}`)
  expect(body.text).toBe('Bye')
  const again = await rig.call('POST', '/v1/messages', { ...hello, text: 'Bye' }, key('k1'))
  expect(again.body.id).toBe(other.body.id)
})

test('an erasure deletes the contact’s answers, and a repeat does nothing', async () => {
  const kept = new Map<string, string>()
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      reserve: async (name, ...rest) => {
        const seen = await store.reserve(name, ...rest)
        kept.set(name, seen.status === 'done' ? seen.answer : seen.status)
        return seen
      },
    }),
  })
  const held = await rig.call('POST', '/v1/messages', hello, key('k1'))
  const path = `/v1/messages/${held.body.id}/cancel`
  await rig.call('POST', path, undefined, key('k2'))
  await rig.call('POST', path, undefined, key('k2'))
  expect([...kept.values()].join()).toContain(hello.text)
  expect((await rig.call('DELETE', `/v1/contacts/${MARIA}`)).status).toBe(204)

  for (const [route, body, name] of [
    ['/v1/messages', hello, 'k1'],
    [path, undefined, 'k2'],
  ] as const) {
    const again = await rig.call('POST', route, body, key(name))
    expect(again.status).toBe(410)
    expect(again.body.reason).toBe('contact_erased')
  }
  expect([...kept.values()].join()).not.toContain(hello.text)
  expect((await rig.call('GET', `/v1/contacts/${MARIA}`)).status).toBe(404)
})

test('tokens are not stored: a repeated request gets a new one', async () => {
  const answers: string[] = []
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      answer: (name, answer, about) => {
        answers.push(answer)
        return store.answer(name, answer, about)
      },
    }),
  })
  const { text: _, ...parties } = hello
  const first = await rig.call('POST', '/v1/composer-tokens', parties, key('k1'))
  await rig.advance(1_000)
  const second = await rig.call('POST', '/v1/composer-tokens', parties, key('k1'))
  expect(second.status).toBe(200)
  expect(second.body.token).not.toBe(first.body.token)
  expect(answers.join()).not.toContain(first.body.token)
})

test('a malformed key is 422', async () => {
  const rig = createRig()
  for (const wrong of ['', 'a b', 'x'.repeat(256)]) {
    const { status, body } = await rig.call('POST', '/v1/messages', hello, key(wrong))
    expect(status).toBe(422)
    expect(body.errors[0].field).toBe('Idempotency-Key')
  }
})

test('without a key two requests are two messages', async () => {
  const rig = createRig()
  const first = await rig.call('POST', '/v1/messages', hello)
  const second = await rig.call('POST', '/v1/messages', hello)
  expect(second.body.id).not.toBe(first.body.id)
})
