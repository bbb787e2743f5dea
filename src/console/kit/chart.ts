/** Charts: lines over time that a script draws, with the same figures in a table; and bars by kind. */

import { isoTime } from '../../wire/events.ts'
import { type Html, html, inWords, onRequest, whenCounted } from './markup.ts'

export type Line = {
  readonly name: string
  /** One for each time; null where nothing was measured. */
  readonly values: readonly (number | null)[]
}

/** Data for the chart script. */
export type Plot = {
  /** In seconds, oldest first. */
  readonly times: readonly number[]
  readonly lines: readonly Line[]
  readonly unit: string
}

/** Lines over the same times. */
export const lineChart = (title: string, plot: Plot, empty: string): Html => {
  const { times, lines, unit } = plot
  // A count of 0 is nothing; a time of 0 was measured.
  const isSomething = (value: number | null) => value !== null && (value !== 0 || unit !== '')
  if (!lines.some(({ values }) => values.some(isSomething)))
    return html`<figure class="chart"><figcaption>${title}</figcaption><p class="empty">${empty}</p></figure>`
  const rows = times
    .map((time, i) => ({ time, values: lines.map(({ values }) => values[i] ?? null) }))
    .filter(({ values }) => values.some(isSomething))
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<div class="plot" data-plot="${JSON.stringify(plot)}"></div>
${onRequest(
  'As a table',
  html`<div class="scroll" tabindex="0" role="region" aria-label="${title}, as a table"><table><thead><tr><th scope="col">Time (UTC)</th>${lines.map(
    ({ name }) => html`<th scope="col">${name}${unit && ` (${unit})`}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ time, values }) =>
      html`<tr><th scope="row">${whenCounted(isoTime(time * 1000))}</th>${values.map(
        (value) => html`<td>${value === null ? '–' : show(value)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`,
  `: ${title}`,
)}</figure>`
}

/** One bar for each kind, most first. */
export const barChart = (
  title: string,
  counts: readonly (readonly [string, number])[],
  empty: string,
): Html => {
  const most = Math.max(...counts.map(([, count]) => count), 1)
  return html`<figure class="chart"><figcaption>${title}</figcaption>${
    counts.length === 0
      ? html`<p class="empty">${empty}</p>`
      : html`<ul class="bars">${counts.map(
          ([name, count]) =>
            html`<li><span>${inWords(name) || 'none'}</span> <strong>${count}</strong><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="6"/><rect class="bar" width="${(100 * count) / most}" height="6"/></svg></li>`,
        )}</ul>`
  }</figure>`
}

const show = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2))
