/** Draws the charts of the console's overview, in the colours of the page. */

import uPlot from 'uplot'
import css from 'uplot/dist/uPlot.min.css'
import type { Plot } from '../console/kit/chart.ts'
import { type Form, spell } from './moment.ts'

const HEIGHT = 220

const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

const dark = matchMedia('(prefers-color-scheme: dark)')
let drawn: { readonly place: HTMLElement; readonly plot: uPlot }[] = []

/** Counts have no halves. */
const COUNTS = [1, 2, 5]
  .flatMap((one) => [0, 1, 2, 3, 4, 5, 6].map((n) => one * 10 ** n))
  .toSorted((a, b) => a - b)

/** Counts are by hours and days of UTC. */
const inUtc = (form: Form, seconds: number) =>
  spell(form, new Date(seconds * 1000).toISOString(), document.documentElement.lang, 'UTC')

/** The hour, and at midnight the day. */
const nameTick = (seconds: number) => inUtc(seconds % 86_400 === 0 ? 'shortDay' : 'time', seconds)

const colour = (name: string) => getComputedStyle(document.body).getPropertyValue(`--${name}`)

const draw = (place: HTMLElement): uPlot => {
  const { times, lines, unit }: Plot = JSON.parse(place.dataset.plot ?? '{}')
  const axis = {
    stroke: colour('soft'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1 },
    font: '12px system-ui, sans-serif',
  }
  const looks = [{ stroke: colour('accent') }, { stroke: colour('busy'), dash: [6, 4] }]
  return new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (_, __, max) => [0, Math.max(max, 1) * 1.1] } },
      axes: [
        { ...axis, space: 64, values: (_, ticks) => ticks.map(nameTick) },
        {
          ...axis,
          size: 56,
          ...(unit === '' && { incrs: COUNTS }),
          values: (_, ticks) => ticks.map((tick) => `${tick}${unit && ` ${unit}`}`),
        },
      ],
      series: [
        {
          label: 'UTC',
          value: (_: uPlot, at: number | null) => (at === null ? '–' : inUtc('dateAndTime', at)),
        },
        ...lines.map(({ name }, i) => ({
          label: name,
          width: 2,
          points: { size: 6, show: times.length <= 12, filter: isolated },
          ...looks[i],
          value: (_: uPlot, value: number | null) =>
            value === null
              ? '–'
              : `${Number.isInteger(value) ? value : value.toFixed(2)}${unit && ` ${unit}`}`,
        })),
      ],
    },
    [[...times], ...lines.map(({ values }) => [...values])],
    place,
  )
}

/** A value between gaps has no line to be on, so it gets a dot. Null: as `show` says. */
const isolated = ({ data }: uPlot, series: number, show: boolean): number[] | null => {
  if (show) return null
  const values = data[series] ?? []
  const isGap = (i: number) => values[i] === null || values[i] === undefined
  return [...values.keys()].filter((i) => !isGap(i) && isGap(i - 1) && isGap(i + 1))
}

/** All of them, anew where the colours have changed. */
const drawAll = () => {
  for (const { plot } of drawn) plot.destroy()
  const places = [...document.querySelectorAll<HTMLElement>('[data-plot]')]
  drawn = places.map((place) => ({ place, plot: draw(place) }))
}

drawAll()
dark.addEventListener('change', drawAll)
addEventListener('resize', () => {
  for (const { place, plot } of drawn) plot.setSize({ width: place.clientWidth, height: HEIGHT })
})
