/** The table of docs/consent.md: each example is read as it says, and what follows follows. */

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLexicon } from '../../src/core/reading/lexicon.ts'
import { type ReadForm, type ReadingSettings, read } from '../../src/core/reading/read.ts'
import { READING_LISTS, READING_VERSION } from '../../templates/index.ts'
import { openWorld, sandboxConfig } from '../support/sandbox.ts'

const ANN = 'whatsapp:+15550102030'
const KEYWORDS = { join: ['DEALS'], joinBasis: 'poster of May' }
const SETTINGS: ReadingSettings = {
  lexicon: createLexicon(READING_VERSION, READING_LISTS),
  locale: 'en',
  optIn: 'plain',
  keywords: { optIn: [], optOut: [], help: [], join: KEYWORDS.join },
  optOutPayloads: [],
  stopMarketingPayloads: [],
}

/** By the verb that begins the second column: how it is read, and what the phone sends beside it. */
const WAYS: Readonly<Record<string, { form: ReadForm; answers?: string; more: object }>> = {
  types: { form: 'text', more: {} },
  captions: { form: 'caption', more: { media: [{ url: 'https://a.example/1.jpg' }] } },
  quotes: { form: 'text', answers: 'another', more: { replyTo: 'another' } },
  forwards: { form: 'forwarded', more: { forwarded: 'once' } },
  taps: { form: 'button', more: {} },
}

const codes = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const [, TABLE = ''] =
  /\n\| before \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(readFileSync('docs/consent.md', 'utf8')) ?? []

const ROWS = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [before = '', says = '', isRead, recorded, answered, next] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    const [verb = ''] = says.split(' ')
    const [status = ''] = codes(before)
    const [, doubt = 'hold'] = /`doubt` is `(\w+)`/.exec(before) ?? []
    const [[is = 'nothing'], [becomes = ''], [answer], [verdict = '']] = [
      codes(isRead),
      codes(recorded),
      codes(answered),
      codes(next),
    ]
    return codes(says).map((code) => {
      const text = code.replaceAll('⏎', '\n')
      return { text, verb, status, doubt, is, becomes, answer, verdict }
    })
  })

type World = Awaited<ReturnType<typeof openWorld>>

/** Brings the contact to the status of the first column. */
const REACHES: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  unasked: async () => {},
  requested: (world) => world.asks(ANN),
  granted: (world) => world.agrees(ANN),
  refused: async (world) => {
    await world.asks(ANN)
    await world.writes(ANN, 'NO')
  },
  revoked: async (world) => {
    await world.agrees(ANN)
    await world.writes(ANN, 'STOP')
  },
}

describe('the table of docs/consent.md', () => {
  it('has examples of every form, and of all values of `doubt`', () => {
    expect(new Set(ROWS.map(({ verb }) => verb))).toEqual(new Set(Object.keys(WAYS)))
    expect(new Set(ROWS.map(({ doubt }) => doubt))).toEqual(
      new Set(['hold', 'ask', 'flag', 'revoke']),
    )
    expect(new Set(ROWS.map(({ status }) => status))).toEqual(new Set(Object.keys(REACHES)))
  })

  it.each(ROWS)('$status, $verb $text: is read as $is', ({ text, verb, status, is }) => {
    const way = WAYS[verb]
    if (!way) throw new Error(`no such way: ${verb}`)
    const { form, answers } = way
    const message = { text, form, at: 10_000, ...(answers !== undefined && { answers }) }
    const isOpen = status !== 'unasked' && status !== 'granted'
    const context = isOpen ? { openRequest: { at: 0, ids: ['request'] } } : {}
    expect(read(message, SETTINGS, context)?.is ?? 'nothing').toBe(is)
  })

  it.each(ROWS)(
    '$status, doubt $doubt, $verb $text: is followed by $becomes, $answer, $verdict',
    async (row) => {
      const { text, verb, status, doubt, becomes, answer, verdict } = row
      const world = await openWorld(sandboxConfig({}, { doubt, keywords: KEYWORDS }))
      await REACHES[status]?.(world)
      const before = (await world.phone(ANN)).length
      const { more = {} } = WAYS[verb] ?? {}
      const said = verb === 'taps' ? { button: { text } } : more
      await world.writes(ANN, verb === 'taps' ? '' : text, said)
      const answers = (await world.phone(ANN))
        .slice(before)
        .flatMap(({ automatic }) => automatic ?? [])
      expect(answers).toEqual(answer === undefined ? [] : [answer])
      expect(await world.consent(ANN)).toMatchObject({ status: becomes })
      const { body } = await world.sends(ANN)
      expect([body.status, body.reason]).toContain(verdict)
    },
  )
})
