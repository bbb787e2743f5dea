/** Periodic work with CRMs: missed messages, sender states, erasures. */

import type { Sender } from '../../config/schema.ts'
import type { Contact, Instant } from '../../core/model/contact.ts'
import type { Crm } from '../../ports/crm.ts'
import { errorMessage } from '../../ports/errors.ts'
import {
  crmAskedUntil,
  crmErasures,
  readSetting,
  shownSender,
  writeSetting,
} from '../../ports/settings.ts'
import type { Outcome } from '../../ports/side.ts'
import type { Gateway } from '../contracts.ts'
import { createKeyedQueue } from '../keyed-queue.ts'

const MINUTE_MS = 60_000
/** Overlap, since the CRM's clock and list may lag. */
const OVERLAP_MS = 15 * MINUTE_MS
/** Older messages are not sent: the agent will have found another way. */
const MAX_AGE_MS = 24 * 60 * MINUTE_MS
/** The longest list of records to erase, for a CRM that never answers. */
const MAX_ERASURES = 10_000

type CrmDependencies = Pick<
  Gateway,
  'directory' | 'crms' | 'store' | 'http' | 'clock' | 'handle' | 'policies' | 'log'
>

/** One pass over every CRM. A failure is logged and left to the next pass. */
export const runCrmPass = async (gateway: CrmDependencies): Promise<void> => {
  const { crms, directory, clock } = gateway
  for (const [connection, crm] of Object.entries(crms)) {
    await guarded(gateway, connection, 'erase', () => eraseThere(gateway, connection, crm))
    for (const organisation of directory.organisations)
      for (const sender of organisation.senders) {
        if (!organisation.crms.includes(connection)) continue
        await guarded(gateway, connection, 'show_sender', () =>
          showSender(gateway, connection, crm, sender),
        )
        await guarded(gateway, connection, 'show_templates', () =>
          showTemplates(gateway, connection, crm, sender),
        )
        await guarded(gateway, connection, 'missed', () =>
          catchUp(gateway, { connection, crm, sender, startedAt: clock() }),
        )
      }
  }
}

/** Shows a sender's new state at once; if that fails, the next pass does. */
export const showSenderState = async (gateway: CrmDependencies, sender: Sender): Promise<void> => {
  for (const connection of sender.organisation.crms) {
    const crm = gateway.crms[connection]
    if (crm)
      await guarded(gateway, connection, 'show_sender', () =>
        showSender(gateway, connection, crm, sender),
      )
  }
}

/** Erases a contact here and in CRMs that can; if one fails, the next passes repeat it. */
export const eraseEverywhere = async (
  gateway: CrmDependencies,
  { organisation, id, addresses }: Contact,
): Promise<void> => {
  const { directory, crms, store, clock } = gateway
  const connections = directory.organisation(organisation)?.crms ?? []
  for (const connection of connections) {
    const erased = { organisation, contact: id, addresses }
    const records = (await crms[connection]?.recordsOf?.(erased)) ?? []
    if (records.length > 0)
      await changeErasures(gateway, connection, (noted) =>
        [...new Set([...noted, ...records])].slice(-MAX_ERASURES),
      )
  }
  await store.erase(organisation, id, clock())
  for (const connection of connections) {
    const crm = crms[connection]
    if (crm) await guarded(gateway, connection, 'erase', () => eraseThere(gateway, connection, crm))
  }
}

const guarded = async (
  { log }: CrmDependencies,
  connection: string,
  what: string,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (error) {
    log.warn('crm_pass_failed', { connection, what, error: errorMessage(error) })
  }
}

const isSettled = ({ status }: Outcome): boolean => status === 'accepted' || status === 'rejected'

const showSender = async (
  { policies, store, http, log }: CrmDependencies,
  connection: string,
  crm: Crm,
  sender: Sender,
): Promise<void> => {
  if (!crm.showSender) return
  const shown = shownSender(connection, sender.address)
  const isActive = (await policies.condition(sender)).state === 'active'
  // A sender that was always active needs no message.
  if (((await readSetting(store, shown)) ?? true) === isActive) return
  const outcome = await crm.showSender(sender.address, isActive, http)
  if (isSettled(outcome)) await writeSetting(store, shown, isActive)
  if (outcome.status !== 'accepted')
    log.warn('sender_not_shown', { connection, sender: sender.address, code: outcome.code })
}

/** The provider's whole list except the opt-in template, which is never chosen by hand. */
const showTemplates = async (
  { policies, http, log }: CrmDependencies,
  connection: string,
  crm: Crm,
  sender: Sender,
): Promise<void> => {
  if (!crm.showTemplates) return
  const { optInTemplate } = sender.rules
  const templates = await policies.templates(sender)
  // If the list could not be read, leave the CRM's list unchanged.
  if (!templates) return
  const offered = templates.filter(({ name }) => name !== optInTemplate)
  const outcome = await crm.showTemplates(sender.address, offered, http)
  if (outcome.status !== 'accepted')
    log.warn('templates_not_shown', { connection, sender: sender.address, code: outcome.code })
}

type Asked = {
  readonly connection: string
  readonly crm: Crm
  readonly sender: Sender
  readonly startedAt: Instant
}

/** A new CRM starts now: earlier messages are not sent. */
const catchUp = async (
  { store, http, handle, log }: CrmDependencies,
  { connection, crm, sender, startedAt }: Asked,
): Promise<void> => {
  if (!crm.missed) return
  const mark = crmAskedUntil(connection, sender.address)
  const known = await readSetting(store, mark)
  if (known === undefined) await writeSetting(store, mark, startedAt)
  const since = Math.max((known ?? startedAt) - OVERLAP_MS, startedAt - MAX_AGE_MS)
  let found = 0
  for (const input of await crm.missed(sender.address, since, http)) {
    const handled = await handle(sender.organisation.id, input)
    if (handled && !handled.duplicate) found += 1
  }
  await writeSetting(store, mark, startedAt)
  if (found > 0) log.info('crm_caught_up', { connection, sender: sender.address, found })
}

const queue = createKeyedQueue()

const changeErasures = (
  { store }: Pick<CrmDependencies, 'store'>,
  connection: string,
  change: (records: readonly string[]) => readonly string[],
): Promise<void> =>
  queue(connection, async () => {
    const noted = crmErasures(connection)
    await writeSetting(store, noted, change((await readSetting(store, noted)) ?? []))
  })

const eraseThere = async (
  gateway: CrmDependencies,
  connection: string,
  crm: Crm,
): Promise<void> => {
  if (!crm.erase) return
  for (const record of (await readSetting(gateway.store, crmErasures(connection))) ?? []) {
    const outcome = await crm.erase(record, gateway.http)
    if (outcome.status !== 'accepted')
      gateway.log.warn('not_erased_in_crm', { connection, code: outcome.code })
    if (!isSettled(outcome)) return
    await changeErasures(gateway, connection, (noted) => noted.filter((one) => one !== record))
  }
}
