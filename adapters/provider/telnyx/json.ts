/** Reads ids and times as Telnyx writes them. */

import type { Instant } from '../../../src/core/model/contact.ts'
import { type Json, textIn } from '../../kit/json.ts'

const ID = /^[\w.:-]{1,64}$/

/** An id, safe for keys and URLs; undefined otherwise. */
export const idIn = (json: Json, name: string): string | undefined => {
  const value = textIn(json, name)
  return value !== undefined && ID.test(value) ? value : undefined
}

/** A time, never later than `at`; opt-out lists write a space instead of the T. */
export const timeIn = (json: Json, name: string, at: Instant): Instant | undefined => {
  const time = Date.parse(textIn(json, name)?.replace(' ', 'T') ?? '')
  return Number.isNaN(time) ? undefined : Math.min(time, at)
}
