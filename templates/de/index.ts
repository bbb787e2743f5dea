/** All of German. */

import type { Locale } from '../locale.ts'
import { composer } from './composer.ts'
import { flow } from './flow.ts'
import { notes } from './notes.ts'
import optInRequest from './opt_in_request.json' with { type: 'json' }
import { refusals } from './refusals.ts'

export const de: Locale = { flow, refusals, composer, notes, optInRequest }
export { de as deReading } from './reading.ts'
