import { expect, test } from 'vitest'
import { deviation } from '../../support/documents/openapi.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'
import { inbound, post } from './rig.ts'

test('a CRM may send through its own webhook, only for its own organisation, and gets the verdicts', async () => {
  const rig = createRig()
  const outbound = {
    kind: 'outbound',
    id: 'crm-1',
    at: rig.now(),
    sender: ACME.whatsapp,
    to: MARIA,
    agent: 'ana',
    content: { kind: 'text', text: 'Hello' },
  }
  const handover = {
    kind: 'handover',
    id: 'crm-2',
    at: rig.now(),
    address: MARIA,
    line: 'advisory',
    agent: 'ben',
  }
  const response = await post(rig, 'acme-crm', [outbound, handover])
  expect(response.status).toBe(202)
  expect(await response.json()).toMatchObject({
    results: [
      { id: 'crm-1', status: 'held', reason: 'consent_pending' },
      { id: 'crm-2', status: 'accepted' },
    ],
  })
  const toOurselves = await post(rig, 'acme-crm', [{ ...outbound, id: 'crm-4', to: ACME.sms }])
  expect([toOurselves.status, await toOurselves.json()]).toMatchObject([
    422,
    { errors: [{ field: 'data.to', problem: 'is a sender, not a contact' }] },
  ])
  const foreign = await post(rig, 'zen-crm', [{ ...outbound, id: 'crm-3' }])
  expect(foreign.status).toBe(422)
  const problem = await foreign.json()
  expect(problem).toMatchObject({ reason: 'unknown_sender' })
  expect(deviation('POST', '/webhooks/zen-crm', 422, problem)).toBeUndefined()
})

test('a message to a sender of an unknown channel is refused, and its address is masked in the log', async () => {
  const rig = createRig()
  const response = await post(rig, 'acme-phone/messages', [inbound({ sender: 'rcs:+15550001111' })])
  expect(response.status).toBe(404)
  expect(rig.log.join()).toContain('unknown_sender')
  expect(rig.log.join()).not.toContain('15550001111')
})

test('a message that can’t be carried is counted, and logged as a warning with its type', async () => {
  const rig = createRig({ side: { unsupported: ['sms_from_name'] } })
  expect((await post(rig, 'acme-phone/messages', [])).status).toBe(200)
  const group = { ...inbound().message, form: 'group' }
  expect((await post(rig, 'acme-phone/messages', [inbound({ message: group })])).status).toBe(200)
  const warned = rig.log.map((line) => JSON.parse(line)).filter(({ event }) => event === EVENT)
  expect(warned.map(({ level, kind }) => [level, kind])).toEqual([
    ['warn', 'sms_from_name'],
    ['warn', 'sms_from_name'],
    ['warn', 'group'],
  ])
  const metrics = rig.gateway.metrics.text()
  expect(metrics).toContain(
    'postern_inbound_uncarried_total{connection="acme-phone",kind="sms_from_name"} 2',
  )
  expect(metrics).toContain(
    'postern_inbound_uncarried_total{connection="acme-phone",kind="group"} 1',
  )
})

const EVENT = 'inbound_uncarried'
