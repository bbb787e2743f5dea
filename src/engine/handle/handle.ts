/** Takes one input through load → decide → commit, and again after a version conflict. */

import type { Organisation, Sender } from '../../config/schema.ts'
import { type Decision, decide } from '../../core/decide.ts'
import { earliestFor } from '../../core/gate/waits/earliest.ts'
import { type Address, identityOf, variantsOf } from '../../core/model/address.ts'
import type { Contact } from '../../core/model/contact.ts'
import { mergeContacts } from '../../core/model/merge.ts'
import type { Effect, Input, Message } from '../../core/model/message/message.ts'
import type { Policy } from '../../core/model/policy/policy.ts'
import { sessionOf } from '../../core/model/session.ts'
import type { Verdict } from '../../core/model/verdict.ts'
import { BusyError } from '../../ports/errors.ts'
import type { Change, ContactKey, Loaded } from '../../ports/store.ts'
import { inSpan } from '../../telemetry/trace.ts'
import type { AlsoCommitted, Dependencies, Handle, Handled, Policies, Pump } from '../contracts.ts'
import { createInspect } from '../files.ts'
import { type Cached, createContactCache } from './contact-cache.ts'
import { createContactTurns } from './contact-turns.ts'
import { endDoubt } from './end-doubt.ts'
import { withOurTexts } from './our-texts.ts'
import { withQuoted } from './quoted.ts'
import { applySenderFault } from './sender-faults.ts'
import { contactKeyOf, senderFor } from './subject.ts'
import { underWayAfter } from './under-way.ts'

/** Give up with 503 after this many version conflicts. */
const MAX_CONFLICT_RETRIES = 200

type HandleDependencies = Pick<
  Dependencies,
  'directory' | 'store' | 'clock' | 'log' | 'metrics' | 'notices' | 'http'
>

/** The verdict, or the fresh contact after a version conflict. */
type Attempt = { readonly handled?: Handled; readonly conflictWith?: string }

/** See `Handle`. Notifies the pump of each commit with effects. */
export const createHandle = (
  parts: HandleDependencies,
  policies: Policies,
  pump: () => Outlet,
): Handle => {
  const { directory, log } = parts
  const cache = createContactCache()
  const turns = createContactTurns()
  const inspect = createInspect(parts)
  const attempt = createAttempt(parts, policies, pump, cache, turns)

  return async (organisationId, received, sender, also = {}) => {
    const organisation = directory.organisation(organisationId)
    if (!organisation) return undefined
    // No `await` for other inputs: most are messages of contacts in memory, and are decided at once.
    const input =
      received.kind === 'outbound' ? await inspect(received, sender?.connection) : received
    const { senders } = organisation
    // Two of our own senders must not answer each other.
    if (input.kind === 'inbound' && senders.some(({ address }) => address === input.from)) {
      log.warn('inbound_from_own_sender', { sender: input.sender, from: input.from })
      return undefined
    }
    const key = contactKeyOf(organisationId, input)
    const job: Job = { organisation, input, key, resolved: sender, also }
    const inTurn = (turn: string) =>
      turns.inTurn(turn, async () => {
        for (let left = MAX_CONFLICT_RETRIES; left > 0; left--) {
          await turns.untilFree(turn)
          const { conflictWith, handled } = await attempt(job)
          if (conflictWith === undefined) return handled
        }
        throw new BusyError('too many concurrent changes to this contact')
      })
    const inMemory = cache.idOf(key)
    const turn = inMemory && turnOf(organisationId, inMemory)
    if (turn && turns.isBusy(turn)) return inTurn(turn)
    const { conflictWith, handled } = await attempt(job)
    return conflictWith === undefined ? handled : inTurn(turnOf(organisationId, conflictWith))
  }
}

type Memory = ReturnType<typeof createContactCache>
type Turns = ReturnType<typeof createContactTurns>

type Job = {
  readonly organisation: Organisation
  readonly input: Input
  readonly key: ContactKey
  readonly resolved: Sender | undefined
  readonly also: AlsoCommitted
}

const turnOf = (organisation: string, contact: string): string => `${organisation} ${contact}`

