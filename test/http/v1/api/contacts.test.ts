import { expect, test } from 'vitest'
import { ACME, createRig, MARIA } from '../../../support/gateway.ts'
import { agreed, hello } from './rig.ts'

const AT = encodeURIComponent(MARIA)

test('an opt-in request is sent once, and a second one gets the time of the next', async () => {
  const rig = createRig()
  const { text: _, ...parties } = hello
  const first = await rig.call('POST', '/v1/opt-in-requests', parties)
  expect(first.status).toBe(202)
  expect(first.body).toMatchObject({ id: expect.stringMatching(/^opt_/), status: 'accepted' })
  expect(rig.sent).toHaveLength(1)
  const second = await rig.call('POST', '/v1/opt-in-requests', parties)
  expect(second.status).toBe(409)
  expect(second.body).toMatchObject({
    reason: 'consent_pending',
    retryAt: '2026-11-25T09:00:00.000Z',
  })
})

test('a contact is assigned, handed over and released in a line', async () => {
  const rig = await agreed()
  const owner = async (agent: string | null) => {
    const { body } = await rig.call('PUT', `/v1/contacts/${AT}/owners/advisory`, { agent })
    return body.senders[0].owner
  }
  expect(await owner('ben')).toBe('ben')
  const refused = await rig.call('POST', '/v1/messages', hello)
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ reason: 'contact_taken', owner: 'ben', line: 'advisory' })
  expect(await owner(null)).toBeNull()
  expect((await rig.call('POST', '/v1/messages', hello)).status).toBe(202)
})

test('recorded consent allows messages, and needs a basis', async () => {
  const rig = createRig()
  const path = `/v1/contacts/${AT}/consent`
  const without = await rig.call('PUT', path, { status: 'granted' })
  expect(without.status).toBe(422)
  expect(without.body.errors).toEqual([
    { field: 'basis', problem: 'is required with status granted' },
  ])
  const granted = await rig.call('PUT', path, { status: 'granted', basis: 'web_form' })
  expect(granted.status).toBe(200)
  expect(granted.body.senders[0].consent.status).toBe('granted')
  const revoked = await rig.call('PUT', path, { status: 'revoked', from: 'advisory' })
  expect(revoked.body.senders[0].consent.status).toBe('revoked')
  const again = await rig.call('PUT', path, {
    status: 'granted',
    basis: 'paper_form',
    from: ACME.whatsapp,
    evidence: 'page 3',
  })
  expect(again.body.senders[0].consent.status).toBe('granted')
})

test('the contact’s own STOP can’t be undone through the API', async () => {
  const rig = await agreed()
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  const body = { status: 'granted', basis: 'web_form' }
  const answer = await rig.call('PUT', `/v1/contacts/${AT}/consent`, body)
  expect(answer.status).toBe(409)
  expect(answer.body.reason).toBe('consent_revoked')
  const contact = await rig.call('GET', `/v1/contacts/${AT}`)
  expect(contact.body.senders[0].consent.status).toBe('revoked')
})

test('marketing needs its own yes, and a no covers every sender', async () => {
  const rig = await agreed()
  const purposes = `/v1/contacts/${AT}/purposes`
  const send = (purpose: string) => rig.call('POST', '/v1/messages', { ...hello, purpose })
  expect((await send('marketing')).body).toMatchObject({
    reason: 'marketing_not_allowed',
    because: 'consent',
  })
  const yes = { status: 'granted', basis: 'web_form', evidence: 'form 12' }
  const { body } = await rig.call('PUT', `${purposes}/marketing`, yes)
  for (const { purposes: said } of body.senders)
    expect(said.marketing).toMatchObject({ ...yes, source: 'crm' })
  expect((await send('marketing')).body.status).toBe('accepted')
  await rig.call('PUT', `${purposes}/marketing`, { status: 'revoked' })
  expect((await send('marketing')).body).toMatchObject({ because: 'stopped' })
  expect((await send('service')).body.status).toBe('accepted')
  const unknown = await send('lottery')
  expect(unknown.status).toBe(422)
  expect(unknown.body.errors[0]).toEqual({
    field: 'purpose',
    problem: 'must be one of service, marketing',
  })
  expect((await rig.call('PUT', `${purposes}/lottery`, yes)).status).toBe(422)
})

test.each(['DE-ZZ', 'US-ZZ', 'XX-YY'])(
  'the region %s, which does not exist, is refused',
  async (region) => {
    const { status, body } = await createRig().call('PATCH', `/v1/contacts/${MARIA}`, { region })
    expect(status).toBe(422)
    expect(body.errors).toEqual([{ field: 'region', problem: 'is not an ISO 3166-2 region' }])
  },
)

test('time zone, region and a marketing stop are recorded', async () => {
  const rig = await agreed()
  const change = { timeZone: 'America/New_York', region: 'US-FL', marketing: 'stop' }
  const { body } = await rig.call('PATCH', `/v1/contacts/${AT}`, change)
  expect(body).toMatchObject({ timeZone: 'America/New_York', region: 'US-FL' })
  expect(body.senders[0].marketingStoppedAt).toBe('2026-11-24T09:00:00.000Z')
  const resumed = await rig.call('PATCH', `/v1/contacts/${AT}`, { marketing: 'resume' })
  expect(resumed.body.senders[0].marketingStoppedAt).toBeUndefined()
  const wrong = await rig.call('PATCH', `/v1/contacts/${AT}`, { timeZone: 'Mars/Olympus' })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors[0].field).toBe('timeZone')
  expect((await rig.call('PATCH', `/v1/contacts/${AT}`, {})).status).toBe(422)
})

test('an erased contact’s messages and journal are deleted, and it may return as a new one', async () => {
  const rig = await agreed()
  const { body: sent } = await rig.call('POST', '/v1/messages', hello)
  expect((await rig.call('DELETE', `/v1/contacts/${AT}`)).status).toBe(204)
  for (const path of [
    `/v1/contacts/${AT}`,
    `/v1/contacts/${AT}/messages`,
    `/v1/contacts/${AT}/journal`,
    `/v1/messages/${sent.id}`,
  ])
    expect((await rig.call('GET', path)).status, path).toBe(404)
  expect((await rig.call('DELETE', `/v1/contacts/${AT}`)).status).toBe(404)
  const again = await rig.call('POST', '/v1/messages', hello)
  expect(again.body).toMatchObject({ status: 'held', reason: 'consent_pending' })
  const { body: journal } = await rig.call('GET', `/v1/contacts/${AT}/journal`)
  expect(journal.chain).toEqual({ ok: true })
  expect(journal.entries[0].version).toBe(1)
})

test('a deactivated sender sends nothing until it is activated again', async () => {
  const rig = await agreed()
  const path = `/v1/senders/${encodeURIComponent(ACME.whatsapp)}`
  const off = await rig.call('PATCH', path, { active: false })
  expect(off.body).toMatchObject({ address: ACME.whatsapp, state: 'inactive', line: 'advisory' })
  const refused = await rig.call('POST', '/v1/messages', hello)
  expect(refused.body).toMatchObject({ status: 409, reason: 'sender_inactive', state: 'inactive' })
  const { body } = await rig.call('GET', '/v1/senders')
  expect(body.senders.map((one: { state: string }) => one.state)).toEqual(['inactive', 'active'])
  await rig.call('PATCH', path, { active: true })
  expect((await rig.call('POST', '/v1/messages', hello)).status).toBe(202)
})
