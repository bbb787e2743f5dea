import { expect, test } from 'vitest'
import { ACME, createRig, MARIA } from '../../../support/gateway.ts'
import { hello } from './rig.ts'

const HOUR = 3_600_000
const AT = encodeURIComponent(MARIA)

test('the composer predicts the answer to a send', async () => {
  const rig = createRig()
  const query = `from=${encodeURIComponent(ACME.whatsapp)}&to=${AT}&agent=ana`
  const unknown = await rig.call('GET', `/v1/composer?${query}`)
  expect(unknown.body).toMatchObject({
    session: { state: 'closed' },
    consent: { status: 'unasked' },
    owner: null,
    text: { status: 'held', reason: 'consent_pending' },
    optInRequest: { status: 'accepted' },
  })
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const open = await rig.call('GET', `/v1/composer?${query}`)
  expect(open.body).toMatchObject({
    session: { state: 'open', closesAt: '2026-11-25T09:00:00.000Z' },
    consent: { status: 'granted', at: '2026-11-24T09:00:00.000Z' },
    owner: 'ana',
    text: { status: 'accepted' },
    optInRequest: { status: 'refused', reason: 'consent_granted' },
  })
  expect(open.body.templates).toContainEqual({
    name: 'reminder',
    language: 'en',
    category: 'utility',
    body: 'Hello {{1}}, we meet on {{2}}.',
    variables: ['1', '2'],
  })
  await rig.advance(25 * HOUR)
  const closed = await rig.call('GET', `/v1/composer?${query}`)
  expect(closed.body.text).toMatchObject({ status: 'refused', reason: 'session_closed' })
  expect(closed.body.template.status).toBe('accepted')
})

test('the composer predicts the answer for a sender that would write to itself', async () => {
  const rig = createRig()
  const itself = { from: ACME.whatsapp, to: ACME.whatsapp, agent: 'ana' }
  const composer = await rig.call('GET', `/v1/composer?${new URLSearchParams(itself)}`)
  const sent = await rig.call('POST', '/v1/messages', { ...itself, text: 'Hello' })
  expect([composer.status, composer.body.detail]).toEqual([422, sent.body.detail])
})
