/** A send whose outcome nobody knows: agents are told in their CRM, also of what a person then decides. */

import { afterEach, describe, expect, test } from 'vitest'
import type { Provider } from '../../../src/ports/provider.ts'
import { openChatwoot } from '../../support/crm/chatwoot-world.ts'
import { createHlWorld } from '../../support/crm/highlevel-world.ts'
import { MARIA, openRig } from '../../support/crm/hubspot-rig.ts'
import { CUSTOMER } from '../../support/world.ts'

const MINUTE = 60_000
const QUESTION = /may have been sent/i

/** The provider loses the answer to the next send, and has no list. */
const spoil = (provider: Provider | undefined) => {
  const { deliver } = provider ?? {}
  if (!provider || !deliver) throw new Error('no provider')
  let left = 1
  Object.assign(provider, {
    find: undefined,
    deliver: async (...order: Parameters<Provider['deliver']>) =>
      left-- > 0 ? { status: 'unknown', code: 'http_timeout' } : deliver(...order),
  })
}

type Desk = {
  /** An agent writes; resolves once a person has been asked. */
  readonly lose: () => Promise<void>
  readonly notes: () => readonly string[]
  readonly decide: (how: 'resend' | 'discard') => Promise<number>
  /** How the message looks at the CRM. */
  readonly look: () => string | undefined
  /** How often it left. */
  readonly left: () => number
  readonly close: () => void
}

const pass = async (advance: (ms: number) => Promise<void>) => {
  await advance(MINUTE / 2)
  await advance(2 * MINUTE)
}

const idOfUnknown = (body: unknown) =>
  (body as { messages: readonly { id: string; status: string }[] }).messages.find(
    ({ status }) => status === 'unknown',
  )?.id

const chatwoot = async (): Promise<Desk> => {
  const world = await openChatwoot()
  await world.writes('Hello')
  await world.writes('YES')
  let row: { readonly status?: string } | undefined
  return {
    lose: async () => {
      spoil(world.gateway.providers['acme-twilio'])
      row = await world.agent('See you Friday')
      await pass(world.advance)
    },
    notes: () =>
      world.chat.messages.filter((one) => one.private).map(({ content }) => `${content}`),
    decide: async (how) => {
      const { body } = await world.call('GET', `/v1/contacts/whatsapp:${CUSTOMER}/messages`)
      const { status } = await world.call('POST', `/v1/messages/${idOfUnknown(body)}/${how}`)
      await world.gateway.pump.drain()
      return status
    },
    look: () => row?.status,
    left: () => world.sent.filter(({ Body }) => Body === 'See you Friday').length,
    close: () => expect(world.chat.faults).toEqual([]),
  }
}

const highlevel = async (): Promise<Desk> => {
  const world = await createHlWorld()
  await world.writes('Good morning')
  await world.writes('YES')
  let row: { readonly status?: unknown } | undefined
  return {
    lose: async () => {
      spoil(world.gateway.providers['acme-twilio'])
      const { message, ...signed } = world.crm.types('See you Friday')
      row = message
      await world.post(signed)
      await pass(world.advance)
    },
    notes: () => world.crm.notes.map(({ body }) => String(body)),
    decide: async (how) => {
      const { body } = await world.call('GET', `/v1/contacts/whatsapp:${CUSTOMER}/messages`)
      const { status } = await world.call('POST', `/v1/messages/${idOfUnknown(body)}/${how}`)
      await world.gateway.pump.drain()
      return status
    },
    look: () => String(row?.status),
    left: () => world.sent.filter(({ Body }) => Body === 'See you Friday').length,
    close: () => expect(world.crm.violations).toEqual([]),
  }
}

const hubspot = async (): Promise<Desk> => {
  const rig = openRig()
  await rig.writes('Hello')
  return {
    lose: async () => {
      spoil(rig.gateway.providers.phone)
      await rig.types('See you Friday', {}, 'msg1')
      await pass(rig.advance)
    },
    notes: () => rig.hubspot.notes.map(({ text }) => text),
    decide: async (how) => {
      const read = await rig.api('GET', `/v1/contacts/${MARIA}/messages`)
      const id = idOfUnknown(await read.json())
      const { status } = await rig.api('POST', `/v1/messages/${id}/${how}`)
      await rig.drain()
      return status
    },
    look: () => rig.hubspot.statuses.findLast(({ id }) => id === 'msg1')?.statusType,
    left: () => rig.sent.filter(({ rendered }) => rendered === 'See you Friday').length,
    close: () => {
      rig.close()
      expect(rig.hubspot.violations).toEqual([])
    },
  }
}

describe.each([
  { name: 'Chatwoot', open: chatwoot, pending: undefined, sent: 'sent', failed: 'failed' },
  { name: 'HighLevel', open: highlevel, pending: 'pending', sent: 'pending', failed: 'failed' },
  { name: 'HubSpot', open: hubspot, pending: undefined, sent: 'SENT', failed: 'FAILED' },
])('in $name a message in doubt', ({ open, pending, sent, failed }) => {
  let desk: Desk | undefined
  afterEach(() => desk?.close())

  test('is reported in one note, and is neither sent nor failed', async () => {
    desk = await open()
    await desk.lose()
    expect(desk.notes().filter((note) => QUESTION.test(note))).toHaveLength(1)
    expect(desk.look()).toBe(pending)
  })

  test('is sent when a person sends it again', async () => {
    desk = await open()
    await desk.lose()
    expect(await desk.decide('resend')).toBe(200)
    expect(desk.look()).toBe(sent)
    expect(desk.left()).toBe(1)
    expect(desk.notes().filter((note) => QUESTION.test(note))).toHaveLength(1)
  })

  test('fails when a person discards it', async () => {
    desk = await open()
    await desk.lose()
    expect(await desk.decide('discard')).toBe(200)
    expect(desk.look()).toBe(failed)
    expect(desk.left()).toBe(0)
  })
})
