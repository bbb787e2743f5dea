/** Telnyx's form of numbers: plain, or in an object beside the carrier. */

import { type Address, identityOf, parseAddress } from '../../../src/core/model/address.ts'
import { isObject, type Json, memberIn, textIn } from '../../kit/json.ts'

/** `+1…`, a short code, or `{ phone_number }`; undefined for anything else, such as an RCS agent. */
export const toAddress = (value: unknown): Address | undefined => {
  const number = isObject(value) ? textIn(value, 'phone_number') : value
  return typeof number === 'string' ? parseAddress(`sms:${number}`) : undefined
}

/** `sms:+1…` → `+1…` */
export const fromAddress = (address: Address): string => identityOf(address)

/** The parties in `to` or `cc`: a list of objects or texts, or just one. */
export const partiesIn = (json: Json, name: string): readonly unknown[] => {
  const value = memberIn(json, name)
  if (Array.isArray(value)) return value
  return value === undefined || value === null || value === '' ? [] : [value]
}
