import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLexicon } from '../../../src/core/reading/lexicon.ts'
import { type ReadingSettings, read } from '../../../src/core/reading/read.ts'
import { READING_LISTS, READING_VERSION } from '../../../templates/reading.ts'

const LEXICON = createLexicon(READING_VERSION, READING_LISTS)

type Row = { readonly locale: string; readonly expected: readonly string[]; readonly text: string }

const rowsOf = (name: string): readonly Row[] =>
  readFileSync(join(import.meta.dirname, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [locale = '', expected = '', text = ''] = line.split('\t')
      return { locale, expected: expected.split('|'), text: JSON.parse(text) }
    })

const settingsFor = (locale: string): ReadingSettings => ({
  lexicon: LEXICON,
  locale,
  optIn: 'plain',
  keywords: { optIn: [], optOut: [], help: [], join: [] },
  optOutPayloads: [],
  stopMarketingPayloads: [],
})

const SETTINGS = Object.fromEntries(
  ['en', 'de', 'es', 'fr', 'pt'].map((locale) => [locale, settingsFor(locale)]),
)

/** The message answers a request that is open, so that a yes may count. */
const meaningOf = ({ locale, text }: Row): string => {
  const settings = SETTINGS[locale]
  if (!settings) throw new Error(`no settings for ${locale}`)
  const message = { text, form: 'text', at: 10_000 } as const
  return read(message, settings, { openRequest: { at: 0, ids: ['request'] } })?.is ?? 'none'
}

const isClear = ({ expected }: Row) => expected.length === 1 && expected[0] === 'opt_out'
const isOrdinary = ({ expected }: Row) => !expected.includes('opt_out')

const figuresOf = (rows: readonly Row[]) => {
  const clear = rows.filter(isClear)
  const ordinary = rows.filter(isOrdinary)
  const missed = clear.filter((row) => !['opt_out', 'doubt'].includes(meaningOf(row)))
  const unsure = clear.filter((row) => meaningOf(row) === 'doubt')
  return {
    certain: 1 - (missed.length + unsure.length) / clear.length,
    found: 1 - missed.length / clear.length,
    wrong: ordinary.filter((row) => meaningOf(row) === 'opt_out').map(({ text }) => text),
    inDoubt: ordinary.filter((row) => meaningOf(row) === 'doubt').length / ordinary.length,
  }
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

describe('what people say, and what is made of it', () => {
  const rows = rowsOf('phrases.tsv')
  const figures = figuresOf(rows)

  it('finds clear opt-outs, and takes no ordinary text for one', () => {
    console.log(
      `opt-outs found: ${percent(figures.certain)} certain, ${percent(figures.found)} certain or in doubt;`,
      `ordinary texts: ${figures.wrong.length} read as an opt-out, ${percent(figures.inDoubt)} in doubt`,
    )
    expect(figures.wrong).toEqual([])
    expect(figures.inDoubt).toBeLessThanOrEqual(0.05)
    expect(figures.certain).toBeGreaterThanOrEqual(0.9)
    expect(figures.found).toBeGreaterThanOrEqual(0.98)
  })

  it('reads a yes, a no and everything else as what they are', () => {
    // INFO asks for help, which the set does not tell from nothing.
    const odd = rows
      .filter((row) => !isClear(row) && !row.expected.includes('opt_out'))
      .filter((row) => !row.expected.includes(meaningOf(row).replace('help', 'none')))
    expect(odd.map((row) => `${row.text}: ${meaningOf(row)}`)).toEqual([])
  })
})
