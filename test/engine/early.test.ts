/** Through the API: what ends a wait early sends what waited at once. */

import { expect, it } from 'vitest'
import { ACME, createRig, MARIA, type Rig } from '../support/gateway.ts'

/** Quiet in Germany but for an hour at noon; it is ten there. */
const quietHours = { enabled: true, applyTo: 'all', hours: { DE: { weekdays: [12, 13] } } }
const message = {
  from: ACME.whatsapp,
  to: MARIA,
  agent: 'ana',
  template: { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } },
}

const waiting = async (): Promise<{ rig: Rig; id: string }> => {
  const rig = createRig({ policy: { flow: 'disclaimer', quietHours } })
  const { body } = await rig.call('POST', '/v1/messages', message)
  expect(body).toMatchObject({ status: 'held', reason: 'quiet_hours' })
  return { rig, id: body.id }
}
const sentBy = async (rig: Rig) => {
  await rig.gateway.pump.drain()
  return rig.sent.map(({ message }) => message?.id)
}

it('a time zone in which it is noon, recorded by the CRM', async () => {
  const { rig, id } = await waiting()
  await rig.call('PATCH', `/v1/contacts/${MARIA}`, { timeZone: 'Asia/Riyadh' })
  expect(await sentBy(rig)).toEqual([id])
})

it('the contact’s own message', async () => {
  const { rig, id } = await waiting()
  await rig.writes(MARIA, ACME.whatsapp, 'Are you there?')
  expect(await sentBy(rig)).toContain(id)
})
