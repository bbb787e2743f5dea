/** The simulated time, as the rest of the console shows times. */

import { type Form, spell } from '../moment.ts'

const as =
  (form: Form) =>
  (at: string): string =>
    spell(form, at, 'en')

/** Date, time and offset: `Sun 29 Nov 2026, 21:30 GMT+1`. */
export const fullTime = as('withOffset')

/** Weekday and time, for a list. */
export const shortTime = as('dayAndTime')

/** Hours and minutes, as phones show them. */
export const clockTime = as('time')

/** The day, above the messages of that day. */
export const dayOf = as('day')
