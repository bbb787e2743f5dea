/** The simulated account, and the ids that Twilio assigns in it. */

import { createHash } from 'node:crypto'
import type { EmulatorOptions } from '../../../../src/ports/emulator.ts'

export const API_URL = 'https://api.twilio.com'

/** 32 hexadecimal digits, always the same for the same text. */
export const hex32 = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)

/** Twilio's id of a message on a phone. */
export const sidOf = (id: string): string => `SM${hex32(id)}`

/** Twilio's id of a template. */
export const contentSidOf = (id: string): string => `HX${hex32(id)}`

/** An account as both sides of the simulation know it. */
export type EmulatedAccount = EmulatorOptions & {
  readonly accountSid: string
  readonly authToken: string
}
