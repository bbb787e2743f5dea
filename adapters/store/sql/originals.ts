/**
 * Stores messages without repeating them: the journal entry that creates a message holds the original, and later
 * copies only hold differences. Hashes cover the stored text, so a chain is verified without rebuilding.
 */

import type { Effect, Input, Message, Receipt } from '../../../src/core/model/message/message.ts'
import type { JournalEntry, Loaded, Original } from '../../../src/ports/store.ts'
import {
  foreseen,
  foreseenTell,
  type JournaledReceipt,
  type Members,
  tellOfStatus,
  withStatus,
} from './foreseen.ts'

/** A copy of a message or an effect, as differences. */
type Copy = {
  /**
   * `input`: from the entry's own input; `known`: from the message that this input is about; `receipt`: from
   * that message with the status of this receipt; a number: from the original in that `seq`.
   */
  readonly of: 'input' | 'known' | 'receipt' | number
  /** The contact whose journal has the original, if it is another contact's. */
  readonly in?: string
  readonly set?: Readonly<Record<string, unknown>>
  /** Items that a list has in addition, at its end. */
  readonly add?: Readonly<Record<string, readonly unknown[]>>
  readonly drop?: readonly string[]
  /** The base of a receipt's changes: the original after these statuses, with the receipt's provider id. */
  readonly after?: Message['history']
}

/** `seq` continues from one version to the next: it names the journal entry and the position in it. */
export const SEQ_PER_VERSION = 100_000

/** A message's row with the journal entry of its original; see `MESSAGE_COLUMNS`. */
export type StoredMessage = {
  /** '' while the message equals its original. */
  readonly message_doc: string
  readonly message_contact: string
  readonly message_seq: number
  /** The original's place, once the contact was merged into another. */
  readonly message_journal: string | null
  readonly original_input: string | null
  readonly original_messages: string | null
}

/** The columns that `toMessage` needs of each message in a query with `JOIN_ORIGINAL`. */
export const MESSAGE_COLUMNS = `message.doc AS message_doc, message.contact AS message_contact,
  message.seq AS message_seq, message.journal_contact AS message_journal, original.input AS original_input,
  original.messages AS original_messages`

export const JOIN_ORIGINAL = `LEFT JOIN journal AS original
  ON original.organisation = message.organisation
  AND original.contact = COALESCE(message.journal_contact, message.contact)
  AND original.version = message.seq / ${SEQ_PER_VERSION}`

/** A message's text for a journal entry. */
export const writeMessage = (
  message: Message,
  input: Input,
  contact: string,
  original: Original | undefined,
): string => {
  const known = 'known' in input ? input.known : undefined
  if (original?.message.id === message.id) {
    if (known?.id !== message.id) return JSON.stringify(copyOf(original, message, contact))
    return JSON.stringify(
      input.kind === 'receipt'
        ? { of: 'receipt', ...differences(withStatus(input, known), message) }
        : { of: 'known', ...differences(known, message) },
    )
  }
  const base = message.id === input.id ? foreseen(input, contact) : undefined
  return JSON.stringify(base ? { of: 'input', ...differences(base, message) } : message)
}

/** An existing message's text for its own row. */
export const writeDoc = (
  message: Message,
  contact: string,
  original: Original | undefined,
): string =>
  JSON.stringify(original?.message.id === message.id ? copyOf(original, message, contact) : message)

/** The effects' text for a journal entry. */
export const writeEffects = (effects: readonly Effect[], input: Input): string =>
  JSON.stringify(
    effects.map((effect, i) => {
      if (effect.kind !== 'tell') return effect
      return input.kind === 'receipt' && input.known
        ? { of: 'receipt', ...differences(tellOfStatus(input, input.known, i), effect) }
        : { of: 'input', ...differences(foreseenTell(input, i), effect) }
    }),
  )

