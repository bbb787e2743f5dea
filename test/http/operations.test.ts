import { expect, test } from 'vitest'
import { ACME, createRig, MARIA } from '../support/gateway.ts'

test('alive and ready need no key', async () => {
  const rig = createRig()
  for (const path of ['/healthz', '/readyz']) expect((await rig.app.request(path)).status).toBe(200)
})

test('a store that cannot be read makes the gateway unready, not dead', async () => {
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      depth: async () => {
        throw new Error('disk gone')
      },
    }),
  })
  expect((await rig.call('GET', '/readyz')).status).toBe(503)
  expect((await rig.call('GET', '/healthz')).status).toBe(200)
})

test('metrics count inputs, verdicts and what waits, and name nobody', async () => {
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
