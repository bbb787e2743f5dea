/** Invariants of the decision, over random histories. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Decision, decide } from '../../src/core/decide.ts'
import { recheck } from '../../src/core/gate/recheck.ts'
import type { Address } from '../../src/core/model/address.ts'
import type { Contact } from '../../src/core/model/contact.ts'
import type { Fault, Input, Message, MessageStatus } from '../../src/core/model/message/message.ts'
import type { Policy } from '../../src/core/model/policy/policy.ts'
import { hasWrittenLately } from '../../src/core/model/session.ts'
import {
  CONTACT,
  DAY,
  HOUR,
  policyWith,
  SENDER,
  SMS_CONTACT,
  SMS_SENDER,
  smsPolicy,
  stranger,
  T0,
} from '../support/given.ts'

/** `HISTORY_SEED=7` takes other histories than every day's. */
const SEED = Number(process.env.HISTORY_SEED ?? 20261124)

type Step = (id: string, at: number, policy: Policy, messages: Map<string, Message>) => Input

const addressFor = (policy: Policy): Address =>
  policy.sender.address === SMS_SENDER ? SMS_CONTACT : CONTACT

const writes = fc
  .record({
    text: fc.constantFrom('YES', 'NO', 'STOP', 'stop please', 'HELP', 'Hello', 'START', 'no!'),
    form: fc.constantFrom('message', 'message', 'message', 'edit', 'reaction', 'group'),
    lateMs: fc.constantFrom(0, 0, 0, 1000, HOUR, DAY),
    optOut: fc.constantFrom(undefined, undefined, undefined, 'stop', 'start'),
  })
  .map(
    ({ text, form, lateMs, optOut }): Step =>
      (id, at, policy) => ({
        kind: 'inbound',
        id,
        at: at - lateMs,
        sender: policy.sender.address,
        from: addressFor(policy),
        aliases: [],
        providerId: id,
        message: { form, type: 'text', text, media: [] },
        ...(optOut && { optOut }),
      }),
  )

const agent = fc.constantFrom('anna', 'ben')
const sends = fc
  .record({
    agent,
    isTemplate: fc.boolean(),
    mayWait: fc.constantFrom(true, true, false),
    laterMs: fc.constantFrom(0, 0, 0, HOUR, 2 * DAY),
  })
  .map(
    ({ agent, isTemplate, mayWait, laterMs }): Step =>
      (id, at, policy) => ({
        kind: 'outbound',
        id,
        at,
        sender: policy.sender.address,
        to: addressFor(policy),
        agent,
        content: isTemplate
          ? { kind: 'template', name: 'appointment', variables: { 1: 'May' } }
          : { kind: 'text', text: 'Hi' },
        ...(!mayWait && { mayWait }),
        ...(laterMs > 0 && { notBefore: at + laterMs }),
      }),
  )
const asks = agent.map(
  (agent): Step =>
    (id, at, policy) => ({
      kind: 'opt_in_request',
      id,
      at,
      sender: policy.sender.address,
      to: addressFor(policy),
      agent,
    }),
)
const hears = fc
  .record({
    pick: fc.nat(),
    status: fc.constantFrom<MessageStatus>('queued', 'sent', 'delivered', 'read', 'failed'),
    fault: fc.constantFrom<Fault | undefined>(
      undefined,
      'session_closed',
      'opted_out',
      'recipient_unreachable',
      'marketing_stopped',
    ),
  })
  .map(
    ({ pick, status, fault }): Step =>
      (id, at, policy, messages) => {
        const outbound = [...messages.values()].filter(
          (one) => one.direction === 'outbound' && one.status !== 'held',
        )
        const known = outbound[pick % Math.max(1, outbound.length)]
        return {
          kind: 'receipt',
          id,
          at,
          sender: policy.sender.address,
          status,
          ...(known && { known }),
          ...(status === 'failed' && fault && { fault }),
        }
      },
  )
