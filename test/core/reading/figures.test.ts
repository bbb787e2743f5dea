import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLexicon } from '../../../src/core/reading/lexicon.ts'
import { type ReadingSettings, read } from '../../../src/core/reading/read.ts'
import { READING_LISTS, READING_VERSION } from '../../../templates/index.ts'

const LEXICON = createLexicon(READING_VERSION, READING_LISTS)

type Row = { readonly locale: string; readonly expected: readonly string[]; readonly text: string }

const linesOf = (name: string): readonly (readonly string[])[] =>
  readFileSync(join(import.meta.dirname, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))

const rowsOf = (name: string): readonly Row[] =>
  linesOf(name).map(([locale = '', expected = '', text = '']) => ({
    locale,
    expected: expected.split('|'),
    text: JSON.parse(text),
  }))

const settingsFor = (locale: string): ReadingSettings => ({
  lexicon: LEXICON,
  locale,
  optIn: 'plain',
  keywords: { optIn: [], optOut: [], help: [], join: [] },
  optOutPayloads: [],
  stopMarketingPayloads: [],
})

const SETTINGS = new Map(READING_LISTS.map(({ locale }) => [locale, settingsFor(locale)]))

/** The message answers a request that is open, so that a yes may count. */
const meaningOf = ({ locale, text }: Pick<Row, 'locale' | 'text'>): string => {
  const settings = SETTINGS.get(locale)
  if (!settings) throw new Error(`no settings for ${locale}`)
  const message = { text, form: 'text', at: 10_000 } as const
  return read(message, settings, { openRequest: { at: 0, ids: ['request'] } })?.is ?? 'none'
}

const isClear = ({ expected }: Row) => expected.length === 1 && expected[0] === 'opt_out'
const isOrdinary = ({ expected }: Row) => !expected.includes('opt_out')

const figuresOf = (rows: readonly Row[]) => {
  const clear = rows.filter(isClear)
  const ordinary = rows.filter(isOrdinary)
  const clearly = ordinary.filter(({ expected }) => !expected.includes('doubt'))
  const missed = clear.filter((row) => !['opt_out', 'doubt'].includes(meaningOf(row)))
  const unsure = clear.filter((row) => meaningOf(row) === 'doubt')
  return {
    clear: clear.length,
    certain: 1 - (missed.length + unsure.length) / clear.length,
    found: 1 - missed.length / clear.length,
    wrong: ordinary.filter((row) => meaningOf(row) === 'opt_out').map(({ text }) => text),
    inDoubt: clearly.filter((row) => meaningOf(row) === 'doubt').length / clearly.length,
  }
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

const print = (
  name: string,
  { clear, certain, found, wrong, inDoubt }: ReturnType<typeof figuresOf>,
) =>
  console.log(
    `${name}: of ${clear} opt-outs ${percent(certain)} certain, ${percent(found)} certain or in doubt;`,
    `of its ordinary texts ${wrong.length} read as an opt-out, ${percent(inDoubt)} in doubt`,
  )

describe.each(['phrases.tsv', 'varied.tsv'])('opt-outs of real people, by %s', (name) => {
  const rows = rowsOf(name)

  it('are found, and ordinary text is not taken for them', () => {
    const figures = figuresOf(rows)
    print(name, figures)
    expect(figures.wrong).toEqual([])
    expect(figures.inDoubt).toBeLessThanOrEqual(0.05)
    expect(figures.certain).toBeGreaterThanOrEqual(0.9)
    expect(figures.found).toBeGreaterThanOrEqual(0.98)
  })

  it('are in doubt where a careful person would ask', () => {
    const odd = rows
      .filter(({ expected }) => expected.includes('doubt'))
      .filter((row) => !row.expected.includes(meaningOf(row)))
    expect(odd.map((row) => `${row.text}: ${meaningOf(row)}`)).toEqual([])
  })

  it('leave a yes, a no and all else unchanged', () => {
    // INFO asks for help, and a row says nothing of that.
    const odd = rows
      .filter(isOrdinary)
      .map((row) => ({ ...row, is: meaningOf(row).replace('help', 'none') }))
      .filter(({ is, expected }) => is !== 'doubt' && !expected.includes(is))
    expect(odd.map(({ text, is }) => `${text}: ${is}`)).toEqual([])
  })
})

it('are found in every language of the lists', () => {
  const rows = rowsOf('varied.tsv')
  for (const { locale } of READING_LISTS) {
    const figures = figuresOf(rows.filter((row) => row.locale === locale))
    print(locale, figures)
    expect([locale, figures.certain >= 0.9]).toEqual([locale, true])
  }
})

it('don’t include everyday messages to banks, clinics, shops and schools', () => {
  const rows = linesOf('ordinary.tsv').map(([locale = '', text = '']) => ({
    locale,
    text: String(JSON.parse(text)),
  }))
  expect(rows.length).toBeGreaterThanOrEqual(500)
  const doubts = rows.filter((row) => meaningOf(row) === 'doubt')
  console.log(`of ${rows.length} ordinary texts ${doubts.length} in doubt`)
  expect(rows.filter((row) => meaningOf(row) === 'opt_out')).toEqual([])
  expect(doubts.length / rows.length).toBeLessThanOrEqual(0.003)
})

it('the messages of kept.tsv stay read as they are labelled', () => {
  const rows = rowsOf('kept.tsv')
  expect(rows.length).toBeGreaterThanOrEqual(1000)
  const odd = rows.filter((row) => !row.expected.includes(meaningOf(row)))
  expect(odd.map((row) => `${row.text}: ${meaningOf(row)}`)).toEqual([])
})
