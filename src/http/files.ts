/** `GET /files/{token}`: a file that an agent uploaded, for the provider and the thread. */

import type { Context } from 'hono'
import type { Gateway } from '../engine/gateway.ts'
import { createFileLinks } from '../tokens/file-link.ts'
import { protect } from './kit/answer.ts'
import { asAttachment } from './kit/disposition.ts'
import { notFound } from './kit/problem.ts'
import { streamOf } from './kit/stream.ts'

/** The file of the link's token; 404 if the token is invalid or expired, or the file is deleted. */
export const serveFile = async (
  c: Context,
  { directory, store, clock, secret, log }: Gateway,
): Promise<Response> => {
  const links = createFileLinks(directory.publicUrl, secret)
  const ref = links.read(c.req.param('token') ?? '', clock())
  const file = ref && (await store.file(ref.organisation, ref.id))
  if (!ref || !file) throw notFound('file under this link, or the link has expired')
  protect(c, "sandbox; default-src 'none'")
  c.header('Content-Type', file.contentType)
  c.header('Content-Length', String(file.bytes))
  c.header('Content-Disposition', asAttachment(file.name))
  if (c.req.method === 'HEAD') return c.body(null)
  return c.body(streamOf({ log }, store.fileData(ref.organisation, ref.id)))
}