const records = fc.constantFrom('granted' as const, 'revoked' as const).map(
  (status): Step =>
    (id, at, policy) => ({
      kind: 'preference',
      id,
      at,
      address: addressFor(policy),
      source: 'crm',
      consent: { status, channel: policy.sender.address === SMS_SENDER ? 'sms' : 'whatsapp' },
    }),
)
const hands = fc.constantFrom('anna', 'ben', null).map(
  (agent): Step =>
    (id, at, policy) => ({
      kind: 'handover',
      id,
      at,
      address: addressFor(policy),
      line: 'advisory',
      agent,
    }),
)
const redacts = fc.record({ pick: fc.nat(20), extent: fc.constantFrom('text', 'whole') }).map(
  ({ pick, extent }): Step =>
    (id, at, policy, messages) => {
      const known = [...messages.values()][pick % Math.max(1, messages.size)]
      const message = known?.id ?? ''
      const sender = policy.sender.address
      return { kind: 'redaction', id, at, sender, message, extent, ...(known && { known }) }
    },
)
const looks = fc.constant<Step>((id, at) => ({ kind: 'due', id, at, contact: 'c1' }))

const history = fc.array(
  fc.record({
    step: fc.oneof(
      { weight: 5, arbitrary: writes },
      { weight: 5, arbitrary: sends },
      { weight: 2, arbitrary: asks },
      { weight: 3, arbitrary: hears },
      { weight: 1, arbitrary: records },
      { weight: 1, arbitrary: hands },
      { weight: 1, arbitrary: redacts },
      { weight: 2, arbitrary: looks },
    ),
    afterMs: fc.constantFrom(0, 1, 1000, 60_000, HOUR, 5 * HOUR, DAY),
  }),
  { maxLength: 40 },
)

const ENFORCED: Policy['enforcement'] = { general: 'enforce', byOrigin: {} }
const OBSERVED: Policy['enforcement'] = { general: 'observe', byOrigin: {} }

const policies = fc.record({
  sms: fc.boolean(),
  flow: fc.constantFrom('consent', 'consent', 'disclaimer', 'recorded'),
  quiet: fc.boolean(),
  inactive: fc.constantFrom(false, false, false, true),
  pausedMs: fc.constantFrom(0, 0, 0, 12 * HOUR, 2 * DAY),
})

type Moment = {
  readonly before: Contact
  readonly input: Input
  readonly decision: Decision
  /** What left, as it left. */
  readonly sent: readonly Message[]
}

const play = (
  steps: readonly { readonly step: Step; readonly afterMs: number }[],
  policy: Policy,
  watch: Look,
) => {
  const messages = new Map<string, Message>()
  let contact: Contact = stranger({ addresses: [addressFor(policy)] })
  let at = T0
  for (const [index, { step, afterMs }] of steps.entries()) {
    at += afterMs
    const input = step(`i${index}`, at, policy, messages)
    const before = contact
    const decision = decide(before, input, policy)
    contact = decision.contact
    for (const message of decision.messages) messages.set(message.id, message)
    const sent = decision.effects.flatMap((effect) => {
      const message = effect.kind === 'send' ? messages.get(effect.message) : undefined
      return message ? [message] : []
    })
    watch({ before, input, decision, sent }, messages)
  }
  return contact
}

type Look = (moment: Moment, seen: ReadonlyMap<string, Message>) => void
type Watch = (policy: Policy) => Look

const histories = (enforcement: Policy['enforcement'], watch: Watch) =>
  fc.assert(
    fc.property(history, policies, (steps, { sms, flow, quiet, inactive, pausedMs }) => {
      const changes = {
        enforcement,
        rules: { flow, quietHours: { enabled: quiet, applyTo: 'all' } },
        sender: { state: inactive ? 'inactive' : 'active', pausedUntil: T0 + pausedMs },
      } as const
      const policy = sms ? smsPolicy(changes) : policyWith(changes)
      play(steps, policy, watch(policy))
    }),
    { seed: SEED, numRuns: 300 },
  )

type Played = { readonly policy: Policy; readonly moments: Parameters<Look>[] }
const playedUnder = new Map<Policy['enforcement'], readonly Played[]>()

