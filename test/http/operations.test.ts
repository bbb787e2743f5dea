import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test, vi } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { ACME, createRig, MARIA } from '../support/gateway.ts'

test('health and readiness need no key', async () => {
  const rig = createRig()
  for (const path of ['/healthz', '/readyz']) expect((await rig.app.request(path)).status).toBe(200)
})

test('a read-only database makes the gateway unready but not dead, until it accepts writes again', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'postern.db')
  const rig = createRig({
    wrap: (memory) => {
      void memory.close()
      return createSqliteStore({ path, hashKey: 'k', busyMs: 1 })
    },
  })
  const other = new DatabaseSync(path)
  other.exec('BEGIN IMMEDIATE')
  vi.useFakeTimers({ toFake: ['Date'] })
  const ask = async (path: string) => {
    const answer = await rig.app.request(path)
    return [answer.status, await answer.json()]
  }
  expect(await ask('/readyz')).toEqual([503, { status: 'not_ready' }])
  expect(await ask('/healthz')).toEqual([200, { status: 'ok' }])
  other.exec('ROLLBACK')
  vi.setSystemTime(Date.now() + 1_000)
  expect(await ask('/readyz')).toEqual([200, { status: 'ready' }])
  vi.useRealTimers()
})

test('repeated readiness checks write once a second', async () => {
  let writes = 0
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      set: (...setting) => {
        writes += 1
        return store.set(...setting)
      },
    }),
  })
  await Promise.all(Array.from({ length: 20 }, () => rig.app.request('/readyz')))
  expect(writes).toBeLessThan(3)
})

test('metrics count inputs, verdicts and waiting work, without names', async () => {
  const rig = createRig()
  const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
  await rig.call('POST', '/v1/messages', hello)
  const { body, headers } = await rig.call('GET', '/metrics')
  expect(headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(body).toContain('postern_inputs_total{kind="outbound"} 1\n')
  expect(body).toContain(
    'postern_verdicts_total{kind="outbound",status="held",reason="consent_pending"} 1\n',
  )
  expect(body).toContain('postern_outbox_depth{state="ready"} ')
  expect(body).toContain('postern_outbox_depth{state="dead"} 0\n')
  expect(body).toMatch(/postern_commit_seconds_count [1-9]/)
  for (const line of body.split('\n')) expect(line).toMatch(/^$|^#|^[a-z_]+(\{.*\})? [\d.e+-]+$/)
  expect(body).not.toContain('+49')
})

test('metrics can be turned off', async () => {
  const rig = createRig({ metrics: false })
  expect((await rig.app.request('/metrics')).status).toBe(404)
})
