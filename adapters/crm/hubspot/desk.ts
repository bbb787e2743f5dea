/** Everything that one connection works with, and how its ids are made. */

import type { Address } from '../../../src/core/model/address.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { AdapterSender, MediaLink, OpenFile } from '../../../src/ports/adapter.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Links } from '../../../src/ports/store/links.ts'
import type { Notes } from '../kit/notes.ts'
import type { Api } from './account/api.ts'
import type { People } from './account/people.ts'
import type { HubspotConfig } from './config.ts'
import type { Paths } from './paths.ts'

export type Desk = {
  readonly connection: string
  readonly config: HubspotConfig
  readonly paths: Paths
  readonly senders: readonly AdapterSender[]
  /** Where HubSpot posts to. */
  readonly webhookUrl: string
  readonly api: Api
  readonly people: People
  readonly links: Links
  readonly media: MediaLink
  readonly file: OpenFile
  readonly clock: Clock
  /** In the language of the agents who work with this sender. */
  notesFor(sender: Address | undefined): Notes
}

/** A message of HubSpot's: its thread may not be known. */
export type Theirs = { readonly thread?: string; readonly message: string }

/** The id of the input that a message of theirs comes to. It says where notes about it belong. */
export const inputIdOf = (connection: string, { thread = '', message }: Theirs): string =>
  `hs.${connection}.${thread}.${message}`

/** A command is no message, and what follows from it is told apart by its id. */
const COMMAND = ':command'

export const commandIdOf = (id: string): string => `${id}${COMMAND}`

/** The message of theirs that led to this input or effect of ours, and whether it was a command. */
export const originOf = (
  connection: string,
  id: string,
): (Theirs & { readonly isCommand: boolean }) | undefined => {
  const prefix = `hs.${connection}.`
  if (!id.startsWith(prefix)) return undefined
  const [, thread = '', message = '', rest = ''] =
    /^([\w-]*)\.([\w-]+)(.*)$/.exec(id.slice(prefix.length)) ?? []
  if (message === '') return undefined
  const isCommand = rest.startsWith(COMMAND)
  return { ...(thread !== '' && { thread }), message, isCommand }
}

/** What this message of ours is over there, when an agent wrote it there. */
export const writtenThere = (
  connection: string,
  { id, automatic }: Pick<Message, 'id' | 'automatic'>,
): Theirs | undefined =>
  // What the gateway writes because of a message has an id that begins with that one's.
  automatic || id.includes(':') ? undefined : originOf(connection, id)

/** Inputs that come from what happened over there, not from what somebody wrote. */
export const eventIdOf = (connection: string, key: string): string => `hse.${connection}.${key}`

/** HubSpot said it: to say it back would be a loop. */
export const isTheirEvent = (connection: string, id: string): boolean =>
  id.startsWith(`hse.${connection}.`)
