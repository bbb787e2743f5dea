/** The invariants that are checked while the story runs. */

import { rankOf } from '../../../src/core/inputs/receipt.ts'
import { channelOf } from '../../../src/core/model/address.ts'
import type { Contact, Instant } from '../../../src/core/model/contact.ts'
import type { Input, Message } from '../../../src/core/model/message/message.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Change } from '../../../src/ports/store.ts'
import type { World } from '../world.ts'
import { type History, remaining, type Sent, type Snapshot } from './history.ts'

const DAY = 24 * 3_600_000

/** Takes a commit down, and looks at what it changed. */
export const checkCommit = (
  world: World,
  history: History,
  change: Change,
  version: number,
): void => {
  const { input, contact, messages, others } = change
  const before = history.snapshots.get(contact.id)?.at(-1)?.contact
  if (history.inputs.has(input.id)) world.fail('an input counts once', input.id)
  history.inputs.add(input.id)
  history.commits.push({ at: world.now(), change, before })
  for (const other of others) history.mergedInto.set(other.contact.id, contact.id)
  const snapshots = history.snapshots.get(contact.id) ?? []
  history.snapshots.set(contact.id, snapshots)
  if (version !== snapshots.length + 1)
    world.fail('a version is written once', `${contact.id} ${version}`)
  snapshots.push({ at: world.now(), version, contact })
  for (const message of messages) {
    noteResolution(world, history, input, message)
    checkMessage(world, history.messages.get(message.id), message, change, before)
    if (!history.messages.has(message.id)) history.decidedFor.set(message.id, contact.id)
    history.messages.set(message.id, message)
  }
  if (before && others.length === 0) checkOwners(world, change, before)
}

const checkMessage = (
  world: World,
  was: Message | undefined,
  is: Message,
  { input }: Change,
  before: Contact | undefined,
): void => {
  const isResent = input.kind === 'resolution' && was?.status === 'unknown'
  if (was && rankOf(is.status) >= 0 && rankOf(is.status) < rankOf(was.status) && !isResent)
    world.fail('a status never gets worse', `${is.id} ${was.status} → ${is.status}`)
  const isNew = was === undefined || was.status === 'held'
  if (!isNew || is.status !== 'accepted' || !before) return
  if (is.automatic === 'opt_in_request' && is.agent !== undefined && saidNo(before, is))
    world.fail('an agent does not ask after a no', is.id)
  const owner = before.owners[is.line]
  const isTaken = owner !== undefined && input.at < owner.activeAt + 7 * DAY
  if (!is.automatic && isTaken && owner.agent !== is.agent)
    world.fail('one owner per contact and line', `${is.id} by ${is.agent}, not ${owner.agent}`)
}

/** A resolution that is refused changes no message. */
const noteResolution = (
  { faults }: World,
  { resent, discarded }: History,
  input: Input,
  { id }: Message,
): void => {
  if (input.kind !== 'resolution' || input.message !== id) return
  faults.note('provider_without_list')
  if (input.is === 'resend') resent.set(id, (resent.get(id) ?? 0) + 1)
  else discarded.add(id)
}

/** An owner loses a contact by being inactive, or by the word of the CRM. */
const checkOwners = (world: World, { input, contact }: Change, before: Contact): void => {
  if (input.kind === 'handover') return
  for (const [line, owner] of Object.entries(before.owners)) {
    const next = contact.owners[line]
    if (next && next.agent !== owner.agent && input.at < owner.activeAt + 7 * DAY)
      world.fail('one owner per contact and line', `${input.id}: ${owner.agent} → ${next.agent}`)
  }
}

/** Only the last lease that was given out may settle. */
export const checkSettled = (world: World, { leases }: History, task: Task): void => {
  if (leases.get(task.id) !== task.lease)
    world.fail('a lease that has passed to another settles nothing', task.id)
}

/**
 * A message is about to leave. What was committed by `knownAt` the gateway must know, what came
 * later it may know: in one of these states the message must have been allowed.
 */
