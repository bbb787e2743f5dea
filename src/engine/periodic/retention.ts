/** Applies retention: empties old messages and erases inactive contacts. */

import type { Organisation, Sender } from '../../config/schema.ts'
import type { Contact, Instant } from '../../core/model/contact.ts'
import { FILES_KEPT_MS } from '../../core/model/message/upload.ts'
import {
  readSetting,
  retentionRanAt,
  wordsForgottenUntil,
  writeSetting,
} from '../../ports/settings.ts'
import { allPages } from '../../ports/store/page.ts'
import type { Gateway } from '../contracts.ts'

const DAY_MS = 86_400_000
export const RETENTION_EVERY_MS = 3_600_000

type RetentionDependencies = Pick<Gateway, 'directory' | 'store' | 'clock' | 'handle' | 'log'>

/** Deletes expired uploads, and once a day applies each organisation's retention. */
export const applyRetention = async (parts: RetentionDependencies): Promise<void> => {
  await parts.store.forgetFiles(parts.clock() - FILES_KEPT_MS)
  for (const organisation of parts.directory.organisations) {
    const { senders } = organisation
    if (!senders.some(({ rules }) => Object.keys(rules.retention).length > 0)) continue
    const mark = retentionRanAt(organisation.id)
    const now = parts.clock()
    if (now - ((await readSetting(parts.store, mark)) ?? 0) < DAY_MS) continue
    const words = await forgetWords(parts, organisation, now)
    const contacts = await forgetContacts(parts, organisation, now)
    await writeSetting(parts.store, mark, now)
    parts.log.info('retention', { organisation: organisation.id, words, contacts })
  }
}

/** Empties each sender's messages that are older than its limit; their status stays. */
const forgetWords = async (
  { store, handle }: RetentionDependencies,
  organisation: Organisation,
  now: Instant,
): Promise<number> => {
  const limits = new Map(
    organisation.senders.flatMap(({ address, rules: { retention } }) =>
      retention.wordsDays === undefined ? [] : [[address, now - retention.wordsDays * DAY_MS]],
    ),
  )
  if (limits.size === 0) return 0
  const mark = wordsForgottenUntil(organisation.id)
  const from = (await readSetting(store, mark)) ?? 0
  const span = { from, before: Math.max(...limits.values()) }
  let count = 0
  // Messages under a legal hold are checked again, for the day when it is lifted.
  let passedOver = Number.MAX_SAFE_INTEGER
  const isHeld = createHeld(store, organisation.id)
  for await (const message of allPages((page) =>
    store.recentMessages(organisation.id, { ...page, ...span }),
  )) {
    const limit = limits.get(message.sender)
    if (limit === undefined || message.at >= limit || message.redacted === 'whole') continue
    if (await isHeld(message.contact)) {
      passedOver = Math.min(passedOver, message.at)
      continue
    }
    const { sender, id } = message
    const redaction = { kind: 'redaction', id: `ret_${id}`, at: now, sender, message: id } as const
    const handled = await handle(organisation.id, { ...redaction, extent: 'whole' })
    if (handled?.verdict.status === 'accepted' && !handled.duplicate) count += 1
  }
  await writeSetting(store, mark, Math.min(passedOver, ...limits.values()))
  return count
}

/** Whether contacts are under a legal hold; each is loaded once. */
const createHeld = (store: RetentionDependencies['store'], organisation: string) => {
  const known = new Map<string, boolean>()
  return async (contact: string): Promise<boolean> => {
    const held =
      known.get(contact) ??
      (await store.load({ organisation, contact }))?.contact.legalHold !== undefined
    known.set(contact, held)
    return held
  }
}

/** Erases contacts here, not in the CRM; a no stays as a keyed hash. */
const forgetContacts = async (
  { store }: RetentionDependencies,
  organisation: Organisation,
  now: Instant,
): Promise<number> => {
  const keptMs = keptFor(organisation.senders)
  if (!keptMs) return 0
  let count = 0
  for await (const contact of allPages((page) =>
    store.contacts(organisation.id, { ...page, afterId: '' }),
  )) {
    if (contact.held.length > 0 || contact.doubts || contact.legalHold) continue
    const hasEvidence = Object.keys(contact.consents).length > 0
    const ms = hasEvidence ? Math.max(keptMs.contact, keptMs.evidence) : keptMs.contact
    if (now - (await lastHeardOf(store, contact)) < ms) continue
    await store.erase(organisation.id, contact.id, now)
    count += 1
  }
  return count
}

/** The longest of all senders; undefined if one of them keeps contacts for ever. */
const keptFor = (senders: readonly Sender[]) => {
  const days = senders.map(({ rules: { retention } }) => retention.contactDays)
  if (days.length === 0 || days.some((one) => one === undefined)) return undefined
  const evidence = senders.map(
    ({ rules: { retention } }) => retention.evidenceDays ?? EVIDENCE_DAYS,
  )
  return {
    contact: Math.max(...days.map((one) => one ?? 0)) * DAY_MS,
    evidence: Math.max(...evidence) * DAY_MS,
  }
}

/** Five years: 16 CFR 310.5 requires keeping the proof of consent that long. */
const EVIDENCE_DAYS = 1_826

/** The time of the last message or consent, that for a purpose included; without any, of the first record. */
const lastHeardOf = async (
  store: RetentionDependencies['store'],
  { organisation, id, sessions, consents, purposes = {}, owners }: Contact,
): Promise<Instant> => {
  const { items: messages } = await store.messages(organisation, id, { limit: 1 })
  const times = [
    ...messages.map(({ at }) => at),
    ...Object.values(sessions).map(({ lastInboundAt }) => lastInboundAt),
    ...[...Object.values(consents), ...Object.values(purposes)].map(({ at }) => at),
    ...Object.values(owners).map(({ activeAt }) => activeAt),
  ]
  if (times.length > 0) return Math.max(...times)
  const { items: entries } = await store.journal(organisation, id, { limit: 1 })
  return entries[0]?.recordedAt ?? Number.MAX_SAFE_INTEGER
}
