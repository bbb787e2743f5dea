/** HubSpot outside of events: missed messages, paused senders, erasures. */

import * as z from 'zod'
import type { Address } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import type { ErasedContact } from '../../../src/ports/crm.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { isoTime } from '../../../src/wire/events.ts'
import { type Json, listOf } from '../../kit/json.ts'
import { attempt } from '../kit/call-error.ts'
import { idOf } from './account/api.ts'
import { accountOf } from './config.ts'
import type { Context } from './context.ts'
import { readChannelEvent } from './receive/channel.ts'

const MAX_PAGES = 20
const PAGE = '100'

/** Agents can't send from a channel account that isn't authorised. */
export const showSender = (
  context: Context,
  sender: Address,
  isActive: boolean,
  http: Http,
): Promise<Outcome> =>
  attempt(async () => {
    const account = accountOf(context.config, sender)
    if (account !== undefined)
      await context.api.call(
        {
          method: 'PATCH',
          path: `${context.paths.channel}/channel-accounts/${account}`,
          json: { authorized: isActive },
          purpose: 'sender.state',
        },
        http,
      )
    return { status: 'accepted', id: sender }
  })

/** Agents' messages since then, because HubSpot may not repeat a channel event. */
export const missedMessages = async (
  context: Context,
  sender: Address,
  since: Instant,
  http: Http,
): Promise<readonly Input[]> => {
  const account = accountOf(context.config, sender)
  if (account === undefined) return []
  const inputs: Input[] = []
  const query = { latestMessageTimestampAfter: isoTime(since), sort: 'latestMessageTimestamp' }
  for (const thread of await pages(context, context.paths.threads, query, http)) {
    const id = idOf(thread.id)
    if (id === undefined || idOf(thread.originalChannelAccountId) !== account) continue
    const messages = await pages(context, `${context.paths.threads}/${id}/messages`, {}, http)
    for (const message of messages) {
      if (message.type !== 'MESSAGE' || !(Date.parse(String(message.createdAt)) >= since)) continue
      const event = {
        type: 'OUTGOING_CHANNEL_MESSAGE_CREATED',
        message: { ...message, conversationsThreadId: id },
      }
      inputs.push(...(await readChannelEvent(context, event, context.clock(), http)).inputs)
    }
  }
  return inputs
}

const pages = async (
  { api }: Context,
  path: string,
  query: Readonly<Record<string, string>>,
  http: Http,
): Promise<readonly Json[]> => {
  const found: Json[] = []
  let after: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const { json } = await api.call(
      {
        method: 'GET',
        path,
        query: { ...query, limit: PAGE, ...(after !== undefined && { after }) },
        purpose: 'catch_up',
      },
      http,
    )
    found.push(...listOf(json.results))
    after = pagingSchema.safeParse(json.paging).data?.next?.after
    if (after === undefined) break
  }
  return found
}

const pagingSchema = z.object({ next: z.object({ after: z.string() }).nullish() }).nullish()

/** HubSpot's contact id. */
export const recordsOf = async (
  { recordLinks }: Context,
  { organisation, addresses }: ErasedContact,
): Promise<readonly string[]> => {
  const ids = await Promise.all(
    addresses.map((address) => recordLinks.get(organisation, 'contact', address)),
  )
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/** A permanent privacy deletion, unlike a plain one: HubSpot can't restore the contact. */
export const eraseContact = ({ api, paths }: Context, id: string, http: Http): Promise<Outcome> =>
  attempt(async () => {
    await api.call(
      {
        method: 'POST',
        path: `${paths.contacts}/gdpr-delete`,
        json: { objectId: id },
        purpose: 'contact.erase',
        expect: [404],
      },
      http,
    )
    return { status: 'accepted', id }
  })
