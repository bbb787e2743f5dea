/** The contract of every CRM adapter: the tests that an author forgets. */

import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Message, Tell } from '../../src/core/model/message/message.ts'
import type { Crm } from '../../src/ports/crm.ts'
import { WebhookError } from '../../src/ports/errors.ts'
import type { Http } from '../../src/ports/http.ts'
import type { Order, Webhook } from '../../src/ports/side.ts'
import { createChecks, type Skip } from './checks.ts'

/** What the CRM's server is up to. */
export type Behaviour =
  | 'accepts'
  | 'fails'
  /** Asks to be left alone for seven seconds. */
  | 'throttles'
  | 'redirects'
  | 'is_gone'
  | 'never_answers'
  | 'accepts_and_floods'
  | 'fails_and_floods'
  | 'refuses_connections'

/** An event as the CRM understood it, by its own means of verifying. */
export type Understood = { readonly id: string; readonly json: string }

export type CrmHarness = {
  readonly crm: Crm
  readonly http: Http
  readonly now: number
  /** Must be in no error, outcome or log line. */
  readonly secrets: readonly string[]
  behave(behaviour: Behaviour): void
  /** The CRM answers the events that come now by writing this to the contact. */
  replies(texts: readonly string[]): void
  /** What has arrived, oldest first; throws when one is not authentic. */
  events(): readonly Understood[]
  /** An agent writes in the CRM. `extra` are members that nobody knows yet. */
  sends(message: {
    readonly id: string
    readonly text: string
    readonly extra?: Readonly<Record<string, unknown>>
  }): Webhook
  /** The same without its signature. */
  unsigned(webhook: Webhook): Webhook
  logged(): readonly string[]
  close(): void | Promise<void>
}

