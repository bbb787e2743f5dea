/** Errors at the edge: thrown once, mapped once. */

/** `reached: false` = the request certainly never arrived, so that it is safe to repeat. */
export class HttpError extends Error {
  readonly code:
    | 'timeout'
    | 'connect'
    | 'reset'
    | 'too_large'
    | 'forbidden_address'
    | 'aborted'
    | 'busy'
  readonly reached: boolean
  /** The answer's status, if its body failed. */
  readonly status?: number
  constructor(code: HttpError['code'], reached: boolean, status?: number) {
    super(`http: ${code}`)
    this.code = code
    this.reached = reached
    if (status !== undefined) this.status = status
  }
}

/** `bad_signature` → 403, `malformed` → 400, `too_large` → 413. Nothing has been stored. */
export class WebhookError extends Error {
  readonly code: 'bad_signature' | 'malformed' | 'too_large'
  readonly detail: string
  constructor(code: WebhookError['code'], detail: string) {
    super(`webhook: ${code}: ${detail}`)
    this.code = code
    this.detail = detail
  }
}

/** The store is busy and has stored nothing; try again. */
export class BusyError extends Error {
  constructor(why = 'busy') {
    super(`store: ${why}`)
  }
}

/** The cursor is not valid for this listing. */
export class CursorError extends Error {
  constructor() {
    super('store: bad cursor')
  }
}

/** The cause of an error, for the log. */
export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : 'unknown'
