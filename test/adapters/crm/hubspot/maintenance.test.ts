import { afterEach, describe, expect, test } from 'vitest'
import { runCrmPass } from '../../../../src/engine/periodic/crm-pass.ts'
import { MARIA, OURS, openRig, outgoing } from '../../../support/crm/hubspot-rig.ts'

let rig: ReturnType<typeof openRig>
afterEach(() => {
  rig.close()
  expect(rig.hubspot.violations).toEqual([])
})

const pass = async () => {
  await runCrmPass(rig.gateway)
  await rig.drain()
}

describe('a deactivated sender', () => {
  test('can’t be used in HubSpot until it is active again', async () => {
    rig = openRig()
    await pass()
    expect(rig.hubspot.requests.join()).not.toContain('channel-accounts')
    await rig.api('PATCH', `/v1/senders/${OURS}`, { active: false })
    expect(rig.hubspot.accounts.get('333')).toMatchObject({ authorized: false })
    await pass()
    await rig.api('PATCH', `/v1/senders/${OURS}`, { active: true })
    expect(rig.hubspot.accounts.get('333')).toMatchObject({ authorized: true })
    const changes = rig.hubspot.requests.filter((line) => /^PATCH .*channel-accounts/.test(line))
    expect(changes).toHaveLength(2)
  })

  test('is shown later if HubSpot was down', async () => {
    rig = openRig()
    rig.hubspot.mishaps.push({ when: /PATCH/, status: 503 })
    const { status } = await rig.api('PATCH', `/v1/senders/${OURS}`, { active: false })
    expect(status).toBe(200)
    expect(rig.hubspot.accounts.get('333')).toMatchObject({ authorized: true })
    await pass()
    expect(rig.hubspot.accounts.get('333')).toMatchObject({ authorized: false })
  })
})

describe('an erased contact', () => {
  test('is erased in HubSpot too, for good', async () => {
    rig = openRig()
    await rig.writes('Hello')
    expect((await rig.api('DELETE', `/v1/contacts/${MARIA}`)).status).toBe(204)
    expect(rig.hubspot.erased).toEqual(['51'])
  })

  test('is erased there once HubSpot is back', async () => {
    rig = openRig()
    await rig.writes('Hello')
    rig.hubspot.mishaps.push({ when: /gdpr-delete/, status: 503 })
    expect((await rig.api('DELETE', `/v1/contacts/${MARIA}`)).status).toBe(204)
    expect(rig.hubspot.erased).toEqual([])
    await pass()
    await pass()
    expect(rig.hubspot.erased).toEqual(['51'])
  })

  test('stays there if configured', async () => {
    rig = openRig({ hs: { erase: false } })
    await rig.writes('Hello')
    await rig.api('DELETE', `/v1/contacts/${MARIA}`)
    await pass()
    expect(rig.hubspot.erased).toEqual([])
  })
})

describe('messages written during a downtime', () => {
  test('are found in the threads and sent once', async () => {
    rig = openRig()
    await rig.writes('Hello', {}, 'whatsapp:+15550004444')
    await rig.writes('Hello')
    await pass()
    rig.clock.now += 3_600_000
    const message = (id: string, text: string) => ({
      ...outgoing(id, text).message,
      createdAt: new Date(rig.clock.now).toISOString(),
      conversationsThreadId: undefined,
    })
    const thread = rig.hubspot.threads.get('333 +15550003333') ?? ''
    rig.hubspot.written.set(thread, [message('m1', 'See you Friday'), message('m2', 'At noon')])
    rig.hubspot.written.get(thread)?.push({
      ...message('m3', 'long ago'),
      createdAt: '2020-01-01T00:00:00Z',
    })
    await rig.post(outgoing('m2', 'At noon', { conversationsThreadId: thread }))
    await pass()
    await pass()
    expect(rig.sent.map(({ rendered }) => rendered)).toEqual(['At noon', 'See you Friday'])
  })
})