/** One load, decision and commit. */
const createAttempt = (
  parts: HandleDependencies,
  policies: Policies,
  pump: () => Outlet,
  cache: Memory,
  turns: Turns,
) => {
  const { directory, store, clock, metrics, notices } = parts
  return async ({ organisation, input, key, resolved, also }: Job): Promise<Attempt> => {
    const loaded = fromMemory(cache, key) ?? (await load(store, cache, key))
    if (!loaded) return {}
    const { texts, contact } = await withOurTexts(store, mergedContact(loaded), loaded, input)
    const known = await withQuoted(parts, organisation.id, inputWithMessage(input, loaded.message))
    const sender = resolved ?? senderFor(directory, organisation, known, contact)
    if (sender?.organisation.id !== organisation.id) return {}
    const usual = await policyFor(parts, policies, sender, known, contact)
    const policy = texts?.length ? { ...usual, ourTexts: texts } : usual
    const { parent } = input.trace ?? {}
    const decision = await inSpan('decide', { parent }, async () => decide(contact, known, policy))
    const turn = turnOf(organisation.id, contact.id)
    // The commit in progress changes the version that this decision is based on.
    if (turns.isCommitting(turn)) return { conflictWith: contact.id }
    const handled = answer(contact, decision.verdict, false, decision.messages)
    const startedAt = performance.now()
    const { committed, begin } = await inSpan('commit', { parent }, () =>
      turns.committing(
        turn,
        commitWith(store, pump(), {
          // A redacted text must not be written to the journal again.
          input: input.kind === 'redaction' ? input : known,
          contact: decision.contact,
          ...decidedOn(loaded),
          ...(also.settles && { settles: also.settles }),
          ...(also.keeps && { keeps: also.keeps(handled) }),
          verdict: decision.verdict,
          effects: traced(decision.effects, input),
          messages: decision.messages,
          recordedAt: clock(),
          provider: sender.connection,
          crms: organisation.crms,
        }),
      ),
    )
    if (committed.status !== 'committed') cache.forget(organisation.id, loaded, committed.status)
    if (committed.status === 'conflict') return { conflictWith: contact.id }
    if (committed.status === 'duplicate')
      return { handled: answer(contact, committed.verdict, true) }
    cache.replace(organisation.id, decision.contact, committed, {
      underWay: underWayAfter(loaded, input, decision, committed.originals),
    })
    begin()
    metrics.observe('postern_commit_seconds', (performance.now() - startedAt) / 1000)
    count(parts, input, decision)
    if (known.kind === 'receipt') {
      await applySenderFault(parts, policies, sender, known)
      if (await endDoubt(parts, known, handled)) pump().nudge()
    }
    notices?.notify(organisation.id, contact.id)
    return { handled: { ...handled, ...(committed.settled && { settled: committed.settled }) } }
  }
}

type Outlet = Pick<Pump, 'nudge' | 'reserve'>

/** Commits with places reserved for the effects. `begin` carries them out once the caller has the new state. */
const commitWith = async (store: HandleDependencies['store'], pump: Outlet, change: Change) => {
  const reservation = change.effects.length > 0 ? pump.reserve(change.effects, change) : undefined
  const committed = await store
    .commit({ ...change, ...(reservation?.lease && { lease: reservation.lease }) })
    .catch((error) => {
      reservation?.release()
      throw error
    })
  if (committed.status !== 'committed') reservation?.release()
  const begin = () => {
    if (committed.status !== 'committed') return
    if (reservation) reservation.begin(committed.tasks)
    else if (change.effects.length > 0) pump.nudge()
  }
  return { committed, begin }
}

/** The loaded values that a commit needs. */
const decidedOn = ({ version, hash, others, claimed, original }: Loaded) => ({
  version,
  hash,
  others,
  ...(claimed && { claimed }),
  ...(original && { original }),
})

/** Effects carry the request id of their input. */
const traced = (effects: readonly Effect[], { trace }: Input): readonly Effect[] =>
  trace
    ? effects.map((effect) => (effect.kind === 'later' ? effect : { ...effect, trace }))
    : effects

