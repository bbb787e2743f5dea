/** The gate: every rule in its order. A rule is applied, and its reasons known, only by this list. */

import { consent } from './consent.ts'
import { content } from './content.ts'
import { country } from './country.ts'
import { doubt } from './doubt.ts'
import { frequency } from './frequency.ts'
import { purpose } from './purpose.ts'
import { quietHours } from './quiet-hours.ts'
import { reachable } from './reachable.ts'
import { senderActive } from './sender-active.ts'
import { session } from './session.ts'
import { taken } from './taken.ts'
import { template } from './template.ts'

/** The first objection wins. */
export const RULES = [
  senderActive,
  reachable,
  taken,
  consent,
  doubt,
  country,
  session,
  purpose,
  frequency,
  template,
  quietHours,
  content,
] as const
