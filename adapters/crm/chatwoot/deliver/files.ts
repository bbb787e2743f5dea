/** An agent's files, under addresses that the provider can fetch. */

import type { Media } from '../../../../src/core/model/message/message.ts'
import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Attachment, MessageEvent } from '../receive/event.ts'

type Options = {
  readonly connection: string
  /** Chatwoot's address. */
  readonly url: string
  readonly allowPrivate: boolean
}

/** A webhook waits for this call. */
const TIMEOUT_MS = 1_500
const MAX_FILES = 10

/** The files of a message. Each address redirects to its storage; we follow it once. */
export const createFiles =
  (options: Options) =>
  async (http: Http, { attachments }: MessageEvent): Promise<readonly Media[]> => {
    const given = (attachments ?? []).slice(0, MAX_FILES)
    const found = await Promise.all(given.map((one) => fileOf(http, one, options)))
    return found.filter((file) => file !== undefined)
  }

const fileOf = async (
  http: Http,
  { data_url, content_type, extension, file_type }: Attachment,
  options: Options,
): Promise<Media | undefined> => {
  const url = data_url ? repair(data_url, options.url) : undefined
  if (url === undefined) return undefined
  const contentType = content_type ?? typeOf(extension, file_type)
  return {
    url: (await follow(http, url, options)) ?? url,
    ...(contentType !== undefined && { contentType }),
    ...nameOf(url),
  }
}

/** Some proxies write the scheme twice, once as the host: `http://https/host/x`. */
const repair = (text: string, base: string): string | undefined => {
  const [, scheme, rest] = /^https?:\/\/(https?)(?::)?\/+(.*)$/i.exec(text) ?? []
  const url = URL.parse(scheme === undefined ? text : `${scheme}://${rest}`, base)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** Follows one redirect, without our token. */
const follow = async (
  http: Http,
  url: string,
  { connection, allowPrivate, url: base }: Options,
): Promise<string | undefined> => {
  try {
    const { status, headers } = await http({
      method: 'HEAD',
      url,
      connection,
      purpose: 'find file',
      timeoutMs: TIMEOUT_MS,
      // Our token is only for Chatwoot's own address.
      allowPrivate: allowPrivate && new URL(url).origin === new URL(base).origin,
    })
    const location = status >= 300 && status < 400 ? headers.get('location') : null
    const target = location ? URL.parse(location, url) : null
    return target && /^https?:$/.test(target.protocol) ? target.href : undefined
  } catch (error) {
    if (error instanceof HttpError) return undefined
    throw error
  }
}

const typeOf = (extension: string | null | undefined, kind: string | null | undefined) =>
  TYPES[(extension ?? '').toLowerCase()] ?? (kind === 'audio' ? 'audio/mpeg' : undefined)

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
}

const nameOf = (url: string): { readonly filename?: string } => {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    const filename = decodeURIComponent(last).slice(0, 240)
    return /\.\w{1,8}$/.test(filename) ? { filename } : {}
  } catch {
    return {}
  }
}
