/** Simple charts as SVG: lines over time, and bars by kind. Each is told in words as well. */

import { type Html, html, spell } from './markup.ts'

export type Line = {
  readonly name: string
  /** Oldest first; a gap where nothing was measured. */
  readonly values: readonly (number | undefined)[]
}

const WIDTH = 600
const HEIGHT = 120

/** Lines over the same intervals; the newest is at the end. */
export const lineChart = (title: string, lines: readonly Line[], unit: string): Html => {
  const values = lines.flatMap((line) => line.values).filter((value) => value !== undefined)
  const most = Math.max(...values, 0)
  const totals = lines.map(({ name, values }) => `${name}: at most ${show(maxOf(values))}${unit}`)
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}. ${totals.join('; ')}" preserveAspectRatio="none">
<line class="axis" x1="0" y1="${HEIGHT - 1}" x2="${WIDTH}" y2="${HEIGHT - 1}"/>
${lines.map(({ values }, i) => html`<path class="line line-${i + 1}" d="${pathOf(values, most)}"/>`)}
</svg>
<ul class="legend">${totals.map((text, i) => html`<li class="key-${i + 1}">${text}</li>`)}</ul></figure>`
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
            html`<li><span>${spell(name) || 'none'}</span> <strong>${count}</strong><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="6"/><rect class="bar" width="${(100 * count) / most}" height="6"/></svg></li>`,
        )}</ul>`
  }</figure>`
}

const maxOf = (values: Line['values']) => Math.max(...values.map((value) => value ?? 0), 0)

const show = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2))

/** Lifts the pen over a gap. */
const pathOf = (values: Line['values'], most: number): string => {
  const step = WIDTH / Math.max(values.length - 1, 1)
  let isDown = false
  const moves = values.map((value, i) => {
    if (value === undefined) {
      isDown = false
      return ''
    }
    const y = HEIGHT - 4 - (most > 0 ? (value / most) * (HEIGHT - 12) : 0)
    const move = `${isDown ? 'L' : 'M'}${(i * step).toFixed(1)} ${y.toFixed(1)}`
    // A lone point would not be seen.
    const dot = isDown ? '' : 'h1'
    isDown = true
    return move + dot
  })
  return moves.join('')
}