/** Every property looks at the same histories, so they are played once. */
const played = (enforcement: Policy['enforcement']): readonly Played[] => {
  const known = playedUnder.get(enforcement)
  if (known) return known
  const all: Played[] = []
  playedUnder.set(enforcement, all)
  histories(enforcement, (policy) => {
    const moments: Parameters<Look>[] = []
    all.push({ policy, moments })
    return (moment, seen) => moments.push([moment, new Map(seen)])
  })
  return all
}

const always = (watch: Watch, enforcement = ENFORCED) => {
  // `npm run mutation` asks which test runs which code: each plays its own there.
  if (process.env.STRYKER_MUTATOR_WORKER !== undefined) return histories(enforcement, watch)
  try {
    for (const { policy, moments } of played(enforcement)) {
      const look = watch(policy)
      for (const [moment, seen] of moments) look(moment, seen)
    }
  } catch (error) {
    // Once more, for the shortest history that breaks it.
    histories(enforcement, watch)
    throw error
  }
}

const consentOf = (contact: Contact) => Object.values(contact.consents)[0]

it('after a no only its confirmation, help, and requests caused by the contact are sent', () => {
  always(() => ({ decision, input, sent }) => {
    const status = consentOf(decision.contact)?.status
    if (status !== 'refused' && status !== 'revoked') return
    for (const message of sent) {
      expect(message.automatic).toBeDefined()
      expect(message.agent).toBeUndefined()
      expect(input.kind).toBe('inbound')
    }
  })
})

it('no agent’s message is sent without consent where the flow requires it', () => {
  always((policy) => ({ decision: { contact }, input, sent }) => {
    if (policy.rules.flow === 'disclaimer') return
    // With recorded consent, a contact who has just written may be answered without it.
    if (policy.rules.flow === 'recorded' && hasWrittenLately(contact, policy, input.at)) return
    for (const message of sent)
      if (!message.automatic) expect(consentOf(contact)?.status).toBe('granted')
  })
})

it('nothing is sent before its time', () => {
  always(() => {
    const times = new Map<string, number>()
    return ({ input, sent }) => {
      if (input.kind === 'outbound' && input.notBefore) times.set(input.id, input.notBefore)
      for (const { id } of sent) expect(input.at).toBeGreaterThanOrEqual(times.get(id) ?? 0)
    }
  })
})

it('redacted messages have no content, and pending ones can’t be redacted', () => {
  always(() => ({ input, decision }, seen) => {
    if (input.kind !== 'redaction' || !input.known) return
    const { status, direction } = input.known
    const isUnderWay = direction === 'outbound' && ['held', 'accepted', 'unknown'].includes(status)
    expect(decision.verdict.status).toBe(isUnderWay ? 'refused' : 'accepted')
    const { rendered, content, received } = seen.get(input.message) ?? {}
    if (!isUnderWay) expect(JSON.stringify([rendered, content, received])).not.toMatch(/Hi|May/)
  })
})

it('no free text is sent in a closed session', () => {
  always((policy) => ({ decision, sent, input }) => {
    if (policy.sender.address === SMS_SENDER) return
    for (const message of sent) {
      if (message.content?.kind === 'template') continue
      const session = decision.contact.sessions[SENDER]
      expect(session?.lastInboundAt).toBeGreaterThan(input.at - DAY)
      expect(session?.closedAt ?? 0).toBeLessThan(session?.lastInboundAt ?? 0)
    }
  })
})

it('a contact has at most one owner per line, and no agent takes it from another by writing', () => {
  always(() => ({ before, decision, input }) => {
    if (input.kind !== 'outbound') return
    const owner = before.owners.advisory
    const isHeld = owner && input.at < owner.activeAt + 7 * DAY
    if (isHeld && owner.agent !== input.agent) {
      expect(decision.verdict).toMatchObject({ status: 'refused' })
      // Another message of the owner may have been due.
      expect(decision.contact.owners.advisory?.agent).toBe(owner.agent)
    } else if (decision.verdict.status !== 'refused')
      expect(decision.contact.owners.advisory?.agent).toBe(input.agent)
  })
})

