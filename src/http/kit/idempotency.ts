/** `Idempotency-Key`: the same key and request get the first answer again. */

import { createHash, createHmac } from 'node:crypto'
import type { Parts } from '../../engine/gateway.ts'
import { seal, unseal } from '../../tokens/sealed.ts'
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

/** Runs once for a key. An answer of 5xx is not kept, so that the same key may try again. */
export const answerOnce = async (
  {
    store,
    clock,
    secret,
    leaseMs = LEASE_MS,
  }: Pick<Parts, 'store' | 'clock' | 'secret' | 'leaseMs'>,
  request: Keyed,
  run: () => Promise<Answer>,
): Promise<Answer> => {
  // Key and answer may name a person, and outlive their erasure: what is kept says nothing by itself.
  const owned = `${request.organisation} ${request.key}`
  const name = sha256(owned)
  const sealedBy = createHmac('sha256', secret).update(`idempotency ${owned}`).digest()
  const seen = await store.reserve(name, fingerprint(request), clock(), leaseMs)
  if (seen.status === 'mismatch')
    throw new ProblemError(
      'idempotency_mismatch',
      'This idempotency key came with another request before.',
    )
  if (seen.status === 'in_flight')
    throw new ProblemError(
      'idempotency_in_flight',
      'The first request with this idempotency key is not answered yet.',
      { headers: { 'Retry-After': '1' } },
    )
  const kept = seen.status === 'done' ? unseal(seen.answer, sealedBy) : undefined
  if (kept !== undefined) {
    const first = JSON.parse(kept) as Answer
    return { ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } }
  }
  try {
    const answer = await run()
    await store.answer(name, seal(JSON.stringify(answer), sealedBy), clock())
    return answer
  } catch (error) {
    // The inputs' ids come from the key, so that trying again can't do anything twice.
    await store.answer(name, RELEASED, clock())
    throw error
  }
}

/** Not sealed, so that it is no answer. */
const RELEASED = ''

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
