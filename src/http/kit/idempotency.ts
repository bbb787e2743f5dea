/** `Idempotency-Key`: the same key and request get the first answer again. */

import { createHash } from 'node:crypto'
import type { AlsoCommitted, Gateway, Handle, Handled } from '../../engine/gateway.ts'
import type { Answer } from './answer.ts'
import { invalid, ProblemError } from './problem.ts'

const LEASE_MS = 60_000
const KEY = /^[\x21-\x7e]{1,255}$/

type Request = {
  readonly organisation: string
  readonly key: string
  readonly method: string
  readonly path: string
  readonly body: Uint8Array
}

/** A request under a key. */
export type Keyed = Pick<Request, 'organisation' | 'key'> & {
  /** The name of its answer in the store. */
  readonly name: string
  readonly fingerprint: string
}

export const keyedBy = ({ organisation, key, method, path, body }: Request): Keyed => ({
  organisation,
  key,
  name: sha256(`${organisation} ${key}`),
  fingerprint: createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex'),
})

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
  const { name, fingerprint } = request
  const seen = await store.reserve(name, fingerprint, clock(), leaseMs)
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
  if (seen.status === 'in_flight') throw inFlight()
  const first = seen.status === 'done' ? readAnswer(seen.answer) : undefined
  if (first) return { ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } }
  let about: { readonly organisation: string; readonly contact: string } | undefined
  const handle: Handle = async (...given) => {
    const [organisation] = given
    const handled = await gateway.handle(...given)
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

/** The option of `handle` that stores this answer with the commit. */
export type Keep = (answerTo: (handled: Handled) => Answer) => Pick<AlsoCommitted, 'keeps'>

/** Keys whose first request runs in this process. */
const running = new WeakMap<Gateway['store'], Set<string>>()

/**
 * As `answerOnce`, for a route that makes one commit and then knows its answer: it is stored with that commit.
 * `explain` makes an answer of an error, or throws it.
 */
export const answerWithCommit = async (
  gateway: Gateway,
  request: Keyed,
  run: (gateway: Gateway, keep?: Keep) => Promise<Answer>,
  explain: (error: unknown) => Answer,
): Promise<Answer> => {
  const { store } = gateway
  const { name: key, fingerprint } = request
  const keys = running.get(store) ?? new Set()
  running.set(store, keys)
  if (keys.has(key)) throw inFlight()
  keys.add(key)
  try {
    let isKept = false
    const handle: Handle = async (...given) => {
      const handled = await gateway.handle(...given)
      isKept = given[3]?.keeps !== undefined && handled?.duplicate === false
      return handled
    }
    const keep: Keep = (answerTo) => ({
      keeps: (handled) => ({
        key,
        fingerprint,
        answer: JSON.stringify(answerOf(() => answerTo(handled), explain)),
      }),
    })
    if (!(await store.isReserved(key))) {
      const answer = await run({ ...gateway, handle }, keep)
      if (isKept) return answer
    }
  } finally {
    keys.delete(key)
  }
  return answerOnce(gateway, request, run)
}

const answerOf = (make: () => Answer, explain: (error: unknown) => Answer): Answer => {
  try {
    return make()
  } catch (error) {
    return explain(error)
  }
}

const inFlight = () =>
  new ProblemError(
    'idempotency_in_flight',
    'The first request with this idempotency key is still in progress.',
    { headers: { 'Retry-After': '1' } },
  )

/** No answer: the same key runs again. */
const RELEASED = ''

/** Undefined for answers of an earlier version, which run again. */
const readAnswer = (text: string): Answer | undefined =>
  text.startsWith('{') ? JSON.parse(text) : undefined

/**
 * The id of an input: the same for the same key and request, random without a key. A key is kept for a while,
 * an input for good, so another request under an old key must get another id.
 */
export const inputId = (prefix: string, keyed: Keyed | undefined): string => {
  if (keyed === undefined) return `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
  const text = `${keyed.organisation}\n${keyed.key}\n${keyed.fingerprint}`
  return `${prefix}_${sha256(text).slice(0, 32)}`
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