it('agents cause at most one request in 24 hours, unless it failed', () => {
  always(() => {
    const asked: string[] = []
    return ({ input, sent }, seen) => {
      for (const { id, automatic, agent } of sent) {
        if (automatic !== 'opt_in_request' || agent === undefined) continue
        const recent = asked.filter((other) => {
          const message = seen.get(other)
          return message && message.status !== 'failed' && message.at > input.at - DAY
        })
        expect(recent).toEqual([])
        asked.push(id)
      }
    }
  })
})

it('a contact gets at most three automatic messages in ten minutes, and one more for a STOP', () => {
  always(() => {
    const times: number[] = []
    return ({ input, sent }) => {
      for (const message of sent) {
        if (!message.automatic || message.agent !== undefined) continue
        times.push(message.at)
        const near = times.filter((time) => Math.abs(time - input.at) < 10 * 60_000)
        expect(near.length).toBeLessThanOrEqual(4)
      }
    }
  })
})

it('only the contact grants consent, and never with a YES older than the last no', () => {
  always(() => ({ before, decision, input }) => {
    const was = consentOf(before)
    const is = consentOf(decision.contact)
    if (!was || is?.status !== 'granted') return
    if (was.status !== 'refused' && was.status !== 'revoked') return
    if (was.source === 'crm') return
    expect(input.kind).toBe('inbound')
    expect(input.at).toBeGreaterThan(was.at)
  })
})

it('the same input always gives the same decision, with the same unique ids', () => {
  always((policy) => {
    const ids = new Set<string>()
    return ({ before, input, decision }) => {
      expect(decide(before, input, policy)).toEqual(decision)
      for (const { id } of decision.effects) {
        expect(ids.has(id)).toBe(false)
        ids.add(id)
      }
    }
  })
})

it('a repeated inbound message changes no fact and sends nothing', () => {
  always((policy) => ({ input, decision }) => {
    if (input.kind !== 'inbound') return
    // A YES or NO that caused a request would be taken for the answer to it.
    if (/^(yes|no|start)/i.test(input.message.text ?? '') || input.optOut === 'start') return
    const again = decide(decision.contact, { ...input, id: `${input.id}-again` }, policy)
    // An automatic answer is another one of our texts.
    const factsOf = ({ replies, wakeAt, openings, consents, ...facts }: Contact) => ({
      ...facts,
      statuses: Object.values(consents).map(({ status }) => status),
    })
    expect(factsOf(again.contact)).toEqual(factsOf(decision.contact))
    for (const message of again.messages)
      if (message.direction === 'outbound') expect(message.automatic).toBeDefined()
  })
})

it('a status never gets worse, and no event is repeated', () => {
  const order = ['held', 'accepted', 'unknown', 'queued', 'sent', 'delivered', 'read']
  always(() => {
    const reported = new Map<string, string>()
    return ({ input, decision }) => {
      if (input.kind !== 'receipt' || !input.known) return
      const after = decision.messages.find(({ id }) => id === input.known?.id)
      const [was, is] = [input.known.status, after?.status ?? '']
      if (was === 'failed') expect(is).toBe('failed')
      else if (is !== 'failed') expect(order.indexOf(is)).toBeGreaterThanOrEqual(order.indexOf(was))
      else expect(order.indexOf(was)).toBeLessThan(order.indexOf('delivered'))
      for (const effect of decision.effects) {
        if (effect.kind !== 'tell' || effect.message !== input.known.id) continue
        const key = `${effect.message} ${effect.type} ${effect.detail?.status}`
        expect(reported.has(key)).toBe(false)
        reported.set(key, effect.id)
      }
    }
  })
})

it('a message just sent passes the recheck', () => {
  always((policy) => ({ decision, input, sent }) => {
    for (const message of sent) {
      const reason = recheck(decision.contact, message, policy, input.at)?.reason
      // The gate's own messages wait for the end of a pause right before they are sent.
      if (!message.automatic || reason !== 'sender_paused') expect(reason).toBeUndefined()
    }
  })
})

