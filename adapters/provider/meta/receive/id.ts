/** Our ids for what Meta's webhooks bring: the same for the same thing, however often it comes. */

import { createHash } from 'node:crypto'

/** Beyond this an id could not be asked for over our own API. */
const MAX_LENGTH = 120

/** A `wamid` is base64, which does not stand in a URL; it is not said to be unique beyond a number. */
export const idOf = (phoneNumberId: string, wamid: string, ...more: readonly string[]): string => {
  const bare = wamid.replace(/^wamid\./, '')
  const base64 = /^[\w+/-]{1,120}={0,2}$/.test(bare) && bare.length <= MAX_LENGTH
  const id = base64 ? bare.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_') : hash(bare)
  return ['meta', phoneNumberId, id, ...more].join('_')
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40)