/** An input's text for a journal entry; its message is stored as differences. */
export const writeInput = (
  input: Input,
  contact: string,
  original: Original | undefined,
): string => {
  if (!original || !('known' in input) || input.known?.id !== original.message.id)
    return JSON.stringify(input)
  const copy = copyOf(original, input.known, contact)
  const known = input.kind === 'receipt' ? shortened(copy, input) : copy
  return JSON.stringify({ ...input, known })
}

/** Statuses of a message come one by one, and each would repeat what follows from the ones before it. */
const shortened = (copy: Copy, { providerId }: Receipt): Copy => {
  const { set = {}, add = {}, drop, ...place } = copy
  const after = add.history as Message['history'] | undefined
  const isUsual =
    after &&
    set.status === after.at(-1)?.status &&
    providerId !== undefined &&
    set.providerId === providerId &&
    Object.keys(set).length === 2 &&
    Object.keys(add).length === 1 &&
    !drop
  return isUsual ? { ...place, after } : copy
}

const lengthened = (found: Message | Copy, { providerId }: JournaledReceipt): Message | Copy => {
  if (!('after' in found) || !found.after) return found
  const { after, ...place } = found
  return { ...place, set: { status: after.at(-1)?.status, providerId }, add: { history: after } }
}

export const toMessage = (row: StoredMessage): Message => messageFrom(row, () => originalIn(row))

/** A message and the place of its original; rows from before originals have none. */
export const toKnown = (row: StoredMessage, id: string): Pick<Loaded, 'message' | 'original'> => {
  const found = originalIn(row)
  const message = messageFrom(row, () => found)
  return found?.id === id
    ? { message, original: { contact: journalOf(row), seq: row.message_seq, message: found } }
    : { message }
}

/** A merge moves messages to the remaining contact, so the row is right where the document is outdated. */
const messageFrom = (
  { message_doc: doc, message_contact: contact }: StoredMessage,
  find: () => Message | undefined,
): Message => {
  const found: Message | Copy | undefined = doc === '' ? undefined : JSON.parse(doc)
  if (found && !('of' in found)) return { ...found, contact }
  const original = find()
  if (!original) throw new Error(`the original of a message of contact ${contact} is missing`)
  return { ...(found ? applied(original, found) : original), contact }
}

const journalOf = (row: StoredMessage): string => row.message_journal ?? row.message_contact

const originalIn = (row: StoredMessage): Message | undefined =>
  row.original_input === null || row.original_messages === null
    ? undefined
    : readOriginal(
        {
          contact: journalOf(row),
          input: row.original_input,
          messages: row.original_messages,
        },
        row.message_seq,
      )

export type EntryTexts = {
  readonly contact: string
  readonly input: string
  readonly messages: string
}
type Whole = Pick<JournalEntry, 'input' | 'effects' | 'messages'>

/** The journal entries that hold the originals of this entry's copies. */
export const originalsOf = (entry: EntryTexts): readonly { contact: string; version: number }[] =>
  copiesIn(entry).flatMap(({ of, in: contact = entry.contact }) =>
    typeof of === 'number' ? [{ contact, version: versionOf(of) }] : [],
  )

/** The entry's input, effects and messages, complete. */
export const readEntry = (
  entry: EntryTexts & { readonly effects: string },
  find: (contact: string, version: number) => EntryTexts | undefined,
): Whole => {
  const stored: Input = JSON.parse(entry.input)
  const whole = (found: Message | Copy): Message => {
    if (!('of' in found)) return found
    if (found.of === 'input') return applied(foreseen(stored, entry.contact) ?? {}, found)
    if (found.of === 'known') return applied(known ?? {}, found)
    if (found.of === 'receipt') return applied(known ? withStatus(receipt, known) : {}, found)
    const { of: seq, in: contact = entry.contact } = found
    const texts = find(contact, versionOf(seq))
    const original = texts && readOriginal(texts, seq)
    if (!original) throw new Error(`the original of a message in journal ${contact} is missing`)
    return applied(original, found)
  }
  const receipt = stored as JournaledReceipt
  const known =
    'known' in stored && stored.known ? whole(lengthened(stored.known, receipt)) : undefined
  const tellOf = (copy: Copy, i: number): Members =>
    copy.of === 'receipt' && known ? tellOfStatus(receipt, known, i) : foreseenTell(stored, i)
  const messages: readonly (Message | Copy)[] = JSON.parse(entry.messages)
  const effects: readonly (Effect | Copy)[] = JSON.parse(entry.effects)
  return {
    input: known ? ({ ...stored, known } as Input) : stored,
    effects: effects.map((found, i) =>
      'of' in found ? (applied(tellOf(found, i), found) as unknown as Effect) : found,
    ),
    messages: messages.map(whole),
  }
}

