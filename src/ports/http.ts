/** The contract of the HTTP client. */

import type { Instant } from '../core/model/contact.ts'

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** The connection and the purpose, for the log. */
  readonly connection: string
  readonly purpose: string
  /** The whole exchange, body included. Default 10 s. */
  readonly timeoutMs?: number
  /** The limit of the answer's body. Default 1 MiB; beyond it `HttpError`. */
  readonly maxBytes?: number
  /** The target was configured with `allowPrivate`. */
  readonly allowPrivate?: boolean
}

export type HttpAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** An exchange as kept with a dead letter: without secrets and message texts, and only the beginning of bodies. */
export type Exchange = {
  readonly at: Instant
  readonly durationMs: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
  }
  /** Absent when none came; `error` then says why. */
  readonly answer?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
  }
  readonly error?: string
}

/** Makes one request. Never follows a redirect. Throws `HttpError` when there is no answer. */
export interface Http {
  (request: HttpRequest): Promise<HttpAnswer>
  /** The answer's body as a stream, cut off beyond `maxBytes`. */
  stream(request: HttpRequest): Promise<Response>
}
