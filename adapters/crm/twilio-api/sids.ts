/** Finds the message of a SID: most SIDs encode its id, the others are stored when first shown. */

import { LRUCache } from 'lru-cache'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import type { Links } from '../../../src/ports/store/links.ts'
import { idsOf, isSpelledOut, sidOf } from './sid.ts'

/** Call this before a SID is shown. */
export type NoteSid = (organisation: string, message: Message) => Promise<void>

export type Sids = {
  readonly note: NoteSid
  find(organisation: string, sid: string): Promise<Message | undefined>
}

const KIND = 'sid'
const MAX_REMEMBERED = 10_000

/** Stored as links, so every process sees them and an erasure removes them. */
export const createNoteSid = (links: Links, connection: string): NoteSid => {
  const noted = new LRUCache<string, true>({ maxSize: MAX_REMEMBERED, sizeCalculation: () => 1 })
  return async (organisation, message) => {
    if (isSpelledOut(message)) return
    const { id, contact } = message
    const key = `${organisation} ${id}`
    if (noted.has(key)) return
    const theirs = sidOf(message)
    await links.link({ organisation, connection, kind: KIND, ours: id, theirs, contact })
    noted.set(key, true)
  }
}

/** A connection's messages, by SID. */
export const createSids = (
  links: Links,
  connection: string,
  messages: { message(organisation: string, id: string): Promise<Message | undefined> },
): Sids => ({
  note: createNoteSid(links, connection),
  find: async (organisation, sid) => {
    const id = await links.ours({ organisation, connection, kind: KIND, theirs: sid })
    for (const known of id === undefined ? idsOf(sid) : [id]) {
      const message = await messages.message(organisation, known)
      if (message && sidOf(message) === sid) return message
    }
    return undefined
  },
})

/** A CRM that gets messages by SID, and may ask for them later. */
export const notingSids = (crm: Crm, note: NoteSid): Crm => ({
  ...crm,
  deliver: async (order, http) => {
    for (const message of [order.message, order.quoted])
      if (message) await note(order.organisation, message)
    return crm.deliver(order, http)
  },
})
