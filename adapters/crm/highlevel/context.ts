/** The dependencies of one connection. */

import type { Address } from '../../../src/core/model/address.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { AdapterSender, MediaLink, OpenFile } from '../../../src/ports/adapter.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Notes } from '../kit/notes.ts'
import type { Records } from '../kit/records.ts'
import type { Api } from './account/api.ts'
import type { Contacts } from './account/contacts.ts'
import type { HighLevelConfig } from './config.ts'

export type Context = {
  readonly connection: string
  readonly config: HighLevelConfig
  readonly senders: readonly AdapterSender[]
  readonly api: Api
  readonly contacts: Contacts
  readonly records: Records
  readonly media: MediaLink
  readonly file: OpenFile
  readonly clock: Clock
  /** In the language of this sender's agents. */
  notesFor(sender: Address | undefined): Notes
}

/** Input ids name the HighLevel message they come from, or mark an event. */
export const messagePrefix = (connection: string): string => `hl_${connection}_`
export const eventPrefix = (connection: string): string => `hle_${connection}_`

/** The agent in whose name a workflow sends. */
export const WORKFLOW_AGENT = 'workflow'

/** Ends the input id of a command. */
export const COMMAND_SUFFIX = ':command'

/** The HighLevel message that led to this input, effect or message of ours. */
export const theirMessageIn = (connection: string, id: string): string | undefined => {
  const prefix = messagePrefix(connection)
  return id.startsWith(prefix) ? id.slice(prefix.length).replace(/:.*$/, '') : undefined
}

/** This message's own bubble, if an agent wrote it in HighLevel. */
export const bubbleOf = (connection: string, { id }: Pick<Message, 'id'>): string | undefined =>
  id.includes(':') ? undefined : theirMessageIn(connection, id)

/** HighLevel sent this change: sending it back would loop. */
export const isTheirEvent = (connection: string, id: string): boolean =>
  id.startsWith(eventPrefix(connection))
