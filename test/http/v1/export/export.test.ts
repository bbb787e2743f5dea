/** Moving out: everything that an organisation has, a line each. */

import { expect, test } from 'vitest'
import { ACME, createRig, MARIA, type Rig, ZEN } from '../../../support/gateway.ts'

const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }

const exported = async (rig: Rig, query = '', key = ACME.key) => {
  const answer = await rig.app.request(`https://gate.example.com/v1/export${query}`, {
    headers: { Authorization: `Bearer ${key}` },
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
  const lines = (await answer.text()).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}

test('all contacts, messages and journals are in it, and nothing of another organisation', async () => {
  const rig = createRig()
  const numbers = Array.from({ length: 120 }, (_, i) => `whatsapp:+49151${20_000_000 + i}`)
  const file = `address,status\n${numbers.join(',revoked\n')},revoked\n`
  await rig.call('POST', '/v1/imports', file, { 'Content-Type': 'text/csv' })
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'STOP it')
  await rig.writes(MARIA, ZEN.whatsapp, 'a word for Zen')
  await rig.call('PATCH', `/v1/senders/${ACME.sms}`, { active: false })
  const lines = await exported(rig)
  expect(lines[0]).toMatchObject({ type: 'export', data: { organisation: 'acme' } })
  const those = (type: string) => lines.filter((one) => one.type === type).map(({ data }) => data)
  const sms = those('sender').find(({ address }) => address === ACME.sms)
  expect(sms).toMatchObject({ state: 'inactive' })
  const contacts = those('contact')
  expect(new Set(contacts.map(({ addresses }) => addresses[0]))).toEqual(
    new Set([...numbers, MARIA]),
  )
  expect(those('message').map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Hello', 'STOP it']),
  )
  expect(those('change')).toMatchObject([{ action: 'sender_deactivated', subject: ACME.sms }])
  expect(lines.at(-1)).toEqual({
    type: 'end',
    data: {
      contacts: 121,
      messages: those('message').length,
      entries: those('entry').length,
    },
  })
  expect(JSON.stringify(lines)).not.toContain('a word for Zen')
  const middle = contacts[60].id
  const rest = (await exported(rig, `?after=${middle}`)).filter(({ type }) => type === 'contact')
  expect(rest.map(({ data }) => data.id)).toEqual(contacts.slice(61).map(({ id }) => id))
})

test('withheld text is in no line', async () => {
  const rig = createRig({ policy: { withholdUnconsented: true } })
  await rig.writes(MARIA, ACME.whatsapp, 'please leave me alone with secret offers')
  const lines = await exported(rig)
  expect(lines.filter(({ type }) => type === 'message').length).toBeGreaterThan(0)
  expect(JSON.stringify(lines)).not.toContain('secret offers')
})
