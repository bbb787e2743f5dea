/** Compares waits: an end that moves by seconds, and sentences in the same words, make the same wait. */

import type { Instant } from '../../model/contact.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { hashOf } from '../../reading/openings.ts'
import { localeOf } from '../../wording/time.ts'

/** Sentences show minutes; a pause that the provider renews with each refusal is the same one. */
const SAME_MS = 60_000

export const isSameTime = (one: Instant, other: Instant): boolean => Math.abs(one - other) < SAME_MS

/** An earlier end is never the same: an agent was told a time before which nothing is sent. */
export const isSameEnd = (told: Instant, now: Instant): boolean =>
  now >= told && isSameTime(told, now)

/** The locale, the time zone and the organisation's own wording of a sentence. */
export const toldIn = (policy: Policy): string => {
  const { sentences } = policy.rules
  const own = Object.keys(sentences).length > 0 ? ` ${hashOf(JSON.stringify(sentences))}` : ''
  return `${localeOf(policy)} ${policy.organisation.timeZone ?? ''}${own}`
}
