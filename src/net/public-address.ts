/** Keeps requests away from everything that is not the public Internet. */

import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { HttpError } from '../ports/errors.ts'

/** Whether an IP address is public. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  // Only 2000::/3 is assigned to the public Internet.
  return parsed.kind() === 'ipv4' || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20
}

/** Throws unless the URL is https, without credentials, and no literal of a private address. */
export const checkUrl = ({ protocol, username, password, hostname }: URL): void => {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const forbidden =
    protocol !== 'https:' ||
    username !== '' ||
    password !== '' ||
    // No lookup happens for a literal.
    (ipaddr.isValid(literal) && !isPublicAddress(literal))
  if (forbidden) throw new HttpError('forbidden_address', false)
}

/** The lookup of a connection that fails when a name leads, even in part, to a private address. */
export const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : (address ?? []).map((a) => a.address)
      if (!error && !found.every(isPublicAddress))
        callback(new HttpError('forbidden_address', false), '', 0)
      else callback(error, address, family)
    })
