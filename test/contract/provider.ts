/** The contract of every provider: the tests that an author forgets. */

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Address } from '../../src/core/model/address.ts'
import type { Message } from '../../src/core/model/message/message.ts'
import { WebhookError } from '../../src/ports/errors.ts'
import type { Http } from '../../src/ports/http.ts'
import type { Provider } from '../../src/ports/provider.ts'
import type { Webhook } from '../../src/ports/side.ts'
import { sendOrder } from '../support/provider/order.ts'
import { createChecks, type Skip } from './checks.ts'

/** What the provider's server is up to. */
export type Behaviour =
  | 'accepts'
  | 'throttles'
  | 'rejects'
  | 'times_out'
  | 'refuses_connections'
  | 'answers_rubbish'

/** One message as the provider's own list has it. */
type Kept = {
  readonly id: string
  readonly direction: 'inbound' | 'outbound'
  readonly text: string
  readonly at: number
}

export type ProviderHarness = {
  readonly provider: Provider
  readonly http: Http
  readonly sender: Address
  readonly contact: Address
  readonly now: number
  /** Must be in no error and in no log line. */
  readonly secrets: readonly string[]
  /** A customer writes; signed. `extra` are fields that nobody knows yet. */
  inbound(message: {
    readonly id: string
    readonly text: string
    readonly extra?: Readonly<Record<string, string>>
  }): Webhook
  /** The provider reports a delivery; signed. */
  delivered(status: { readonly id: string; readonly message: string }): Webhook
  /** The same without its signature. */
  unsigned(webhook: Webhook): Webhook
  behave(behaviour: Behaviour): void
  /** How many sends the provider's server has seen. */
  sends(): number
  /** Replaces what the provider's list holds. */
  keep(messages: readonly Kept[]): void
  logged(): readonly string[]
  close(): void | Promise<void>
}