export const checkLeaving = (
  world: World,
  history: History,
  form: URLSearchParams,
  knownAt: Instant,
): void => {
  const message = messageOf(history, form)
  if (!message) {
    world.fail('nothing leaves that is not on disk', form.toString())
    return
  }
  const snapshots = history.snapshots.get(remaining(history, message.contact)) ?? []
  const oldest = snapshots.findLastIndex(({ at }) => at <= knownAt)
  const objections = snapshots
    .slice(Math.max(oldest, 0))
    .map((snapshot) => objectionTo(world, history, message, form, snapshot))
  const [first] = objections
  if (first && objections.every((objection) => objection !== undefined))
    world.fail(first, `${message.id} ${message.automatic ?? message.agent}`)
}

const objectionTo = (
  world: World,
  history: History,
  message: Message,
  form: URLSearchParams,
  { contact, at }: Snapshot,
): string | undefined => {
  const isNo = saidNo(contact, message) || saidStop(history, message, at)
  if (isNo && !isAllowedAfterNo(message, contact))
    return 'nothing but allowed confirmations after a no'
  if (channelOf(message.sender) === 'sms' || form.has('ContentSid')) return undefined
  const session = contact.sessions[message.sender]
  const isOpen =
    session !== undefined &&
    world.now() < session.lastInboundAt + DAY &&
    !(session.closedAt !== undefined && session.closedAt >= session.lastInboundAt)
  return isOpen ? undefined : 'no free text while the session is closed'
}

/** The provider has a message. */
export const checkSent = (world: World, history: History, sent: Sent): void => {
  const before = history.sent.filter(({ message }) => message === sent.message)
  // Each further attempt takes a person's word.
  if (before.length > (history.resent.get(sent.message) ?? 0))
    world.fail('no message reaches the provider twice', `${sent.message}: ${sent.sid}`)
  for (const other of history.sent) {
    if (other.message === sent.message) continue
    // An agent's text has a number of its own, whatever the gateway makes of it.
    const number = numberOf(sent.text)
    if (number !== undefined && number === numberOf(other.text))
      world.fail('no message reaches the provider twice', `${number}: ${other.sid}, ${sent.sid}`)
  }
  history.sent.push(sent)
}

/** The provider will not come again with what was answered by 200. */
export const checkAcknowledged = (
  world: World,
  { inputs }: History,
  { MessageSid, SmsStatus }: Readonly<Record<string, string>>,
): void => {
  if (SmsStatus === 'received' && !inputs.has(`tw_${MessageSid}`))
    world.fail('what is acknowledged is on disk', String(MessageSid))
}

const numberOf = (text: string) => /\bText \d+\b/.exec(text)?.[0]

const messageOf = ({ messages }: History, form: URLSearchParams): Message | undefined => {
  const callback = form.get('StatusCallback')
  return messages.get((callback && new URL(callback).searchParams.get('message')) || '')
}

const consentOf = ({ consents }: Contact, { sender }: Message) => consents[`${channelOf(sender)} *`]

const saidNo = (contact: Contact, message: Message): boolean => {
  const status = consentOf(contact, message)?.status
  return status === 'refused' || status === 'revoked'
}

/** By the contact's own words, and the CRM's that there is consent, whatever the gateway has made of them. */
const saidStop = (
  { commits, mergedInto }: History,
  { contact, sender }: Message,
  knownAt: Instant,
): boolean => {
  let [stop, yes] = [0, 0]
  for (const { at, change } of commits) {
    const { input } = change
    if (at > knownAt) continue
    if (change.contact.id !== contact && mergedInto.get(change.contact.id) !== contact) continue
    const recorded = input.kind === 'preference' ? input.consent : undefined
    if (recorded?.status === 'granted' && recorded.channel === channelOf(sender))
      yes = Math.max(yes, input.at)
    if (input.kind !== 'inbound' || input.message.form !== 'message') continue
    if (channelOf(input.sender) !== channelOf(sender)) continue
    if (input.message.text === 'STOP') stop = Math.max(stop, input.at)
    if (/^(?:YES|START)!?$/i.test(input.message.text ?? '')) yes = Math.max(yes, input.at)
  }
  return stop > yes
}

/** Answers to the contact's own message; on SMS the confirmation alone, and a request after a plain no. */
const isAllowedAfterNo = (message: Message, contact: Contact): boolean => {
  const { automatic, agent, sender, at } = message
  if (automatic === 'opt_out_confirmation') return true
  if (automatic === 'opt_in_request')
    return agent === undefined && at >= (consentOf(contact, message)?.at ?? 0)
  if (channelOf(sender) === 'sms') return false
  return automatic === 'help' || automatic === 'sender_inactive'
}
