import { describe, expect, test } from 'vitest'
import { ACME, createRig, MARIA } from '../../../support/gateway.ts'

describe('many dead letters', () => {
  const withDead = async (count: number) => {
    const rig = createRig()
    for (let i = 0; i < count; i++) {
      rig.crmOutcomes.push({ status: 'rejected', code: 'gone' })
      await rig.writes(`whatsapp:+1555010${3000 + i}`, ACME.whatsapp, 'Hello')
    }
    const { body } = await rig.call('GET', '/v1/dead-letters?limit=100')
    return { ...rig, letters: body.deadLetters }
  }

  test('are retried by connection, the oldest first, and the answer counts those that remain', async () => {
    const { call } = await withDead(102)
    const all = { connection: 'acme-crm' }
    expect((await call('POST', '/v1/dead-letters/replay', all)).body).toEqual({
      replayed: 100,
      left: 2,
    })
    expect((await call('POST', '/v1/dead-letters/replay', all)).body).toEqual({
      replayed: 2,
      left: 0,
    })
    expect((await call('GET', '/v1/dead-letters')).body.deadLetters).toEqual([])
  })

  test('are retried by id; unknown ones don’t count', async () => {
    const { call, letters } = await withDead(3)
    const ids = [...letters.slice(0, 2).map(({ id }) => id), 'nothing']
    const { body } = await call('POST', '/v1/dead-letters/replay', { ids })
    expect(body).toEqual({ replayed: 2, left: 0 })
    const left = await call('GET', '/v1/dead-letters?connection=acme-crm')
    expect(left.body.deadLetters).toMatchObject([{ id: letters[2]?.id }])
    const none = await call('GET', '/v1/dead-letters?connection=acme-phone')
    expect(none.body.deadLetters).toEqual([])
  })

  test.each([{}, { ids: [] }, { ids: ['a'], connection: 'acme-crm' }])(
    'are not retried for %j',
    async (body) => {
      const { call } = await withDead(1)
      expect((await call('POST', '/v1/dead-letters/replay', body)).status).toBe(422)
      expect((await call('GET', '/v1/dead-letters')).body.deadLetters).toHaveLength(1)
    },
  )
})

test('an event refused by the CRM is a dead letter, and a replay delivers it', async () => {
  const rig = createRig()
  rig.crmOutcomes.push({ status: 'rejected', code: '410' })
  await rig.writes(MARIA, ACME.whatsapp, 'Good morning')
  const { body } = await rig.call('GET', '/v1/dead-letters')
  expect(body.deadLetters).toHaveLength(1)
  const [letter] = body.deadLetters
  expect(letter).toMatchObject({ connection: 'acme-crm', code: '410', effect: { kind: 'tell' } })
  expect(letter.address).toBe(MARIA)
  const before = rig.events.length
  const replayed = await rig.call('POST', `/v1/dead-letters/${letter.id}/replay`)
  expect(replayed.status).toBe(202)
  expect(rig.events.slice(before)).toContain(letter.effect.type)
  expect((await rig.call('GET', '/v1/dead-letters')).body.deadLetters).toEqual([])
})
