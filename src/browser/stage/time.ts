/** The simulated time as the reader's own clock would show it. */

const time = (parts: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(undefined, parts)
  return (at: string): string => format.format(new Date(at))
}

/** Date, time and offset: `Sun, 29 Nov 2026, 21:30 GMT+1`. */
export const fullTime = time({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'shortOffset',
})

/** Weekday and time, for a list. */
export const shortTime = time({ weekday: 'short', hour: '2-digit', minute: '2-digit' })

/** Hours and minutes, as phones show them. */
export const clockTime = time({ hour: '2-digit', minute: '2-digit' })

/** The day, above the messages of that day. */
export const dayOf = time({ weekday: 'short', day: 'numeric', month: 'short' })
