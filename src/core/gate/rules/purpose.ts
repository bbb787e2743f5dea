/** Marketing goes only to countries that allow it and to contacts who agreed and have not stopped it. */

import * as z from 'zod'
import { factsOf } from '../../model/address.ts'
import { barOf, MARKETING, purposeOf } from '../../model/purpose.ts'
import { momentOf } from '../../wording/time.ts'
import { defineReasons, instant, type Judge, type Rule } from '../rule.ts'
import { templateChoice } from './template.ts'

/** Marketing that the provider throttled is not tried again for this long. */
export const THROTTLE_MS = 24 * 3_600_000

const REASONS = defineReasons({
  marketing_not_allowed: {
    status: 409,
    title: 'Marketing is not allowed to this contact',
    meaning:
      '`because` is the cause: the `country` forbids it, the contact `stopped` it, the required `consent` is missing, or the platform `throttled` it. `purpose` is `marketing` or one of your own.',
    evidence: z.strictObject({
      because: z.enum(['country', 'stopped', 'consent', 'throttled']),
      purpose: z.string().exactOptional(),
      until: instant.exactOptional().meta({ description: 'When marketing is tried again.' }),
    }),
    sentences: [
      'marketing_stopped',
      'marketing_consent',
      'marketing_throttled',
      'purpose_stopped',
      'purpose_consent',
    ],
  },
})

export const purposeRule: Judge<typeof REASONS> = (contact, message, policy) => {
  const purpose = purposeOf(message, policy)
  const isTemplate = message.content.kind === 'template'
  const because = barOf(contact, { sender: message.sender, purpose, isTemplate }, policy)
  return because && { reason: 'marketing_not_allowed', because, purpose }
}

export const purpose: Rule<typeof REASONS> = {
  about: {
    name: 'purpose',
    sources: [
      {
        source: 'Meta: marketing templates to +1 numbers, blocked since 2025-04-01',
        read: '2026-11',
      },
      { source: 'Meta: error 131049, a limit for each user', read: '2026-11' },
      { source: 'WhatsApp Business Messaging Policy: opting out of a category', read: '2026-11' },
      { source: '47 CFR 64.1200(a)(2): written consent to marketing', read: '2026-11' },
    ],
    tested: [
      'test/core/gate/rules/purpose.test.ts',
      'test/stories/purpose.test.ts',
      'test/stories/faq.test.ts',
    ],
  },
  reasons: REASONS,
  judge: purposeRule,
  advice: {
    marketing_not_allowed: {
      remedies: ({ because, until }, contact, context, policy) => {
        if (until !== undefined) return [{ do: 'wait_until', at: until }]
        const others = templateChoice(contact, context, policy)
        return because === 'consent' ? [...others, { do: 'record_consent' }] : others
      },
      sentence: ({ because, purpose: what = MARKETING }) => {
        if (because === 'country') return 'marketing_not_allowed'
        if (because === 'throttled' || what === MARKETING) return `marketing_${because}`
        return `purpose_${because}`
      },
      values: ({ purpose: what = MARKETING, until }, policy) => ({
        channel: factsOf(policy.sender.address).label,
        purpose: policy.rules.purposes[what]?.label ?? what,
        ...(until !== undefined && momentOf(until, policy)),
      }),
    },
  },
}
