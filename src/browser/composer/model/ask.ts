/** Requests to the gateway with the page's token. */

export type Reply<T> =
  | { readonly ok: true; readonly body: T }
  /** Status 0: there was no answer. */
  | { readonly ok: false; readonly status: number; readonly problem: Problem }

export type Problem = {
  readonly detail?: string
  readonly reason?: string
  readonly remedies?: readonly never[]
}

export type Ask = <T>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  idempotencyKey?: string,
) => Promise<Reply<T>>

const TIMEOUT_MS = 20_000

/** `token` is asked each time, since the page replaces it. */
export const createAsk =
  (src: string, token: () => string): Ask =>
  async (method, path, body, idempotencyKey) => {
    try {
      const response = await fetch(src + path, {
        method,
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          Authorization: `Bearer ${token()}`,
          ...(body && { 'Content-Type': 'application/json' }),
          ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      if (response.ok) return { ok: true, body: await response.json() }
      // A proxy in front of the gateway answers with a page of its own.
      const problem = await response.json().catch(() => ({}))
      return { ok: false, status: response.status, problem }
    } catch {
      return { ok: false, status: 0, problem: {} }
    }
  }
