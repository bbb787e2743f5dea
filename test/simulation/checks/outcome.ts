/** The invariants of the end, after all faults have stopped and no work is left. */

import type { Directory } from '../../../src/config/directory.ts'
import { rankOf } from '../../../src/core/inputs/receipt.ts'
import { channelOf } from '../../../src/core/model/address.ts'
import type { Effect, Message } from '../../../src/core/model/message/message.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { World } from '../world.ts'
import { checkFold } from './fold.ts'
import type { History } from './history.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ENDED = new Set(['failed', 'cancelled', 'expired'])

export const checkOutcome = async (
  world: World,
  history: History,
  store: Store,
  directory: Directory,
): Promise<void> => {
  const { ready } = await store.depth()
  const { items } = await store.deadLetters('acme', { limit: 100 })
  // Nothing told two of our messages apart for a day, whatever the last look-up met: a person has to decide.
  const ambiguous = items.filter(({ id }) => history.ambiguous.has(id))
  const dead = items.length - ambiguous.length
  const undecided = ambiguous.flatMap(({ effect }) =>
    effect.kind === 'send' ? effect.message : [],
  )
  const dueAt = await store.nextDueAt()
  if (ready > 0 || dead > 0 || dueAt !== undefined)
    world.fail('everything drains', `${ready} ready, ${dead} dead, the next one due at ${dueAt}`)
  checkWritten(world, history)
  checkTold(world, history)
  checkMessages(world, history, new Set(undecided))
  checkRequests(world, history)
  checkReplies(world, history)
  for (const id of history.snapshots.keys()) {
    const chain = await store.verify('acme', id)
    if (!chain.ok)
      world.fail("the journal's chain verifies", `${id} at version ${chain.brokenAtVersion}`)
  }
  await checkFold(world, history, store, directory)
}

/** Each customer message reaches the CRM, under one id however often. */
const checkWritten = (world: World, { written, crmEvents, inputs }: History): void => {
  const ids = new Map<string, Set<string>>()
  for (const { type, id, data } of crmEvents) {
    const sid = String(data.message?.providerId)
    if (type === 'message.received') ids.set(sid, (ids.get(sid) ?? new Set()).add(id))
  }
  for (const { sid } of written) {
    if (!inputs.has(`tw_${sid}`)) world.fail('each customer message is found', sid)
    const found = ids.get(sid)?.size ?? 0
    if (found === 0) world.fail('each customer message reaches the CRM', sid)
    if (found > 1) world.fail('a repeat has the same id', `${sid}: ${[...(ids.get(sid) ?? [])]}`)
  }
}

/** Everything the CRM must hear it hears, and for the first time in the order of the journal. */
const checkTold = (world: World, { commits, crmEvents }: History): void => {
  const first = new Map<string, number>()
  crmEvents.forEach(({ id }, index) => void (first.has(id) || first.set(id, index)))
  const last = new Map<string, number>()
  for (const { change } of commits)
    for (const effect of change.effects.filter(isTell)) {
      const index = first.get(effect.id)
      if (index === undefined) {
        world.fail('the CRM hears of everything', `${effect.type} ${effect.id}`)
        continue
      }
      if (index < (last.get(change.contact.id) ?? -1))
        world.fail('the CRM hears in order', `${effect.type} ${effect.id}`)
      last.set(change.contact.id, index)
    }
}

const isTell = (effect: Effect) => effect.kind === 'tell'

