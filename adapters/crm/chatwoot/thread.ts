/** Writes into a conversation once: searches for an earlier copy first. */

import { randomUUID } from 'node:crypto'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { MediaLink, OpenFile } from '../../../src/ports/adapter.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http } from '../../../src/ports/http.ts'
import { objectOf } from '../../kit/json.ts'
import { CallError } from '../kit/call-error.ts'
import type { Notes } from '../kit/notes.ts'
import { type Api, idOf, type Post, postedJson } from './api.ts'
import type { Contacts, Party } from './contacts.ts'
import { type FormFile, multipart } from './deliver/multipart.ts'

export type Entry = Omit<Post, 'form'> & {
  /** Files to attach. */
  readonly message?: Message | undefined
}

export type Thread = ReturnType<typeof createThread>

type Options = {
  readonly api: Api
  readonly contacts: Contacts
  readonly file: OpenFile
  readonly media: MediaLink
}

const MAX_PAGES = 5
/** Chatwoot's limit of files per message. */
const MAX_FILES = 15
/** Larger files than Chatwoot's default limit are not tried. */
const MAX_FILE_BYTES = 40 * 1024 * 1024

type Attempt = { readonly at: Instant; readonly isRepeated: boolean; readonly notes: Notes }

/** See `write`. */
export const createThread = (options: Options) => {
  const { api, contacts } = options
  return {
    /**
     * Writes to the contact's conversation in this inbox, creating it if needed. Returns the message's ids;
     * `message` is 0 when the answer had no id. A conversation that is gone is linked again.
     */
    write: async (http: Http, party: Party, entry: Entry, attempt: Attempt) => {
      for (const isLast of [false, true]) {
        const conversation = await contacts.conversation(http, party)
        const known = attempt.isRepeated
          ? await findMarked(options, http, conversation, entry.marker)
          : undefined
        const message =
          known ?? (await post(options, http, party.organisation, conversation, entry, attempt))
        if (message !== undefined) return { conversation, message }
        if (!isLast) await contacts.forget(party)
      }
      throw new CallError({ status: 'retry', code: 'no_conversation' }, 404)
    },
    /** Adds a private note to this conversation, if it still exists. */
    note: async (
      http: Http,
      conversation: number,
      { content, marker }: Pick<Entry, 'content' | 'marker'>,
      { isRepeated }: Pick<Attempt, 'isRepeated'>,
    ): Promise<void> => {
      if (isRepeated && (await findMarked(options, http, conversation, marker)) !== undefined)
        return
      await api.post(http, conversation, { content, marker, type: 'outgoing', isPrivate: true })
    },
  }
}

/** Searches from the newest backwards, because a lost write is recent. */
const findMarked = async ({ api }: Options, http: Http, conversation: number, marker: string) => {
  let before: number | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const messages = await api.messages(http, conversation, before ? { before } : undefined)
    const found = messages.find(
      (one) => objectOf(objectOf(one.content_attributes).postern).id === marker,
    )
    if (found) return idOf(found.id)
    const ids = messages.map((one) => idOf(one.id)).filter((id) => id !== undefined)
    const oldest = ids.length === 0 ? undefined : Math.min(...ids)
    if (oldest === undefined || oldest === before) return undefined
    before = oldest
  }
  return undefined
}

/** Undefined when the provider no longer has it. Throws when a retry is worth it. */
const read = async (
  { file }: Options,
  http: Http,
  message: Message,
  index: number,
): Promise<FormFile | undefined> => {
  const about = message.received?.media[index]
  let answer: Response
  try {
    answer = await file(message, index, http)
  } catch (error) {
    if (error instanceof HttpError) throw new CallError({ status: 'retry', code: 'media' })
    return undefined
  }
  if (answer.status >= 500 || answer.status === 429)
    throw new CallError({ status: 'retry', code: 'media' }, answer.status)
  if (!answer.ok) {
    await answer.body?.cancel()
    return undefined
  }
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (bytes.byteLength > MAX_FILE_BYTES) return undefined
  const contentType =
    about?.contentType ?? answer.headers.get('content-type') ?? 'application/octet-stream'
  return {
    name: 'attachments[]',
    filename: about?.filename ?? `file-${index + 1}${extensionOf(contentType)}`,
    contentType,
    bytes,
  }
}

/** The entry with its files; files that can't be fetched or attached become links. */
const withFiles = async (
  options: Options,
  http: Http,
  organisation: string,
  entry: Entry,
  { at, notes }: Attempt,
  asLinks: boolean,
): Promise<Post> => {
  const { message, ...post } = entry
  const count = message?.received?.media.length ?? 0
  if (!message || count === 0) return post
  const files: FormFile[] = []
  const left: number[] = []
  for (let index = 0; index < count; index++) {
    const found =
      asLinks || index >= MAX_FILES ? undefined : await read(options, http, message, index)
    if (found) files.push(found)
    else left.push(index)
  }
  const links = left.map((index) => options.media(organisation, message.id, index, at))
  const lines = links.length === 0 ? [] : [...(asLinks ? [] : [notes.say('fileLost')]), ...links]
  const full = { ...post, content: [post.content, ...lines].filter(Boolean).join('\n') }
  if (files.length === 0) return full
  const fields = Object.fromEntries(
    Object.entries(postedJson(full)).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  )
  return { ...full, form: multipart(fields, files, `postern-${randomUUID()}`) }
}

const post = async (
  options: Options,
  http: Http,
  organisation: string,
  conversation: number,
  entry: Entry,
  attempt: Attempt,
): Promise<number | undefined> => {
  try {
    const full = await withFiles(options, http, organisation, entry, attempt, false)
    return await options.api.post(http, conversation, full)
  } catch (error) {
    const isAboutFiles =
      error instanceof CallError &&
      error.outcome.status === 'rejected' &&
      (error.status === 413 || error.status === 422) &&
      entry.message?.received?.media.length
    if (!isAboutFiles) throw error
    // The server rejects this file; its link is better than nothing.
    return options.api.post(
      http,
      conversation,
      await withFiles(options, http, organisation, entry, attempt, true),
    )
  }
}

const extensionOf = (contentType: string): string => {
  const [, kind = ''] = /^[a-z]+\/([a-z0-9]+)/i.exec(contentType) ?? []
  return EXTENSIONS[kind] ?? (kind === '' || kind === 'octet' ? '' : `.${kind}`)
}

const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: '.jpg', mpeg: '.mp3', plain: '.txt' }
