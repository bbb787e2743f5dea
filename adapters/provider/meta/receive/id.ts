/** Our ids for items in Meta's webhooks, the same for each repeat of an item. */

import { createHash } from 'node:crypto'

/** Our own API doesn't accept longer ids. */
const MAX_LENGTH = 120

/** A `wamid` is base64, which is unsafe in URLs; Meta doesn't promise that it is unique across numbers. */
export const idOf = (phoneNumberId: string, wamid: string, ...more: readonly string[]): string => {
  const bare = wamid.replace(/^wamid\./, '')
  const base64 = /^[\w+/-]{1,120}={0,2}$/.test(bare) && bare.length <= MAX_LENGTH
  const id = base64 ? bare.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_') : hash(bare)
  return ['meta', phoneNumberId, id, ...more].join('_')
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40)
