/** Contacts, messages and the journal in the API's form. */

import type { Organisation, Sender } from '../../../config/schema.ts'
import type { Composer } from '../../../core/gate/compose.ts'
import { lacksConsent } from '../../../core/gate/rules/consent.ts'
import { channelOf, onChannel } from '../../../core/model/address.ts'
import { consentOf, doubtOf } from '../../../core/model/consent.ts'
import type { Consent, Contact, Doubt } from '../../../core/model/contact.ts'
import type { Input, Message } from '../../../core/model/message/message.ts'
import { ownerOf } from '../../../core/model/owner.ts'
import { isObserved } from '../../../core/model/policy/enforcement.ts'
import type { Policy } from '../../../core/model/policy/policy.ts'
import { MARKETING, purposeConsentOf, SERVICE } from '../../../core/model/purpose.ts'
import { sessionOf } from '../../../core/model/session.ts'
import type { DeadLetter } from '../../../ports/store/outbox.ts'
import type { JournalEntry } from '../../../ports/store.ts'
import { createMediaLinks } from '../../../tokens/media-link.ts'
import { isoTime, isoTimes, wireMessage, wireVerdict } from '../../../wire/events.ts'
import type { Caller } from '../../kit/route.ts'
import { seesSender } from './grant.ts'

/** A contact with its state at each sender that could reach it. */
export const contactView = async (caller: Caller, contact: Contact) => {
  const { id, addresses, profileName, timeZone, region, held, legalHold } = contact
  const locale = contact.locale ?? contact.spokenLocale
  const senders = caller.organisation.senders.filter(
    (sender) =>
      seesSender(caller, sender) &&
      addresses.some((address) => onChannel(address, channelOf(sender.address))),
  )
  const seen = new Set(senders.map((sender) => sender.address))
  return {
    id,
    addresses,
    ...(profileName && { profileName }),
    ...(timeZone && { timeZone }),
    ...(region && { region }),
    ...(locale && { locale }),
    ...(legalHold && !caller.grant && { legalHold: { ...legalHold, at: isoTime(legalHold.at) } }),
    senders: await Promise.all(senders.map((sender) => standing(caller, contact, sender))),
    held: held
      .filter(({ message }) => !caller.grant || seen.has(message.sender))
      .map(({ message, until, heldAt, expiresAt }) => ({
        message: message.id,
        sender: message.sender,
        ...(message.agent && { agent: message.agent }),
        until: typeof until === 'number' ? isoTime(until) : until,
        heldAt: isoTime(heldAt),
        expiresAt: isoTime(expiresAt),
      })),
  }
}

/** A contact's state with one sender. */
const standing = async ({ gateway, at }: Caller, contact: Contact, sender: Sender) => {
  const policy = await gateway.policies.policy(
    sender,
    contact.addresses[0] ?? sender.address,
    'at_hand',
  )
  const consent = consentOf(contact, policy)
  const approach = { at, sender: sender.address, to: sender.address }
  const isHidden =
    sender.rules.withholdUnconsented &&
    !isObserved(sender) &&
    lacksConsent(contact, approach, policy) !== undefined
  const session = sessionOf(contact, policy, at)
  const marketing = purposeConsentOf(contact, MARKETING, policy)
  const unreachable = contact.unreachable[channelOf(sender.address)]
  return {
    sender: sender.address,
    line: sender.line.id,
    session: isoTimes(session),
    consent: {
      ...consentView(consent, isHidden),
      ...doubtView(doubtOf(contact, policy), isHidden),
    },
    owner: ownerOf(contact, sender.line.id, policy, at)?.agent ?? null,
    ...(marketing?.status === 'revoked' && { marketingStoppedAt: isoTime(marketing.at) }),
    purposes: purposesView(contact, policy),
    ...(unreachable !== undefined && { unreachableSince: isoTime(unreachable) }),
  }
}

/** The contact's answer for each purpose except service. */
const purposesView = (contact: Contact, policy: Policy) =>
  Object.fromEntries(
    [...new Set([MARKETING, ...Object.keys(policy.rules.purposes)])]
      .filter((name) => name !== SERVICE)
      .map((name) => {
        const { status, at, source, ...details } = purposeConsentOf(contact, name, policy) ?? {}
        return [
          name,
          status === undefined || at === undefined
            ? { status: 'unasked' }
            : { status, at: isoTime(at), source, ...details },
        ]
      }),
  )

/** The evidence of a consent; withheld words are left out. */
const consentView = (consent: Consent, isHidden: boolean) => {
  const { status, at, source, words, reading, givenAt, isEverywhere, purposes } = consent
  if (status === 'unasked') return { status }
  const { message, agent, basis, evidence, corrects, reason } = consent
  const { wording, language, purpose, recordedBy } = consent
  const more = { message, agent, basis, evidence, corrects, reason }
  return {
    status,
    at: isoTime(at),
    source,
    ...(!isHidden && { ...(words !== undefined && { words }), ...(reading && { reading }) }),
    ...defined({ ...more, wording, language, purpose, recordedBy }),
    ...(purposes && { purposes }),
    ...(givenAt !== undefined && { givenAt: isoTime(givenAt) }),
    ...(isEverywhere && { reach: 'everywhere' }),
  }
}

