/** One input: load → decide → commit, again on conflict. */

import { LRUCache } from 'lru-cache'
import type { Organisation, Sender } from '../config/schema.ts'
import { decide } from '../core/decide.ts'
import { type Address, channelOf } from '../core/model/address.ts'
import type { Contact } from '../core/model/contact.ts'
import { mergeContacts } from '../core/model/merge.ts'
import type { Effect, Input, Receipt } from '../core/model/message.ts'
import type { Policy } from '../core/model/policy.ts'
import { BusyError } from '../ports/errors.ts'
import type { ContactKey, Loaded } from '../ports/store.ts'
import type { Handle, Handled, Parts, Policies } from './gateway.ts'
import { createTurns } from './keyed-queue.ts'

/** Whoever loses this often against others, in this process or another, is to come again. */
const MOST_ATTEMPTS = 200

type Attempt = { readonly handled?: Handled; readonly lost?: string }

/** See `Handle`. `onEffects` is called after each commit that left something to carry out. */
export const createHandle = (
  parts: Pick<Parts, 'directory' | 'store' | 'clock' | 'log' | 'metrics' | 'notices'>,
  policies: Policies,
  onEffects: () => void,
): Handle => {
  const { directory, store, clock, log, metrics, notices } = parts
  const cache = createCache()
  const inTurn = createTurns()

  const load = async (organisation: string, input: Input): Promise<Loaded | undefined> => {
    const key = keyOf(organisation, input)
    const cached = cache.get(key)
    if (cached) return cached
    const loaded = await store.load(key)
    if (loaded) cache.put(key, loaded)
    return loaded
  }

  /** The answer, or the contact that another writer changed meanwhile. */
  const attempt = async (organisation: Organisation, input: Input): Promise<Attempt> => {
    const loaded = await load(organisation.id, input)
    if (!loaded) return {}
    const others = loaded.others.map((other) => other.contact)
    const contact = others.length > 0 ? mergeContacts(loaded.contact, others) : loaded.contact
    const known = loaded.message
    const isAboutOne = ABOUT_ONE.includes(input.kind)
    const told = (isAboutOne && known ? { ...input, known } : input) as Input
    const sender = senderFor(told, contact)
    if (!sender) return {}
    const policy = await policyFor(sender, told, contact)
    const decision = decide(contact, told, policy)
    const startedAt = performance.now()
    const committed = await store.commit({
      // What is taken back must not be written down once more.
      input: input.kind === 'redaction' ? input : told,
      contact: decision.contact,
      version: loaded.version,
      hash: loaded.hash,
      others: loaded.others,
      verdict: decision.verdict,
      effects: decision.effects,
      messages: decision.messages,
      recordedAt: clock(),
      provider: sender.connection,
      crms: organisation.crms,
    })
    if (committed.status === 'conflict') {
      cache.forget(organisation.id, contact)
      return { lost: contact.id }
    }
    const duplicate = committed.status === 'duplicate'
    const verdict = duplicate ? committed.verdict : decision.verdict
    if (duplicate) cache.forget(organisation.id, contact)
    else {
      const { version, hash } = committed
      cache.replace(organisation.id, { contact: decision.contact, version, hash, others: [] })
      metrics.observe('postern_commit_seconds', (performance.now() - startedAt) / 1000)
      metrics.count('postern_inputs_total', { kind: input.kind })
      metrics.count('postern_verdicts_total', {
        kind: input.kind,
        status: verdict.status,
        reason: verdict.status === 'accepted' ? '' : verdict.reason,
      })
      for (const effect of decision.effects) countObservation(effect)
      if (told.kind === 'receipt') await learn(sender, told)
      notices?.tell(organisation.id, contact.id)
      if (decision.effects.length > 0) onEffects()
    }
    const messages = duplicate ? [] : decision.messages
    return { handled: { verdict, duplicate, contact: contact.id, messages } }
  }

  return async (organisationId, input) => {
    const organisation = directory.organisation(organisationId)
    if (!organisation) return undefined
    const first = await attempt(organisation, input)
    if (first.lost === undefined) return first.handled
    // Of many writers at once all but one lose the race for the next version. They go on one by one.
    return inTurn(`${organisationId} ${first.lost}`, async () => {
      for (let left = MOST_ATTEMPTS; left > 0; left--) {
        const { lost, handled } = await attempt(organisation, input)
        if (lost === undefined) return handled
      }
      throw new BusyError('too many writers want this contact at once')
    })
  }

  function countObservation(effect: Effect): void {
    if (effect.kind !== 'tell' || effect.type !== 'message.observed') return
    const { verdict, reason } = effect.detail ?? {}
    metrics.count('postern_observations_total', {
      verdict: String(verdict),
      reason: String(reason),
    })
  }

  /** What a receipt teaches about the sender, beyond the contact. */
  async function learn(sender: Sender, { fault, code }: Receipt): Promise<void> {
    if (fault === 'template_invalid' || fault === 'template_paused') policies.refresh(sender)
    if (fault === 'sender_restricted') {
      await policies.setState(sender, 'restricted')
      log.error('sender_restricted', { sender: sender.address, code: code ?? '' })
    }
  }

  function senderFor(input: Input, contact: Contact): Sender | undefined {
    const organisation = directory.organisation(contact.organisation)
    if (!organisation) return undefined
    const named = senderAddress(input, contact)
    if (named) {
      const sender = directory.sender(named)
      if (sender?.organisation === organisation) return sender
      // What waits has to end also when its sender is configured no more, and so does what is behind it.
      if (input.kind !== 'due' && input.kind !== 'recall') return undefined
    }
    if (input.kind === 'handover') return policies.senderOf(organisation, input.line)
    const channel =
      input.kind === 'preference' && input.consent
        ? input.consent.channel
        : channelOf(contact.addresses[0] as Address)
    const sender = organisation.senders.find((one) => channelOf(one.address) === channel)
    return sender ?? policies.senderOf(organisation)
  }

  async function policyFor(sender: Sender, input: Input, contact: Contact): Promise<Policy> {
    const address = contact.addresses[0] as Address
    const current =
      input.kind === 'outbound' ||
      input.kind === 'opt_in_request' ||
      // Its session may have ended, and then only a template can ask for consent.
      (input.kind === 'inbound' && input.heardAt !== undefined) ||
      contact.held.length > 0
    const own = await policies.policy(sender, address, current ? 'current' : 'at_hand')
    const elsewhere: Record<Address, Policy> = {}
    for (const other of sendersOf(contact)) {
      if (other === sender.address || elsewhere[other]) continue
      const found = directory.sender(other)
      if (found?.organisation === sender.organisation)
        elsewhere[other] = await policies.policy(found, address, current ? 'current' : 'at_hand')
    }
    if (Object.keys(elsewhere).length === 0) return own
    // A spread would ask for the place, and finding that out costs more than all the rest.
    return Object.defineProperties(
      { elsewhere } as unknown as Policy,
      Object.getOwnPropertyDescriptors(own),
    )
  }
}

