/** Slows down guesses at keys, by the address they come from. A right key always gets in. */

import type { Context } from 'hono'
import type { Clock } from '../../ports/side.ts'
import { type Allowance, createRateLimit } from './rate-limit.ts'

/** Wrong keys of one address: ten at once, then one every two seconds. */
const WRONG_KEYS = { perSecond: 0.5, burst: 10 }

/** Counts one wrong key of the client; `allowed: false`: the client has to wait. */
export type CountWrongKey = (c: Context) => Allowance

/**
 * Limiting valid keys too would let a guesser lock out everybody behind the same proxy.
 * Guessing a key of 24 characters is hopeless anyway; this keeps the attempts cheap.
 */
export const createWrongKeys = (clock: Clock): CountWrongKey => {
  const take = createRateLimit(WRONG_KEYS, clock)
  return (c) => take(clientOf(c))
}

/** Values that the server passes with the request. */
type Bindings = {
  /** Set by `@hono/node-server`. */
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } }
  /** Set by a composition root without Node's socket, such as the Worker's. */
  readonly clientAddress?: string
}

/** The other end of the connection. Headers are not trusted: any client can set them. */
const clientOf = (c: Context): string => {
  const { incoming, clientAddress } = (c.env ?? {}) as Bindings
  const address = clientAddress ?? incoming?.socket?.remoteAddress ?? 'unknown'
  // An IPv6 client usually has a whole /64.
  return address.includes(':') && !address.includes('.')
    ? expand(address).slice(0, 4).join(':')
    : address
}

const expand = (address: string): readonly string[] => {
  const [head = '', tail] = address.split('::')
  const before = head.split(':')
  if (tail === undefined) return before
  const after = tail.split(':')
  return [...before, ...Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
}
