/** Maps agents between their e-mail addresses here and their numbers in Chatwoot. */

import { nameIn } from '../../../src/core/model/text.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Clock } from '../../../src/ports/side.ts'
import { type Json, objectOf } from '../../kit/json.ts'
import { type Api, idOf } from './api.ts'

export type Agents = {
  /** The Chatwoot id of this agent; undefined when the account has no such agent. */
  idOf(http: Http, name: string): Promise<number | undefined>
  /** Our agent for this Chatwoot id. */
  nameOf(http: Http, id: number): Promise<string | undefined>
  /** The user of our access token, if it can be found quickly. */
  self(http: Http): Promise<number | undefined>
}

/** A list is fetched again after this time, or for an agent who isn't in it. */
const KEPT_MS = 10 * 60_000
const PAUSE_MS = 30_000
/** A webhook waits for this call. */
const QUICK = { timeoutMs: 1_500 }

/** Our id of a Chatwoot agent. */
export const agentName = ({ id, email, name }: Readonly<Record<string, unknown>>): string => {
  return nameIn(email) ?? nameIn(name) ?? `user-${id}`
}

/** The agents of one account. */
export const createAgents = (api: Api, clock: Clock): Agents => {
  let list: readonly Json[] = []
  let readAt = Number.NEGATIVE_INFINITY
  let self: number | undefined
  let askedAt = Number.NEGATIVE_INFINITY

  const find = async (
    http: Http,
    isMeant: (agent: Json) => boolean,
    more: { timeoutMs?: number } = {},
  ): Promise<Json | undefined> => {
    const found = clock() - readAt < KEPT_MS ? list.find(isMeant) : undefined
    if (found || clock() - readAt < PAUSE_MS) return found
    list = await api.agents(http, more)
    readAt = clock()
    return list.find(isMeant)
  }

  return {
    idOf: async (http, name) => {
      const found = await find(http, (one) => agentName(one) === name || nameIn(one.name) === name)
      return found && idOf(found.id)
    },
    nameOf: async (http, id) => {
      try {
        const found = await find(http, (one) => idOf(one.id) === id, QUICK)
        return found && agentName(found)
      } catch {
        return undefined
      }
    },
    self: async (http) => {
      if (self !== undefined || clock() - askedAt < PAUSE_MS) return self
      askedAt = clock()
      try {
        const { json } = await api.profile(http, QUICK)
        self = idOf(objectOf(json).id)
      } catch {
        // Our own messages also carry our marker.
      }
      return self
    },
  }
}
