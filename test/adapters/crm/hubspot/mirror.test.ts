import { afterEach, describe, expect, test } from 'vitest'
import { MARIA, NOW, openRig, subscription } from '../../../support/crm/hubspot-rig.ts'

let rig: ReturnType<typeof openRig>
afterEach(() => {
  rig.close()
  expect(rig.hubspot.violations).toEqual([])
})

const contact = async () => {
  const response = await rig.api('GET', `/v1/contacts/${MARIA}`)
  if (response.status === 404) return undefined
  const { addresses, senders } = await response.json()
  return { addresses, owner: senders[0].owner, consent: senders[0].consent.status }
}
const assigned = (propertyValue: string, more: object = {}) =>
  subscription('conversation.propertyChange', {
    objectId: 771,
    propertyName: 'assignedTo',
    propertyValue,
    changeSource: 'USER',
    occurredAt: rig.clock.now,
    ...more,
  })

describe('owner and assignee', () => {
  test('the first agent to write is assigned, and the echo changes nothing', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.types('Hello, Ana here')
    expect(rig.hubspot.assignees.get('771')).toBe('A-5')
    const before = rig.hubspot.requests.length
    await rig.post(assigned('A-5', { changeSource: 'INTEGRATION' }))
    expect(rig.hubspot.requests).toHaveLength(before)
  })

  test('an assignment in HubSpot changes the owner, without an echo', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.types('Hello, Ana here')
    rig.clock.now += 1_000
    await rig.post(assigned(' A-6 '))
    expect((await contact())?.owner).toBe('A-6')
    expect(rig.hubspot.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(1)
    rig.clock.now += 1_000
    await rig.post(assigned(''))
    expect((await contact())?.owner).toBeNull()
    expect(rig.hubspot.requests.filter((line) => line.startsWith('DELETE'))).toEqual([])
  })

  test('an owner from another system is assigned by e-mail address', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.gateway.handle('acme', {
      kind: 'handover',
      id: 'h1',
      at: NOW,
      address: MARIA,
      line: 'advisory',
      agent: 'ana@example.com',
    })
    await rig.drain()
    expect(rig.hubspot.assignees.get('771')).toBe('A-5')
  })

  test('an assignment in a thread we never wrote in is looked up', async () => {
    rig = openRig()
    await rig.writes('Hello')
    rig.hubspot.threads.set('333 +15550003333', '900')
    await rig.post(assigned('A-6', { objectId: 900 }))
    expect(rig.hubspot.requests).toContain('GET /conversations/conversations/2026-09/threads/900')
    expect((await contact())?.owner).toBe('A-6')
  })
})

describe('consent and properties', () => {
  const changed = (propertyValue: string, more: object = {}) =>
    subscription('contact.propertyChange', {
      objectId: 51,
      propertyName: 'postern_consent_whatsapp',
      propertyValue,
      occurredAt: rig.clock.now,
      ...more,
    })

  test('a yes and a no are written to the contact’s property', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.writes('Hello')
    await rig.writes('YES')
    expect(rig.hubspot.properties.get('51')).toEqual({ postern_consent_whatsapp: 'granted' })
    rig.clock.now += 1_000
    await rig.writes('STOP')
    expect(rig.hubspot.properties.get('51')).toEqual({ postern_consent_whatsapp: 'revoked' })
  })

  test('a no set in HubSpot is a no here; the echo of ours changes nothing', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.writes('Hello')
    await rig.writes('YES')
    const before = rig.hubspot.requests.length
    await rig.post(changed('granted'))
    expect(rig.hubspot.requests).toHaveLength(before)
    rig.clock.now += 1_000
    await rig.post(changed('revoked'))
    expect((await contact())?.consent).toBe('revoked')
    expect(rig.hubspot.properties.get('51')).toEqual({ postern_consent_whatsapp: 'granted' })
  })

  test('a yes set in HubSpot doesn’t lift the contact’s own STOP', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    await rig.writes('Hello')
    await rig.writes('STOP')
    rig.clock.now += 1_000
    await rig.post(changed('granted'))
    expect((await contact())?.consent).toBe('refused')
  })

  test('without the property everything else works', async () => {
    rig = openRig({ policy: { flow: 'consent' } })
    rig.hubspot.missingProperties = true
    await rig.writes('Hello')
    await rig.writes('YES')
    await rig.writes('What next?')
    expect(rig.hubspot.messages.at(-1)?.text).toBe('What next?')
  })
})

describe('deleted and merged', () => {
  test('a privacy deletion erases; the deletion event after it changes nothing', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.post(subscription('contact.privacyDeletion', { objectId: 51 }))
    expect(await contact()).toBeUndefined()
    expect((await rig.post(subscription('contact.deletion', { objectId: 51 }))).status).toBe(200)
  })

  test('a plain deletion, which also follows a merge, erases no contact', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.post(subscription('contact.deletion', { objectId: 51 }))
    expect(await contact()).toBeDefined()
  })

  test('after a merge the survivor is used, under its new id', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.post(
      subscription('contact.merge', {
        objectId: 60,
        primaryObjectId: 60,
        mergedObjectIds: [51],
        newObjectId: 99,
      }),
    )
    await rig.post(subscription('contact.deletion', { objectId: 51 }))
    await rig.post(subscription('contact.privacyDeletion', { objectId: 51 }))
    expect(await contact()).toBeDefined()
    await rig.post(subscription('contact.privacyDeletion', { objectId: 99 }))
    expect(await contact()).toBeUndefined()
  })

  test('two of our contacts that HubSpot merged are merged here', async () => {
    rig = openRig()
    await rig.writes('Hello')
    await rig.writes('Hello too', {}, 'whatsapp:+15550004444')
    await rig.post(subscription('contact.merge', { primaryObjectId: 51, mergedObjectIds: [52] }))
    expect((await contact())?.addresses.sort()).toEqual([MARIA, 'whatsapp:+15550004444'])
  })
})
