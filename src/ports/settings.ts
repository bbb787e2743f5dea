/** Every setting that the gateway keeps in its database: name and type. Only the sandbox's lists are about contacts. */

import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Store } from './store.ts'

/** A setting. An unreadable value counts as missing. */
export type Setting<T> = {
  readonly name: string
  readonly read: (text: string) => T | undefined
  readonly write: (value: T) => string
}

const NUMBER = {
  read: (text: string): number | undefined => (/^-?\d+$/.test(text) ? Number(text) : undefined),
  write: String as (value: number) => string,
}

/** JSON of the right shape; lists are not looked into, since only we write them. */
const json = <T>(isRight: (value: unknown) => boolean) => ({
  read: (text: string): T | undefined => {
    try {
      const value: unknown = JSON.parse(text)
      return isRight(value) ? (value as T) : undefined
    } catch {
      return undefined
    }
  },
  write: (value: T): string => JSON.stringify(value),
})

const SENDER_STATES = ['active', 'inactive', 'restricted'] as const

/** `inactive`: deactivated here. `restricted`: stopped by the provider until it or a person lifts that. */
export type SenderState = (typeof SENDER_STATES)[number]

/** Who changed a sender's state, when, and why. */
export type SenderChange = {
  readonly at: Instant
  readonly by: 'crm' | 'console' | 'provider'
  /** The person, if named. */
  readonly agent?: string
  readonly reason?: string
}

/** A sender's state. */
export type SenderCondition = {
  readonly state: SenderState
  readonly change?: SenderChange
  /** The provider accepts no messages from it until then. */
  readonly paused?: {
    readonly until: Instant
    readonly at: Instant
    readonly code: string
    /** Answers within a session are still accepted. */
    readonly spares?: 'answers'
  }
  /** It isn't registered for this country; tried again after `until`. */
  readonly unregistered?: {
    readonly country: string
    readonly until: Instant
    readonly at: Instant
    readonly code: string
  }
}

export const ACTIVE: SenderCondition = { state: 'active' }

export const senderCondition = (
  organisation: string,
  sender: Address,
): Setting<SenderCondition> => ({
  name: `sender-state ${organisation} ${sender}`,
  read: (text) => {
    // Earlier versions wrote the state alone.
    const alone = SENDER_STATES.find((state) => state === text)
    return alone ? { state: alone } : CONDITION.read(text)
  },
  write: CONDITION.write,
})

const isCondition = (value: unknown): value is SenderCondition =>
  typeof value === 'object' &&
  value !== null &&
  'state' in value &&
  SENDER_STATES.some((state) => state === value.state)

const CONDITION = json<SenderCondition>(isCondition)

/** Reconciliation with the provider is complete up to this time. */
export const reconciledUntil = (organisation: string, sender: Address): Setting<Instant> => ({
  name: `reconciled ${organisation} ${sender}`,
  ...NUMBER,
})

/** Reconciliation with the CRM is complete up to this time. */
export const crmAskedUntil = (connection: string, sender: Address): Setting<Instant> => ({
  name: `crm asked ${connection} ${sender}`,
  ...NUMBER,
})

/** Whether the CRM shows the sender as active. */
export const shownSender = (connection: string, sender: Address): Setting<boolean> => ({
  name: `crm shows ${connection} ${sender}`,
  read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  write: String,
})

/** The CRM's ids of records that still have to be erased there. */
export const crmErasures = (connection: string): Setting<readonly string[]> => ({
  name: `crm erasures ${connection}`,
  ...json<readonly string[]>(Array.isArray),
})

/** Fingerprints of every POSTERN_SECRET used with this database. Only a gateway with real connections writes them. */
export const secretFingerprints: Setting<readonly string[]> = {
  name: 'secret fingerprint',
  read: (text) => text.split(' '),
  write: (prints) => prints.join(' '),
}

/** When a console session was signed out, so that its cookie is no longer valid. */
export const consoleSignedOut = (session: string): Setting<Instant> => ({
  name: `console signed out ${session}`,
  ...NUMBER,
})

/** The rules with which the gateway last started. */
export const rulesFingerprint = (organisation: string): Setting<string> => ({
  name: `rules ${organisation}`,
  read: (text) => text,
  write: (text) => text,
})

/** When `/readyz` last tested whether the disk accepts writes. */
export const readyAt: Setting<Instant> = { name: 'ready at', ...NUMBER }

/** When retention was last applied. */
export const retentionRanAt = (organisation: string): Setting<Instant> => ({
  name: `retention ran at ${organisation}`,
  ...NUMBER,
})

/** Messages before this time have been emptied. */
export const wordsForgottenUntil = (organisation: string): Setting<Instant> => ({
  name: `words forgotten until ${organisation}`,
  ...NUMBER,
})

/** The progress of an import. */
export type ImportState = {
  readonly state: 'running' | 'interrupted' | 'done'
  readonly startedAt: Instant
  readonly changedAt: Instant
  /** The numbers of rows read, recorded, refused by the gate, and invalid. */
  readonly rows: number
  readonly recorded: number
  readonly refused: number
  readonly invalid: number
  /** A hash of the rows read, to recognise the file when it is sent again. */
  readonly prefix: string
  /** The number of pages of its report. */
  readonly pages: number
}

const isImportState = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'state' in value && 'rows' in value

export const importState = (organisation: string, id: string): Setting<ImportState> => ({
  name: `import ${organisation} ${id}`,
  ...json<ImportState>(isImportState),
})

/** A row that was not recorded, and why; without its address. */
export type ImportProblem = {
  readonly row: number
  readonly status: 'refused' | 'invalid'
  readonly reason?: string
  readonly detail?: string
  readonly errors?: readonly { readonly field: string; readonly problem: string }[]
}

/** One page of an import's report. */
export const importProblems = (
  organisation: string,
  id: string,
  page: number,
): Setting<readonly ImportProblem[]> => ({
  name: `import problems ${organisation} ${id} ${page}`,
  ...json<readonly ImportProblem[]>(Array.isArray),
})

/** A CRM adapter's sealed values, by connection and kind. */
export const vaultEntry = (name: string): Setting<string> => ({
  name: `vault ${name}`,
  read: (text) => text,
  write: (text) => text,
})

/** How far the sandbox's clock was moved, in milliseconds. */
export const sandboxAheadMs: Setting<number> = { name: 'sandbox clock ahead ms', ...NUMBER }

/**
 * One of the sandbox's lists: a phone's messages, or the CRM's events. They play devices and systems of others,
 * so an erasure leaves them, as it leaves a real phone; `Sandbox.reset` removes them.
 */
export const sandboxList = <T>(list: string, name: string): Setting<readonly T[]> => ({
  name: `${list} ${name}`,
  ...json<readonly T[]>(Array.isArray),
})

/** The provider's last list of templates, for use after a restart. */
export const templateList = (
  organisation: string,
  sender: Address,
): Setting<readonly Template[]> => ({
  name: `templates ${organisation} ${sender}`,
  ...json<readonly Template[]>(Array.isArray),
})

export type SettingStore = Pick<Store, 'setting' | 'set'>

export const readSetting = async <T>(
  store: Pick<SettingStore, 'setting'>,
  { name, read }: Setting<T>,
): Promise<T | undefined> => {
  const text = await store.setting(name)
  return text === undefined ? undefined : read(text)
}

export const writeSetting = <T>(
  store: Pick<SettingStore, 'set'>,
  { name, write }: Setting<T>,
  value: T,
): Promise<void> => store.set(name, write(value))
