/** All of French. Agents read English until the sentences for them are translated. */

import { composer } from '../en/composer.ts'
import { refusals } from '../en/refusals.ts'
import type { Locale } from '../locale.ts'
import { flow } from './flow.ts'
import optInRequest from './opt_in_request.json' with { type: 'json' }

export const fr: Locale = { flow, refusals, composer, optInRequest }
