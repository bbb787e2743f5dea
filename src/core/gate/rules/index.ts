/** The gate: every rule in its order. A rule objects or stays silent. */

import type { Contact } from '../../model/contact.ts'
import type { Outbound } from '../../model/message.ts'
import type { Policy } from '../../model/policy.ts'
import type { Objection } from '../../model/verdict.ts'
import { consentRule } from './consent.ts'
import { contentRule } from './content.ts'
import { countryRule } from './country.ts'
import { quietHoursRule } from './quiet-hours.ts'
import { reachableRule } from './reachable.ts'
import { senderActiveRule } from './sender-active.ts'
import { sessionRule } from './session.ts'
import { takenRule } from './taken.ts'
import { templateRule } from './template.ts'

/** Somebody wants to write to the contact; what, is not known yet. */
export type Approach = Pick<Outbound, 'at' | 'sender' | 'to' | 'agent'>

export type Rule<M = Outbound> = (
  contact: Contact,
  message: M,
  policy: Policy,
) => Objection | undefined

/** The first objection wins. */
export const RULES: readonly Rule[] = [
  senderActiveRule,
  reachableRule,
  takenRule,
  consentRule,
  countryRule,
  sessionRule,
  templateRule,
  quietHoursRule,
  contentRule,
]
