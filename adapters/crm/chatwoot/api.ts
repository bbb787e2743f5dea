/** Calls to Chatwoot's application API: https://developers.chatwoot.com/api-reference */

import type { Http } from '../../../src/ports/http.ts'
import { type Json, listOf, objectOf } from '../../kit/json.ts'
import { CallError } from '../kit/call-error.ts'
import type { Call, CallAnswer, Caller } from '../kit/calls.ts'
import type { MessageRef } from './ids.ts'

export const idOf = (value: unknown): number | undefined => {
  const number = Number(value)
  return value !== null && Number.isInteger(number) && number > 0 ? number : undefined
}

export type Attribute = 'identifier' | 'phone_number'

/** A message to write. `marker` is our id, which finds the message again after a lost answer. */
export type Post = {
  readonly content: string
  readonly type: 'incoming' | 'outgoing'
  readonly isPrivate: boolean
  readonly marker: string
  readonly attributes?: Json
  /** A multipart body instead of JSON. */
  readonly form?: { readonly contentType: string; readonly body: Uint8Array }
}

export type Status = 'sent' | 'delivered' | 'read' | 'failed'

export type Api = ReturnType<typeof createApi>

/** The server's limit of messages per conversation and minute was reached. */
const TOO_MANY = /too many messages/i
const TOO_MANY_MS = 60_000
const REFUSED = [400, 404, 422, 500]

/** The API calls of one account. */
export const createApi = (call: Caller, { accountId, apiVersion }: Account) => {
  const context: Context = {
    call,
    root: `/api/${apiVersion}`,
    A: `/api/${apiVersion}/accounts/${accountId}`,
    get: (http, path, more = {}) =>
      call(http, { method: 'GET', path, purpose: 'look up', ...more }),
  }
  return {
    ...accountCalls(context),
    ...contactCalls(context),
    ...conversationCalls(context),
    ...messageCalls(context),
  }
}

type Context = {
  readonly call: Caller
  readonly root: string
  /** The account's path. */
  readonly A: string
  readonly get: (http: Http, path: string, more?: Partial<Call>) => Promise<CallAnswer>
}

const accountCalls = ({ call, get, root, A }: Context) => ({
  profile: (http: Http, more: Partial<Call> = {}) => get(http, `${root}/profile`, more),
  inboxes: (http: Http, more: Partial<Call> = {}) => get(http, `${A}/inboxes`, more),
  inbox: (http: Http, id: number, more: Partial<Call> = {}) =>
    get(http, `${A}/inboxes/${id}`, more),
  changeInbox: (http: Http, id: number, json: Json) =>
    call(http, {
      method: 'PATCH',
      path: `${A}/inboxes/${id}`,
      purpose: 'set up inbox',
      json,
      expect: [401, 403, 404, 422],
    }),
  webhooks: (http: Http, more: Partial<Call> = {}) => get(http, `${A}/webhooks`, more),

  agents: async (http: Http, more: Partial<Call> = {}) =>
    listOf((await get(http, `${A}/agents`, more)).json),
})

const contactCalls = ({ call, get, A }: Context) => ({
  filterContacts: async (http: Http, attribute: Attribute, value: string) => {
    const { json } = await call(http, {
      method: 'POST',
      path: `${A}/contacts/filter`,
      purpose: 'find contact',
      json: {
        payload: [{ attribute_key: attribute, filter_operator: 'equal_to', values: [value] }],
      },
    })
    // Some servers match more loosely than we need.
    return listOf(objectOf(json).payload).find(
      (one) => String(one[attribute] ?? '').toLowerCase() === value.toLowerCase(),
    )
  },
  contact: async (http: Http, id: number) => {
    const { status, json } = await get(http, `${A}/contacts/${id}`, { expect: [404] })
    return status === 404 ? undefined : objectOf(objectOf(json).payload ?? json)
  },
  makeContact: (http: Http, json: Json) =>
    call(http, {
      method: 'POST',
      path: `${A}/contacts`,
      purpose: 'make contact',
      json,
      expect: [422],
    }),
  changeContact: (http: Http, id: number, json: Json) =>
    call(http, {
      method: 'PUT',
      path: `${A}/contacts/${id}`,
      purpose: 'change contact',
      json,
      expect: [404, 422],
    }),
  eraseContact: (http: Http, id: number) =>
    call(http, {
      method: 'DELETE',
      path: `${A}/contacts/${id}`,
      purpose: 'erase contact',
      expect: [401, 403, 404],
    }),
  makeContactInbox: (http: Http, contact: number, json: Json) =>
    call(http, {
      method: 'POST',
      path: `${A}/contacts/${contact}/contact_inboxes`,
      purpose: 'link contact',
      json,
      expect: REFUSED,
    }),
})

