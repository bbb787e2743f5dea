/** docs/rules.md is what the rules say, and each of their reasons is proved where they say so. */

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faqSentences } from '../../scripts/faq.ts'
import { RULES } from '../../src/core/gate/rules/index.ts'

it('docs/rules.md is up to date (npm run rules)', () => {
  const printed = execFileSync(process.execPath, ['scripts/rules.ts'], { encoding: 'utf8' })
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(printed)
})

it('links every sentence of the FAQ to the files that decide it', () => {
  const sentences = faqSentences()
  expect(sentences.length).toBeGreaterThan(20)
  for (const { files } of sentences) expect(files.filter((file) => !existsSync(file))).toEqual([])
})

it.each(RULES.map((rule) => [rule.about.name, rule] as const))(
  '%s is proved in the tests that it names',
  (_, { about, reasons }) => {
    const texts = about.tested.map((file) => readFileSync(file, 'utf8'))
    for (const reason of Object.keys(reasons))
      expect(texts.some((text) => text.includes(reason))).toBe(true)
    for (const { read } of about.sources) expect(read).toMatch(/^20\d\d-\d\d$/)
  },
)