/** The suite for one implementation. */
export const providerContract = (
  name: string,
  open: () => ProviderHarness | Promise<ProviderHarness>,
  { skip = [] }: { readonly skip?: readonly Skip[] } = {},
): void => {
  const { check, checkSkipped } = createChecks(skip)

  describe(`${name} as a provider`, () => {
    let harness: ProviderHarness
    beforeAll(async () => {
      harness = await open()
    })
    afterAll(async () => {
      await harness.close()
    })

    const messageOf = (text: string, id = 'msg_1') =>
      orderOf({ id, content: { kind: 'text', text }, rendered: text }).message
    const orderOf = (message: Partial<Message>) => sendOrder(harness, message)
    const deliver = async (behaviour: Behaviour) => {
      harness.behave(behaviour)
      const before = harness.sends()
      const outcome = await harness.provider.deliver(orderOf(messageOf('hello')), harness.http)
      return { outcome, sends: harness.sends() - before }
    }
    const find = async (kept: readonly Kept[], takenIds: readonly string[] = []) => {
      harness.keep(kept)
      const { find } = harness.provider
      if (!find) return { status: 'undecided', code: 'no_list' } as const
      return find({ ...orderOf(messageOf('hello')), takenIds }, harness.http)
    }
    const receive = async (webhook: Webhook) =>
      (await harness.provider.receive(webhook, harness.http)).inputs
    const refusal = (webhook: Webhook) =>
      receive(webhook).then(
        () => undefined,
        (error: unknown) => error,
      )

    check('a signed message becomes one input', async () => {
      const [input, ...rest] = await receive(
        harness.inbound({ id: 'in1', text: 'hello & good-bye = 1+1 €' }),
      )
      expect(rest).toEqual([])
      expect(input).toMatchObject({
        kind: 'inbound',
        sender: harness.sender,
        from: harness.contact,
        message: { form: 'message', text: 'hello & good-bye = 1+1 €' },
      })
    })

    check('unknown fields are ignored', async () => {
      const plain = await receive(harness.inbound({ id: 'in1', text: 'hello' }))
      const extra = { NewThing: 'x', ['__proto__']: 'x', constructor: 'x' }
      const grown = harness.inbound({ id: 'in1', text: 'hello', extra })
      expect(await receive(grown)).toEqual(plain)
    })

    check('the same message brought twice has the same id', async () => {
      const webhook = harness.inbound({ id: 'in1', text: 'hello' })
      const [once] = await receive(webhook)
      const [again] = await receive({ ...webhook, at: webhook.at + 1 })
      const [other] = await receive(harness.inbound({ id: 'in2', text: 'hello' }))
      expect(again?.id).toBe(once?.id)
      expect(other?.id).not.toBe(once?.id)
    })

    check('one letter changed is bad_signature', async () => {
      const webhook = harness.inbound({ id: 'in1', text: 'jello' })
      const body = new TextDecoder().decode(webhook.body).replace('jello', 'hello')
      const error = await refusal({ ...webhook, body: new TextEncoder().encode(body) })
      expect(error).toBeInstanceOf(WebhookError)
      expect(error).toMatchObject({ code: 'bad_signature' })
    })

    check('whichever byte is changed, it is refused or means the same', async () => {
      const webhook = harness.inbound({ id: 'in1', text: 'Hello, wörld' })
      const meant = await receive(webhook)
      const position = fc.nat(webhook.body.length - 1)
      await fc.assert(
        fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
          const body = Uint8Array.from(webhook.body)
          body[at] = (body[at] ?? 0) ^ mask
          await receive({ ...webhook, body }).then(
            (inputs) => expect(inputs).toEqual(meant),
            (error: unknown) => expect(error).toBeInstanceOf(WebhookError),
          )
        }),
        { numRuns: 500 },
      )
    })

    check('a webhook without a signature is bad_signature', async () => {
      const webhook = harness.inbound({ id: 'in1', text: 'hello' })
      expect(await refusal(harness.unsigned(webhook))).toMatchObject({ code: 'bad_signature' })
    })

    check('a signature for one address does not open another', async () => {
      const webhook = harness.inbound({ id: 'in1', text: 'hello' })
      const error = await refusal({ ...webhook, url: `${webhook.url}?more=1` })
      expect(error).toMatchObject({ code: 'bad_signature' })
    })

    check('a delivery names our message and the provider’s', async () => {
      const webhook = harness.delivered({ id: 'out1', message: 'msg_1' })
      const [receipt, ...rest] = await receive(webhook)
      expect(rest).toEqual([])
      expect(receipt).toMatchObject({
        kind: 'receipt',
        sender: harness.sender,
        message: 'msg_1',
        status: 'delivered',
      })
    })

    check('an accepted send has the provider’s id, after one request', async () => {
      const { outcome, sends } = await deliver('accepts')
      expect(outcome).toMatchObject({ status: 'accepted', id: expect.any(String) })
      expect(sends).toBe(1)
    })

    check('a rejected send says the provider’s code, after one request', async () => {
      const { outcome, sends } = await deliver('rejects')
      expect(outcome).toMatchObject({ status: 'rejected', code: expect.any(String) })
      expect(sends).toBe(1)
    })

    check('a throttled send is retry, after one request', async () => {
      const { outcome, sends } = await deliver('throttles')
      expect(outcome).toMatchObject({ status: 'retry' })
      expect(sends).toBe(1)
    })

    check('a send that timed out is unknown, after one request', async () => {
      const { outcome, sends } = await deliver('times_out')
      expect(outcome).toMatchObject({ status: 'unknown' })
      expect(sends).toBe(1)
    })

    check('a send that never got through is retry', async () => {
      const { outcome, sends } = await deliver('refuses_connections')
      expect(outcome).toMatchObject({ status: 'retry' })
      expect(sends).toBe(0)
    })

    check('a success that can’t be read is unknown, after one request', async () => {
      const { outcome, sends } = await deliver('answers_rubbish')
      expect(outcome).toMatchObject({ status: 'unknown' })
      expect(sends).toBe(1)
    })

    const sent = (id: string): Kept => ({
      id,
      direction: 'outbound',
      text: 'hello',
      at: harness.now + 1000,
    })

    check('find finds the message of an attempt in doubt', async () => {
      harness.behave('accepts')
      const found = await find([sent('out1')])
      expect(found).toMatchObject({ status: 'accepted', id: expect.stringContaining('out1') })
    })

    check('find says absent when there is nothing like it', async () => {
      harness.behave('accepts')
      const others: readonly Kept[] = [
        { ...sent('out2'), text: 'something else' },
        { ...sent('in1'), direction: 'inbound' },
        { ...sent('out0'), at: harness.now - 3_600_000 },
      ]
      expect(await find(others)).toEqual({ status: 'absent' })
      expect(await find([])).toEqual({ status: 'absent' })
    })

    check('find doesn’t return another message', async () => {
      harness.behave('accepts')
      const first = await find([sent('out1')])
      const id = first.status === 'accepted' ? first.id : ''
      expect(await find([sent('out1')], [id])).toEqual({ status: 'absent' })
    })

    for (const behaviour of ['times_out', 'refuses_connections', 'answers_rubbish'] as const)
      check(`find stays unknown while the provider ${behaviour}`, async () => {
        harness.behave(behaviour)
        const status = harness.provider.find ? 'unknown' : 'undecided'
        expect(await find([sent('out1')])).toMatchObject({ status })
      })

    check('missed brings a message under the id that its webhook has', async () => {
      harness.behave('accepts')
      const [input] = await receive(harness.inbound({ id: 'in1', text: 'hello' }))
      const at = harness.now - 60_000
      harness.keep([
        sent('out1'),
        { id: 'in1', direction: 'inbound', text: 'hello', at },
        { id: 'in0', direction: 'inbound', text: 'too old', at: at - 3_600_000 },
      ])
      const since = at - 60_000
      const missed = await harness.provider.missed(harness.sender, since, harness.http)
      expect(missed).toHaveLength(1)
      expect(missed[0]).toMatchObject({ id: input?.id, at, from: harness.contact })
      expect(missed[0]?.message.text).toBe('hello')
    })

    check('no secret is in an error or a log line', async () => {
      const texts: string[] = []
      const note = (error: unknown) => texts.push(String(error), JSON.stringify(error))
      const webhook = harness.inbound({ id: 'in1', text: 'hello' })
      note(await refusal(harness.unsigned(webhook)))
      note(await refusal({ ...webhook, url: `${webhook.url}?more=1` }))
      for (const behaviour of ['refuses_connections', 'answers_rubbish', 'rejects'] as const) {
        note((await deliver(behaviour)).outcome)
        await harness.provider.templates(harness.sender, harness.http).catch(note)
        await harness.provider.missed(harness.sender, harness.now, harness.http).catch(note)
        await harness.provider
          .media({ url: 'https://elsewhere.example/x' }, harness.http)
          .catch(note)
        note(await harness.provider.diagnose(harness.http))
      }
      const all = [...texts, ...harness.logged()].join('\n')
      expect(all.length).toBeGreaterThan(0)
      for (const secret of harness.secrets) expect(all).not.toContain(secret)
    })

    checkSkipped()
  })
}