const copiesIn = ({ input, messages }: EntryTexts): readonly Copy[] => {
  // Most entries have none, and parsing dominates the cost of a journal page.
  if (!input.includes('"of":') && !messages.includes('"of":')) return []
  const { known }: { known?: Message | Copy } = JSON.parse(input)
  const found: readonly (Message | Copy)[] = JSON.parse(messages)
  return [...found, ...(known ? [known] : [])].filter((one) => 'of' in one)
}

const versionOf = (seq: number): number => Math.floor(seq / SEQ_PER_VERSION)

const readOriginal = (entry: EntryTexts, seq: number): Message | undefined => {
  const messages: readonly (Message | Copy)[] = JSON.parse(entry.messages)
  const found = messages[seq % SEQ_PER_VERSION]
  return found && 'of' in found ? readOwn(found, entry) : found
}

const readOwn = (copy: Copy, { input, contact }: EntryTexts): Message =>
  applied(foreseen(JSON.parse(input), contact) ?? {}, copy)

/** A status writes the message as it was and as it is; the next one finds the second of them here. */
const copies = new WeakMap<
  Message,
  { readonly original: Original; readonly journal: string; readonly copy: Copy }
>()

const copyOf = (original: Original, changed: Message, journal: string): Copy => {
  const known = copies.get(changed)
  if (known?.original === original && known.journal === journal) return known.copy
  const { contact, seq, message } = original
  const copy = {
    of: seq,
    ...(contact !== journal && { in: contact }),
    ...differences(message, changed),
  }
  copies.set(changed, { original, journal, copy })
  return copy
}

const differences = (from: Members, to: Members): Omit<Copy, 'of' | 'in'> => {
  let set: Record<string, unknown> | undefined
  let add: Record<string, readonly unknown[]> | undefined
  let drop: string[] | undefined
  for (const name of Object.keys(to)) {
    const [before, value] = [from[name], to[name]]
    if (value === undefined || isSame(before, value)) continue
    const more = moreIn(before, value)
    if (more) add = { ...add, [name]: more }
    else {
      set ??= {}
      set[name] = value
    }
  }
  for (const name of Object.keys(from))
    if (from[name] !== undefined && to[name] === undefined) {
      drop ??= []
      drop.push(name)
    }
  return { ...(set && { set }), ...(add && { add }), ...(drop && { drop }) }
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    !(Array.isArray(a) && Array.isArray(b) && a.length !== b.length) &&
    JSON.stringify(a) === JSON.stringify(b))

const moreIn = (before: unknown, value: unknown): readonly unknown[] | undefined =>
  Array.isArray(before) &&
  Array.isArray(value) &&
  before.length > 0 &&
  before.length < value.length &&
  before.every((one, i) => isSame(one, value[i]))
    ? value.slice(before.length)
    : undefined

const applied = (from: Members, { set, add = {}, drop = [] }: Copy): Message => {
  const whole: Record<string, unknown> = { ...from, ...set }
  for (const [name, more] of Object.entries(add))
    whole[name] = [...(from[name] as readonly unknown[]), ...more]
  for (const name of drop) delete whole[name]
  return whole as Message
}
