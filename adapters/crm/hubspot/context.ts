/** The dependencies of one connection, and the ids it makes. */

import type { Address } from '../../../src/core/model/address.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { AdapterSender, MediaLink, OpenFile } from '../../../src/ports/adapter.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Links } from '../../../src/ports/store/links.ts'
import type { Notes } from '../kit/notes.ts'
import type { Api } from './account/api.ts'
import type { RecordLinks } from './account/record-links.ts'
import type { HubspotConfig } from './config.ts'
import type { Paths } from './paths.ts'

export type Context = {
  readonly connection: string
  readonly config: HubspotConfig
  readonly paths: Paths
  readonly senders: readonly AdapterSender[]
  /** The address of HubSpot's webhooks. */
  readonly webhookUrl: string
  readonly api: Api
  readonly recordLinks: RecordLinks
  readonly links: Links
  readonly media: MediaLink
  readonly file: OpenFile
  readonly clock: Clock
  /** In the language of this sender's agents. */
  notesFor(sender: Address | undefined): Notes
}

/** A HubSpot message, perhaps without a known thread. */
export type MessageRef = { readonly thread?: string; readonly message: string }

/** The input id of a HubSpot message. It names the thread for notes about it. */
export const inputIdOf = (connection: string, { thread = '', message }: MessageRef): string =>
  `hs.${connection}.${thread}.${message}`

/** Marks a command: its effects are recognised by this id. */
const COMMAND = ':command'

export const commandIdOf = (id: string): string => `${id}${COMMAND}`

/** The HubSpot message that led to this input or effect, and whether it was a command. */
export const originOf = (
  connection: string,
  id: string,
): (MessageRef & { readonly isCommand: boolean }) | undefined => {
  const prefix = `hs.${connection}.`
  if (!id.startsWith(prefix)) return undefined
  const [, thread = '', message = '', rest = ''] =
    /^([\w-]*)\.([\w-]+)(.*)$/.exec(id.slice(prefix.length)) ?? []
  if (message === '') return undefined
  const isCommand = rest.startsWith(COMMAND)
  return { ...(thread !== '' && { thread }), message, isCommand }
}

/** The HubSpot message of one of ours, if an agent wrote it there. */
export const agentMessageOf = (
  connection: string,
  { id, automatic }: Pick<Message, 'id' | 'automatic'>,
): MessageRef | undefined =>
  // Messages that the gateway adds have an id that starts with the id of their cause.
  automatic || id.includes(':') ? undefined : originOf(connection, id)

/** Inputs from changes in HubSpot, not from messages. */
export const eventIdOf = (connection: string, key: string): string => `hse.${connection}.${key}`

/** HubSpot sent this change: sending it back would loop. */
export const isTheirEvent = (connection: string, id: string): boolean =>
  id.startsWith(`hse.${connection}.`)