it('every refusal and every wait has a complete sentence with future times', () => {
  always(() => ({ decision: { verdict }, input }) => {
    if (verdict.status === 'accepted') return
    expect(verdict.sentence).toMatch(/^[A-Z].*\.”?$/)
    expect(verdict.sentence).not.toMatch(/\{|undefined/)
    for (const remedy of verdict.remedies) {
      if (remedy.do === 'request_opt_in') {
        expect(remedy.from).toBeGreaterThanOrEqual(input.at)
        if (remedy.from > input.at) expect(verdict).toMatchObject({ retryAt: remedy.from })
      }
      if (remedy.do === 'wait_until') {
        expect(remedy.at).toBeGreaterThan(input.at)
        expect(verdict).toMatchObject({ until: remedy.at })
      }
    }
    if (verdict.status === 'held') expect(verdict.expiresAt).toBeGreaterThan(input.at)
  })
})

it('a wait for a time ends as its sentence says, if nothing else happens', () => {
  always((policy) => ({ decision, input }) => {
    const { verdict, contact } = decision
    if (input.kind !== 'outbound' || verdict.status !== 'held') return
    if (typeof verdict.until !== 'number') return
    const { messages } = decide(
      contact,
      { kind: 'due', id: 'then', at: verdict.until, contact: 'c1' },
      policy,
    )
    const status = messages.find(({ id }) => id === input.id)?.status
    if (verdict.sentence.includes('opt-in request goes out')) expect(status).toBe('held')
    else if (verdict.sentence.includes('As things stand')) expect(status).not.toBe('accepted')
    else expect(status).toBe('accepted')
  })
})

it('while work is pending, a wake-up is scheduled early enough', () => {
  always(() => {
    const looks: number[] = []
    return ({ decision }) => {
      for (const effect of decision.effects) if (effect.kind === 'later') looks.push(effect.at)
      const { held, wakeAt } = decision.contact
      for (const one of held) {
        const next =
          typeof one.until !== 'number' ? one.expiresAt : Math.min(one.until, one.expiresAt)
        expect(wakeAt).toBeLessThanOrEqual(next)
      }
      if (wakeAt !== undefined) expect(looks).toContain(wakeAt)
    }
  })
})

it('an observing gate neither holds nor refuses an agent’s message', () => {
  always(
    () =>
      ({ before, decision, input, sent }) => {
        // What the CRM itself wants sent later waits for its time, and opt-in requests for the morning.
        for (const { message, request } of decision.contact.held)
          if (!request) expect(message.notBefore).toBeDefined()
        if (input.kind !== 'outbound' || input.notBefore !== undefined) return
        expect(decision.verdict.status).toBe('accepted')
        // What was due leaves before it.
        const due = before.held.map(({ message }) => message.id)
        expect(sent.at(-1)?.id).toBe(input.id)
        for (const { id } of sent.slice(0, -1)) expect(due).toContain(id)
      },
    OBSERVED,
  )
})

it('and writes nothing itself but requests that agents ask for', () => {
  always(
    () =>
      ({ input, sent }) => {
        for (const { automatic, agent } of sent)
          if (automatic)
            expect({ automatic, agent, input: input.kind }).toEqual({
              automatic: 'opt_in_request',
              agent: expect.any(String),
              input: 'opt_in_request',
            })
      },
    OBSERVED,
  )
})

it('and observes the verdict on the same facts, once per message', () => {
  always((policy) => {
    const strict = { ...policy, enforcement: ENFORCED }
    const reported = new Set<string>()
    return ({ before, input, decision }) => {
      if (input.kind === 'outbound' && input.notBefore === undefined) {
        // What waits is judged by itself.
        const { verdict } = decide({ ...before, held: [] }, input, strict)
        const observed = verdict.status === 'accepted' ? undefined : verdict
        expect(decision.verdict).toEqual({ status: 'accepted', ...(observed && { observed }) })
      }
      for (const effect of decision.effects) {
        if (effect.kind !== 'tell' || effect.type !== 'message.observed') continue
        expect(reported.has(effect.message ?? '')).toBe(false)
        reported.add(effect.message ?? '')
        expect(decision.messages.find(({ id }) => id === effect.message)?.observed).toBeDefined()
      }
    }
  }, OBSERVED)
})