/** The suite for one implementation. */
export const crmContract = (
  name: string,
  open: () => CrmHarness | Promise<CrmHarness>,
  { skip = [] }: { readonly skip?: readonly Skip[] } = {},
): void => {
  const { check, checkSkipped } = createChecks(skip)

  describe(`${name} as a CRM`, () => {
    let harness: CrmHarness
    beforeAll(async () => {
      harness = await open()
    })
    afterAll(async () => {
      await harness.close()
    })

    const orderOf = (id: string, attempt = 1): Order<Tell> => {
      const at = harness.now
      const message: Message = {
        id: `msg_of_${id}`,
        contact: 'c_1',
        direction: 'inbound',
        at,
        line: 'advisory',
        sender: 'whatsapp:+15550001111',
        address: 'whatsapp:+15550102030',
        status: 'received',
        history: [{ status: 'received', at }],
        received: { form: 'message', type: 'text', text: 'canary-words', media: [] },
      }
      const { line, sender, address } = message
      const effect = {
        kind: 'tell',
        id,
        type: 'message.received',
        at,
        line,
        sender,
        address,
      } as const
      return {
        effect: { ...effect, message: message.id },
        organisation: 'acme',
        contact: 'c_1',
        at,
        attempt,
        message,
      }
    }
    const deliver = async (behaviour: Behaviour, order = orderOf('e_1')) => {
      harness.behave(behaviour)
      const before = harness.events().length
      const outcome = await harness.crm.deliver(order, harness.http)
      return { outcome, events: harness.events().slice(before) }
    }
    const receive = async (webhook: Webhook) =>
      (await harness.crm.receive(webhook, harness.http)).inputs
    const refusal = (webhook: Webhook) =>
      receive(webhook).then(
        () => undefined,
        (error: unknown) => error,
      )

    check('an event arrives once, signed, and names person, content and sender', async () => {
      const { outcome, events } = await deliver('accepts')
      expect(outcome).toMatchObject({ status: 'accepted' })
      expect(events).toHaveLength(1)
      for (const word of ['canary-words', 'whatsapp:+15550102030', 'whatsapp:+15550001111'])
        expect(events[0]?.json).toContain(word)
    })

    check('a repeated event keeps its id, and another has a different one', async () => {
      const first = await deliver('fails', orderOf('e_1'))
      const again = await deliver('accepts', orderOf('e_1', 2))
      const other = await deliver('accepts', orderOf('e_2'))
      expect(again.events[0]?.id).toBe(first.events[0]?.id)
      expect(other.events[0]?.id).not.toBe(first.events[0]?.id)
    })

    check('a CRM that throttles is asked again when it says', async () => {
      const { outcome, events } = await deliver('throttles')
      expect(outcome).toMatchObject({ status: 'retry', afterMs: 7_000 })
      expect(events).toHaveLength(1)
    })

    for (const behaviour of ['fails', 'never_answers', 'redirects', 'fails_and_floods'] as const)
      check(`a CRM that ${behaviour} is notified again later, after one request`, async () => {
        const { outcome, events } = await deliver(behaviour)
        expect(outcome).toMatchObject({ status: 'retry', code: expect.any(String) })
        expect(events).toHaveLength(1)
      })

    check('a CRM that refuses connections is notified again later', async () => {
      const { outcome, events } = await deliver('refuses_connections')
      expect(outcome).toMatchObject({ status: 'retry' })
      expect(events).toHaveLength(0)
    })

    check('a CRM that accepts and floods has accepted', async () => {
      const { outcome, events } = await deliver('accepts_and_floods')
      expect(outcome).toMatchObject({ status: 'accepted' })
      expect(events).toHaveLength(1)
    })

    check('a CRM that is gone is not notified again', async () => {
      const { outcome, events } = await deliver('is_gone')
      expect(outcome).toMatchObject({ status: 'rejected' })
      expect(events).toHaveLength(1)
    })

    check('the CRM’s answer passes the gate, under ids derived from the event', async () => {
      const answered = async (order: Order<Tell>) => {
        harness.replies(['héllo <you> & me', 'again'])
        const outcome = await harness.crm.deliver(order, harness.http)
        return outcome.status === 'accepted' ? (outcome.answer?.inputs ?? []) : []
      }
      harness.behave('accepts')
      const inputs = await answered(orderOf('e_1'))
      const common = { kind: 'outbound', sender: 'whatsapp:+15550001111', at: harness.now }
      expect(inputs).toMatchObject(
        ['héllo <you> & me', 'again'].map((text) => ({
          ...common,
          to: 'whatsapp:+15550102030',
          content: { kind: 'text', text },
        })),
      )
      const ids = new Set(inputs.map(({ id }) => id))
      expect(ids.size).toBe(2)
      expect(await answered(orderOf('e_1', 2))).toEqual(inputs)
      for (const { id } of await answered(orderOf('e_2'))) expect(ids).not.toContain(id)
    })

    check('an agent’s message becomes one input, with the same id when repeated', async () => {
      const webhook = harness.sends({ id: 'a1', text: 'héllo' })
      const [input, ...rest] = await receive(webhook)
      expect(rest).toEqual([])
      expect(input).toMatchObject({
        kind: 'outbound',
        sender: 'whatsapp:+15550001111',
        to: 'whatsapp:+15550102030',
        agent: 'ana',
        content: { kind: 'text', text: 'héllo' },
        at: webhook.at,
      })
      const [again] = await receive({ ...webhook, at: webhook.at + 1_000 })
      const [other] = await receive(harness.sends({ id: 'a2', text: 'héllo' }))
      expect(again?.id).toBe(input?.id)
      expect(other?.id).not.toBe(input?.id)
    })

    check('unknown members are ignored', async () => {
      const plain = await receive(harness.sends({ id: 'a1', text: 'hello' }))
      const extra = { newThing: { deep: [1] }, ['__proto__']: 'x', constructor: 'x' }
      const grown = harness.sends({ id: 'a1', text: 'hello', extra })
      expect(await receive(grown)).toEqual(plain)
    })

    check('one byte changed anywhere is bad_signature', async () => {
      const webhook = harness.sends({ id: 'a1', text: 'héllo' })
      for (const index of webhook.body.keys()) {
        const body = Uint8Array.from(webhook.body)
        body[index] = (body[index] ?? 0) ^ 1
        expect(await refusal({ ...webhook, body })).toMatchObject({ code: 'bad_signature' })
      }
    })

    check('a webhook without a signature is bad_signature', async () => {
      const error = await refusal(harness.unsigned(harness.sends({ id: 'a1', text: 'hello' })))
      expect(error).toBeInstanceOf(WebhookError)
      expect(error).toMatchObject({ code: 'bad_signature' })
    })

    check('neither a secret nor a word of the contact is in an error or a log line', async () => {
      const texts: string[] = []
      const note = (error: unknown) => texts.push(String(error), JSON.stringify(error))
      const webhook = harness.sends({ id: 'a1', text: 'canary-words' })
      note(await refusal(harness.unsigned(webhook)))
      for (const behaviour of ['accepts', 'fails', 'throttles', 'refuses_connections'] as const) {
        note((await deliver(behaviour)).outcome)
        note(await harness.crm.diagnose(harness.http))
      }
      const all = [...texts, ...harness.logged()].join('\n')
      expect(harness.logged().length).toBeGreaterThan(0)
      for (const secret of [...harness.secrets, 'canary-words', '+15550102030'])
        expect(all).not.toContain(secret)
    })

    checkSkipped()
  })
}