/** Whatever was accepted has gone out or has ended with a reason, and both sides say the same. */
const checkMessages = (
  world: World,
  { messages, accepted, sent, crmEvents, resent, discarded }: History,
  undecided: ReadonlySet<string>,
): void => {
  const bySid = new Map(sent.map((one) => [one.sid, one.message]))
  const byId = new Map(sent.map((one) => [one.message, one.sid]))
  // Of several attempts each may have been lost on its way, and a report too; a person took that upon them.
  const isResolved = (id: string) => resent.has(id) || discarded.has(id)
  // A repeat that comes late is known by its id.
  const ids = new Set<string>()
  const heard = crmEvents.filter(({ id }) => !ids.has(id) && ids.add(id))
  for (const id of accepted) if (!messages.has(id)) world.fail('nothing acknowledged is lost', id)
  for (const { id, status, providerId, direction } of messages.values()) {
    if (direction === 'inbound' || undecided.has(id)) continue
    const sid = byId.get(id)
    if (rankOf(status) >= 0 && rankOf(status) < rankOf('queued'))
      world.fail('nothing stays undecided', `${id} ${status}`)
    if (rankOf(status) >= rankOf('queued') && sid === undefined)
      world.fail('what is called sent was sent', `${id} ${status}`)
    if (providerId !== undefined && bySid.get(providerId) !== id)
      world.fail('a receipt is about its own message', `${id} ${providerId}`)
    if (sid !== undefined && providerId !== sid && !isResolved(id))
      world.fail('what was sent is called so', `${id} ${status} ${sid}`)
    const words = heard.filter(({ data }) => data.message?.id === id)
    const last = words.findLast(({ type }) => type === 'message.status')?.data.status
    if (ENDED.has(status) && last !== status)
      world.fail('the CRM hears how a message ended', `${id} ${status}, told ${last}`)
  }
}

/** At most one opt-in request by an agent in 24 hours, unless it failed. */
const checkRequests = (world: World, { messages, sent, decidedFor }: History): void => {
  const requests = [...new Set(sent.map(({ message }) => message))]
    .map((id) => messages.get(id) as Message)
    .filter((one) => one.automatic === 'opt_in_request' && one.agent !== undefined)
    .sort((a, b) => a.at - b.at)
  for (const [i, one] of requests.entries())
    for (const other of requests.slice(i + 1)) {
      if (decidedFor.get(other.id) !== decidedFor.get(one.id)) continue
      if (other.at - one.at >= DAY) continue
      if (channelOf(other.sender) !== channelOf(one.sender)) continue
      if (!hasFailedBy(one, other.at))
        world.fail('one request by an agent in 24 hours', `${one.id}, ${other.id}`)
    }
}

const hasFailedBy = ({ history }: Message, time: number): boolean =>
  history.some(({ status, at }) => ENDED.has(status) && at <= time)

/** An automatic answer of one kind goes out once in 24 hours, unless it failed; but each of a few changes of mind is confirmed. */
const checkReplies = (world: World, { messages, sent, decidedFor }: History): void => {
  const last = new Map<string, Message>()
  const once = [...new Set(sent.map(({ message }) => message))]
  const replies = once
    .map((message) => messages.get(message) as Message)
    .filter(({ automatic }) => automatic !== undefined && COOLED.has(automatic))
    .sort((a, b) => a.at - b.at)
  for (const reply of replies) {
    const { id, sender, automatic, at } = reply
    const key = `${decidedFor.get(id)} ${sender} ${automatic}`
    const before = last.get(key)
    if (before && at < before.at + DAY && !hasFailedBy(before, at))
      world.fail('an automatic reply is not repeated', `${id} ${automatic}`)
    last.set(key, reply)
  }
  const confirmed = new Map<string, readonly number[]>()
  for (const message of once) {
    const { id, sender, automatic, at } = messages.get(message) as Message
    if (automatic !== 'opt_in_confirmation') continue
    const key = `${decidedFor.get(id)} ${sender}`
    const inThisHour = [...(confirmed.get(key) ?? []), at].filter((one) => at - one < HOUR)
    if (inThisHour.length > MAX_CHANGES)
      world.fail('changes of mind are confirmed six times an hour', id)
    confirmed.set(key, inThisHour)
  }
}

const COOLED = new Set(['sender_inactive', 'help'])
const MAX_CHANGES = 6