/** Without the members that are undefined. */
export const defined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

const doubtView = (doubt: Doubt | undefined, isHidden: boolean) =>
  doubt
    ? {
        doubt: {
          message: doubt.message,
          ...(!isHidden && { words: doubt.words }),
          at: isoTime(doubt.at),
        },
      }
    : {}

/** The composer's state. */
export const composerView = (
  composer: Composer,
  variableNames: Organisation['variableNames'] = {},
) => {
  const { session, consent, marketing, owner, text, template, optInRequest, notice } = composer
  return {
    session: isoTimes(session),
    consent: isoTimes(consent),
    marketing: isoTimes(marketing),
    owner,
    text: wireVerdict(text),
    template: wireVerdict(template),
    optInRequest: wireVerdict(optInRequest),
    templates: composer.templates.map(
      ({ name, language, category, body, variables, samples, buttons, media }) => ({
        name,
        language,
        category,
        body,
        variables,
        ...(samples && { samples }),
        ...(buttons && { buttons }),
        ...(media && { media }),
        ...(Object.hasOwn(variableNames, name) && { variableNames: variableNames[name] }),
      }),
    ),
    ...(notice !== undefined && { notice }),
  }
}

/** A message as it is now: also whether it waits for its provider or sender. */
export const messageView = async (caller: Caller, message: Message) => ({
  ...(await recordedView(caller, message)),
  ...(await waitingView(caller, message)),
})

/** Its sender is paused, or its provider does not answer, so that it is not tried at the moment. */
const waitingView = async ({ gateway, at }: Caller, message: Message) => {
  const { direction, status, history } = message
  if (direction === 'inbound' || (status !== 'accepted' && status !== 'unknown')) return {}
  const sender = gateway.directory.sender(message.sender)
  if (!sender) return {}
  const { paused } = await gateway.policies.condition(sender)
  // A pause that spares answers may still have refused this one.
  const holds = paused?.spares === undefined || history.at(-1)?.code === paused.code
  if (status === 'accepted' && paused && at < paused.until && holds)
    return { waiting: { for: 'sender' as const, retryAt: isoTime(paused.until) } }
  const retryAt = gateway.pump.retryAt(sender.connection)
  return retryAt === undefined
    ? {}
    : { waiting: { for: 'provider' as const, retryAt: isoTime(retryAt) } }
}

/** A message with links to its files on our own host. */
const recordedView = async (caller: Caller, message: Message) => {
  const { gateway, organisation, at } = caller
  const { secret, directory } = gateway
  const { make } = createMediaLinks({ secret, publicUrl: directory.publicUrl })
  const link = (index: number) => make(organisation.id, message.id, index, at)
  return wireMessage(message, link, await isWithheld(caller, message))
}

/** Whether the policy withholds the words of a contact without consent. */
export const isWithheld = async (
  caller: Caller,
  { direction, sender, address, contact }: Message,
) => {
  const { gateway, organisation, at } = caller
  const own = direction === 'inbound' ? gateway.directory.sender(sender) : undefined
  if (!own?.rules.withholdUnconsented || isObserved(own)) return false
  const loaded = await gateway.store.load({ organisation: organisation.id, contact })
  const policy = await gateway.policies.policy(own, address, 'at_hand')
  const approach = { at, sender, to: address }
  return !loaded || lacksConsent(loaded.contact, approach, policy) !== undefined
}

/** One entry of the journal; provider addresses of files stay inside. */
export const journalView = async (caller: Caller, entry: JournalEntry) => ({
  contact: entry.contact,
  version: entry.version,
  at: isoTime(entry.at),
  recordedAt: isoTime(entry.recordedAt),
  input: inputView(entry.input),
  verdict: wireVerdict(entry.verdict),
  effects: isoTimes(entry.effects),
  messages: await Promise.all(entry.messages.map((message) => recordedView(caller, message))),
  previousHash: entry.previousHash,
  hash: entry.hash,
})

/** The input of a journal entry; its content is among the entry's messages. */
const inputView = (input: Input) => {
  switch (input.kind) {
    case 'inbound': {
      const { message: _, ...rest } = input
      return isoTimes(rest)
    }
    case 'outbound': {
      const { content: _, origin: __, ...rest } = input
      return isoTimes(rest)
    }
    case 'receipt': {
      const { known: _, rendered: __, ...rest } = input
      return isoTimes(rest)
    }
    case 'resolution':
    case 'recall': {
      const { known: _, ...rest } = input
      return isoTimes(rest)
    }
    default:
      return isoTimes(input)
  }
}

/** A dead letter, without its content. */
export const deadLetterView = ({ effect, createdAt, diedAt, exchange, ...letter }: DeadLetter) => ({
  ...letter,
  effect: { kind: effect.kind, id: effect.id, ...('type' in effect && { type: effect.type }) },
  createdAt: isoTime(createdAt),
  diedAt: isoTime(diedAt),
  ...(exchange && { lastExchange: { ...exchange, at: isoTime(exchange.at) } }),
})
