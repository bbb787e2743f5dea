/** Everything that one connection works with. */

import type { Address } from '../../../src/core/model/address.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { AdapterSender, MediaLink, OpenFile } from '../../../src/ports/adapter.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Notes } from '../kit/notes.ts'
import type { Records } from '../kit/records.ts'
import type { Api } from './account/api.ts'
import type { People } from './account/people.ts'
import type { HighLevelConfig } from './config.ts'

export type Desk = {
  readonly connection: string
  readonly config: HighLevelConfig
  readonly senders: readonly AdapterSender[]
  readonly api: Api
  readonly people: People
  readonly records: Records
  readonly media: MediaLink
  readonly file: OpenFile
  readonly clock: Clock
  /** In the language of the agents who work with this sender. */
  notesFor(sender: Address | undefined): Notes
}

/** Ids of inputs say which message of theirs they come from, or that it was an event. */
export const messagePrefix = (connection: string): string => `hl_${connection}_`
export const eventPrefix = (connection: string): string => `hle_${connection}_`

/** In whose name a workflow sends. */
export const NOBODY = 'workflow'

/** Ends the id of an input that is a command and no message. */
export const COMMAND_SUFFIX = ':command'

/** The message of theirs that led to this input, effect or message of ours. */
export const theirMessageIn = (connection: string, id: string): string | undefined => {
  const prefix = messagePrefix(connection)
  return id.startsWith(prefix) ? id.slice(prefix.length).replace(/:.*$/, '') : undefined
}

/** The bubble of this very message, where an agent wrote it over there. */
export const bubbleOf = (connection: string, { id }: Pick<Message, 'id'>): string | undefined =>
  id.includes(':') ? undefined : theirMessageIn(connection, id)

/** HighLevel said it: to say it back would be a loop. */
export const isTheirEvent = (connection: string, id: string): boolean =>
  id.startsWith(eventPrefix(connection))
