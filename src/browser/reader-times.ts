/** Writes the console's times, which the server knows only in UTC, in the reader's time zone and form. */

import { isThisYear, isToday, spell } from './moment.ts'

/** Those marked `data-spell`; its value is the present time, for a list that shows only what differs. */
export const spellTimes = (page: Document): void => {
  for (const time of page.querySelectorAll<HTMLTimeElement>('time[data-spell]')) {
    const { dateTime: at, dataset } = time
    const { lang } = document.documentElement
    const form = dataset.spell ? briefly(at, Date.parse(dataset.spell)) : 'dateAndTime'
    time.title = spell('whole', at, lang, dataset.zone)
    time.textContent = spell(form, at, lang, dataset.zone)
    // A part of the page is replaced where it differs, and the present time always does.
    time.removeAttribute('data-spell')
  }
}

const briefly = (at: string, now: number) => {
  if (isToday(at, now)) return 'time'
  return isThisYear(at, now) ? 'shortDay' : 'date'
}
