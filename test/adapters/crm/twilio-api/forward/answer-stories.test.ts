/** Whole stories with answers of a CRM that speaks Twilio, given in TwiML. */

import { expect, test } from 'vitest'
import type { Task } from '../../../../../src/ports/store/outbox.ts'
import { CUSTOMER, SMS, WHATSAPP, type World } from '../../../../support/world.ts'
import { agreed, answers, callbacks, crm, memory, openWorld, other, useCrms } from './world.ts'

useCrms()

const MARIA = `whatsapp:${CUSTOMER}`
const MINUTE = 60_000

const bodies = (world: World) => world.sent.map(({ Body }) => Body)
const refusals = (world: World) =>
  world.logged.map((line) => JSON.parse(line)).filter(({ event }) => event === 'answer_refused')

test('an answer before consent waits for the YES', async () => {
  const world = await openWorld()
  answers('Welcome!')
  await world.writes('Hello')
  expect(bodies(world)).not.toContain('Welcome!')
  crm.says('<Response/>')
  await world.writes('YES')
  expect(bodies(world)).toContain('Welcome!')
  expect(callbacks()).toMatchObject([[expect.any(String), 'queued']])
})

test('STOP is respected: the CRM’s answer to it is refused, in the log and in the journal', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('Are you sure? Secret offer inside!')
  await world.writes('STOP')
  expect(bodies(world).join()).not.toContain('sure')
  expect(refusals(world)).toMatchObject([
    { level: 'warn', connection: 'acme-crm', reason: 'consent_revoked' },
  ])
  expect(world.logged.join()).not.toContain('Secret offer')

  const journal = await world.call('GET', `/v1/contacts/${encodeURIComponent(MARIA)}/journal`)
  expect(JSON.stringify(journal.body)).toContain(refusals(world)[0].input)
  const entry = (journal.body.entries as { input: { id: string }; verdict: object }[]).find(
    ({ input }) => input.id === refusals(world)[0].input,
  )
  expect(entry).toMatchObject({ verdict: { status: 'refused', reason: 'consent_revoked' } })
})

test('an answer to another agent’s contact is refused', async () => {
  const world = await openWorld()
  await agreed(world)
  const text = 'Hi, Ann here'
  await world.call('POST', '/v1/messages', { from: WHATSAPP, to: MARIA, agent: 'ann', text })
  answers('I am the bot')
  await world.writes('Who are you?')
  expect(bodies(world)).not.toContain('I am the bot')
  expect(refusals(world)).toMatchObject([{ reason: 'contact_taken' }])
})

test('an answer from an unknown sender, or on another channel, is not sent', async () => {
  const world = await openWorld()
  await agreed(world)
  const message = (attributes: string) => `<Message ${attributes}>lost</Message>`
  crm.says(
    `<Response>${message('from="whatsapp:+15559999999"')}${message(`from="${SMS}"`)}<Redirect>/x</Redirect></Response>`,
  )
  await world.writes('Hi')
  expect(bodies(world)).not.toContain('lost')
  expect(refusals(world)).toMatchObject([{ reason: 'no_such_sender' }])
  const notes = world.logged.map((line) => JSON.parse(line))
  expect(notes.filter(({ event }) => event === 'answer_ignored').map(({ what }) => what)).toEqual([
    'Redirect',
    'a Message with an invalid address',
  ])
})

test('several CRMs get the customer’s message; the one that answered gets the statuses', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('one', 'two')
  await world.writes('Hi')
  expect(bodies(world).slice(-2)).toEqual(['one', 'two'])
  for (const { sid } of world.sent.slice(-2)) await world.status(sid, 'delivered')
  expect(callbacks().map(([, status]) => status)).toEqual(['delivered', 'delivered'])
  expect(other.arrived.map(({ path }) => path)).toEqual(['/sms', '/sms', '/sms'])
  expect(other.arrived.at(-1)?.form).toMatchObject({
    Body: 'Hi',
    AccountSid: `AC${'d1'.repeat(16)}`,
  })
})

test('a crash before the answer is recorded sends no second answer, even a different one', async () => {
  const store = memory()
  let crashes = false
  const isTold = ({ effect, connection }: Task) =>
    effect.kind === 'tell' && connection === 'acme-crm'
  const world = await openWorld({
    ...store,
    settle: async (task, ...rest) => {
      if (crashes && isTold(task)) throw new Error('the process is gone')
      return store.settle(task, ...rest)
    },
    settleSoon: async (task) => {
      if (crashes && isTold(task)) throw new Error('the process is gone')
      return store.settleSoon(task)
    },
  })
  await agreed(world)
  answers('At nine.')
  crashes = true
  await world.writes('When do you open?')
  expect(bodies(world).filter((body) => body === 'At nine.')).toHaveLength(1)

  crashes = false
  answers('At ten.')
  const before = crm.arrived.length
  await world.advance(2 * MINUTE)
  const [again] = crm.arrived.slice(before)
  const token = 'i-twilio-idempotency-token'
  expect(again?.form).toEqual(crm.arrived[before - 1]?.form)
  expect(again?.headers[token]).toBe(crm.arrived[before - 1]?.headers[token])
  expect(bodies(world)).not.toContain('At ten.')
  expect(bodies(world).filter((body) => body === 'At nine.')).toHaveLength(1)
})
