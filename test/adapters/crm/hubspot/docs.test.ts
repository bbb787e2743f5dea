/** The story of docs/hubspot.md, played as it is printed there. */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRig } from '../../../support/crm/hubspot-rig.ts'
import { pattern } from '../../../support/documents/documented.ts'

const page = readFileSync('docs/hubspot.md', 'utf8')
const [connection, given, event, refused] = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(
  ([, json = '']) => JSON.parse(json),
)

let rig: ReturnType<typeof openRig>
beforeAll(() => {
  rig = openRig({ hs: connection })
})
afterAll(() => rig.close())

test('a contact’s message is given to HubSpot as documented', async () => {
  await rig.grant()
  await rig.writes('Hello', { profileName: 'Maria' }, undefined, 'in-1')
  const [{ id: _, thread: __, ...body } = { id: '', thread: '' }] = rig.hubspot.messages
  expect(body).toEqual(given)
})

test('the answer is taken as documented, sent, and the thread assigned', async () => {
  const response = await rig.post(event)
  expect(await response.text()).toBe('{}')
  expect(rig.sent.map(({ rendered }) => rendered)).toEqual(['See you Friday'])
  expect(rig.hubspot.assignees.get('771')).toBe('A-5')
  expect(rig.hubspot.statuses).toMatchObject([{ id: 'msg1', statusType: 'SENT' }])
})

test('two days later it fails as documented, with the templates in a comment', async () => {
  await rig.advance(2 * 86_400_000)
  await rig.post({ ...event, message: { ...event.message, id: 'msg2' } })
  expect(rig.hubspot.statuses.at(-1)).toEqual({ id: 'msg2', ...(pattern(refused) as object) })
  expect(rig.hubspot.notes.at(-1)?.text).toContain('/template appointment_reminder')
  expect(rig.hubspot.violations).toEqual([])
})
