/** A contact gets no more messages for one purpose than the law or the organisation allows. */

import * as z from 'zod'
import type { Contact, Instant } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { isMarketing, purposeOf } from '../../model/purpose.ts'
import { periodOf } from '../../wording/period.ts'
import { momentOf } from '../../wording/time.ts'
import { REGION_FREQUENCY } from '../law/frequency-data.ts'
import { defineReasons, instant, type Judge, type Rule } from '../rule.ts'
import { lacksConsent } from './consent.ts'
import { doubtRule } from './doubt.ts'
import { quietHoursRule } from './quiet-hours.ts'

const REASONS = defineReasons({
  frequency_limit: {
    status: 409,
    title: 'The contact has reached the message limit for this purpose',
    meaning:
      'A contact gets at most `max` messages for `purpose` within `perMs` milliseconds. `waiting` of these are held messages that will be sent before this one. The next message can be sent from `until` on.',
    evidence: z.strictObject({
      purpose: z.string(),
      max: z.int(),
      perMs: z.int(),
      until: instant,
      waiting: z.int().exactOptional(),
    }),
    sentences: ['frequency_limit_waiting'],
  },
})

/** Of several limits, the one that lasts longest. */
const frequencyRule: Judge<typeof REASONS> = (contact, message, policy) => {
  const purpose = purposeOf(message, policy)
  const limits = limitsFor(contact, purpose, policy)
  if (limits.length === 0) return undefined
  const sent = contact.sends?.[purpose] ?? []
  const waiting = leavingBefore(contact, message, purpose, policy)
  const both = [...sent, ...waiting].toSorted((a, b) => a - b)
  const [longest] = limits
    .flatMap((limit) => {
      const until = freeAt(both, limit, message.at)
      return until === undefined ? [] : [{ limit, until }]
    })
    .toSorted((a, b) => b.until - a.until)
  if (!longest) return undefined
  const { limit, until } = longest
  const night = quietHoursRule(contact, { ...message, at: until }, policy)
  return {
    reason: 'frequency_limit',
    purpose,
    max: limit.max,
    perMs: limit.perMs,
    until: night?.until ?? until,
    ...(freeAt(sent, limit, message.at) === undefined && { waiting: waiting.length }),
  }
}

export const frequency: Rule<typeof REASONS> = {
  about: {
    name: 'frequency',
    sources: Object.values(REGION_FREQUENCY).map(({ source, read }) => ({ source, read })),
    tested: ['test/core/gate/rules/frequency.test.ts', 'test/stories/purpose.test.ts'],
  },
  reasons: REASONS,
  judge: frequencyRule,
  advice: {
    frequency_limit: {
      remedies: ({ until }) => [{ do: 'wait_until', at: until }],
      sentence: ({ waiting }) =>
        waiting === undefined ? 'frequency_limit' : 'frequency_limit_waiting',
      values: ({ until, max, perMs, purpose }, policy) => ({
        max: String(max),
        ...periodOf(perMs, policy),
        purpose: policy.rules.purposes[purpose]?.label ?? purpose,
        ...momentOf(until, policy),
      }),
    },
  },
}

type Limit = { readonly max: number; readonly perMs: number }

/** The configured limits, and for marketing those of the states where the contact may be. */
const limitsFor = (contact: Contact, purpose: string, policy: Policy): readonly Limit[] => {
  const own = policy.rules.frequency.filter((limit) => limit.purpose === purpose)
  if (!isMarketing(purpose, policy)) return own
  const { country, region: hint } = policy.place
  const region = contact.region ?? hint
  const rows = Object.entries(REGION_FREQUENCY).filter(([key]) =>
    region === undefined ? key.startsWith(`${country}-`) : key === region,
  )
  return [...own, ...rows.map(([, row]) => row)]
}

/**
 * When older held messages for the purpose will be sent: those that wait for a time, or for the contact as this one
 * would. They count, or more messages would wait for the morning than may be sent then.
 */
const leavingBefore = (
  contact: Contact,
  message: Outbound,
  purpose: string,
  policy: Policy,
): readonly Instant[] => {
  const { at, sender } = message
  const waitsToo = () =>
    lacksConsent(contact, message, policy) ?? doubtRule(contact, message, policy)
  return contact.held.flatMap(({ message: other, until, request }) => {
    const own = policy.elsewhere?.[other.sender] ?? policy
    if (request || purposeOf(other, own) !== purpose) return []
    if (typeof until === 'number') return until <= at ? [until] : []
    return other.sender === sender && waitsToo() ? [at] : []
  })
}

/** When one more is allowed; undefined if it is now. */
const freeAt = (
  sent: readonly Instant[],
  { max, perMs }: Limit,
  at: Instant,
): Instant | undefined => {
  const recent = sent.filter((time) => time > at - perMs)
  const oldest = recent[recent.length - max]
  return oldest === undefined ? undefined : oldest + perMs
}
