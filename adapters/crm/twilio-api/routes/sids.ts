/** Which message a SID stands for: most spell its id, the others are noted when they are first shown. */

import { LRUCache } from 'lru-cache'
import type { Message } from '../../../../src/core/model/message.ts'
import type { Crm } from '../../../../src/ports/crm.ts'
import type { Store } from '../../../../src/ports/store.ts'
import { idsOf, isSpelledOut, sidOf } from '../sid.ts'

export type Sids = {
  /** To be called before a SID is shown to anybody. */
  note(organisation: string, message: Message): Promise<void>
  find(organisation: string, sid: string): Promise<Message | undefined>
}

const MOST_REMEMBERED = 10_000

/** Notes are settings of the store, so that every process knows them. */
export const createSids = (store: Pick<Store, 'message' | 'setting' | 'set'>): Sids => {
  const noted = new LRUCache<string, true>({ max: MOST_REMEMBERED })
  return {
    note: async (organisation, message) => {
      if (isSpelledOut(message)) return
      const name = nameOf(organisation, sidOf(message))
      if (noted.has(name)) return
      await store.set(name, message.id)
      noted.set(name, true)
    },
    find: async (organisation, sid) => {
      const id = await store.setting(nameOf(organisation, sid))
      for (const known of id === undefined ? idsOf(sid) : [id]) {
        const message = await store.message(organisation, known)
        if (message && sidOf(message) === sid) return message
      }
      return undefined
    },
  }
}

const nameOf = (organisation: string, sid: string) => `twilio sid ${organisation} ${sid}`

/** A CRM that is told of messages by their SIDs, and may ask for them later. */
export const notingSids = (crm: Crm, sids: Sids): Crm => ({
  ...crm,
  deliver: async (order, http) => {
    for (const message of [order.message, order.quoted])
      if (message) await sids.note(order.organisation, message)
    return crm.deliver(order, http)
  },
})