/** A no under another spelling of the number, stored with another contact, applies too. */
const isAlone = (key: ContactKey): boolean =>
  !('addresses' in key) || key.addresses.every(hasNoVariant)

const fromMemory = (cache: Memory, key: ContactKey): Cached | undefined =>
  isAlone(key) ? cache.get(key) : undefined

const load = async (
  store: HandleDependencies['store'],
  cache: Memory,
  key: ContactKey,
): Promise<Cached | undefined> => {
  const loaded = await store.load(key)
  const known = loaded && cache.withKnown(key.organisation, loaded)
  if (known && isAlone(key)) cache.put(key, known)
  return known
}

const answer = (
  contact: Contact,
  verdict: Verdict,
  duplicate: boolean,
  messages: readonly Message[] = [],
): Handled => ({ verdict, duplicate, contact: contact.id, messages })

const mergedContact = ({ contact, others }: Loaded): Contact =>
  others.length > 0
    ? mergeContacts(
        contact,
        others.map((other) => other.contact),
      )
    : contact

/** Inputs about one message, which the decision needs. */
const MESSAGE_INPUTS: readonly Input['kind'][] = ['receipt', 'recall', 'resolution', 'redaction']

const inputWithMessage = (input: Input, known: Message | undefined): Input =>
  known && MESSAGE_INPUTS.includes(input.kind) ? ({ ...input, known } as Input) : input

const hasNoVariant = (address: Address): boolean => variantsOf(identityOf(address)).length === 0

const count = (
  { metrics }: HandleDependencies,
  { kind }: Input,
  { verdict, effects }: Decision,
) => {
  const { status } = verdict
  const reason = verdict.status === 'accepted' ? '' : verdict.reason
  metrics.count('postern_inputs_total', { kind })
  metrics.count('postern_verdicts_total', { kind, status, reason })
  for (const effect of effects) {
    if (effect.kind === 'tell') metrics.count('postern_events_total', { type: effect.type })
    if (effect.kind === 'tell' && effect.type === 'message.observed')
      metrics.count('postern_observations_total', {
        verdict: String(effect.detail?.verdict),
        reason: String(effect.detail?.reason),
      })
  }
}

const policyFor = async (
  { directory }: HandleDependencies,
  policies: Policies,
  sender: Sender,
  input: Input,
  contact: Contact,
): Promise<Policy> => {
  const address = contact.addresses[0] as Address
  const atHand = await policies.policy(sender, address, 'at_hand')
  const isNeeded = needsTemplates(input, contact, atHand)
  const templates = isNeeded ? 'current' : 'at_hand'
  const own = isNeeded ? await policies.policy(sender, address) : atHand
  const elsewhere: Record<Address, Policy> = {}
  for (const other of sendersOf(contact)) {
    if (other === sender.address || elsewhere[other]) continue
    const found = directory.sender(other)
    if (found?.organisation === sender.organisation)
      elsewhere[other] = await policies.policy(found, address, templates)
  }
  return Object.keys(elsewhere).length === 0 ? own : { ...own, elsewhere }
}

/** Whether a decision may send or offer a template, and so needs the provider's list. */
const needsTemplates = (input: Input, contact: Contact, policy: Policy): boolean => {
  const { kind } = input
  if (contact.held.some(({ message }) => message.content.kind === 'template')) return true
  if (kind === 'inquiry' || (kind === 'outbound' && input.content.kind === 'template')) return true
  if (kind === 'inbound') return input.discoveredAt !== undefined
  // A failure is explained with what may be sent instead.
  if (kind === 'receipt' && input.fault !== undefined && policy.templatesUnknown) return true
  if (kind !== 'outbound' && kind !== 'opt_in_request' && contact.held.length === 0) return false
  // If the session has ended when the message can leave, only a template helps, or can ask for consent.
  const at = earliestFor(contact, input, policy)
  return sessionOf(contact, policy, at).state === 'closed'
}

/** The senders whose sessions and held messages a decision may touch. */
const sendersOf = (contact: Contact): readonly Address[] => [
  ...contact.held.map((held) => held.message.sender),
  ...(Object.keys(contact.sessions) as Address[]),
]
