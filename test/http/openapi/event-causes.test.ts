/** Which events follow which operation, as the documentation says: tried in a sandbox. */

import { expect, test } from 'vitest'
import { EVENTS_AFTER } from '../../../src/http/openapi/event-causes.ts'
import { DOCUMENT } from '../../support/documents/openapi.ts'
import { openWorld } from '../../support/sandbox.ts'

const OPERATIONS = new Map(
  Object.entries(DOCUMENT.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => [
      `${method.toUpperCase()} ${path}`,
      operationId,
    ]),
  ),
)

/** Records the CRM’s events, by the operation that caused them. */
const openRecorder = async () => {
  const world = await openWorld()
  const seen = new Map<string, Set<string>>()
  const delivered = async (): Promise<readonly { readonly type: string }[]> =>
    (await world.call('GET', '/sandbox/crm/events')).body as never
  const after = async <T>(operation: string, run: () => Promise<T>): Promise<T> => {
    const before = (await delivered()).length
    const result = await run()
    const fresh = (await delivered()).slice(before).map(({ type }) => type)
    const name = OPERATIONS.get(operation) ?? operation
    seen.set(name, new Set([...(seen.get(name) ?? []), ...fresh]))
    return result
  }
  const writes = (from: string, text: string) =>
    after('POST /webhooks/{connection}/messages', () => world.writes(from, text))
  return { ...world, writes, after, seen }
}

test('each event caused by an operation is on its page', async () => {
  const { sends, asks, writes, call, after, seen } = await openRecorder()
  const [one, two, three] = [1, 2, 3].map((n) => `whatsapp:+1555010203${n}`) as [
    string,
    string,
    string,
  ]
  await after('POST /v1/messages', () => sends(one))
  await writes(one, 'YES')
  await after('POST /v1/messages', () => sends(one))
  await writes(one, 'not interested')
  await after('POST /v1/contacts/{address}/doubt', () =>
    call('POST', `/v1/contacts/${one}/doubt`, { is: 'other', agent: 'ana' }),
  )
  await writes(one, 'STOP')
  await after('POST /v1/opt-in-requests', () => asks(two))
  await writes(two, 'NO')
  await writes(two, 'Sorry')
  const { body } = await after('POST /v1/messages', () => sends(three))
  await after('POST /v1/messages/{id}/cancel', () => call('POST', `/v1/messages/${body.id}/cancel`))
  await after('POST /v1/messages', () => sends(three))
  await after('PUT /v1/contacts/{address}/consent', () =>
    call('PUT', `/v1/contacts/${three}/consent`, {
      status: 'granted',
      basis: 'in_person',
      agent: 'ana',
    }),
  )
  await after('PUT /v1/contacts/{address}/purposes/{purpose}', () =>
    call('PUT', `/v1/contacts/${three}/purposes/marketing`, { status: 'revoked', agent: 'ana' }),
  )
  for (const agent of ['ben', null])
    await after('PUT /v1/contacts/{address}/owners/{line}', () =>
      call('PUT', `/v1/contacts/${three}/owners/advisory`, { agent }),
    )
  await after('PUT /v1/contacts/{address}/consent', () =>
    call('PUT', `/v1/contacts/${three}/consent`, { status: 'revoked', agent: 'ana' }),
  )
  for (const [operation, types] of seen)
    expect(EVENTS_AFTER[operation], operation).toEqual(expect.arrayContaining([...types]))
  expect([...seen].flatMap(([operation, { size }]) => (size > 0 ? [] : [operation]))).toEqual([])
})

test('the list only contains existing operations and events', () => {
  const operations = new Set(OPERATIONS.values())
  for (const [operation, types] of Object.entries(EVENTS_AFTER)) {
    expect(operations).toContain(operation)
    for (const type of types) expect(DOCUMENT.webhooks).toHaveProperty([type])
  }
})
