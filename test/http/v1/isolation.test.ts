import { expect, test } from 'vitest'
import { ROUTES } from '../../../src/http/v1/routes.ts'
import { ACME, createRig, MARIA, SIGNED, ZEN } from '../../support/gateway.ts'

test('an organisation that tries every route with another’s ids and addresses sees none of its data', async () => {
  const rig = createRig()
  const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello from Acme' }
  const { body: message } = await rig.call('POST', '/v1/messages', hello)
  rig.crmOutcomes.push({ status: 'rejected', code: '410' })
  await rig.writes(MARIA, ACME.whatsapp, 'a word for Acme')
  const { body: dead } = await rig.call('GET', '/v1/dead-letters')
  const letter = dead.deadLetters[0].id
  await rig.call('PATCH', `/v1/senders/${encodeURIComponent(ACME.sms)}`, { active: true })

  const zen = { Authorization: `Bearer ${ZEN.key}` }
  const page = await rig.gateway.store.contacts('acme', { limit: 1 })
  const contact = page.items[0]?.id
  const maria = encodeURIComponent(MARIA)
  const from = encodeURIComponent(ACME.whatsapp)
  const hold = { status: 'set', agent: 'eve', reason: 'Case 1' }
  const walk = [
    ['GET', `/v1/composer?from=${from}&to=${maria}&agent=ana`, 422],
    ['GET', `/v1/composer/events?from=${from}&to=${maria}&agent=ana`, 422],
    ['POST', '/v1/composer-tokens', 422, { from: ACME.whatsapp, to: MARIA, agent: 'ana' }],
    ['POST', '/v1/messages', 422, hello],
    ['POST', `/v1/files?from=${from}&to=${maria}&agent=ana&name=a.pdf`, 415, {}],
    ['GET', '/v1/messages', 200],
    ['GET', `/v1/messages/${message.id}`, 404],
    ['POST', `/v1/messages/${message.id}/cancel`, 404],
    ['POST', `/v1/messages/${message.id}/resend`, 404],
    ['POST', `/v1/messages/${message.id}/discard`, 404],
    ['POST', '/v1/opt-in-requests', 422, { from: ACME.whatsapp, to: MARIA, agent: 'ana' }],
    ['GET', '/v1/contacts', 200],
    ['GET', `/v1/contacts?address=${maria}`, 200],
    ['GET', `/v1/contacts/${maria}`, 404],
    ['PUT', `/v1/contacts/${maria}/owners/advisory`, 404, { agent: 'eve' }],
    ['PUT', `/v1/contacts/${maria}/purposes/lottery`, 422, { status: 'granted' }],
    ['GET', `/v1/contacts/${maria}/messages`, 404],
    ['GET', `/v1/contacts/${maria}/journal`, 404],
    ['GET', `/v1/contacts/${maria}/evidence`, 404],
    ['DELETE', `/v1/contacts/${maria}`, 404],
    ['POST', '/v1/imports?id=one', 415, {}],
    ['GET', '/v1/events?after=2026-11-24T08:00:00Z', 200],
    ['GET', '/v1/export', 200],
    ['GET', '/v1/imports/one', 404],
    ['GET', '/v1/imports/one/rows', 404],
    ['GET', '/v1/senders', 200],
    ['PATCH', `/v1/senders/${from}`, 404, { active: false }],
    ['GET', `/v1/templates?from=${from}`, 422],
    ['GET', '/v1/observations', 200],
    ['GET', '/v1/dead-letters', 200],
    ['GET', '/v1/audit', 200],
    ['POST', `/v1/dead-letters/${letter}/replay`, 404],
    ['POST', '/v1/dead-letters/replay', 202, { ids: [letter] }],
    // Zen may note things about a contact of its own, which is another one than Acme's.
    ['PUT', `/v1/contacts/${maria}/consent`, 422, { status: 'revoked', from: ACME.whatsapp }],
    ['POST', `/v1/contacts/${maria}/doubt`, 404, { is: 'opt_out', agent: 'ana' }],
    ['PATCH', `/v1/contacts/${maria}`, 200, { region: 'US-FL' }],
    ['PUT', `/v1/contacts/${maria}/legal-hold`, 200, hold],
  ] as const
  for (const [method, path, status, body] of walk) {
    const answer = await rig.call(method, path, body, zen)
    expect(answer.status, `${method} ${path}`).toBe(status)
    const text = JSON.stringify(answer.body)
    for (const secret of ['Acme', 'a word for', ACME.sms, contact, letter])
      expect(text, `${method} ${path}`).not.toContain(secret)
  }
  for (const { method, path } of ROUTES) {
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`)
    const walked = walk.some(([verb, one]) => verb === method.toUpperCase() && pattern.test(one))
    expect(walked, `${method} ${path} is not walked`).toBe(true)
  }

  const own = await rig.call('GET', `/v1/contacts/${maria}`)
  expect(own.body.id).toBe(contact)
  expect(own.body).not.toHaveProperty('region')
  expect(own.body.legalHold).toBeUndefined()
  const sender = (await rig.call('GET', '/v1/senders')).body.senders[0]
  expect(sender.state).toBe('active')
  expect((await rig.call('GET', '/v1/dead-letters')).body.deadLetters).toHaveLength(1)
})

test('a receipt signed for one account doesn’t affect another’s message', async () => {
  const rig = createRig()
  const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
  const { body: message } = await rig.call('POST', '/v1/messages', hello)
  const receipt = {
    kind: 'receipt',
    id: 'r-forged',
    at: rig.now(),
    sender: ZEN.whatsapp,
    message: message.id,
    status: 'failed',
  }
  await rig.app.request('/webhooks/zen-phone/status', {
    method: 'POST',
    headers: SIGNED,
    body: JSON.stringify([receipt]),
  })
  expect((await rig.call('GET', `/v1/messages/${message.id}`)).body.status).toBe('held')
})
