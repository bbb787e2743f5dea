/** `Idempotency-Key`: the same key and request get the first answer again. */

import { createHash } from 'node:crypto'
import type { Gateway, Handle } from '../../engine/gateway.ts'
import type { Answer } from './answer.ts'
import { invalid, ProblemError } from './problem.ts'

const LEASE_MS = 60_000
const KEY = /^[\x21-\x7e]{1,255}$/

export type Keyed = {
  readonly organisation: string
  readonly key: string
  readonly method: string
  readonly path: string
  readonly body: Uint8Array
}

/** Checks the shape of the header. */
export const checkKey = (key: string): string => {
  if (!KEY.test(key)) throw invalid('Idempotency-Key', 'must be 1 to 255 visible ASCII characters')
  return key
}

/**
 * Runs once for a key. A 5xx is not stored, so that the same key may try again. `run` works
 * with the gateway it is given, which notes whom the answer is about: it is erased with that contact.
 */
export const answerOnce = async (
  gateway: Gateway,
  request: Keyed,
  run: (gateway: Gateway) => Promise<Answer>,
): Promise<Answer> => {
  const { store, clock, leaseMs = LEASE_MS } = gateway
  const name = sha256(`${request.organisation} ${request.key}`)
  const seen = await store.reserve(name, fingerprint(request), clock(), leaseMs)
  if (seen.status === 'mismatch')
    throw new ProblemError(
      'idempotency_mismatch',
      'This idempotency key was already used for another request.',
    )
  if (seen.status === 'erased')
    throw new ProblemError(
      'contact_erased',
      'The contact of the first request with this idempotency key has been erased.',
    )
  if (seen.status === 'in_flight')
    throw new ProblemError(
      'idempotency_in_flight',
      'The first request with this idempotency key is still in progress.',
      { headers: { 'Retry-After': '1' } },
    )
  const first = seen.status === 'done' ? readAnswer(seen.answer) : undefined
  if (first) return { ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } }
  let about: { readonly organisation: string; readonly contact: string } | undefined
  const handle: Handle = async (organisation, input, sender) => {
    const handled = await gateway.handle(organisation, input, sender)
    if (handled) about = { organisation, contact: handled.contact }
    return handled
  }
  try {
    const answer = await run({ ...gateway, handle })
    await store.answer(name, answer.isSecret ? RELEASED : JSON.stringify(answer), about)
    return answer
  } catch (error) {
    // Input ids derive from the key, so that a retry does nothing twice.
    await store.answer(name, RELEASED)
    throw error
  }
}

/** No answer: the same key runs again. */
const RELEASED = ''

/** Undefined for answers of an earlier version, which run again. */
const readAnswer = (text: string): Answer | undefined =>
  text.startsWith('{') ? JSON.parse(text) : undefined

/**
 * An id that the same key and request always give; without a key a random one. A key is remembered
 * for a while only, and an input for good: another request under an old key is another input.
 */
export const inputId = (prefix: string, keyed: Keyed | undefined): string => {
  if (keyed === undefined) return `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
  const text = `${keyed.organisation}\n${keyed.key}\n${fingerprint(keyed)}`
  return `${prefix}_${sha256(text).slice(0, 32)}`
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const fingerprint = ({ method, path, body }: Keyed): string =>
  createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex')
