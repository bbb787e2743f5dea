/** Answers of routes, and the headers that every answer carries. */

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A body streamed while it is produced. */
export type StreamType = 'text/event-stream' | 'application/x-ndjson' | 'application/zip'

export type Answer = {
  readonly status: number
  readonly body?: object
  readonly type?: 'application/json' | 'application/problem+json' | StreamType
  /** In the place of a body; by default server-sent events. */
  readonly stream?: ReadableStream<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
  /** A credential, so it is not stored: a repeat under the same idempotency key gets a new one. */
  readonly isSecret?: boolean
}

/** The answer as a response; headers already set on the context stay. */
export const respond = (c: Context, { status, body, type, stream, headers }: Answer): Response => {
  protect(c)
  for (const [name, value] of Object.entries(headers ?? {})) c.header(name, value)
  if (stream) {
    c.header('Content-Type', type ?? 'text/event-stream')
    // Otherwise a proxy would buffer the events.
    c.header('X-Accel-Buffering', 'no')
    if (c.req.method !== 'HEAD') return c.body(stream)
    // A HEAD response has no body, so its stream would never be read or closed.
    void stream.cancel()
    return c.body(null)
  }
  if (body === undefined) return c.body(null, 204)
  c.header('Content-Type', type ?? 'application/json')
  return c.body(JSON.stringify(body), status as ContentfulStatusCode)
}

/** No answer may be framed, sniffed, cached or run. */
export const protect = (c: Context, policy = "default-src 'none'; frame-ancestors 'none'") => {
  c.header('X-Request-Id', requestIdOf(c))
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Content-Security-Policy', policy)
  c.header('Referrer-Policy', 'no-referrer')
  c.header('Cache-Control', 'no-store')
  c.header('Strict-Transport-Security', 'max-age=31536000')
}

const REQUEST_ID = 'requestId'

/** Short, since the journal repeats it with each status of a message; 76 random bits are unique. */
const newRequestId = () => `req_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`

/** The caller's `X-Request-Id` if its form is harmless, else a new one. */
export const requestIdOf = (c: Context): string => {
  const known: string | undefined = c.get(REQUEST_ID)
  if (known) return known
  const given = c.req.header('X-Request-Id')
  const id = given && /^[\w.:-]{1,128}$/.test(given) ? given : newRequestId()
  c.set(REQUEST_ID, id)
  return id
}