const conversationCalls = ({ call, get, A }: Context) => ({
  /** Conversations of one inbox, one page at a time, newest first. */
  conversations: async (http: Http, inbox: number, page: number, status = 'all') => {
    const query = `status=${status}&inbox_id=${inbox}&page=${page}`
    const { json } = await get(http, `${A}/conversations?${query}`)
    return listOf(objectOf(objectOf(json).data).payload ?? objectOf(json).payload)
  },
  conversationsOf: async (http: Http, contact: number) => {
    const { status, json } = await get(http, `${A}/contacts/${contact}/conversations`, {
      expect: [404],
    })
    return status === 404 ? undefined : listOf(objectOf(json).payload ?? json)
  },
  makeConversation: (http: Http, json: Json) =>
    call(http, {
      method: 'POST',
      path: `${A}/conversations`,
      purpose: 'make conversation',
      json,
      expect: [404, 422],
    }),
  assign: (http: Http, conversation: number, assignee: number) =>
    call(http, {
      method: 'POST',
      path: `${A}/conversations/${conversation}/assignments`,
      purpose: 'assign',
      json: { assignee_id: assignee },
      expect: [404],
    }),
})

const messageCalls = ({ call, get, A }: Context) => ({
  /** Undefined when the conversation is gone. */
  post: async (http: Http, conversation: number, post: Post): Promise<number | undefined> => {
    const { form } = post
    const answer = await call(http, {
      method: 'POST',
      path: `${A}/conversations/${conversation}/messages`,
      purpose: post.isPrivate ? 'note' : 'message',
      expect: [404, 422],
      ...(form
        ? { body: form.body, headers: { 'content-type': form.contentType }, timeoutMs: 60_000 }
        : { json: postedJson(post) }),
    })
    if (answer.status === 404) return undefined
    if (answer.status === 422) throw refusedPost(answer)
    return idOf(objectOf(answer.json).id) ?? 0
  },
  /** Twenty messages before, or up to a hundred after, a given message, oldest first; the newest without one. */
  messages: async (
    http: Http,
    conversation: number,
    from?: { before?: number; after?: number },
  ) => {
    const query = from
      ? `?${Object.entries(from)
          .map((pair) => pair.join('='))
          .join('&')}`
      : ''
    const { status, json } = await get(
      http,
      `${A}/conversations/${conversation}/messages${query}`,
      { expect: [404] },
    )
    return status === 404 ? [] : listOf(objectOf(json).payload ?? json)
  },
  /** Does nothing when the message is gone. */
  setStatus: (http: Http, ref: MessageRef, status: Status, error?: string) =>
    call(http, {
      method: 'PATCH',
      path: `${A}/conversations/${ref.conversation}/messages/${ref.message}`,
      purpose: 'status',
      json: { status, ...(error !== undefined && { external_error: error }) },
      expect: [404],
    }),
  /** Whether this token may set statuses, for the doctor. */
  tryStatus: (http: Http) =>
    call(http, {
      method: 'PATCH',
      path: `${A}/conversations/0/messages/0`,
      purpose: 'doctor',
      json: { status: 'sent' },
      expect: [401, 403, 404, 422],
    }),
})

type Account = { readonly accountId: number; readonly apiVersion: string }

/** A message's fields, for JSON and for a form. */
export const postedJson = ({ content, type, isPrivate, marker, attributes = {} }: Post): Json => ({
  content,
  message_type: type,
  private: isPrivate,
  content_type: 'text',
  content_attributes: { postern: { id: marker }, ...attributes },
})

const refusedPost = ({ json }: CallAnswer): CallError =>
  TOO_MANY.test(String(objectOf(json).error ?? objectOf(json).message ?? ''))
    ? new CallError({ status: 'retry', code: 'too_many_messages', afterMs: TOO_MANY_MS }, 422)
    : new CallError({ status: 'rejected', code: 'http_422' }, 422)
