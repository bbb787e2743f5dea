/** Chatwoot outside of events: missed messages, templates, paused senders, erasures. */

import { type Address, channelOf, factsOf } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import type { Template } from '../../../src/core/model/message/template.ts'
import type { ErasedContact } from '../../../src/ports/crm.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Clock, Outcome } from '../../../src/ports/side.ts'
import { type Json, objectOf } from '../../kit/json.ts'
import { attempt } from '../kit/call-error.ts'
import { idOf } from './api.ts'
import type { Account } from './delivery.ts'
import { messageEventOf } from './receive/event.ts'
import type { ReadMessage } from './receive/index.ts'

const MAX_PAGES = 20
/** WhatsApp's session, in hours as Chatwoot counts it. */
const WINDOW_HOURS = 24

type MaintenanceOptions = Account & {
  readonly clock: Clock
  readonly lockReplies: boolean
  readonly readMessage: ReadMessage
}

/** See `Crm`. */
export const createMaintenance = (account: MaintenanceOptions) => ({
  missed: (sender: Address, since: Instant, http: Http) => missed(account, sender, since, http),
  showTemplates: (sender: Address, templates: readonly Template[], http: Http) =>
    showTemplates(account, sender, templates, http),
  showSender: (sender: Address, isActive: boolean, http: Http) =>
    showSender(account, sender, isActive, http),
  recordsOf: async ({ organisation, contact }: ErasedContact): Promise<readonly string[]> => {
    const known = await account.records.theirs({ organisation, kind: 'contact', ours: contact })
    return known === undefined ? [] : [known]
  },
  erase: (record: string, http: Http): Promise<Outcome> =>
    attempt(async () => {
      const { status } = await account.api.eraseContact(http, Number(record))
      // Only an administrator may do this; a retry would not help.
      if (status === 401 || status === 403) return { status: 'rejected', code: 'no_administrator' }
      return { status: 'accepted', id: record }
    }),
})

/** Reads missed messages from the conversations, because Chatwoot tries a webhook only once. */
const missed = async (
  account: MaintenanceOptions,
  sender: Address,
  since: Instant,
  http: Http,
): Promise<readonly Input[]> => {
  const { senderInboxes, api, clock, readMessage } = account
  const senderInbox = senderInboxes.get(sender)
  if (!senderInbox) return []
  const inputs: Input[] = []
  for (const conversation of await conversationsSince(account, senderInbox.id, since, http)) {
    const id = idOf(conversation.id)
    if (id === undefined) continue
    for (const message of await api.messages(http, id)) {
      if (!(timeOf(message.created_at) >= since)) continue
      const event = messageEventOf({ ...message, conversation, inbox: { id: senderInbox.id } })
      const found = event && (await readMessage(event, clock(), http))
      if (found && typeof found !== 'string') inputs.push(...found)
    }
  }
  return inputs
}

const conversationsSince = async (
  { api }: MaintenanceOptions,
  inbox: number,
  since: Instant,
  http: Http,
): Promise<readonly Json[]> => {
  const found: Json[] = []
  for (let page = 1; page <= MAX_PAGES; page++) {
    const listed = await api.conversations(http, inbox, page)
    const recent = listed.filter(
      (one) => timeOf(one.last_activity_at ?? one.timestamp ?? one.updated_at) >= since,
    )
    found.push(...recent)
    // The newest come first.
    if (listed.length === 0 || recent.length < listed.length) break
  }
  return found
}

/** Seconds, or a date. */
const timeOf = (value: unknown): Instant => {
  const seconds = Number(value)
  return Number.isNaN(seconds) ? Date.parse(String(value)) : seconds * 1000
}

/** Fills Chatwoot's own template picker. The object is replaced whole, so its other members are sent again. */
const showTemplates = (
  { senderInboxes, api, lockReplies }: MaintenanceOptions,
  sender: Address,
  templates: readonly Template[],
  http: Http,
): Promise<Outcome> =>
  attempt(async () => {
    const senderInbox = senderInboxes.get(sender)
    if (!senderInbox) return { status: 'accepted', id: sender }
    const found = objectOf((await api.inbox(http, senderInbox.id)).json)
    const before = objectOf(found.additional_attributes)
    const locks = lockReplies && factsOf(sender).hasSession
    const after = {
      ...before,
      message_templates: templates.filter(canBePicked).map(pickable),
      ...(locks && { agent_reply_time_window: WINDOW_HOURS }),
    }
    if (JSON.stringify(before) === JSON.stringify(after)) return { status: 'accepted', id: sender }
    const { status } = await api.changeInbox(http, senderInbox.id, {
      channel: { additional_attributes: after },
    })
    return status < 300
      ? { status: 'accepted', id: sender }
      : { status: 'rejected', code: `http_${status}` }
  })

const canBePicked = ({ approval, category }: Template): boolean =>
  approval === 'approved' && category !== 'authentication'

const pickable = ({ name, language, category, body }: Template): Json => ({
  name,
  status: 'approved',
  category: category.toUpperCase(),
  language,
  components: [{ type: 'BODY', text: body }],
})

/** Chatwoot can't pause an inbox: a private note in its open conversations tells agents. */
const showSender = (
  account: MaintenanceOptions,
  sender: Address,
  isActive: boolean,
  http: Http,
): Promise<Outcome> =>
  attempt(async () => {
    const { senderInboxes, api, clock } = account
    const senderInbox = senderInboxes.get(sender)
    if (!senderInbox) return { status: 'accepted', id: sender }
    const content = senderInbox.notes.say(isActive ? 'senderOn' : 'senderOff')
    const day = Math.floor(clock() / 86_400_000)
    const marker = `sender ${channelOf(sender)} ${isActive} ${day}`
    for (const { id } of await api.conversations(http, senderInbox.id, 1, 'open')) {
      const conversation = idOf(id)
      if (conversation !== undefined)
        await account.thread.note(http, conversation, { content, marker }, { isRepeated: true })
    }
    return { status: 'accepted', id: sender }
  })
