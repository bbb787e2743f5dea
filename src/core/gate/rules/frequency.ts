/** A contact gets no more messages for one purpose than the law or the organisation allows. */

import * as z from 'zod'
import type { Contact, Instant } from '../../model/contact.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { isMarketing, purposeOf } from '../../model/purpose.ts'
import { momentOf } from '../../wording/time.ts'
import { REGION_FREQUENCY } from '../law/frequency-data.ts'
import { defineReasons, hoursOf, instant, type Judge, type Rule } from '../rule.ts'
import { quietHoursRule } from './quiet-hours.ts'

const REASONS = defineReasons({
  frequency_limit: {
    status: 409,
    title: 'The contact has reached the message limit for this purpose',
    meaning:
      'A contact gets at most `max` messages for `purpose` within `perMs` milliseconds. The next can be sent from `until` on.',
    evidence: z.strictObject({
      purpose: z.string(),
      max: z.int(),
      perMs: z.int(),
      until: instant,
    }),
  },
})

const frequencyRule: Judge<typeof REASONS> = (contact, message, policy) => {
  const purpose = purposeOf(message, policy)
  for (const { max, perMs } of limitsFor(contact, purpose, policy)) {
    const until = freeAt(contact.sends?.[purpose] ?? [], { max, perMs }, message.at)
    if (until === undefined) continue
    const night = quietHoursRule(contact, { ...message, at: until }, policy)
    return { reason: 'frequency_limit', purpose, max, perMs, until: night?.until ?? until }
  }
  return undefined
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
      values: ({ until, max, perMs, purpose }, policy) => ({
        max: String(max),
        hours: hoursOf(perMs),
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