/** Inputs about a message, which a decision has to know. */
const ABOUT_ONE: readonly Input['kind'][] = ['receipt', 'recall', 'redaction']

/** The senders whose sessions and held messages a decision may touch. */
const sendersOf = (contact: Contact): readonly Address[] => [
  ...contact.held.map((held) => held.message.sender),
  ...(Object.keys(contact.sessions) as Address[]),
]

/** The sender an input names, or the one of the message it is about. */
const senderAddress = (input: Input, contact: Contact): Address | undefined => {
  if (input.kind === 'handover') return undefined
  if (input.kind === 'recall')
    return contact.held.find((held) => held.message.id === input.message)?.message.sender
  if (input.kind === 'due') return contact.held[0]?.message.sender
  return input.sender
}

const keyOf = (organisation: string, input: Input): ContactKey => {
  switch (input.kind) {
    case 'inbound':
      return { organisation, addresses: [input.from, ...input.aliases] }
    case 'outbound':
    case 'opt_in_request':
      return { organisation, addresses: [input.to] }
    case 'handover':
    case 'preference':
      return { organisation, addresses: [input.address] }
    case 'recall':
    case 'redaction':
      return { organisation, message: input.message }
    case 'due':
      return { organisation, contact: input.contact }
    case 'receipt':
      return input.message
        ? { organisation, message: input.message }
        : { organisation, providerId: input.providerId ?? '' }
  }
}

/**
 * Loaded contacts by id and by address. It may be stale without harm: whoever decides on a stale
 * version loses the race for the journal's primary key and loads again.
 */
const createCache = () => {
  const byId = new LRUCache<string, Loaded>({ max: 20_000 })
  const ids = new LRUCache<string, string>({ max: 50_000 })
  const put = (organisation: string, loaded: Loaded) => {
    byId.set(`${organisation} ${loaded.contact.id}`, loaded)
    for (const address of loaded.contact.addresses)
      ids.set(`${organisation} ${address}`, loaded.contact.id)
  }
  return {
    get: (key: ContactKey): Loaded | undefined => {
      if ('contact' in key) return byId.get(`${key.organisation} ${key.contact}`)
      if (!('addresses' in key)) return undefined
      const id = ids.get(`${key.organisation} ${key.addresses[0]}`)
      if (!id) return undefined
      for (const address of key.addresses)
        if (ids.get(`${key.organisation} ${address}`) !== id) return undefined
      return byId.get(`${key.organisation} ${id}`)
    },
    /** By addresses, a contact is loaded with more than is stored: what this input brings. */
    put: (key: ContactKey, loaded: Loaded) => {
      if ('contact' in key && loaded.version > 0) put(key.organisation, loaded)
    },
    replace: put,
    forget: (organisation: string, contact: Contact) => {
      byId.delete(`${organisation} ${contact.id}`)
    },
  }
}
