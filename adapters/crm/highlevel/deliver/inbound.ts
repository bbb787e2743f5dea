/** Adds a contact's message to its conversation. */

import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { isoTime } from '../../../../src/wire/events.ts'
import type { Json } from '../../../kit/json.ts'
import { CallError } from '../../kit/call-error.ts'
import { messageText } from '../../kit/message-text.ts'
import { messagesIn, type Reply } from '../account/api.ts'
import type { ContactIds, ContactRef } from '../account/contacts.ts'
import type { Context } from '../context.ts'
import { attachFiles } from './files.ts'
import { tryOnce } from './try-once.ts'

/** How many messages to search for an earlier copy. */
const MAX_LOOKED_AT = '50'

/** Posts the message unless it exists. Our id goes along as `altId`, but HighLevel doesn't deduplicate by it. */
export const deliverInbound = async (
  context: Context,
  order: Order<Tell> & { readonly message: Message },
  provider: string,
  http: Http,
): Promise<void> => {
  const { organisation, contact, message } = order
  const { records, contacts } = context
  const record = { organisation, kind: 'message', ours: message.id, contact }
  if ((await records.theirs(record)) !== undefined) return
  const ref: ContactRef = {
    organisation,
    contact,
    address: message.address,
    name: message.received?.profileName,
  }
  const postTo = (theirs: ContactIds) =>
    tryOnce(context, order, async (isTried) => {
      const before = isTried && (await findPosted(context, theirs, message, provider, http))
      const id = before || (await postMessage(context, order, theirs, provider, http))
      if (id !== undefined) await records.keep(record, id)
    })
  try {
    await postTo(await contacts.find(ref, http))
  } catch (error) {
    if (!(error instanceof CallError) || error.outcome.code !== UNKNOWN_CONTACT) throw error
    await contacts.forget(ref)
    await postTo(await contacts.find(ref, http))
  }
}

const UNKNOWN_CONTACT = 'contact_unknown'

const postMessage = async (
  context: Context,
  order: Order<Tell> & { readonly message: Message },
  theirs: ContactIds,
  provider: string,
  http: Http,
): Promise<string | undefined> => {
  const { message, effect } = order
  const notes = context.notesFor(message.sender)
  const isWithheld = effect.detail?.withheld === true
  const files = isWithheld
    ? { attachments: [], links: [] }
    : await attachFiles(context, order, theirs, http)
  const bodyWith = (attachments: readonly string[], links: readonly string[]): Json => ({
    type: 'SMS',
    ...theirs,
    conversationProviderId: provider,
    message: [isWithheld ? notes.say('withheld') : messageText(message, notes), ...links]
      .filter((line) => line !== '')
      .join('\n'),
    // HighLevel rejects an empty list.
    ...(attachments.length > 0 && { attachments }),
    altId: message.id,
    date: isoTime(message.at),
  })
  const { attachments, links } = files
  const reply = await post(context, bodyWith(attachments, links), http)
  if (reply.status !== 422 || attachments.length === 0) return idOf(reply)
  // HighLevel is strict about the end of a file's address; as text it always passes.
  return idOf(await post(context, bodyWith([], [...links, ...attachments]), http))
}

const post = (context: Context, body: Json, http: Http): Promise<Reply> =>
  context.api.call(
    {
      method: 'POST',
      path: '/conversations/messages/inbound',
      body,
      purpose: 'message.received',
      expects: [400, 404, 422],
    },
    http,
  )

const idOf = ({ status, json, isEmpty }: Reply): string | undefined => {
  const reason = JSON.stringify(json.message ?? '')
  if ((status === 400 || status === 404) && /contact|conversation(?! ?provider)/i.test(reason))
    throw new CallError({ status: 'retry', code: UNKNOWN_CONTACT }, status)
  if (status >= 400) throw new CallError({ status: 'rejected', code: `http_${status}` }, status)
  // This is the answer when HighLevel doesn't know the conversation provider: nothing was stored.
  if (isEmpty) throw new CallError({ status: 'rejected', code: 'not_stored' }, status)
  return typeof json.messageId === 'string' ? json.messageId : undefined
}

/** The message left by an earlier attempt whose answer was lost. */
const findPosted = async (
  { api }: Context,
  { conversationId }: ContactIds,
  message: Message,
  provider: string,
  http: Http,
): Promise<string | undefined> => {
  const { status, json } = await api.call(
    {
      method: 'GET',
      path: `/conversations/${conversationId}/messages`,
      query: { limit: MAX_LOOKED_AT },
      purpose: 'message.find',
      expects: [400, 404],
    },
    http,
  )
  if (status >= 400) return undefined
  const found = messagesIn(json).find((one) => isSame(one, message, provider))
  return typeof found?.id === 'string' ? found.id : undefined
}

/** Matches by our id; without it, by content and time. */
const isSame = (one: Json, message: Message, provider: string): boolean => {
  if (one.altId !== undefined) return one.altId === message.id
  return (
    one.direction === 'inbound' &&
    one.conversationProviderId === provider &&
    one.body === message.received?.text &&
    Date.parse(String(one.dateAdded)) === message.at
  )
}
