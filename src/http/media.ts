/** `GET /media/{token}`: streams one inbound file from the provider in a form that is safe to open. The provider caps its size. */

import type { Context } from 'hono'
import { fileNameOf } from '../core/model/message/file-name.ts'
import type { Media, Message, Received } from '../core/model/message/message.ts'
import type { Gateway } from '../engine/gateway.ts'
import { providerOf } from '../engine/message-connection.ts'
import { errorMessage } from '../ports/errors.ts'
import { createMediaLinks } from '../tokens/media-link.ts'
import { protect } from './kit/answer.ts'
import { asAttachment } from './kit/disposition.ts'
import { notFound, ProblemError } from './kit/problem.ts'

/** Content types passed to browsers; all others become plain bytes. */
const SAFE_TYPES =
  /^(?:image\/(?:jpeg|png|gif|webp)|audio\/(?:aac|amr|mp4|mpeg|ogg)|video\/(?:mp4|3gpp)|application\/pdf|text\/(?:plain|vcard|csv))$/

/** The file of the link's token; 404 if the token is invalid or expired, or the file is deleted. */
export const serveMedia = async (c: Context, gateway: Gateway): Promise<Response> => {
  const { directory, store, clock, secret } = gateway
  const links = createMediaLinks({ publicUrl: directory.publicUrl, secret })
  const ref = links.read(c.req.param('token') ?? '', clock())
  const message = ref && (await store.message(ref.organisation, ref.message))
  if (!ref || !message) throw unknownFile()
  return streamFile(c, gateway, message, ref.index)
}

/** An inbound message's file of that number, from the provider. */
export const streamFile = async (
  c: Context,
  gateway: Gateway,
  message: Message,
  index: number,
): Promise<Response> => {
  const { directory, providers, http, log } = gateway
  const file = message.received && fileAt(message.received, index)
  const provider = providerOf(message, directory, providers)
  if (!file || !provider) throw unknownFile()
  let answer: Response
  try {
    answer = await provider.media(file, http)
  } catch (error) {
    log.warn('media_failed', { message: message.id, error: errorMessage(error) })
    throw unavailable()
  }
  if (answer.ok && answer.body) {
    describe(c, file, index, answer.headers)
    // An unread stream would hold its connection until it times out.
    if (c.req.method === 'HEAD') {
      await answer.body.cancel()
      return c.body(null)
    }
    return c.body(answer.body)
  }
  await answer.body?.cancel()
  log.warn('media_failed', { message: message.id, status: answer.status })
  if (answer.status === 404 || answer.status === 410)
    throw notFound('such file at the provider now')
  throw unavailable()
}

/** A file of a message: its own files come first, then the picture of the advertisement. */
const fileAt = ({ media, adMedia }: Received, index: number): Media | undefined =>
  index === media.length ? adMedia : media[index]

const unknownFile = () => notFound('file under this link, or the link has expired')

const describe = (c: Context, file: Media, index: number, headers: Headers) => {
  const claimed = (file.contentType ?? headers.get('content-type') ?? '').split(';')[0] ?? ''
  const type = claimed.trim().toLowerCase()
  const length = headers.get('content-length')
  protect(c, "sandbox; default-src 'none'")
  c.header('Content-Type', SAFE_TYPES.test(type) ? type : 'application/octet-stream')
  const filename = file.filename ?? nameIn(headers.get('content-disposition') ?? '')
  const named = fileNameOf({ ...file, contentType: type, ...(filename && { filename }) }, index)
  c.header('Content-Disposition', asAttachment(named))
  // A compressed file has another length once it is unpacked.
  if (length && !headers.has('content-encoding')) c.header('Content-Length', length)
}

/** The name in the provider's own `Content-Disposition`. */
const nameIn = (disposition: string): string | undefined => {
  const encoded = /filename\*=(?:UTF-8|utf-8)''([^;\s]+)/.exec(disposition)?.[1]
  try {
    if (encoded) return decodeURIComponent(encoded)
  } catch {
    // The plain form may still be there.
  }
  const [, quoted, bare] = /filename=(?:"([^"]*)"|([^;\s]+))/.exec(disposition) ?? []
  return quoted || bare || undefined
}

const unavailable = () => new ProblemError('media_unavailable', 'Try the link again in a moment.')
