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

export type Upload = <T>(path: string, file: Blob, type: string) => Promise<Reply<T>>

const TIMEOUT_MS = 20_000
/** A large file on a slow line. */
const UPLOAD_TIMEOUT_MS = 300_000

/**
 * `token` is asked each time, since the page replaces it. No answer is stored, by its own header; a request that
 * says so as well makes the browser ask before each whether the page may send it.
 */
export const createAsk = (
  src: string,
  token: () => string,
): { readonly ask: Ask; readonly upload: Upload } => {
  const call = async <T>(
    path: string,
    { headers, ...request }: RequestInit & { readonly headers: Record<string, string> },
    timeoutMs: number,
  ): Promise<Reply<T>> => {
    try {
      const response = await fetch(src + path, {
        ...request,
        credentials: 'omit',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { Authorization: `Bearer ${token()}`, ...headers },
      })
      if (response.ok) return { ok: true, body: await response.json() }
      // A proxy in front of the gateway answered with its own page.
      const problem = await response.json().catch(() => ({}))
      return { ok: false, status: response.status, problem }
    } catch {
      return { ok: false, status: 0, problem: {} }
    }
  }
  return {
    ask: (method, path, body, idempotencyKey) =>
      call(
        path,
        {
          method,
          headers: {
            ...(body && { 'Content-Type': 'application/json' }),
            ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
          },
          ...(body && { body: JSON.stringify(body) }),
        },
        TIMEOUT_MS,
      ),
    upload: (path, body, type) =>
      call(path, { method: 'POST', headers: { 'Content-Type': type }, body }, UPLOAD_TIMEOUT_MS),
  }
}
